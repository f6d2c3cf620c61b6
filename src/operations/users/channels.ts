import type { Channel } from '../../engine/organisation/channels.js';
import type { Directory } from '../../engine/organisation/directory.js';
import { ChannelId, listOf } from '../../engine/inputs.js';
import type { OrgReader } from '../../engine/operation.js';
import type { ChannelAccess } from '../../engine/planning/plan.js';
import { channel as named, commas, place, words, type Fragment, type Words } from '../../engine/words.js';

/* The channels somebody joins together with a workspace: `channel_ids` of admin.users.assign and …invite. */

/** Slack names no limit; ours is what a plan can still show. */
export const MAX_CHANNELS = 100;

export const ChannelIds = listOf(ChannelId, { called: 'channels', max: MAX_CHANNELS });

/** What the local copy shows to be wrong with the channels, beside their field. */
export function checkChannels(
  { team_id, channel_ids = [] }: { team_id: string; channel_ids?: readonly string[] | undefined },
  local: Directory,
): Record<string, string> {
  const wrong = channel_ids.flatMap((id) => {
    const known = local.channel(id);
    if (!known) return [];
    if (known.archived) return [`#${known.name} is archived.`];
    const isThere = known.orgWide || known.more || known.workspaces.includes(team_id);
    return isThere ? [] : [`#${known.name} is not in ${local.workspace(team_id)?.name ?? team_id}.`];
  });
  return wrong.length > 0
    ? { channel_ids: `${wrong.slice(0, 3).join(' ')} Choose other channels of that workspace.` }
    : {};
}

/** The channels as they are now, or why somebody cannot be put into one of them. */
export async function readChannels(
  team_id: string,
  channel_ids: readonly string[],
  org: OrgReader,
): Promise<{ readonly channels: readonly Channel[]; readonly inTheWay: Words | null }> {
  const found = await org.channels(channel_ids);
  const says = found.map((channel, index) => whyNot(channel, channel_ids[index] ?? '', team_id));
  return {
    channels: found.filter((channel) => channel !== null),
    inTheWay: says.find((problem) => problem !== null) ?? null,
  };
}

function whyNot(channel: Channel | null, id: string, team_id: string): Words | null {
  if (!channel) return words`This organisation has no channel ${named(id)}. Choose another one.`;
  if (channel.archived) return words`${named(id)} is archived, so nobody can join it. Choose another channel.`;
  if (channel.orgWide || channel.more || channel.workspaces.includes(team_id)) return null;
  return words`${named(id)} is not in ${place(team_id)}. Choose a channel of that workspace.`;
}

/** Who gets into which channels, in lines of their own. */
export function channelLines(who: Fragment, channels: readonly Channel[]): Words[] {
  const joined = (which: readonly Channel[], what: string): Words[] =>
    which.length > 0 ? [words`${who} joins ${what}${commas(which.map(({ id }) => named(id)))}`] : [];
  const hidden = channels.filter((channel) => channel.private);
  return [
    ...joined(
      channels.filter((channel) => !channel.private),
      '',
    ),
    ...joined(hidden, hidden.length === 1 ? 'the private channel ' : 'the private channels '),
  ];
}

/** Who gets into what; `person` is `null` for somebody who has no account yet. */
export function channelEffects(person: string | null, channels: readonly Channel[]): ChannelAccess[] {
  return channels.map(({ id, private: hidden }) => ({
    kind: 'channel_access',
    who: { kind: 'person', id: person },
    channel: id,
    private: hidden,
    change: 'gains',
  }));
}

/** What to mind about the channels. */
export function channelWarnings(channels: readonly Channel[]): Words[] {
  return channels
    .filter(({ external }) => external)
    .map(({ id }) => words`${named(id)} is shared with another organisation, whose people are in it too.`);
}

/** The part of the state before that a yes to private channels rests on. */
export const privateOnes = (channels: readonly Channel[]): string[] =>
  channels
    .filter((channel) => channel.private)
    .map(({ id }) => id)
    .sort();
