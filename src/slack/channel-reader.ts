import { z } from 'zod';

import type { Channel } from '../engine/channels.js';
import type { Directory } from '../engine/directory.js';
import { SlackRefused } from '../engine/slack-errors.js';
import { oneLine } from '../engine/text.js';
import type { AdminDoor } from './admin.js';
import { shaped } from './errors.js';
import { pagesOf } from './paging.js';

const TeamsPage = z.object({ team_ids: z.array(z.string()) });
/** A channel as `admin.conversations.search` lists it, as far as it counts. */
export const Found = z.object({
  id: z.string(),
  name: z.string().nullish(),
  is_private: z.boolean().nullish(),
  is_archived: z.boolean().nullish(),
  is_ext_shared: z.boolean().nullish(),
  is_global_shared: z.boolean().nullish(),
  is_org_default: z.boolean().nullish(),
  is_org_mandatory: z.boolean().nullish(),
  conversation_host_id: z.string().nullish(),
  context_team_id: z.string().nullish(),
});
export type Found = z.infer<typeof Found>;
const SearchPage = z.object({ conversations: z.array(Found) });

/** A search gives this many at a time at most; a name that matches more channels than that is looked for no further. */
const PAGE = 20;
const PAGES = 5;

/**
 * A channel with the workspaces it is in; `null` where the organisation has no such channel. Slack finds channels by
 * name only, so the local copy tells what to search for; one that is not found there is taken for private.
 */
export async function readChannel(admin: AdminDoor, directory: Directory, id: string): Promise<Channel | null> {
  const workspaces = await teamsOf(admin, id);
  if (!workspaces) return null;
  const known = directory.channel(id);
  const found = known ? await find(admin, id, known.name) : null;
  return {
    id,
    name: oneLine(found?.name ?? known?.name ?? '', 80) || id,
    private: found ? (found.is_private ?? true) : true,
    archived: found?.is_archived ?? known?.archived ?? false,
    orgWide: found ? isOrgWide(found) : (known?.orgWide ?? false),
    external: found?.is_ext_shared ?? false,
    home: homeOf(found, workspaces),
    workspaces,
  };
}

/** Whether it is in every workspace, those of tomorrow too. */
export const isOrgWide = (found: Found): boolean =>
  [found.is_global_shared, found.is_org_default, found.is_org_mandatory].includes(true);

/** A channel of one workspace is at home there; of others, Slack names the workspace that hosts it, or nobody. */
export function homeOf(found: Found | null, workspaces: readonly string[]): string | null {
  const said = [found?.conversation_host_id, found?.context_team_id].find((id) => id?.startsWith('T'));
  return said ?? (workspaces.length === 1 ? (workspaces[0] ?? null) : null);
}

async function teamsOf(admin: AdminDoor, id: string): Promise<string[] | null> {
  const method = 'admin.conversations.getTeams';
  const teams: string[] = [];
  const pages = pagesOf((cursor) =>
    admin.read(method, (client) => client.apiCall(method, { channel_id: id, limit: 1000, ...cursor })),
  );
  try {
    for await (const page of pages) teams.push(...shaped(method, TeamsPage, page).team_ids);
  } catch (error) {
    if (error instanceof SlackRefused && NO_SUCH_CHANNEL.has(error.code)) return null;
    throw error;
  }
  return teams;
}

const NO_SUCH_CHANNEL: ReadonlySet<string> = new Set(['channel_not_found', 'invalid_channel_id']);

async function find(admin: AdminDoor, id: string, name: string): Promise<Found | null> {
  const method = 'admin.conversations.search';
  const pages = pagesOf((cursor) =>
    admin.read(method, (client) => client.apiCall(method, { query: name, limit: PAGE, ...cursor })),
  );
  let seen = 0;
  for await (const page of pages) {
    const found = shaped(method, SearchPage, page).conversations.find((candidate) => candidate.id === id);
    if (found) return found;
    seen += 1;
    if (seen === PAGES) break;
  }
  return null;
}
