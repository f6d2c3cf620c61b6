import type { StoredMessage } from '../messages/model.js';
import type { Channel } from '../org/model.js';
import type { Slack } from '../slack.js';
import type { Actor } from './client.js';
import { withMentions } from './mentions.js';

/** Writes a message as a person; `@ada` and `#general` become mentions, and the rest is escaped. */
export function say(
  slack: Slack,
  { person, team }: Actor,
  said: { channel: Channel; text: string; thread_ts?: string | undefined },
): StoredMessage {
  const parent = said.thread_ts === undefined ? undefined : slack.messages.find(said.channel.id, said.thread_ts);
  const message = slack.messages.post({
    channel: said.channel.id,
    user: person.id,
    text: withMentions({ slack, team, person }, said.text, false),
    thread_ts: parent ? (parent.thread_ts ?? parent.ts) : null,
  });
  slack.messages.markRead(person.id, said.channel.id);
  return message;
}
