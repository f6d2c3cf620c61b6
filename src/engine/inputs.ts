import { z } from 'zod';

import { clean } from './text.js';

/** A person: `U…` or `W…`, both are in use on Enterprise Grid (docs.slack.dev/enterprise). */
export const UserId = z
  .string({ error: 'Choose a person.' })
  .regex(/^[UW][A-Z0-9]+$/u, 'Choose a person from the list, or paste a user ID such as W012A3CDE.');

/** A workspace (`T…`) or the organisation itself (`E…`), as `team_id` of the role methods takes both. */
export const PlaceId = z
  .string({ error: 'Choose a workspace, or the whole organisation.' })
  .regex(/^[TE][A-Z0-9]+$/u, 'Choose a workspace from the list, or paste a workspace ID such as T012A3CDE.');

/** Why somebody asks, in their own words. */
export const Reason = z
  .string()
  .transform((text) => clean(text).trim())
  .pipe(z.string().max(500, 'At most 500 characters, please.'))
  .transform((text) => text || undefined)
  .optional();

/**
 * How long a right lasts. Rights that end by themselves do not exist yet, so every length is refused in words: a right
 * asked for with an end must never be given without one.
 */
export const Duration = z
  .string()
  .transform((text) => clean(text).trim())
  .pipe(
    z
      .string()
      .max(0, 'Rights that end by themselves are not available yet. Clear this field to grant for good, or cancel.'),
  )
  .transform(() => undefined)
  .optional();
