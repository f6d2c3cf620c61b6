import type { JSX } from 'preact';

import { addFault, clearFaults, resetGrid } from '../calls.js';
import { usePage } from '../page-context.js';
import { Icon } from '../shell/icon.js';
import { AwsPanel } from './aws-panel.js';
import { CallList } from './call-list.js';
import { describeFault } from './fault-draft.js';
import { FaultForm } from './fault-form.js';
import { InstallPanel } from './install-panel.js';
import { useControl, type Control } from './use-control.js';

/** The drawer behind the scenes: makes Slack and AWS misbehave and shows what the app has asked of it. */
export function ControlPanel({ onClose }: { onClose: () => void }): JSX.Element {
  const control = useControl();
  return (
    <aside class="drawer" id="control-panel" aria-label="Control panel">
      <header class="pane-head">
        <h2>Control panel</h2>
        <button type="button" class="icon-button" aria-label="Close control panel" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div class="drawer-body">
        {control.problem === '' ? null : (
          <p class="problem" role="alert">
            {control.problem}
          </p>
        )}
        {control.install ? <InstallPanel install={control.install} act={control.act} /> : null}
        <section aria-label="Make Slack misbehave">
          <h3>Make Slack misbehave</h3>
          <FaultForm methods={control.methods} onAdd={(fault) => void control.act(async () => addFault(fault))} />
        </section>
        <FaultList control={control} />
        <section aria-label="Calls of the app">
          <h3>Calls of the app</h3>
          <CallList calls={control.calls} />
        </section>
        <AwsPanel />
        <Reset control={control} />
      </div>
    </aside>
  );
}

function FaultList({ control }: { control: Control }): JSX.Element {
  const { faults, act } = control;
  return (
    <section aria-label="Active faults">
      <h3>
        Active faults
        {faults.length === 0 ? null : (
          <button type="button" class="button button-small" onClick={() => void act(async () => clearFaults())}>
            Clear all
          </button>
        )}
      </h3>
      {faults.length === 0 ? <p class="empty">None: Slack behaves.</p> : null}
      <ul class="faults">
        {faults.map((fault) => {
          const words = describeFault(fault, fault.left);
          return (
            <li key={fault.id}>
              <span>{words}</span>
              <button
                type="button"
                class="button button-small"
                aria-label={`Clear: ${words}`}
                onClick={() => void act(async () => clearFaults(fault.id))}
              >
                Clear
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Reset({ control }: { control: Control }): JSX.Element {
  const { confirm } = usePage();
  const reset = async (): Promise<void> => {
    const yes = await confirm({
      title: { type: 'plain_text', text: 'Reset the Grid?' },
      text: { type: 'plain_text', text: 'All messages, views, roles and faults go back to where they began.' },
      confirm: { type: 'plain_text', text: 'Reset' },
      deny: { type: 'plain_text', text: 'Keep' },
      style: 'danger',
    });
    if (yes) await control.act(resetGrid);
  };
  return (
    <section aria-label="Start over">
      <h3>Start over</h3>
      <button type="button" class="button button-danger" onClick={() => void reset()}>
        Reset the Grid
      </button>
    </section>
  );
}
