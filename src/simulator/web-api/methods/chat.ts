import { z } from 'zod';

import type { JsonObject } from '../../json.js';
import { acceptedMetadata, changedContent, newContent } from '../../messages/content.js';
import { presentMessage } from '../../present/message.js';
import { Refusal } from '../../refusal.js';
import { flag, maybe, text } from '../arguments.js';
import { canSee, seenConversation } from '../conversation-access.js';
import type { CallContext } from '../method.js';
import { defineMethod } from '../method.js';
import { addressed, requirePosting, threadOf } from '../posting-access.js';

const content = {
  text: maybe,
  blocks: z.unknown().optional(),
  attachments: z.unknown().optional(),
  metadata: z.unknown().optional(),
};
const noChannel = { channel: 'channel_not_found' };
const chat = { tokens: ['bot', 'user'], scopes: ['chat:write'] } as const;

/** https://docs.slack.dev/reference/methods/chat.update: text of more than 4000 characters is refused, not cut. */
const longestUpdate = 4000;

const postMessage = defineMethod({
  method: 'chat.postMessage',
  ...chat,
  input: z.object({ channel: text, ...content, thread_ts: maybe, reply_broadcast: flag.default(false) }),
  codes: noChannel,
  run(context, input) {
    const { slack, caller } = context;
    const channel = addressed(context, input.channel);
    requirePosting(context, channel);
    const { truncated, ...said } = newContent(input, slack.ids);
    const metadata = acceptedMetadata(input.metadata) ?? null;
    const thread_ts = threadOf(context, channel, input.thread_ts);
    const message = slack.messages.post({
      ...said,
      channel: channel.id,
      user: caller.person.id,
      by_app: caller.kind === 'bot',
      thread_ts,
      broadcast: thread_ts !== null && input.reply_broadcast,
      metadata,
    });
    const shown = presentMessage(slack, message, { withMetadata: true });
    return { channel: channel.id, ts: message.ts, message: shown, ...(truncated ? cutShort() : {}) };
  },
});

function cutShort(): JsonObject {
  return { warning: 'message_truncated', response_metadata: { warnings: ['message_truncated'] } };
}

/** Only one's own messages; what is not given stays: https://docs.slack.dev/reference/methods/chat.update */
const update = defineMethod({
  method: 'chat.update',
  ...chat,
  input: z.object({ channel: text, ts: text, ...content }),
  codes: { ...noChannel, ts: 'message_not_found' },
  run(context, input) {
    const { slack, caller } = context;
    const { message, channel } = written(context, input.channel, input.ts);
    if (message.user !== caller.person.id) throw new Refusal('cant_update_message');
    if (channel.archived) throw new Refusal('is_inactive');
    if ((input.text ?? '').length > longestUpdate) throw new Refusal('msg_too_long');
    const said = changedContent(message, input, slack.ids);
    const metadata = acceptedMetadata(input.metadata);
    slack.messages.change(message, {
      ...said,
      ...(metadata === undefined ? {} : { metadata }),
      edited: { user: caller.person.id, ts: slack.timestamp() },
    });
    const shown = presentMessage(slack, message, { withMetadata: true });
    return { channel: channel.id, ts: message.ts, text: message.text, message: shown };
  },
});

/** https://docs.slack.dev/reference/methods/chat.delete */
const remove = defineMethod({
  method: 'chat.delete',
  ...chat,
  input: z.object({ channel: text, ts: text }),
  codes: { ...noChannel, ts: 'message_not_found' },
  run(context, input) {
    const { message } = written(context, input.channel, input.ts);
    if (message.user !== context.caller.person.id) throw new Refusal('cant_delete_message');
    context.slack.messages.remove(message);
    return { channel: message.channel, ts: message.ts };
  },
});

/** Seen by one person and gone at the next reload: https://docs.slack.dev/reference/methods/chat.postEphemeral */
const postEphemeral = defineMethod({
  method: 'chat.postEphemeral',
  ...chat,
  input: z.object({ channel: text, user: text, ...content, thread_ts: maybe }),
  codes: { ...noChannel, user: 'user_not_in_channel' },
  run(context, input) {
    const { slack, caller } = context;
    const channel = seenConversation(context, input.channel);
    if (channel.archived) throw new Refusal('is_archived');
    // chat:write.public does not help here (node-slack-sdk #977).
    if (!channel.members.includes(caller.person.id)) throw new Refusal('not_in_channel');
    if (!channel.members.includes(input.user)) throw new Refusal('user_not_in_channel');
    const { truncated, ...said } = newContent(input, slack.ids);
    if (truncated) throw new Refusal('msg_too_long');
    const message = slack.messages.post({
      ...said,
      channel: channel.id,
      user: caller.person.id,
      by_app: caller.kind === 'bot',
      thread_ts: threadOf(context, channel, input.thread_ts),
      ephemeral_to: input.user,
    });
    return { message_ts: message.ts };
  },
});

/** https://docs.slack.dev/reference/methods/chat.getPermalink */
const getPermalink = defineMethod({
  method: 'chat.getPermalink',
  tokens: ['bot', 'user'],
  scopes: [],
  input: z.object({ channel: text, message_ts: text }),
  codes: { ...noChannel, message_ts: 'message_not_found' },
  run(context, input) {
    const { message, channel } = written(context, input.channel, input.message_ts);
    const base = `https://${context.slack.org.data.org.domain}.slack.com/archives/${channel.id}`;
    const thread = message.thread_ts === null ? '' : `?thread_ts=${message.thread_ts}&cid=${channel.id}`;
    return { channel: channel.id, permalink: `${base}/p${message.ts.replace('.', '')}${thread}` };
  },
});

function written(context: CallContext, channelId: string, ts: string) {
  const channel = seenConversation(context, channelId);
  const message = context.slack.messages.find(channel.id, ts);
  if (!message || !canSee(context.caller.person, channel)) throw new Refusal('message_not_found');
  return { channel, message };
}

/** The methods of `chat.*`. */
export const chatMethods = [postMessage, update, remove, postEphemeral, getPermalink];
