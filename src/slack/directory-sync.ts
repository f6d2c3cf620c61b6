import { z } from 'zod';

import type { DirectoryContent, DirectoryPerson, DirectoryWorkspace } from '../engine/directory.js';
import { SlackBusy } from '../engine/slack-errors.js';
import type { Clock } from '../engine/ports.js';
import { oneLine } from '../engine/text.js';
import type { AdminDoor } from './admin.js';
import { shaped } from './errors.js';
import { pagesOf } from './paging.js';
import { PAGE, TeamsPage } from './workspace-reader.js';

const UsersPage = z.object({
  users: z.array(
    z.object({
      id: z.string(),
      username: z.string().optional(),
      full_name: z.string().optional(),
      is_admin: z.boolean().optional(),
      is_owner: z.boolean().optional(),
      is_primary_owner: z.boolean().optional(),
      is_restricted: z.boolean().optional(),
      is_ultra_restricted: z.boolean().optional(),
      is_bot: z.boolean().optional(),
      is_active: z.boolean().optional(),
    }),
  ),
});
type User = z.infer<typeof UsersPage>['users'][number];

/** The most that admin.users.list gives at a time. */
const USERS_PAGE = 100;

/** Reads all workspaces and all people of the organisation, page by page, waiting where Slack asks to. */
export async function readOrg(admin: AdminDoor, clock: Clock): Promise<DirectoryContent> {
  const read = (method: string, args: Record<string, unknown>): ReturnType<typeof pagesOf> =>
    pagesOf((cursor) =>
      waitingOut(clock, () => admin.read(method, (client) => client.apiCall(method, { ...args, ...cursor }))),
    );

  const workspaces: DirectoryWorkspace[] = [];
  for await (const page of read('admin.teams.list', { limit: PAGE })) {
    for (const { id, name } of shaped('admin.teams.list', TeamsPage, page).teams) {
      workspaces.push({ id, name: oneLine(name ?? '', 200) || id });
    }
  }
  const people: DirectoryPerson[] = [];
  // Without `is_active` Slack lists active people only; deactivated ones have their own list.
  for (const is_active of [true, false]) {
    for await (const page of read('admin.users.list', { limit: USERS_PAGE, is_active })) {
      people.push(...shaped('admin.users.list', UsersPage, page).users.map((user) => personFrom(user, is_active)));
    }
  }
  return { workspaces, people: uniqueById(people) };
}

function personFrom(user: User, active: boolean): DirectoryPerson {
  const handle = oneLine(user.username ?? '', 80);
  return {
    id: user.id,
    name: oneLine(user.full_name ?? '', 200) || handle || user.id,
    handle,
    mark: markOf(user, active),
    orgAdmin: user.is_admin ?? false,
    orgOwner: (user.is_owner ?? false) || (user.is_primary_owner ?? false),
  };
}

function markOf(user: User, active: boolean): string | null {
  if (user.is_bot) return 'bot';
  if (user.is_active === false || (!active && user.is_active !== true)) return 'deactivated';
  return user.is_restricted || user.is_ultra_restricted ? 'guest' : null;
}

/** People come and go while pages are read, so somebody can stand on two of them; the first one counts. */
function uniqueById(people: readonly DirectoryPerson[]): DirectoryPerson[] {
  return [...new Map(people.toReversed().map((person) => [person.id, person])).values()];
}

/** Slack says when to come back; a sync has time. */
async function waitingOut<T>(clock: Clock, call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof SlackBusy)) throw error;
      await clock.sleep(error.retryAfterSeconds * 1000);
    }
  }
}
