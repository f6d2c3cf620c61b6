import type { StoredMessage } from '../messages/model.js';
import type { Channel, Person } from '../org/model.js';
import type { PageMessages } from '../page/api.js';
import { Refusal } from '../refusal.js';
import type { Slack } from '../slack.js';
import { pageMessage } from './present.js';

/** A conversation this person may look into. */
export function visibleChannel(slack: Slack, person: Person, id: string): Channel {
  const channel = slack.org.channelOfId(id);
  const visible = channel && (channel.kind === 'public' || channel.members.includes(person.id));
  if (!visible) throw new Refusal('channel_not_found');
  return channel;
}

function inConversation(message: StoredMessage): boolean {
  return message.thread_ts === null || message.broadcast;
}

/** A conversation without its replies (which counts as read from then on), or one thread with its parent first. */
export function pageMessages(
  slack: Slack,
  person: Person,
  wish: { channel: string; thread: string | null },
): PageMessages {
  const channel = visibleChannel(slack, person, wish.channel);
  const seen = slack.messages.seenBy(person.id, channel.id).filter(({ on_screen }) => on_screen);
  const { thread } = wish;
  if (thread === null) slack.messages.markRead(person.id, channel.id);
  const wanted = seen.filter((message) =>
    thread === null ? inConversation(message) : message.ts === thread || message.thread_ts === thread,
  );
  return { messages: wanted.map((message) => pageMessage(slack, message)) };
}
