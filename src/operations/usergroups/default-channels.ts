import { z } from 'zod';

import type { Channel, GroupChannel } from '../../engine/organisation/channels.js';
import { ChannelId, listOf } from '../../engine/inputs.js';
import type { OrgReader } from '../../engine/operation.js';
import type { ChannelAccess, Draft, JsonObject, Undo } from '../../engine/planning/plan.js';
import { channel, code, commas, group, listed, place, words, type Words } from '../../engine/words.js';
import { membersInWords } from './groups.js';

/*
 * What `admin.usergroups.addChannels` and `removeChannels` have in common: a group, and the channels that everybody in
 * it is put into. Facts: docs.slack.dev/reference/methods/admin.usergroups.addChannels and …removeChannels.
 */

/** Slack takes a hundred at a time. */
export const MAX_CHANNELS = 100;
export const ChannelIds = listOf(ChannelId, { called: 'channels', max: MAX_CHANNELS });

export interface ChannelsInput {
  readonly usergroup_id: string;
  readonly channel_ids: readonly string[];
  /** Where they are added; channels are taken away everywhere. */
  readonly team_id?: string | undefined;
}

export type ChannelsArguments = {
  readonly usergroup_id: string;
  readonly channel_ids: readonly string[];
  readonly team_id?: string;
};

/** Which of the channels the group has, and which it has in another workspace only. */
const ChannelsBefore = z.object({ has: z.array(z.string()), elsewhere: z.array(z.string()).default([]) });

/** Plans to give the group those of the channels that it does not have yet. */
export async function planAdding(input: ChannelsInput, org: OrgReader): Promise<Draft<ChannelsArguments>> {
  const { usergroup_id, channel_ids, team_id } = input;
  const [found, present] = await Promise.all([org.group(usergroup_id), org.groupChannels(usergroup_id)]);
  if (!found || !present) return noSuchGroup(usergroup_id);
  if (team_id && !(await org.workspace(team_id))) return noSuchWorkspace(team_id);
  const before = stateOf(input, present);
  const added = channelsAdded(input, before);
  if (added.length === 0) return unchanged(words`has ${commas(channel_ids.map(channel), 10)} already`, input, before);

  const read = await org.channels(added);
  const inTheWay = added.map((id, index) => whyNot(id, read[index] ?? null)).find((why) => why !== null);
  if (inTheWay) return { kind: 'obstacle', says: inTheWay };
  const hidden = added.filter((_, index) => read[index]?.private ?? true);
  return {
    kind: 'plan',
    risk: 'privileged',
    changes: [
      ...listed(
        words`${group(usergroup_id)} gets${team_id ? words`, in ${place(team_id)} only` : ''}: `,
        added.map(channel),
      ),
      ...listed(words`Has already, and keeps: `, without(channel_ids, added).map(channel)),
    ],
    warnings: [
      words`${membersInWords(found.members?.length ?? null)} Slack puts them, and everybody who joins the group later, into these channels.`,
      ...listed(
        words`Only some may see these channels now, and the group could read everything in them: `,
        hidden.map(channel),
      ),
      ...(undoAdding(input, before).possible ? [UNDOING_LEAVES_PEOPLE] : []),
    ],
    effects: added.map((id) => access(input, id, { change: 'gains', private: hidden.includes(id) })),
    before,
    calls: [{ usergroup_id, channel_ids: added, ...(team_id ? { team_id } : {}) }],
  };
}

const UNDOING_LEAVES_PEOPLE = words`Undoing it ends that for people to come; whoever has been put into a channel stays in it.`;

/** Plans to take those of the channels away from the group that it has. */
export async function planRemoving(input: ChannelsInput, org: OrgReader): Promise<Draft<ChannelsArguments>> {
  const { usergroup_id, channel_ids } = input;
  const present = await org.groupChannels(usergroup_id);
  if (!present) return noSuchGroup(usergroup_id);
  for (const id of [usergroup_id, ...channel_ids]) org.mention(id);
  const before = stateOf(input, present);
  const removed = channelsRemoved(input, before);
  if (removed.length === 0)
    return unchanged(words`does not have ${commas(channel_ids.map(channel), 10)}`, input, before);

  const isPrivate = (id: string): boolean => present.some((one) => one.id === id && one.private);
  return {
    kind: 'plan',
    risk: 'change',
    changes: [
      ...listed(words`${group(usergroup_id)} loses: `, removed.map(channel)),
      ...listed(words`Does not have anyway: `, without(channel_ids, removed).map(channel)),
    ],
    warnings: [words`Nobody is taken out of a channel by it. People who join the group later are not put into these.`],
    effects: removed.map((id) => access(input, id, { change: 'loses', private: isPrivate(id) })),
    before,
    calls: [{ usergroup_id, channel_ids: removed }],
  };
}

