import type { WebClient } from '@slack/web-api';
import { z } from 'zod';

import type { Channel } from '../../engine/organisation/channels.js';
import type { Directory, DirectoryChannel } from '../../engine/organisation/directory.js';
import { SlackRefused, SlackUnreachable } from '../../engine/errors/slack-errors.js';
import { oneLine } from '../../engine/text.js';
import type { AdminDoor } from '../clients/admin.js';
import { calling, shaped } from '../clients/errors.js';
import { pagesOf } from './paging.js';

const TEAMS = 'admin.conversations.getTeams';
const SEARCH = 'admin.conversations.search';

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
  internal_team_ids: z.array(z.string()).nullish(),
  internal_team_ids_count: z.number().nullish(),
});
export type Found = z.infer<typeof Found>;
const SearchPage = z.object({ conversations: z.array(Found) });

/** A search gives this many at a time at most; a name that matches more channels than that is looked for no further. */
const PAGE = 20;
const PAGES = 5;

export interface ChannelSource {
  readonly admin: AdminDoor;
  readonly interactive: WebClient;
  readonly directory: Directory;
}

/**
 * A channel with the workspaces it is in; `null` where the organisation has no such channel. Admins find channels by
 * name only, so the local copy tells what to search for; one that is not found so, and that the app does not see either,
 * is taken for private.
 */
export async function readChannel(
  { admin, interactive, directory }: ChannelSource,
  id: string,
): Promise<Channel | null> {
  const known = directory.channel(id);
  const told = await teamsOf(admin, id);
  if (told === 'no_such_channel') return null;
  const found = (known ? await find(admin, known, told?.ids[0]) : null) ?? (await lookAt(interactive, id));
  const where = told ?? shownBy(found) ?? copied(known, directory);
  return where && channelFrom({ id, found, known, where });
}

/** Slack answers twenty searches a minute. Where more channels are asked about at once, they are not read one by one. */
const ONE_BY_ONE = 20;

/** Several channels, in their order. Very many are taken as the local copy has them, and each of them for private. */
export async function readChannels(
  ids: readonly string[],
  { directory, readOne }: { directory: Directory; readOne: (id: string) => Promise<Channel | null> },
): Promise<(Channel | null)[]> {
  if (ids.length <= ONE_BY_ONE) return Promise.all(ids.map(readOne));
  return ids.map((id) => {
    const known = directory.channel(id);
    const where = { ids: known?.workspaces ?? [], more: known?.more ?? true };
    return channelFrom({ id, found: null, known, where });
  });
}

interface Where {
  readonly ids: readonly string[];
  /** Whether there are more than those. */
  readonly more: boolean;
}

interface Facts {
  readonly id: string;
  readonly found: Found | null;
  readonly known: DirectoryChannel | undefined;
  readonly where: Where;
}

function channelFrom({ id, found, known, where }: Facts): Channel {
  return {
    id,
    name: oneLine(found?.name ?? known?.name ?? '', 80) || id,
    private: found?.is_private ?? true,
    archived: found?.is_archived ?? known?.archived ?? false,
    orgWide: found ? isOrgWide(found) : (known?.orgWide ?? false),
    external: found?.is_ext_shared ?? known?.external ?? false,
    home: homeOf(found, where.ids),
    workspaces: where.ids,
    ...(where.more ? { more: true } : {}),
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

const isWorkspace = (id: string): boolean => id.startsWith('T');

/** `null` where this Slack has no such method: then what else it shows has to do. */
async function teamsOf(admin: AdminDoor, id: string): Promise<Where | 'no_such_channel' | null> {
  const ids: string[] = [];
  const pages = pagesOf((cursor) =>
    admin.read(TEAMS, (client) => client.apiCall(TEAMS, { channel_id: id, limit: 1000, ...cursor })),
  );
  try {
    for await (const page of pages) ids.push(...shaped(TEAMS, TeamsPage, page).team_ids.filter(isWorkspace));
  } catch (error) {
    if (!(error instanceof SlackRefused)) throw error;
    if (NO_SUCH_CHANNEL.has(error.code)) return 'no_such_channel';
    if (error.code === 'unknown_method') return null;
    throw error;
  }
  return { ids, more: false };
}

const NO_SUCH_CHANNEL: ReadonlySet<string> = new Set(['channel_not_found', 'invalid_channel_id']);

/** The workspaces that a search names; of a channel in many it may name a few and count them all. */
function shownBy(found: Found | null): Where | null {
  if (!found?.internal_team_ids) return null;
  const ids = found.internal_team_ids.filter(isWorkspace);
  return { ids, more: (found.internal_team_ids_count ?? 0) > ids.length };
}

function copied(known: DirectoryChannel | undefined, directory: Directory): Where | null {
  if (known) return { ids: known.workspaces, more: known.more };
  // Only a complete copy can tell that there is no such channel.
  if (!directory.freshness('channels')) throw new SlackUnreachable(SEARCH, 'directory_not_ready', false);
  return null;
}

/** Looked for in one of its workspaces, where one is known: every workspace has its #general. */
async function find(admin: AdminDoor, { id, name }: DirectoryChannel, team: string | undefined): Promise<Found | null> {
  const args = { query: name, limit: PAGE, ...(team ? { team_ids: team } : {}) };
  const pages = pagesOf((cursor) => admin.read(SEARCH, (client) => client.apiCall(SEARCH, { ...args, ...cursor })));
  let seen = 0;
  try {
    for await (const page of pages) {
      const found = shaped(SEARCH, SearchPage, page).conversations.find((candidate) => candidate.id === id);
      seen += 1;
      if (found || seen === PAGES) return found ?? null;
    }
  } catch (error) {
    if (!(error instanceof SlackRefused) || error.code !== 'unknown_method') throw error;
  }
  return null;
}

const Looked = z.object({ channel: Found });

/** As the app itself sees it: public channels, and those it is in, under whatever name they have now. */
async function lookAt(client: WebClient, id: string): Promise<Found | null> {
  const method = 'conversations.info';
  try {
    const { channel } = shaped(method, Looked, await calling(method, () => client.conversations.info({ channel: id })));
    return channel.id === id ? channel : null;
  } catch (error) {
    if (error instanceof SlackRefused) return null;
    throw error;
  }
}
