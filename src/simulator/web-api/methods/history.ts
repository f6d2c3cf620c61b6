import { z } from 'zod';

import type { StoredMessage } from '../../messages/model.js';
import { presentMessage } from '../../present/message.js';
import { Refusal } from '../../refusal.js';
import { flag, maybe, text, whole } from '../arguments.js';
import { historyScopes, readableConversation, requireMembership } from '../conversation-access.js';
import { defineMethod } from '../method.js';
import { pageOf } from '../pages.js';

const span = {
  channel: text,
  oldest: text.regex(/^\d+(\.\d+)?$/).optional(),
  latest: text.regex(/^\d+(\.\d+)?$/).optional(),
  inclusive: flag.default(false),
  include_all_metadata: flag.default(false),
  cursor: maybe,
};

const codes = {
  channel: 'channel_not_found',
  oldest: 'invalid_ts_oldest',
  latest: 'invalid_ts_latest',
  limit: 'invalid_limit',
};

interface Span {
  oldest?: string | undefined;
  latest?: string | undefined;
  inclusive: boolean;
}

/** Seconds with six decimals as one whole number, so that `1700000000` and `1700000000.000000` are the same moment. */
function micros(ts: string): bigint {
  const [whole = '0', fraction = ''] = ts.split('.');
  return BigInt(whole + fraction.padEnd(6, '0').slice(0, 6));
}

/** `oldest` and `latest` themselves count only when `inclusive` is set. */
function within(message: StoredMessage, { oldest, latest, inclusive }: Span): boolean {
  const at = micros(message.ts);
  const after = oldest === undefined || at > micros(oldest) || (inclusive && at === micros(oldest));
  const before = latest === undefined || at < micros(latest) || (inclusive && at === micros(latest));
  return after && before;
}

/** A conversation backwards, newest first: https://docs.slack.dev/reference/methods/conversations.history */
const history = defineMethod({
  method: 'conversations.history',
  tokens: ['bot', 'user'],
  scopes: historyScopes,
  input: z.object({ ...span, limit: whole(1, 999).default(100) }),
  codes,
  run(context, input) {
    const { slack, caller } = context;
    const channel = readableConversation(context, input.channel, 'history');
    requireMembership(caller, channel);
    const all = slack.messages.inChannel(channel.id).filter((message) => within(message, input));
    const { items, next_cursor } = pageOf(all.reverse(), input);
    const wish = { withMetadata: input.include_all_metadata };
    return {
      messages: items.map((message) => presentMessage(slack, message, wish)),
      has_more: next_cursor !== '',
      pin_count: 0,
      ...(next_cursor === '' ? {} : { response_metadata: { next_cursor } }),
    };
  },
});

/** A thread, its parent first: https://docs.slack.dev/reference/methods/conversations.replies */
const replies = defineMethod({
  method: 'conversations.replies',
  tokens: ['bot', 'user'],
  scopes: historyScopes,
  input: z.object({ ...span, ts: text, limit: whole(1, 1000).default(1000) }),
  codes: { ...codes, ts: 'thread_not_found' },
  run(context, input) {
    const { slack, caller } = context;
    const channel = readableConversation(context, input.channel, 'history');
    requireMembership(caller, channel);
    const found = slack.messages.find(channel.id, input.ts);
    if (!found) throw new Refusal('thread_not_found');
    const parent = found.thread_ts === null ? found : slack.messages.find(channel.id, found.thread_ts);
    const below = slack.messages.replies(channel.id, parent?.ts ?? '').filter((message) => within(message, input));
    const { items, next_cursor } = pageOf([...(parent ? [parent] : []), ...below], input);
    const wish = { withMetadata: input.include_all_metadata };
    return {
      messages: items.map((message) => presentMessage(slack, message, wish)),
      has_more: next_cursor !== '',
      response_metadata: { next_cursor },
    };
  },
});

/** `conversations.history` and `conversations.replies`. */
export const historyMethods = [history, replies];
