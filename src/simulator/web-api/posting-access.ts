import type { Channel } from '../org/model.js';
import { Refusal } from '../refusal.js';
import type { CallContext } from './method.js';
import { seenConversation } from './conversation-access.js';

const conversationId = /^[CGD][A-Z0-9]{5,}$/;
const userId = /^[UW][A-Z0-9]{5,}$/;

/** Where a message goes: a conversation's id, or a person's id for the direct message with the app. */
export function addressed(context: CallContext, channel: string): Channel {
  const { slack, caller } = context;
  if (userId.test(channel)) {
    const person = slack.org.personOfId(channel);
    if (!person || person.kind === 'bot') throw new Refusal('channel_not_found');
    return slack.openDirectMessage(person.id, caller.person.id);
  }
  // With an organisation-wide token a channel cannot be named, since every workspace may have one of that name.
  if (!conversationId.test(channel)) throw new Refusal('team_not_found');
  return seenConversation(context, channel);
}

/** Refuses where the caller may not write: archived, not a member, or an app whose Messages tab is off. */
export function requirePosting({ slack, caller }: CallContext, channel: Channel): void {
  if (channel.archived) throw new Refusal('is_archived');
  const isAppDm = channel.kind === 'im' && caller.kind === 'bot';
  if (isAppDm && !slack.manifest.home.messages_tab_enabled) throw new Refusal('messages_tab_disabled');
  if (channel.members.includes(caller.person.id)) return;
  const writesAnyway = channel.kind === 'public' && caller.kind === 'bot' && caller.scopes.has('chat:write.public');
  if (!writesAnyway) throw new Refusal('not_in_channel');
}

/** The thread a reply goes to; a reply's own ts leads to its parent's thread. */
export function threadOf({ slack }: CallContext, channel: Channel, thread_ts: string | undefined): string | null {
  if (thread_ts === undefined || thread_ts === '') return null;
  const parent = slack.messages.find(channel.id, thread_ts);
  if (!parent) throw new Refusal('cannot_reply_to_message');
  return parent.thread_ts ?? parent.ts;
}
