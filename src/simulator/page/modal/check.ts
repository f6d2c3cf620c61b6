import type { PageStateValues } from '../posts.js';
import { isFilled } from '../elements/initial-value.js';
import { numberIn, stringIn, type Json } from '../json.js';
import { fieldsOf, type Field } from '../state/values.js';

/**
 * What Slack's client checks itself before it sends a submission, by `block_id`. Only inputs are checked, as there.
 * https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element
 */
export function findWrong(blocks: readonly Json[], values: PageStateValues): Record<string, string> {
  const wrong: Record<string, string> = {};
  for (const field of fieldsOf(blocks)) {
    const problem = stringIn(field.block, 'type') === 'input' ? checkField(field, values) : null;
    if (problem !== null) wrong[field.blockId] = problem;
  }
  return wrong;
}

function checkField({ blockId, actionId, element, block }: Field, values: PageStateValues): string | null {
  const value = values[blockId]?.[actionId] ?? {};
  if (!isFilled(value)) return block['optional'] === true ? null : 'Please complete this required field.';
  const text = stringIn(value, 'value');
  switch (stringIn(element, 'type')) {
    case 'plain_text_input':
      return checkLength(element, text);
    case 'number_input':
      return checkNumber(element, text);
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim()) ? null : 'Please enter a valid email address.';
    case 'url_text_input':
      return /^https?:\/\/\S+$/i.test(text.trim()) ? null : 'Please enter a valid URL.';
    default:
      return checkCount(element, value);
  }
}

function checkLength(element: Json, text: string): string | null {
  const least = numberIn(element, 'min_length') ?? 0;
  const most = numberIn(element, 'max_length') ?? Number.POSITIVE_INFINITY;
  const length = Array.from(text).length;
  if (length < least) return `Please use at least ${least} characters.`;
  return length > most ? `Please use at most ${most} characters.` : null;
}

function checkNumber(element: Json, text: string): string | null {
  const whole = element['is_decimal_allowed'] !== true;
  if (!(whole ? /^[+-]?\d+$/ : /^[+-]?\d*\.?\d+$/).test(text.trim())) {
    return whole ? 'Please enter a whole number.' : 'Please enter a number.';
  }
  const least = numberIn(element, 'min_value');
  const most = numberIn(element, 'max_value');
  if (least !== null && Number(text) < least) return `Please enter a number of at least ${least}.`;
  return most !== null && Number(text) > most ? `Please enter a number of at most ${most}.` : null;
}

function checkCount(element: Json, value: Json): string | null {
  const most = numberIn(element, 'max_selected_items');
  const chosen = Object.values(value).find(Array.isArray);
  return most !== null && chosen !== undefined && chosen.length > most ? `Please choose at most ${most}.` : null;
}
