import type { WebClient } from '@slack/web-api';
import { z } from 'zod';

import type { Group, GroupChannel, GroupLinks } from '../../engine/organisation/channels.js';
import type { Directory } from '../../engine/organisation/directory.js';
import { SlackRefused } from '../../engine/errors/slack-errors.js';
import { oneLine } from '../../engine/text.js';
import type { AdminDoor } from '../clients/admin.js';
import { calling, shaped } from '../clients/errors.js';
import { readSomeWorkspaces } from './workspace-reader.js';

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
const Groups = z.object({
  usergroups: z.array(
    z.object({
      id: z.string(),
      enterprise_subteam_id: z.string().nullish(),
      name: z.string().nullish(),
      auto_provision: z.boolean().nullish(),
      users: z.array(z.string()).nullish(),
    }),
  ),
});
type Shown = z.infer<typeof Groups>['usergroups'][number];

export interface GroupSource {
  readonly admin: AdminDoor;
  readonly interactive: WebClient;
  readonly directory: Directory;
}

/**
 * An IdP group; `null` where Slack knows no such group. Slack has no method that shows an org-level group itself, so
 * whether it exists is told by its default channels, and who is in it by a workspace that shows it. Which one does, the
 * local copy knows; where it does not help, a few workspaces are asked.
 */
export async function readGroup(
  source: GroupSource,
  id: string,
  channels: readonly GroupChannel[] | null,
): Promise<Group | null> {
  if (channels === null) return null;
  const { interactive, directory } = source;
  const known = directory.group(id);
  const workspaces = known?.workspaces ?? [];
  const members = await membersOf(interactive, id, workspaces);
  const isComplete = !known && directory.freshness('groups') !== null;
  const seen = members || isComplete ? null : await lookFor(source, id);
  const name = known?.name ?? (oneLine(seen?.name ?? '', 200) || id);
  return { id, name, workspaces, members: members ?? seen?.users ?? null };
}

/** Few enough for everybody to wait for. */
const LOOK_IN = 10;

async function lookFor({ admin, interactive }: GroupSource, id: string): Promise<Shown | null> {
  for (const team_id of await readSomeWorkspaces(admin, LOOK_IN)) {
    try {
      const shown = await groupIn(interactive, id, { team_id, include_users: true });
      if (shown) return shown;
    } catch (error) {
      if (!(error instanceof SlackRefused)) throw error;
    }
  }
  return null;
}

/** The group as a workspace shows it, under the organisation's ID for it or under one of its own. */
async function groupIn(
  client: WebClient,
  id: string,
  where: { readonly team_id: string; readonly include_users?: boolean },
): Promise<Shown | undefined> {
  const method = 'usergroups.list';
  const answer = await calling(method, () => client.usergroups.list(where));
  return shaped(method, Groups, answer).usergroups.find((shown) =>
    [shown.id, shown.enterprise_subteam_id].includes(id),
  );
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

/** Slack tells of links workspace by workspace, twenty a minute; of more workspaces than that, nothing is claimed. */
const ONE_BY_ONE = 20;

/** Which of these workspaces the group is linked to. */
export async function readGroupLinks(
  source: GroupSource,
  id: string,
  workspaces: readonly string[],
): Promise<GroupLinks> {
  const asked = workspaces.length <= ONE_BY_ONE ? workspaces : [];
  const links = new Map(await Promise.all(asked.map(async (team) => [team, await linkTo(source, id, team)] as const)));
  const which = (...kinds: readonly Link[]): string[] =>
    workspaces.filter((team) => kinds.includes(links.get(team) ?? 'unseen'));
  return { linked: which('linked', 'provisions'), provisions: which('provisions'), unseen: which('unseen') };
}

type Link = 'linked' | 'provisions' | 'none' | 'unseen';

/** A workspace shows the groups that are linked to it, to apps that were added to it. */
async function linkTo({ admin, interactive }: GroupSource, id: string, team_id: string): Promise<Link> {
  try {
    const group = await groupIn(interactive, id, { team_id });
    if (!group) return 'none';
    return group.auto_provision ? 'provisions' : 'linked';
  } catch (error) {
    if (!(error instanceof SlackRefused)) throw error;
    return error.code === 'unknown_method' ? 'unseen' : linkByChannels(admin, id, team_id);
  }
}

/** Slack says so where a group is asked for its channels in a workspace that it is not linked to. */
async function linkByChannels(admin: AdminDoor, id: string, team_id: string): Promise<Link> {
  const method = 'admin.usergroups.listChannels';
  try {
    await admin.read(method, (client) => client.apiCall(method, { usergroup_id: id, team_id }));
    return 'linked';
  } catch (error) {
    if (!(error instanceof SlackRefused)) throw error;
    return error.code === 'usergroup_not_linked_to_team' ? 'none' : 'unseen';
  }
}
