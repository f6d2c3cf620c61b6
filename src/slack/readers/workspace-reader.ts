import { z } from 'zod';

import type { Workspace } from '../../engine/organisation/people.js';
import { oneLine } from '../../engine/text.js';
import type { AdminDoor } from '../clients/admin.js';
import { shaped } from '../clients/errors.js';
import { pagesOf } from './paging.js';

/** The most that these methods give at a time (reference/slack-admin-methods.json). */
export const PAGE = 1000;

/** The part of `admin.teams.list` that counts. */
export const TeamsPage = z.object({
  teams: z.array(
    z.object({
      id: z.string(),
      name: z.string().nullish().catch(null),
      primary_owner: z.object({ user_id: z.string() }).nullish(),
    }),
  ),
});
const OwnersPage = z.object({ owner_ids: z.array(z.string()) });
const AdminsPage = z.object({ admin_ids: z.array(z.string()) });

/**
 * One workspace with everybody who runs it; `null` where the organisation has no such workspace. Its primary owner is
 * told by `admin.teams.list` only (DESIGN 6.2).
 */
export async function readWorkspace(admin: AdminDoor, id: string): Promise<Workspace | null> {
  const team = await findTeam(admin, id);
  if (!team) return null;
  const [owners, admins] = await Promise.all([
    idsFrom(admin, 'admin.teams.owners.list', id, (method, page) => shaped(method, OwnersPage, page).owner_ids),
    idsFrom(admin, 'admin.teams.admins.list', id, (method, page) => shaped(method, AdminsPage, page).admin_ids),
  ]);
  const name = oneLine(team.name ?? '', 200) || id;
  return { id, name, primaryOwner: team.primary_owner?.user_id ?? null, owners, admins };
}

/** Names of these workspaces, by ID; one that the organisation does not have is not there. */
export async function readWorkspaceNames(
  admin: AdminDoor,
  ids: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const names: Record<string, string> = {};
  for await (const { id, name } of teamsOf(admin)) {
    if (ids.includes(id)) names[id] = oneLine(name ?? '', 200) || id;
    if (Object.keys(names).length === ids.length) break;
  }
  return names;
}

/** IDs of the first so many workspaces of the organisation. */
export async function readSomeWorkspaces(admin: AdminDoor, many: number): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of teamsOf(admin)) {
    ids.push(id);
    if (ids.length === many) break;
  }
  return ids;
}

type Team = z.infer<typeof TeamsPage>['teams'][number];

async function findTeam(admin: AdminDoor, id: string): Promise<Team | null> {
  for await (const team of teamsOf(admin)) if (team.id === id) return team;
  return null;
}

async function* teamsOf(admin: AdminDoor): AsyncGenerator<Team> {
  const method = 'admin.teams.list';
  const pages = pagesOf((cursor) => admin.read(method, (client) => client.apiCall(method, { limit: PAGE, ...cursor })));
  for await (const page of pages) yield* shaped(method, TeamsPage, page).teams;
}

async function idsFrom(
  admin: AdminDoor,
  method: string,
  team: string,
  idsOf: (method: string, page: unknown) => readonly string[],
): Promise<string[]> {
  const ids: string[] = [];
  const pages = pagesOf((cursor) =>
    admin.read(method, (client) => client.apiCall(method, { team_id: team, limit: PAGE, ...cursor })),
  );
  for await (const page of pages) ids.push(...idsOf(method, page));
  return ids;
}
