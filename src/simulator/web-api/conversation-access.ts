import type { Channel, Person } from '../org/model.js';
import { Refusal } from '../refusal.js';
import type { Slack } from '../slack.js';
import type { Caller } from '../tokens.js';
import { requireScope } from '../tokens.js';
import type { CallContext } from './method.js';

const families = { public: 'channels', private: 'groups', im: 'im' } as const;

/** `channels:read`, `groups:history`, `im:read`: which one depends on the kind of conversation. */
function scopeFor(channel: Channel, what: 'read' | 'history'): string {
  return `${families[channel.kind]}:${what}`;
}

/** Any of these lets a caller in; the kind of conversation decides which one it needs. */
export const readScopes = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];
/** The same for what was said. */
export const historyScopes = ['channels:history', 'groups:history', 'im:history', 'mpim:history'];

/** True when the app was added to at least one of the workspaces the channel is in. */
function isGranted(slack: Slack, channel: Channel): boolean {
  return channel.kind === 'im' || channel.teams.some((team) => slack.org.workspaceOfId(team)?.app_granted);
}

/** Public channels are there for everybody; private ones and direct messages only for their members. */
export function canSee(person: Person, channel: Channel): boolean {
  return channel.kind === 'public' || channel.members.includes(person.id);
}

/** The conversation, if the caller can see it at all: Slack does not tell a hidden one from none. */
export function seenConversation({ slack, caller }: CallContext, id: string): Channel {
  const channel = slack.org.channelOfId(id);
  if (!channel || !canSee(caller.person, channel)) throw new Refusal('channel_not_found');
  if (!isGranted(slack, channel)) throw new Refusal('team_access_not_granted');
  return channel;
}

/** The conversation, for reading what it is or what stands in it. */
export function readableConversation(context: CallContext, id: string, what: 'read' | 'history'): Channel {
  const channel = seenConversation(context, id);
  requireScope(context.caller, [scopeFor(channel, what)]);
  return channel;
}

/** Bots read only where they are members; people may read public channels they have not joined. */
export function requireMembership(caller: Caller, channel: Channel): void {
  const readsAnyway = caller.kind === 'user' && channel.kind === 'public';
  if (!readsAnyway && !channel.members.includes(caller.person.id)) throw new Refusal('not_in_channel');
}

/** The workspace an organisation-wide token must name, if the app was added to it. */
export function grantedTeam(slack: Slack, team_id: string): string {
  const workspace = slack.org.workspaceOfId(team_id);
  if (!workspace?.app_granted) throw new Refusal('team_access_not_granted');
  return workspace.id;
}
