import { z } from 'zod';

import type { ListedPerson, Page } from '../../engine/organisation/directory-copy.js';
import { oneLine } from '../../engine/text.js';
import type { AdminDoor } from '../clients/admin.js';
import { shaped } from '../clients/errors.js';
import { nextCursor } from '../readers/paging.js';

const METHOD = 'admin.users.list';
const UsersPage = z.object({
  users: z.array(
    z.object({
      id: z.string(),
      email: z.string().nullish(),
      username: z.string().nullish(),
      full_name: z.string().nullish(),
      is_admin: z.boolean().nullish(),
      is_owner: z.boolean().nullish(),
      is_primary_owner: z.boolean().nullish(),
      is_restricted: z.boolean().nullish(),
      is_ultra_restricted: z.boolean().nullish(),
      is_bot: z.boolean().nullish(),
      is_active: z.boolean().nullish(),
    }),
  ),
});
type User = z.infer<typeof UsersPage>['users'][number];

/** The most that admin.users.list gives at a time. */
const LIMIT = 100;

/** Without `is_active` Slack lists active people only; deactivated ones have their own list, read after the other. */
const LISTS = ['active', 'deactivated'] as const;

/** One page of everybody in the organisation. */
export async function peoplePage(admin: AdminDoor, place: string | null): Promise<Page<ListedPerson>> {
  const { list, cursor } = placeOf(place);
  const args = { limit: LIMIT, is_active: list === 'active', ...(cursor ? { cursor } : {}) };
  const answer = await admin.read(METHOD, (client) => client.apiCall(METHOD, args));
  const rows = shaped(METHOD, UsersPage, answer).users.map((user) => personFrom(user, list));
  const next = nextCursor(answer);
  if (next) return { rows, next: `${list}:${next}` };
  return { rows, next: list === 'active' ? 'deactivated:' : null };
}

function placeOf(place: string | null): { list: (typeof LISTS)[number]; cursor: string } {
  const list = LISTS.find((name) => place?.startsWith(`${name}:`));
  return list ? { list, cursor: place?.slice(list.length + 1) ?? '' } : { list: 'active', cursor: '' };
}

function personFrom(user: User, list: (typeof LISTS)[number]): ListedPerson {
  const handle = oneLine(user.username ?? '', 80);
  return {
    id: user.id,
    name: oneLine(user.full_name ?? '', 200) || handle || user.id,
    handle,
    email: oneLine(user.email ?? '', 200) || null,
    mark: markOf(user, list === 'active'),
    orgAdmin: user.is_admin ?? false,
    orgOwner: (user.is_owner ?? false) || (user.is_primary_owner ?? false),
  };
}

function markOf(user: User, active: boolean): string | null {
  if (user.is_bot) return 'bot';
  if (user.is_active === false || (!active && user.is_active !== true)) return 'deactivated';
  return user.is_restricted || user.is_ultra_restricted ? 'guest' : null;
}
