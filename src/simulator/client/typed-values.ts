import type { JsonObject } from '../json.js';
import { isObject, textOf } from '../json.js';
import { heldField, initialValue, ownOptions } from '../views/state-values.js';

/** Options the app has offered for an `external_select`, so that a choice by value finds its text again. */
export type Remembered = (value: string) => JsonObject | undefined;

function optionFor(element: JsonObject, given: unknown, remembered: Remembered): JsonObject {
  if (isObject(given)) return given;
  const value = String(given);
  const own = ownOptions(element).find((option) => option['value'] === value);
  // A value nobody offered is passed on all the same: an app must not trust what comes back from a client.
  return own ?? remembered(value) ?? { text: { type: 'plain_text', text: value, emoji: true }, value };
}

function isEmpty(given: unknown): boolean {
  return given === null || given === undefined || given === '';
}

/** true ticks every box, false none; else what is given, alone or in a list. */
function severalOf(element: JsonObject, given: unknown): unknown[] {
  if (given === true) return ownOptions(element);
  if (given === false) return [];
  return Array.isArray(given) ? given : [given];
}

/**
 * The state value of an element that holds what is given: text for inputs, an option's value (or several) for menus,
 * ids for people and channels, `2026-01-31` for dates, Unix seconds for moments, true or false for all the checkboxes.
 * Null or empty text empties it.
 */
export function heldValue(element: JsonObject, given: unknown, remembered: Remembered): JsonObject {
  const type = textOf(element['type']) ?? '';
  const field = heldField(type);
  if (field === undefined) throw new Error(`A ${type} holds no value.`);
  const empty = initialValue({ type }) ?? {};
  if (isEmpty(given)) return empty;
  if (field === 'selected_option') return { type, [field]: optionFor(element, given, remembered) };
  if (field === 'selected_options') {
    const several = severalOf(element, given);
    return { type, [field]: several.map((each) => optionFor(element, each, remembered)) };
  }
  if (Array.isArray(empty[field])) return { type, [field]: Array.isArray(given) ? given : [given] };
  if (field === 'selected_date_time') return { type, [field]: Number(given) };
  return { type, [field]: typeof given === 'number' ? String(given) : given };
}
