import type { JSX } from 'preact';

import type { AppInstall } from '../control-api.js';
import { uninstallApp } from '../calls.js';
import { usePage } from '../page-context.js';
import type { Control } from './use-control.js';

/** What stands on Slack's page of installed apps: who has installed this one, and how it is taken off. */
export function InstallPanel({ install, act }: { install: AppInstall; act: Control['act'] }): JSX.Element {
  const { confirm } = usePage();
  const uninstall = async (): Promise<void> => {
    const yes = await confirm({
      title: { type: 'plain_text', text: 'Uninstall the app?' },
      text: { type: 'plain_text', text: 'All of its tokens are revoked, and it is told so.' },
      confirm: { type: 'plain_text', text: 'Uninstall' },
      deny: { type: 'plain_text', text: 'Keep' },
      style: 'danger',
    });
    if (yes) await act(uninstallApp);
  };
  const isInstalled = install.installers.length > 0;
  return (
    <section aria-label="Install of the app">
      <h3>Install of the app</h3>
      <p>{isInstalled ? `Installed by ${install.installers.join(', ')}.` : 'It is not installed.'}</p>
      <a class="button" href={install.url} target="_blank" rel="noreferrer">
        {isInstalled ? 'Install again' : 'Install'}
      </a>{' '}
      {isInstalled ? (
        <button type="button" class="button button-danger" onClick={() => void uninstall()}>
          Uninstall
        </button>
      ) : null}
    </section>
  );
}
