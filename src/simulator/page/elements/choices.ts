import type { PageState } from '../api.js';
import { isJson, objectIn, objectsIn, stringIn, stringsIn, type Json } from '../json.js';
import { withEmoji } from '../text/emoji.js';

/** One line of a list that somebody can choose. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  /** Right behind the label: what a command wants to be followed by. */
  readonly hint?: string;
  /** Smaller, behind or below the label: a description, a role. */
  readonly detail: string;
  /** The option as the app sent it; null for people and conversations, which go by their ID. */
  readonly option: Json | null;
  readonly disabled?: boolean;
}

/** Lines under one heading; the heading is empty where the app made no groups. */
export interface ChoiceGroup {
  readonly label: string;
  readonly choices: readonly Choice[];
}

/** An option of Block Kit as a line. */
export function choiceOf(option: Json): Choice {
  const written = (key: string): string => withEmoji(stringIn(objectIn(option, key) ?? {}, 'text'));
  return { value: stringIn(option, 'value'), label: written('text'), detail: written('description'), option };
}

/** The options of an element, or of the app's answer for one. */
export function groupsOf(source: Json): ChoiceGroup[] {
  const groups = objectsIn(source, 'option_groups').map((group) => ({
    label: withEmoji(stringIn(objectIn(group, 'label') ?? {}, 'text')),
    choices: objectsIn(group, 'options').map(choiceOf),
  }));
  const options = objectsIn(source, 'options').map(choiceOf);
  return options.length > 0 ? [{ label: '', choices: options }, ...groups] : groups;
}

/** The people, channels or conversations that this person can see, as a list to choose from. */
export function groupsFor(element: Json, state: PageState): ChoiceGroup[] {
  const type = stringIn(element, 'type').replace('multi_', '');
  switch (type) {
    case 'users_select':
      return [{ label: '', choices: peopleOf(state) }];
    case 'channels_select':
      return [{ label: '', choices: conversationsOf(state, ['public']) }];
    case 'conversations_select':
      return [{ label: '', choices: conversationsOf(state, wantedKinds(element)) }];
    default:
      return groupsOf(element);
  }
}

function peopleOf({ people }: PageState): Choice[] {
  return people
    .filter(({ role }) => role !== 'Deactivated')
    .map(({ id, name, role }) => ({ value: id, label: name, detail: role, option: null }));
}

const KIND = { channel: 'public', private_channel: 'private', dm: 'im' } as const;

function wantedKinds(element: Json): readonly string[] {
  const include = stringsIn(objectIn(element, 'filter') ?? {}, 'include');
  return include.length === 0 ? ['public', 'private', 'im'] : include;
}

function conversationsOf({ conversations }: PageState, kinds: readonly string[]): Choice[] {
  return conversations
    .filter(({ kind, archived }) => !archived && kinds.includes(KIND[kind]))
    .map(({ id, kind, name }) => ({
      value: id,
      label: kind === 'dm' ? name : `#${name}`,
      detail: kind === 'private_channel' ? 'private' : '',
      option: null,
    }));
}

/** The lines that have what was typed in their label, or in a detail if asked; groups without such a line go. */
export function matching(groups: readonly ChoiceGroup[], typed: string, inDetails = false): ChoiceGroup[] {
  const wanted = typed.trim().toLowerCase();
  const words = ({ label, detail }: Choice): string => (inDetails ? `${label} ${detail}` : label).toLowerCase();
  return groups
    .map(({ label, choices }) => ({
      label,
      choices: choices.filter((choice) => words(choice).includes(wanted)),
    }))
    .filter(({ choices }) => choices.length > 0);
}

/** The lines of all groups, one after the other, as the arrow keys walk them. */
export function flat(groups: readonly ChoiceGroup[]): Choice[] {
  return groups.flatMap(({ choices }) => choices);
}

/** Whether a value of `state.values` is an option. */
export function isOption(value: unknown): value is Json {
  return isJson(value) && typeof value['value'] === 'string';
}
