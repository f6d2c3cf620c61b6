import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';

import { flat, matching, type Choice } from '../elements/choices.js';
import { Listbox, optionId } from '../elements/listbox.js';
import { useListKeys } from '../elements/use-list-keys.js';
import { Dialog } from '../modal/dialog.js';
import { Icon } from './icon.js';

/** What somebody chooses from. */
export interface PickerProps {
  readonly title: string;
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly selected: string;
  readonly onChoose: (value: string) => void;
  readonly onClose: () => void;
}

/** A searchable list in a dialog of its own: people, workspaces. */
export function PickerDialog(props: PickerProps): JSX.Element {
  const id = useId();
  return (
    <Dialog class="modal modal-picker" labelledBy={`${id}-title`} onEscape={props.onClose}>
      <div class="view">
        <header class="view-head">
          <h2 id={`${id}-title`}>{props.title}</h2>
          <button type="button" class="icon-button" aria-label="Dismiss" onClick={props.onClose}>
            <Icon name="close" />
          </button>
        </header>
        <SearchedList {...props} />
      </div>
    </Dialog>
  );
}

function SearchedList({ title, label, choices, selected, onChoose, onClose }: PickerProps): JSX.Element {
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const groups = matching([{ label: '', choices }], typed, true);
  const lines = flat(groups);
  const current = typed === '' ? lines.findIndex(({ value }) => value === selected) : -1;
  const first = current < 0 ? lines.findIndex(({ disabled }) => disabled !== true) : current;
  const keys = useListKeys(lines, typed, Math.max(0, first));
  useEffect(() => field.current?.focus(), []);
  const choose = (choice: Choice | undefined): void => {
    if (choice === undefined || choice.disabled === true) return;
    onClose();
    onChoose(choice.value);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (keys.move(event) || event.key !== 'Enter') return;
    event.preventDefault();
    choose(lines[keys.active]);
  };
  return (
    <div class="view-body picker">
      <input
        ref={field}
        class="input"
        type="text"
        role="combobox"
        autocomplete="off"
        aria-label={label}
        placeholder={label}
        aria-autocomplete="list"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={optionId(listId, keys.active)}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Listbox
        id={listId}
        label={title}
        groups={groups}
        active={keys.active}
        selected={new Set([selected])}
        status={lines.length === 0 ? 'No results' : ''}
        onChoose={choose}
        onPoint={keys.setActive}
      />
    </div>
  );
}
