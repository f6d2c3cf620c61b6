import type { ComponentChildren, JSX } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';

import { flat, type Choice, type ChoiceGroup } from './choices.js';
import { Listbox, optionId } from './listbox.js';
import type { FieldProps } from './use-field.js';
import { useFloating } from './use-floating.js';
import { useListKeys, type ListKeys } from './use-list-keys.js';

/** What a field with a list below it needs. */
export interface ComboboxProps {
  /** Already narrowed down to what was typed. */
  readonly groups: readonly ChoiceGroup[];
  readonly selected: ReadonlySet<string>;
  readonly typed: string;
  /** What stands in the field while nobody types. */
  readonly shown: string;
  readonly placeholder: string;
  readonly status: string;
  readonly disabled: boolean;
  readonly busy: boolean;
  readonly many: boolean;
  readonly fieldProps: FieldProps;
  readonly onType: (text: string) => void;
  readonly onOpen: (open: boolean) => void;
  readonly onChoose: (choice: Choice) => void;
  readonly onBackspace?: () => void;
  /** Chips before the text, buttons behind it. */
  readonly before?: ComponentChildren;
  readonly after?: ComponentChildren;
}

/** A text field that narrows a list down; the combobox pattern of WAI-ARIA. */
export function Combobox(props: ComboboxProps): JSX.Element {
  const listId = useId();
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const { open, show, keys, lines, choose, onKeyDown } = useOpening(props);
  useFloating(box, list, { open });
  return (
    <div class={`combobox${props.disabled ? ' is-off' : ''}`} ref={box} aria-busy={props.busy}>
      {props.before}
      <input
        {...props.fieldProps}
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={listId}
        aria-activedescendant={open && lines.length > 0 ? optionId(listId, keys.active) : undefined}
        disabled={props.disabled}
        placeholder={open && props.shown !== '' ? props.shown : props.placeholder}
        value={open ? props.typed : props.shown}
        onClick={() => show(true)}
        onInput={(event) => {
          props.onType(event.currentTarget.value);
          show(true);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => {
          show(false);
          props.onType('');
        }}
      />
      {props.after}
      {open ? (
        <Listbox
          id={listId}
          label={props.placeholder || 'Options'}
          groups={props.groups}
          active={keys.active}
          selected={props.selected}
          status={props.status}
          many={props.many}
          onChoose={choose}
          onPoint={keys.setActive}
          listRef={list}
          floating
        />
      ) : null}
    </div>
  );
}

interface Opening {
  readonly open: boolean;
  readonly show: (open: boolean) => void;
  readonly keys: ListKeys;
  readonly lines: readonly Choice[];
  readonly choose: (choice: Choice) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function useOpening(props: ComboboxProps): Opening {
  const [open, setOpen] = useState(false);
  const lines = flat(props.groups);
  const chosen = lines.findIndex(({ value }) => props.selected.has(value));
  const keys = useListKeys(lines, `${open} ${props.typed}`, props.many ? 0 : Math.max(0, chosen));
  const show = (next: boolean): void => {
    if (next === open) return;
    setOpen(next);
    props.onOpen(next);
  };
  const choose = (choice: Choice): void => {
    props.onChoose(choice);
    props.onType('');
    if (!props.many) show(false);
  };
  const enter = (): void => {
    const line = lines[keys.active];
    if (!open) show(true);
    else if (line !== undefined && line.disabled !== true) choose(line);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (open && keys.move(event)) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      show(true);
    } else if (event.key === 'Enter') {
      // Enter chooses; it never submits the form around the list.
      event.preventDefault();
      enter();
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      show(false);
    } else if (event.key === 'Backspace' && props.typed === '') props.onBackspace?.();
  };
  return { open, show, keys, lines, choose, onKeyDown };
}
