import { isJson, numberIn, objectIn, objectsIn, stringIn, stringsIn, type Json } from '../json.js';

/** What an element of a type holds in `state.values`, beside its `type`. */
const VALUE: Readonly<Record<string, (element: Json) => Json>> = {
  plain_text_input: (element) => ({ value: stringIn(element, 'initial_value') || null }),
  email_text_input: (element) => ({ value: stringIn(element, 'initial_value') || null }),
  url_text_input: (element) => ({ value: stringIn(element, 'initial_value') || null }),
  number_input: (element) => ({ value: numberIn(element, 'initial_value')?.toString() ?? null }),
  rich_text_input: (element) => ({ rich_text_value: objectIn(element, 'initial_value') }),
  static_select: chosenOption,
  external_select: chosenOption,
  radio_buttons: chosenOption,
  multi_static_select: chosenOptions,
  multi_external_select: chosenOptions,
  checkboxes: chosenOptions,
  users_select: (element) => ({ selected_user: stringIn(element, 'initial_user') || null }),
  conversations_select: (element) => ({ selected_conversation: stringIn(element, 'initial_conversation') || null }),
  channels_select: (element) => ({ selected_channel: stringIn(element, 'initial_channel') || null }),
  multi_users_select: (element) => ({ selected_users: stringsIn(element, 'initial_users') }),
  multi_conversations_select: (element) => ({ selected_conversations: stringsIn(element, 'initial_conversations') }),
  multi_channels_select: (element) => ({ selected_channels: stringsIn(element, 'initial_channels') }),
  datepicker: (element) => ({ selected_date: stringIn(element, 'initial_date') || null }),
  timepicker: (element) => ({ selected_time: stringIn(element, 'initial_time') || null }),
  datetimepicker: (element) => ({ selected_date_time: numberIn(element, 'initial_date_time') }),
};

function chosenOption(element: Json): Json {
  return { selected_option: objectIn(element, 'initial_option') };
}

function chosenOptions(element: Json): Json {
  return { selected_options: objectsIn(element, 'initial_options') };
}

/** What an element holds before anyone has touched it, as in `state.values`; null for those that hold nothing. */
export function initialValue(element: Json): Json | null {
  const type = stringIn(element, 'type');
  const read = Object.hasOwn(VALUE, type) ? VALUE[type] : undefined;
  return read === undefined ? null : { type, ...read(element) };
}

/** Whether somebody has put something into the element. */
export function isFilled(value: Json): boolean {
  return Object.entries(value).some(([key, held]) => key !== 'type' && isSomething(held));
}

function isSomething(held: unknown): boolean {
  if (Array.isArray(held)) return held.length > 0;
  return typeof held === 'string' ? held.trim() !== '' : typeof held === 'number' || isJson(held);
}
