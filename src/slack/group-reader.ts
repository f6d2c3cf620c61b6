import type { WebClient } from '@slack/web-api';
import { z } from 'zod';

import type { Group, GroupChannel } from '../engine/channels.js';
import type { Directory } from '../engine/directory.js';
import { SlackRefused } from '../engine/slack-errors.js';
import { oneLine } from '../engine/text.js';
import type { AdminDoor } from './admin.js';
import { calling, shaped } from './errors.js';

const Channels = z.object({
  channels: z.array(
    z.object({
      id: z.string(),
      name: z.string().nullish(),
      team_id: z.string().nullish(),
      is_private: z.boolean().nullish(),
      num_members: z.number().nullish(),
    }),
  ),
});
const Members = z.object({ users: z.array(z.string()) });

export interface GroupSource {
  readonly admin: AdminDoor;
  readonly interactive: WebClient;
  readonly directory: Directory;
}

/**
 * An IdP group; `null` where Slack knows no such group. Slack has no method that shows an org-level group itself, so
 * whether it exists is told by its default channels, and who is in it by a workspace that shows it.
 */
export async function readGroup({ admin, interactive, directory }: GroupSource, id: string): Promise<Group | null> {
  if ((await readGroupChannels(admin, id)) === null) return null;
  const known = directory.group(id);
  const workspaces = known?.workspaces ?? [];
  return { id, name: known?.name ?? id, workspaces, members: await membersOf(interactive, id, workspaces) };
}

/** A group's default channels, of one workspace or of all; `null` where Slack knows no such group. */
export async function readGroupChannels(
  admin: AdminDoor,
  id: string,
  workspace?: string,
): Promise<readonly GroupChannel[] | null> {
  const method = 'admin.usergroups.listChannels';
  const args = { usergroup_id: id, ...(workspace ? { team_id: workspace } : {}) };
  try {
    const answer = await admin.read(method, (client) => client.apiCall(method, args));
    return shaped(method, Channels, answer).channels.map((channel) => ({
      id: channel.id,
      name: oneLine(channel.name ?? '', 80) || channel.id,
      workspace: channel.team_id ?? null,
      private: channel.is_private ?? false,
      members: channel.num_members ?? null,
    }));
  } catch (error) {
    if (error instanceof SlackRefused && error.code === 'usergroup_not_found') return null;
    if (error instanceof SlackRefused && error.code === 'usergroup_not_linked_to_team') return [];
    throw error;
  }
}

/** Everybody in the group, from the first workspace that tells; `null` where none does. */
async function membersOf(
  client: WebClient,
  usergroup: string,
  workspaces: readonly string[],
): Promise<string[] | null> {
  for (const team_id of workspaces) {
    try {
      const answer = await calling('usergroups.users.list', () => client.usergroups.users.list({ usergroup, team_id }));
      return shaped('usergroups.users.list', Members, answer).users;
    } catch (error) {
      if (!(error instanceof SlackRefused)) throw error;
    }
  }
  return null;
}
