import { objectIn, objectsIn, stringIn, stringsIn, type Json } from '../json.js';
import { choiceOf, type Choice } from './choices.js';

/** Under which key of `state.values` an element keeps what was chosen, and whether it keeps several. */
interface Keeping {
  readonly key: string;
  readonly many: boolean;
  readonly options: boolean;
}

const KEEPING: Readonly<Record<string, Keeping>> = {
  static_select: { key: 'selected_option', many: false, options: true },
  external_select: { key: 'selected_option', many: false, options: true },
  radio_buttons: { key: 'selected_option', many: false, options: true },
  overflow: { key: 'selected_option', many: false, options: true },
  checkboxes: { key: 'selected_options', many: true, options: true },
  multi_static_select: { key: 'selected_options', many: true, options: true },
  multi_external_select: { key: 'selected_options', many: true, options: true },
  users_select: { key: 'selected_user', many: false, options: false },
  multi_users_select: { key: 'selected_users', many: true, options: false },
  channels_select: { key: 'selected_channel', many: false, options: false },
  multi_channels_select: { key: 'selected_channels', many: true, options: false },
  conversations_select: { key: 'selected_conversation', many: false, options: false },
  multi_conversations_select: { key: 'selected_conversations', many: true, options: false },
};

const NOTHING: Keeping = { key: 'selected_option', many: false, options: true };

/** Whether several can be chosen. */
export function takesMany(type: string): boolean {
  return (KEEPING[type] ?? NOTHING).many;
}

/** What `state.values` holds once these lines are chosen. */
export function selectionValue(type: string, choices: readonly Choice[]): Json {
  const { key, many, options } = KEEPING[type] ?? NOTHING;
  const kept = choices.map((choice) => (options ? choice.option : choice.value));
  return { type, [key]: many ? kept : (kept[0] ?? null) };
}

/** The lines that are chosen; `known` names people and conversations, an option names itself. */
export function selectedChoices(type: string, value: Json, known: readonly Choice[]): Choice[] {
  const { key, many, options } = KEEPING[type] ?? NOTHING;
  if (options) {
    const chosen = many ? objectsIn(value, key) : [objectIn(value, key)].filter((option) => option !== null);
    return chosen.map(choiceOf);
  }
  const ids = many ? stringsIn(value, key) : [stringIn(value, key)].filter((id) => id !== '');
  return ids.map((id) => known.find((choice) => choice.value === id) ?? unknownChoice(id));
}

function unknownChoice(id: string): Choice {
  return { value: id, label: id, detail: '', option: null };
}

/** Takes a line into the chosen ones, or out of them; a full list takes no more. */
export function toggled(chosen: readonly Choice[], choice: Choice, most: number | null): readonly Choice[] {
  if (chosen.some(({ value }) => value === choice.value)) return chosen.filter(({ value }) => value !== choice.value);
  return most !== null && chosen.length >= most ? chosen : [...chosen, choice];
}
