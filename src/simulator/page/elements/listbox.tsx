import type { JSX, RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

import type { Choice, ChoiceGroup } from './choices.js';

/** What a list of lines to choose from needs to be drawn. */
export interface ListboxProps {
  readonly id: string;
  readonly label: string;
  readonly groups: readonly ChoiceGroup[];
  readonly active: number;
  readonly selected: ReadonlySet<string>;
  readonly many?: boolean;
  /** Stands in place of lines: "Loading…", "No results". */
  readonly status?: string;
  readonly onChoose: (choice: Choice) => void;
  readonly onPoint?: (index: number) => void;
  readonly listRef?: RefObject<HTMLDivElement | null>;
  readonly floating?: boolean;
}

/** The DOM ID of a line, for `aria-activedescendant`. */
export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

/** A list below a field. The focus stays in the field; the field says which line is active. */
export function Listbox(props: ListboxProps): JSX.Element {
  const { id, label, groups, active, status = '', many = false, listRef, floating = false } = props;
  useEffect(() => {
    if (active >= 0)
      document.querySelector(`#${CSS.escape(optionId(id, active))}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);
  const starts = startsOf(groups);
  return (
    <div class={floating ? 'listbox listbox-floating' : 'listbox'} ref={listRef ?? null}>
      {status === '' ? null : (
        <p class="listbox-status" role="status">
          {status}
        </p>
      )}
      <div id={id} role="listbox" aria-label={label} aria-multiselectable={many}>
        {groups.map((group, index) => (
          <Group key={index} group={group} start={starts[index] ?? 0} list={props} />
        ))}
      </div>
    </div>
  );
}

function startsOf(groups: readonly ChoiceGroup[]): number[] {
  let next = 0;
  return groups.map(({ choices }) => {
    next += choices.length;
    return next - choices.length;
  });
}

function Group({ group, start, list }: { group: ChoiceGroup; start: number; list: ListboxProps }): JSX.Element {
  const lines = group.choices.map((choice, index) => (
    <Line key={`${choice.value} ${index}`} choice={choice} index={start + index} list={list} />
  ));
  if (group.label === '') return <>{lines}</>;
  return (
    <div role="group" aria-label={group.label}>
      <div class="listbox-group" aria-hidden="true">
        {group.label}
      </div>
      {lines}
    </div>
  );
}

function Line({ choice, index, list }: { choice: Choice; index: number; list: ListboxProps }): JSX.Element {
  const classes = [
    'option',
    index === list.active ? 'option-active' : '',
    choice.disabled === true ? 'option-off' : '',
  ];
  return (
    <div
      id={optionId(list.id, index)}
      role="option"
      class={classes.join(' ')}
      aria-selected={list.selected.has(choice.value)}
      aria-disabled={choice.disabled === true}
      // The press must not take the focus out of the field, or the list would close under the pointer.
      onMouseDown={(event) => event.preventDefault()}
      onMouseMove={() => list.onPoint?.(index)}
      onClick={() => {
        if (choice.disabled !== true) list.onChoose(choice);
      }}
    >
      <span class="option-label">{choice.label}</span>{' '}
      {choice.hint === undefined ? null : <span class="option-hint">{choice.hint} </span>}
      {choice.detail === '' ? null : <span class="option-detail">{choice.detail}</span>}
    </div>
  );
}
