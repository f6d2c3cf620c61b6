import { z } from 'zod';

import type { Cell, Page } from '../../engine/reading/page.js';
import { moment, place, words, type Words } from '../../engine/words.js';

/*
 * A person as `admin.users.list` shows them, and as a row. What Slack leaves out stays empty.
 */

/** What is no moment before the year 10000 is none at all; the rest of the person counts all the same. */
const seconds = z.number().int().nonnegative().max(253_402_300_799).nullish().catch(null);
const flag = z.boolean().nullish();
const text = z.string().nullish();

const ListedPerson = z.object({
  id: z.string(),
  full_name: text,
  username: text,
  email: text,
  is_primary_owner: flag,
  is_owner: flag,
  is_admin: flag,
  is_restricted: flag,
  is_ultra_restricted: flag,
  is_bot: flag,
  is_active: flag,
  expiration_ts: seconds,
  date_created: seconds,
  last_active_ts: seconds,
  roles: z.array(z.string()).nullish(),
  workspaces: z.array(z.string()).nullish(),
  has_2fa: flag,
  has_sso: flag,
});
type ListedPerson = z.infer<typeof ListedPerson>;

const Listed = z.object({
  users: z.array(ListedPerson),
  response_metadata: z.object({ next_cursor: text }).nullish(),
});

const COLUMNS: Readonly<Record<string, (person: ListedPerson) => Cell>> = {
  Name: ({ full_name, username, id }) => full_name || username || id,
  'E-mail': ({ email }) => email ?? '',
  ID: ({ id }) => id,
  Handle: ({ username }) => username ?? '',
  Role: roleOf,
  Guest: ({ is_restricted, is_ultra_restricted }) =>
    is_ultra_restricted ? 'one channel' : is_restricted ? 'several channels' : '',
  'Account ends': ({ expiration_ts }) => momentOf(expiration_ts),
  Workspaces: ({ workspaces }) => listOf((workspaces ?? []).map((id) => words`${place(id)}`)),
  Active: ({ is_active }) => yesOrNo(is_active),
  'Other roles': ({ roles }) => (roles ?? []).join(', '),
  Bot: ({ is_bot }) => yesOrNo(is_bot),
  'Two-factor sign-in': ({ has_2fa }) => yesOrNo(has_2fa),
  'Single sign-on': ({ has_sso }) => yesOrNo(has_sso),
  Created: ({ date_created }) => momentOf(date_created),
  'Last active': ({ last_active_ts }) => momentOf(last_active_ts),
};

/** Of lesser use on the screen, where a hundred rows have to fit. */
const IN_FILE_ONLY = ['Bot', 'Two-factor sign-in', 'Single sign-on', 'Created', 'Last active'];

/** One page of `admin.users.list`. @throws where the answer has another shape. */
export function pageOfPeople(answer: unknown, says: Words): Page {
  const { users, response_metadata } = Listed.parse(answer);
  return {
    columns: Object.keys(COLUMNS),
    rows: users.map((user) => Object.values(COLUMNS).map((cell) => cell(user))),
    inFileOnly: IN_FILE_ONLY,
    says,
    next: response_metadata?.next_cursor || null,
  };
}

function roleOf({ is_primary_owner, is_owner, is_admin }: ListedPerson): string {
  if (is_primary_owner) return 'primary owner';
  if (is_owner) return 'owner';
  return is_admin ? 'admin' : '';
}

/** Slack says 0 where there is no such moment. */
const momentOf = (at: number | null | undefined): Cell => (at ? words`${moment(at)}` : '');
const yesOrNo = (is: boolean | null | undefined): string => (is ? 'yes' : is === false ? 'no' : '');

function listOf(items: readonly Words[]): Words {
  return items.flatMap((item, index) => (index === 0 ? item : [', ', ...item]));
}