/** The channels that a run gives the group. */
export function channelsAdded({ channel_ids }: ChannelsInput, before: JsonObject): string[] {
  return without(channel_ids, ChannelsBefore.parse(before).has);
}

/** The channels that a run takes away from the group. */
export function channelsRemoved({ channel_ids }: ChannelsInput, before: JsonObject): string[] {
  return channel_ids.filter((id) => ChannelsBefore.parse(before).has.includes(id));
}

/** Takes away what the run itself has added, and nothing else. */
export function undoAdding(input: ChannelsInput, before: JsonObject): Undo {
  const { usergroup_id } = input;
  const added = channelsAdded(input, before);
  const elsewhere = ChannelsBefore.parse(before).elsewhere;
  if (elsewhere.length > 0) {
    return {
      possible: false,
      why: words`The group has ${commas(elsewhere.map(channel))} in another workspace as well, and Slack takes a channel away in all of them at once.`,
    };
  }
  return {
    possible: true,
    operation: 'admin.usergroups.removeChannels',
    input: { usergroup_id, channel_ids: added },
    expects: { usergroup_id, has: added.toSorted() },
  };
}

/**
 * Gives back what the run itself has taken away. No `team_id` goes with it: nobody asked for one, and without it Slack
 * adds a channel wherever it is and the group is linked.
 */
export function undoRemoving(input: ChannelsInput, before: JsonObject): Undo {
  const { usergroup_id } = input;
  return {
    possible: true,
    operation: 'admin.usergroups.addChannels',
    input: { usergroup_id, channel_ids: channelsRemoved(input, before) },
    expects: { usergroup_id, has: [] },
  };
}

function stateOf({ usergroup_id, channel_ids, team_id }: ChannelsInput, present: readonly GroupChannel[]): JsonObject {
  const isHere = ({ workspace }: GroupChannel): boolean => !team_id || workspace === null || workspace === team_id;
  const has = channel_ids.filter((id) => present.some((one) => one.id === id && isHere(one)));
  const elsewhere = channel_ids.filter((id) => !has.includes(id) && present.some((one) => one.id === id));
  return { usergroup_id, has: has.toSorted(), ...(elsewhere.length > 0 ? { elsewhere: elsewhere.toSorted() } : {}) };
}

function whyNot(id: string, found: Channel | null): Words | null {
  if (!found) return words`This organisation has no channel ${channel(id)}. Choose another one.`;
  if (found.archived) return words`${channel(id)} is archived, so nobody can be put into it. Leave it out.`;
  return null;
}

function access(
  { usergroup_id }: ChannelsInput,
  id: string,
  { change, private: hidden }: Pick<ChannelAccess, 'change' | 'private'>,
): ChannelAccess {
  return { kind: 'channel_access', who: { kind: 'group', id: usergroup_id }, channel: id, private: hidden, change };
}

function unchanged(how: Words, { usergroup_id }: ChannelsInput, before: JsonObject): Draft<ChannelsArguments> {
  const says = words`${group(usergroup_id)} ${how}. There is nothing to change, so no call is made.`;
  return { kind: 'unchanged', says, before };
}

function noSuchGroup(id: string): Draft<ChannelsArguments> {
  return { kind: 'obstacle', says: words`This organisation has no IdP group ${code(id)}. Choose another one.` };
}

function noSuchWorkspace(id: string): Draft<ChannelsArguments> {
  return { kind: 'obstacle', says: words`This organisation has no workspace ${code(id)}.` };
}

const without = (all: readonly string[], some: readonly string[]): string[] => all.filter((id) => !some.includes(id));
