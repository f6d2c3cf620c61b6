import { z } from 'zod';

import type { OrgReader } from '../../engine/operation.js';
import { SlackRefused } from '../../engine/errors/slack-errors.js';
import type { NamedGroup } from '../../engine/organisation/who.js';
import { calling, shaped } from '../clients/errors.js';
import type { GroupSource } from './group-reader.js';
import { once } from './once.js';
import { pagesOf } from './paging.js';
import { readSomeWorkspaces } from './workspace-reader.js';

/** What only policies ask: who is in a group that one names, and who holds a system role. */
export type PolicyFacts = Pick<OrgReader, 'membersOf' | 'holdersOf'>;

const Groups = z.object({
  usergroups: z.array(
    z.object({
      id: z.string(),
      enterprise_subteam_id: z.string().nullish(),
      is_idp_group: z.boolean().nullish(),
      date_delete: z.number().nullish(),
      users: z.array(z.string()).nullish(),
    }),
  ),
});

const Assignments = z.object({
  role_assignments: z.array(z.object({ role_id: z.string(), user_id: z.string(), entity_id: z.string() })),
});

/** The most that `admin.roles.listAssignments` gives at a time. */
const PAGE = 200;

/** Reads them for one decision, each once. */
export function policyFactsReader(source: GroupSource): PolicyFacts {
  const shownIn = once((team_id) => groupsShown(source, team_id));
  const members = once(async (key) => {
    const [id = '', workspace = ''] = key.split(' ');
    return workspace === '' ? idpMembers(source, id, shownIn) : membersIn(await shownIn(workspace), id, false);
  });
  return {
    membersOf: ({ id, editableIn }: NamedGroup) => members(editableIn === null ? id : `${id} ${editableIn}`),
    holdersOf: once((role) => holdersOf(source, role)),
  };
}

type Shown = z.infer<typeof Groups>['usergroups'];

/** What a workspace shows of groups, with their members; nothing where the app was not added to it. */
async function groupsShown({ interactive }: GroupSource, team_id: string): Promise<Shown> {
  const method = 'usergroups.list';
  try {
    const answer = await calling(method, () => interactive.usergroups.list({ team_id, include_users: true }));
    return shaped(method, Groups, answer).usergroups;
  } catch (error) {
    if (error instanceof SlackRefused && SHOWS_NOTHING.has(error.code)) return [];
    throw error;
  }
}

const SHOWS_NOTHING: ReadonlySet<string> = new Set(['team_access_not_granted', 'team_not_found']);

/** An IdP group is shown by every workspace that it is linked to; which ones are, the local copy knows best. */
async function idpMembers(
  { admin, directory }: GroupSource,
  id: string,
  shownIn: (team: string) => Promise<Shown>,
): Promise<readonly string[] | null> {
  const known = directory.group(id)?.workspaces ?? [];
  const look = known.length > 0 ? known.slice(0, LOOK_IN) : await readSomeWorkspaces(admin, LOOK_IN);
  for (const team of look) {
    const found = membersIn(await shownIn(team), id, true);
    if (found) return found;
  }
  return null;
}

/** Few enough for everybody to wait for. */
const LOOK_IN = 5;

/** A group that turns out to be of the other kind tells nothing: a policy says which kind it relies on. */
function membersIn(shown: Shown, id: string, idp: boolean): readonly string[] | null {
  const group = shown.find((one) => one.id === id || one.enterprise_subteam_id === id);
  if (!group || group.date_delete || (idp && group.is_idp_group !== true)) return null;
  return group.users ?? null;
}

/** Over what people hold a system role, by person; `null` where Slack knows no such role, or has no roles to give. */
async function holdersOf({ admin }: GroupSource, role: string): Promise<ReadonlyMap<string, readonly string[]> | null> {
  const method = 'admin.roles.listAssignments';
  const holders = new Map<string, string[]>();
  const args = { role_ids: [role], limit: PAGE };
  const pages = pagesOf((cursor) => admin.read(method, (client) => client.apiCall(method, { ...args, ...cursor })));
  try {
    for await (const page of pages) {
      for (const { role_id, user_id, entity_id } of shaped(method, Assignments, page).role_assignments) {
        if (role_id === role) holders.set(user_id, [...(holders.get(user_id) ?? []), entity_id]);
      }
    }
  } catch (error) {
    if (error instanceof SlackRefused && TELLS_NOTHING.has(error.code)) return null;
    throw error;
  }
  return holders;
}

const TELLS_NOTHING: ReadonlySet<string> = new Set(['invalid_role_id', 'feature_not_enabled', 'missing_scope']);
