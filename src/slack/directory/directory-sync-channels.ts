import { z } from 'zod';

import type { DirectoryChannel } from '../../engine/organisation/directory.js';
import type { Page } from '../../engine/organisation/directory-copy.js';
import { oneLine } from '../../engine/text.js';
import type { AdminDoor } from '../clients/admin.js';
import { Found, homeOf, isOrgWide } from '../readers/channel-reader.js';
import { shaped } from '../clients/errors.js';
import { nextCursor } from '../readers/paging.js';

const METHOD = 'admin.conversations.search';
const Listed = Found.extend({
  member_count: z.number().nullish(),
  internal_team_ids: z.array(z.string()).nullish(),
  internal_team_ids_count: z.number().nullish(),
  internal_team_ids_sample_team: z.string().nullish(),
});
const SearchPage = z.object({ conversations: z.array(Listed) });

/** The most that admin.conversations.search gives at a time. */
const LIMIT = 20;

/**
 * One page of all channels, private and archived ones too. By age, so that what is made meanwhile comes last and moves
 * nothing from one page to another.
 */
export async function channelsPage(admin: AdminDoor, cursor: string | null): Promise<Page<DirectoryChannel>> {
  const args = { limit: LIMIT, sort: 'created', sort_dir: 'asc', ...(cursor ? { cursor } : {}) };
  const answer = await admin.read(METHOD, (client) => client.apiCall(METHOD, args));
  const rows = shaped(METHOD, SearchPage, answer).conversations.map(channelFrom);
  return { rows, next: nextCursor(answer) ?? null };
}

function channelFrom(channel: z.infer<typeof Listed>): DirectoryChannel {
  const workspaces = workspacesOf(channel);
  return {
    id: channel.id,
    name: oneLine(channel.name ?? '', 200) || channel.id,
    // What Slack does not say is taken for private.
    private: channel.is_private ?? true,
    archived: channel.is_archived ?? false,
    orgWide: isOrgWide(channel),
    external: channel.is_ext_shared ?? false,
    home: homeOf(channel, workspaces),
    workspaces,
    more: (channel.internal_team_ids_count ?? workspaces.length) > workspaces.length,
    members: channel.member_count ?? null,
  };
}

/** Of a channel in many workspaces Slack may name one and count the others. */
function workspacesOf(channel: z.infer<typeof Listed>): string[] {
  const named = [...(channel.internal_team_ids ?? []), channel.internal_team_ids_sample_team, channel.context_team_id];
  return [...new Set(named)].filter((id): id is string => id?.startsWith('T') ?? false);
}
