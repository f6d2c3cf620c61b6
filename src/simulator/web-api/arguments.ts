import { z } from 'zod';

import { parseJson } from '../json.js';

/** How the Web API reads its arguments: everything may come as text (a form) or as JSON. */

/** A required text; an empty one counts as missing. */
export const text = z.string().min(1);

/** A text that may be left out; an empty one counts as left out. */
export const maybe = z
  .string()
  .transform((given) => (given === '' ? undefined : given))
  .optional();

/** true, false, 1 or 0, as text. */
export const flag = z.union([
  z.enum(['true', '1']).transform(() => true),
  z.enum(['false', '0', '']).transform(() => false),
]);

/** A whole number within Slack's limits for it. */
export function whole(least: number, most: number) {
  return z
    .string()
    .regex(/^-?\d+$/, 'must be an integer')
    .transform(Number)
    .pipe(z.int().min(least).max(most));
}

/** `T1,T2`, or a JSON list of texts. */
export const list = z.unknown().transform((given, context): string[] => {
  const value = typeof given === 'string' && given.startsWith('[') ? parseJson(given) : given;
  if (typeof value === 'string')
    return value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  const texts = z.array(z.string()).safeParse(value);
  if (texts.success) return texts.data;
  context.addIssue({ code: 'custom', message: 'must be a list' });
  return z.NEVER;
});

/** JSON in a form's field, or the value itself in a JSON body; broken JSON becomes undefined. */
export const json = z.unknown().transform((given) => (typeof given === 'string' ? parseJson(given) : given));

/** What every list with pages takes. */
export function paging(most: number, usual: number) {
  return { cursor: maybe, limit: whole(1, most).default(usual) };
}
