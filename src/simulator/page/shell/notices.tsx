import type { JSX } from 'preact';

import { usePage } from '../page-context.js';
import { Icon } from './icon.js';

/** Sentences that belong to no message: "/grant-admin failed because the app did not respond". */
export function Notices(): JSX.Element {
  const { model, session } = usePage();
  return (
    <div class="notices">
      {model.connection === 'lost' ? (
        <p class="notice" role="status">
          The connection to the simulator is lost. Trying again…
        </p>
      ) : null}
      {model.notices.map(({ id, text }) => (
        <div class="notice" role="alert" key={id}>
          <span>{text}</span>
          <button type="button" class="icon-button" aria-label="Close notice" onClick={() => session.dismiss(id)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}
