import type { JsonObject } from '../json.js';
import { isObject, objectOr, textOf } from '../json.js';
import { heldField } from '../views/state-values.js';
import type { OpenView } from '../views/model.js';

/** What Slack's client refuses by itself, before anything is sent to the app. */

function problemOfText(element: JsonObject, value: string): string | null {
  const least = Number(element['min_length'] ?? 0);
  const most = Number(element['max_length'] ?? 3000);
  if (value.length < least) return `Enter at least ${least} characters.`;
  return value.length > most ? `Enter at most ${most} characters.` : null;
}

function problemOfNumber(element: JsonObject, value: string): string | null {
  const form = element['is_decimal_allowed'] === true ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/;
  if (!form.test(value)) return element['is_decimal_allowed'] === true ? 'Enter a number.' : 'Enter a whole number.';
  const least = textOf(element['min_value']);
  const most = textOf(element['max_value']);
  if (least !== undefined && Number(value) < Number(least)) return `Enter a number of at least ${least}.`;
  return most !== undefined && Number(value) > Number(most) ? `Enter a number of at most ${most}.` : null;
}

/** A list takes no more than `max_selected_items`, wherever it stands. */
export function problemOfCount(element: JsonObject, value: unknown): string | null {
  const most = Number(element['max_selected_items'] ?? Number.POSITIVE_INFINITY);
  return Array.isArray(value) && value.length > most ? `Choose at most ${most} items.` : null;
}

function problemOfValue(element: JsonObject, value: unknown): string | null {
  if (Array.isArray(value)) return problemOfCount(element, value);
  if (typeof value !== 'string') return null;
  switch (element['type']) {
    case 'plain_text_input':
      return problemOfText(element, value);
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? null : 'Enter a valid email address.';
    case 'url_text_input':
      return /^https?:\/\/\S+$/i.test(value) ? null : 'Enter a valid URL.';
    case 'number_input':
      return problemOfNumber(element, value);
    default:
      return null;
  }
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** A sentence beside every field that cannot be submitted as it is, by block_id. */
export function inputErrors(view: OpenView): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const block of view.blocks) {
    const element = block['element'];
    if (block['type'] !== 'input' || !isObject(element)) continue;
    const blockId = textOf(block['block_id']) ?? '';
    const held = objectOr(view.values[blockId]?.[textOf(element['action_id']) ?? '']);
    const value = held[heldField(textOf(element['type']) ?? '') ?? ''];
    const empty = isEmpty(value);
    if (empty && block['optional'] !== true) errors[blockId] = 'Please complete this required field.';
    const problem = empty ? null : problemOfValue(element, value);
    if (problem !== null) errors[blockId] = problem;
  }
  return errors;
}
