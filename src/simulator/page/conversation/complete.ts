import type { PageState } from '../api.js';
import type { Choice, ChoiceGroup } from '../elements/choices.js';

/** What the word before the cursor can become. */
export interface Completion {
  /** Where that word stands in the text. */
  readonly start: number;
  readonly end: number;
  readonly groups: readonly ChoiceGroup[];
  /** The word is complete as it is: Enter then sends, instead of choosing from the list. */
  readonly exact: boolean;
}

const LONGEST_LIST = 20;
/** Before the `callback_id` of a shortcut, so that it is not taken for a word to insert. */
const SHORTCUT = 'shortcut:';

/** What could be meant by the word before the cursor: a slash command at the very beginning, `@handle`, `#channel`. */
export function completionAt(text: string, cursor: number, state: PageState): Completion | null {
  const before = text.slice(0, cursor);
  const word = /\S*$/.exec(before)?.[0] ?? '';
  const start = cursor - word.length;
  const groups = groupsFor(word, start, state).filter(({ choices }) => choices.length > 0);
  if (groups.length === 0) return null;
  const exact = groups.some(({ choices }) => choices.some(({ value }) => value === word));
  return { start, end: cursor, groups, exact };
}

function groupsFor(word: string, start: number, state: PageState): ChoiceGroup[] {
  const wanted = word.slice(1).toLowerCase();
  if (word.startsWith('/') && start === 0) return [commands(wanted, state), shortcuts(wanted, state)];
  if (word.startsWith('@')) return [{ label: 'People', choices: people(wanted, state) }];
  if (word.startsWith('#')) return [{ label: 'Channels', choices: channels(wanted, state) }];
  return [];
}

/** Those that begin with what was typed come first. */
function best<Item>(items: readonly Item[], wanted: string, names: (item: Item) => readonly string[]): Item[] {
  const rank = (item: Item): number => {
    const at = names(item).map((name) => name.toLowerCase().indexOf(wanted));
    if (at.includes(0)) return 0;
    return at.some((index) => index > 0) ? 1 : 2;
  };
  return items
    .filter((item) => rank(item) < 2)
    .sort((one, other) => rank(one) - rank(other))
    .slice(0, LONGEST_LIST);
}

function commands(wanted: string, state: PageState): ChoiceGroup {
  const choices = best(state.commands, wanted, ({ command }) => [command.slice(1)]).map(
    ({ command, description, usage_hint: hint }): Choice => ({
      value: command,
      label: command,
      ...(hint === '' ? {} : { hint }),
      detail: description,
      option: null,
    }),
  );
  return { label: state.app.name, choices };
}

function shortcuts(wanted: string, state: PageState): ChoiceGroup {
  const choices = best(state.shortcuts, wanted, ({ name }) => [name]).map((shortcut): Choice => ({
    value: SHORTCUT + shortcut.callback_id,
    label: shortcut.name,
    detail: 'Shortcut',
    option: null,
  }));
  return { label: 'Shortcuts', choices };
}

function people(wanted: string, state: PageState): Choice[] {
  const present = state.people.filter(({ role }) => role !== 'Deactivated');
  return best(present, wanted, ({ handle, name }) => [handle, name]).map(({ handle, name, role }) => ({
    value: `@${handle}`,
    label: name,
    detail: `@${handle} · ${role}`,
    option: null,
  }));
}

function channels(wanted: string, state: PageState): Choice[] {
  const open = state.conversations.filter(({ kind, archived }) => kind !== 'dm' && !archived);
  return best(open, wanted, ({ name }) => [name]).map(({ name, kind }) => ({
    value: `#${name}`,
    label: `#${name}`,
    detail: kind === 'private_channel' ? 'private' : '',
    option: null,
  }));
}

/** The `callback_id` if the line is a shortcut, which is run and not inserted. */
export function shortcutOf(choice: Choice): string | null {
  return choice.value.startsWith(SHORTCUT) ? choice.value.slice(SHORTCUT.length) : null;
}

/** The text with the chosen line in place of the word, a blank behind it, and where the cursor goes. */
export function insertChoice(
  text: string,
  { start, end }: Completion,
  choice: Choice,
): { text: string; cursor: number } {
  const after = text.slice(end).replace(/^ /, '');
  const before = `${text.slice(0, start)}${choice.value} `;
  return { text: before + after, cursor: before.length };
}
