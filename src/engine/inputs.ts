import { z } from 'zod';

import { LONGEST_MINUTES, minutesIn, SHORTEST_MINUTES, shortly } from './duration.js';
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

/** How long a right lasts, in its one form; empty is for good. What is no length of time is never taken for “for good”. */
export const Duration = z
  .string()
  .transform((text) => clean(text).trim())
  .transform((text, context) => {
    if (text === '') return undefined;
    const minutes = minutesIn(text);
    const wrong = minutes === null ? NO_DURATION : outOfBounds(minutes);
    if (minutes !== null && wrong === null) return shortly(minutes);
    context.addIssue({ code: 'custom', message: wrong ?? NO_DURATION });
    return z.NEVER;
  })
  .optional();

const NO_DURATION = 'Write a length of time such as 30m, 8h or 7d; or leave it empty to grant for good.';

/** Why a right cannot last so long; `null` where it can. */
export function outOfBounds(minutes: number): string | null {
  if (minutes < SHORTEST_MINUTES) return 'At least 30 minutes (30m), please.';
  if (minutes > LONGEST_MINUTES)
    return 'At most 7 days (7d). What is needed for longer is granted for good, or extended.';
  return null;
}

/** A workspace alone, where the organisation itself makes no sense. */
export const WorkspaceId = z
  .string({ error: 'Choose a workspace.' })
  .regex(/^T[A-Z0-9]+$/u, 'Choose a workspace from the list, or paste a workspace ID such as T012A3CDE.');

/** A channel: `C…`, or `G…` for older private ones. */
export const ChannelId = z
  .string({ error: 'Choose a channel.' })
  .regex(/^[CG][A-Z0-9]+$/u, 'Choose a channel from the list, or paste a channel ID such as C012A3CDE.');

/** An IdP group of the organisation (docs.slack.dev/reference/methods/admin.usergroups.addTeams). */
export const GroupId = z
  .string({ error: 'Choose an IdP group.' })
  .regex(/^S[A-Z0-9]+$/u, 'Choose a group from the list, or paste a group ID such as S012A3CDE.');

/** One or more of something, each once. `called` is their name in the plural. */
export function listOf(
  item: z.ZodType<string, string>,
  { called, max }: { readonly called: string; readonly max: number },
): z.ZodType<string[], string[]> {
  return z
    .array(item, { error: `Choose at least one of the ${called}.` })
    .min(1, `Choose at least one of the ${called}.`)
    .transform((ids) => [...new Set(ids)])
    .pipe(z.array(item).max(max, `At most ${max} ${called} at a time.`));
}

/** A ticked box; one that is not ticked is not there, so that Slack's own default holds. */
export const Flag = z
  .boolean()
  .transform((ticked) => ticked || undefined)
  .optional();

/** An e-mail address. */
export const EmailAddress = z
  .string({ error: 'Type an e-mail address.' })
  .trim()
  .max(254, 'An e-mail address has at most 254 characters.')
  .pipe(z.email('This is not an e-mail address.'));

/** A moment in Unix seconds, of ten digits at most. Whether it is still to come is for those who know what time it is. */
export const Moment = z
  .int({ error: 'Choose a day and a time.' })
  .positive('Choose a day and a time.')
  .max(9_999_999_999, 'Choose a day and a time.');

/** Words of a person on one line or several, at most `max` characters; empty is the same as not there. */
export function textUpTo(max: number): z.ZodType<string | undefined, string | undefined> {
  return z
    .string()
    .transform((text) => clean(text).trim())
    .pipe(z.string().max(max, `At most ${max} characters, please.`))
    .transform((text) => text || undefined)
    .optional();
}
