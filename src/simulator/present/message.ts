import type { JsonObject } from '../json.js';
import type { StoredMessage } from '../messages/model.js';
import type { Slack } from '../slack.js';
import { presentFile } from './file.js';

interface Wish {
  /** Metadata is shown only to those who ask (`include_all_metadata`). */
  withMetadata: boolean;
}

/** A message as `conversations.history` and the payloads of buttons show it. */
export function presentMessage(slack: Slack, message: StoredMessage, wish: Wish): JsonObject {
  const { ts, text, user, thread_ts } = message;
  return {
    type: 'message',
    ...(message.broadcast ? { subtype: 'thread_broadcast' } : {}),
    user,
    text,
    ts,
    team: slack.org.findChannel(message.channel)?.teams[0] ?? slack.org.id,
    ...(message.by_app ? author(slack) : {}),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.attachments.length > 0 ? { attachments: message.attachments } : {}),
    ...(message.files.length > 0
      ? { files: message.files.map((file) => presentFile(slack, file)), upload: false }
      : {}),
    ...(message.edited ? { edited: message.edited } : {}),
    ...(thread_ts === null ? thread(slack, message) : reply(slack, message, thread_ts)),
    ...(wish.withMetadata && message.metadata ? { metadata: message.metadata } : {}),
  };
}

function author(slack: Slack): JsonObject {
  const { bot_id, app_id, user_id, name } = slack.org.bot;
  return { bot_id, app_id, bot_profile: { id: bot_id, app_id, user_id, name, deleted: false, team_id: slack.org.id } };
}

/** The parent of a thread names its replies; a message nobody answered says nothing of threads. */
function thread(slack: Slack, message: StoredMessage): JsonObject {
  const replies = slack.messages.replies(message.channel, message.ts);
  const last = replies.at(-1);
  if (!last) return {};
  const users = [...new Set(replies.map(({ user }) => user))];
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    reply_users: users,
    latest_reply: last.ts,
    is_locked: false,
    subscribed: false,
  };
}

function reply(slack: Slack, message: StoredMessage, thread_ts: string): JsonObject {
  const parent = slack.messages.find(message.channel, thread_ts);
  return { thread_ts, parent_user_id: parent?.user ?? message.user };
}
