import type { WebClient } from '@slack/web-api';
import { z } from 'zod';

import type { DirectoryGroup, DirectoryKind, DirectoryWorkspace } from '../../engine/organisation/directory.js';
import type { Listed, Page } from '../../engine/organisation/directory-copy.js';
import { SlackRefused } from '../../engine/errors/slack-errors.js';
import { oneLine } from '../../engine/text.js';
import type { AdminDoor } from '../clients/admin.js';
import { channelsPage } from './directory-sync-channels.js';
import { peoplePage } from './directory-sync-people.js';
import { calling, shaped } from '../clients/errors.js';
import { nextCursor } from '../readers/paging.js';
import { PAGE, TeamsPage } from '../readers/workspace-reader.js';

/** How one kind is read from Slack: one call, one page. */
export interface Pages<K extends DirectoryKind> {
  readonly method: string;
  /** `place` is `null` for the first page, then what the page before named as next. */
  readonly page: (place: string | null) => Promise<Page<Listed[K]>>;
}

export interface PagesOptions {
  readonly admin: AdminDoor;
  readonly bot: WebClient;
  /** IDs of all workspaces: groups are listed workspace by workspace. */
  readonly workspaces: () => readonly string[];
}

export function pagesFrom({ admin, bot, workspaces }: PagesOptions): { readonly [K in DirectoryKind]: Pages<K> } {
  return {
    workspaces: { method: 'admin.teams.list', page: (place) => workspacesPage(admin, place) },
    people: { method: 'admin.users.list', page: (place) => peoplePage(admin, place) },
    channels: { method: 'admin.conversations.search', page: (place) => channelsPage(admin, place) },
    groups: { method: 'usergroups.list', page: (place) => groupsPage(bot, workspaces(), place) },
  };
}

async function workspacesPage(admin: AdminDoor, cursor: string | null): Promise<Page<DirectoryWorkspace>> {
  const method = 'admin.teams.list';
  const args = { limit: PAGE, ...(cursor ? { cursor } : {}) };
  const answer = await admin.read(method, (client) => client.apiCall(method, args));
  const { teams } = shaped(method, TeamsPage, answer);
  const rows = teams.map(({ id, name }) => ({ id, name: oneLine(name ?? '', 200) || id }));
  return { rows, next: nextCursor(answer) ?? null };
}

const GroupsPage = z.object({
  usergroups: z.array(
    z.object({
      id: z.string(),
      name: z.string().nullish(),
      handle: z.string().nullish(),
      enterprise_subteam_id: z.string().nullish(),
      is_idp_group: z.boolean().nullish(),
      is_org_level: z.boolean().nullish(),
      // A number, or the same as text.
      user_count: z.union([z.number(), z.string()]).nullish(),
    }),
  ),
});
type Group = z.infer<typeof GroupsPage>['usergroups'][number];

/** Workspaces that the app was not added to, or that are gone since they were listed, show nothing. */
const SHOWS_NOTHING: ReadonlySet<string> = new Set(['team_access_not_granted', 'team_not_found']);

/** The groups of one workspace: Slack has no list of those of the organisation. `before` is the workspace before it. */
async function groupsPage(
  bot: WebClient,
  workspaces: readonly string[],
  before: string | null,
): Promise<Page<DirectoryGroup>> {
  const [workspace, next] = [...workspaces].sort().filter((id) => before === null || id > before);
  if (!workspace) return { rows: [], next: null };
  return { rows: await groupsOf(bot, workspace), next: next ? workspace : null };
}

async function groupsOf(bot: WebClient, workspace: string): Promise<DirectoryGroup[]> {
  const method = 'usergroups.list';
  const args = { team_id: workspace, include_count: true };
  try {
    const answer = await calling(method, () => bot.apiCall(method, args));
    return shaped(method, GroupsPage, answer).usergroups.flatMap((group) => groupFrom(group, workspace));
  } catch (error) {
    if (error instanceof SlackRefused && SHOWS_NOTHING.has(error.code)) return [];
    throw error;
  }
}

/** What a workspace calls its own group is not the organisation's; that one has an ID of its own beside it. */
function groupFrom(group: Group, workspace: string): DirectoryGroup[] {
  const ofOrg = group.enterprise_subteam_id || (group.is_idp_group || group.is_org_level ? group.id : '');
  if (!ofOrg) return [];
  const members = Number(group.user_count ?? Number.NaN);
  return [
    {
      id: ofOrg,
      name: oneLine(group.name ?? '', 200) || ofOrg,
      handle: oneLine(group.handle ?? '', 80),
      idp: group.is_idp_group ?? false,
      members: Number.isInteger(members) ? members : null,
      workspaces: [workspace],
    },
  ];
}
