import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { usePage } from '../page-context.js';
import { placeOf } from '../state/model.js';
import { Icon } from './icon.js';
import { PickerDialog } from './picker-dialog.js';

/** The workspace one looks at, and the way into another one. */
export function WorkspaceSwitch(): JSX.Element {
  const { desk, model, session } = usePage();
  const [open, setOpen] = useState(false);
  const { org, team, workspaces } = desk.state;
  return (
    <div class="workspace">
      <button
        type="button"
        class="workspace-button"
        aria-haspopup="dialog"
        aria-label={`Workspace: ${team.name}. Switch workspace`}
        onClick={() => setOpen(true)}
      >
        <span class="workspace-name">{team.name}</span>
        <Icon name="down" />
        <span class="workspace-org">{org.name}</span>
      </button>
      {open ? (
        <PickerDialog
          title="Switch workspace"
          label="Find a workspace"
          selected={team.id}
          choices={workspaces.map(({ id, name }) => ({ value: id, label: name, detail: '', option: null }))}
          onClose={() => setOpen(false)}
          onChoose={(id) => void session.goTo({ ...placeOf(model), team: id, thread: '' })}
        />
      ) : null}
    </div>
  );
}
