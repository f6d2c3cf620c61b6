import { z } from 'zod';

import type { Channel } from '../../org/model.js';
import { presentChannel } from '../../present/channel.js';
import { Refusal } from '../../refusal.js';
import { flag, maybe, paging, text } from '../arguments.js';
import {
  canSee,
  grantedTeam,
  readScopes,
  readableConversation,
  requireMembership,
  seenConversation,
} from '../conversation-access.js';
import { conversationKinds, inTeam } from '../conversation-kinds.js';
import { defineMethod } from '../method.js';
import { pageOf, pageWhere } from '../pages.js';

/** https://docs.slack.dev/reference/methods/conversations.list */
const conversationsList = defineMethod({
  method: 'conversations.list',
  tokens: ['bot', 'user'],
  scopes: readScopes,
  input: z.object({ team_id: text, ...paging(999, 100), types: maybe, exclude_archived: flag.optional() }),
  codes: { team_id: 'missing_argument', limit: 'invalid_limit' },
  run({ slack, caller }, input) {
    const team = grantedTeam(slack, input.team_id);
    const kinds = conversationKinds(input.types, caller);
    const isListed = (channel: Channel): boolean =>
      kinds.includes(channel.kind) &&
      inTeam(channel, team) &&
      canSee(caller.person, channel) &&
      !(input.exclude_archived && channel.archived);
    const { items, next_cursor } = pageWhere(slack.org.channels, isListed, input);
    const channels = items.map((channel) => ({
      ...presentChannel(slack, channel, caller.person),
      num_members: channel.members.length,
    }));
    return { channels, response_metadata: { next_cursor } };
  },
});

/** https://docs.slack.dev/reference/methods/conversations.info */
const info = defineMethod({
  method: 'conversations.info',
  tokens: ['bot', 'user'],
  scopes: readScopes,
  input: z.object({ channel: text, include_num_members: flag.optional(), include_locale: flag.optional() }),
  codes: { channel: 'channel_not_found' },
  run(context, input) {
    const channel = readableConversation(context, input.channel, 'read');
    const shown = presentChannel(context.slack, channel, context.caller.person);
    return { channel: input.include_num_members ? { ...shown, num_members: channel.members.length } : shown };
  },
});

/** https://docs.slack.dev/reference/methods/conversations.members */
const members = defineMethod({
  method: 'conversations.members',
  tokens: ['bot', 'user'],
  scopes: readScopes,
  input: z.object({ channel: text, ...paging(999, 100) }),
  codes: { channel: 'channel_not_found', limit: 'invalid_limit' },
  run(context, input) {
    const channel = readableConversation(context, input.channel, 'read');
    const { items, next_cursor } = pageOf(channel.members, input);
    return { members: items, response_metadata: { next_cursor } };
  },
});

/** https://docs.slack.dev/reference/methods/conversations.join: public channels only. */
const join = defineMethod({
  method: 'conversations.join',
  tokens: ['bot', 'user'],
  scopes: ['channels:join', 'channels:write'],
  input: z.object({ channel: text }),
  codes: { channel: 'channel_not_found' },
  run(context, input) {
    const channel = seenConversation(context, input.channel);
    if (channel.kind !== 'public') throw new Refusal('method_not_supported_for_channel_type');
    if (channel.archived) throw new Refusal('is_archived');
    const { id } = context.caller.person;
    const already = channel.members.includes(id);
    if (!already) channel.members.push(id);
    context.slack.changes.tell({ kind: 'conversations' });
    const shown = presentChannel(context.slack, channel, context.caller.person);
    if (!already) return { channel: shown };
    return { channel: shown, warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } };
  },
});

/** A direct message with one person: https://docs.slack.dev/reference/methods/conversations.open */
const open = defineMethod({
  method: 'conversations.open',
  tokens: ['bot', 'user'],
  scopes: ['im:write', 'mpim:write'],
  input: z.object({
    users: maybe,
    channel: maybe,
    return_im: flag.optional(),
    prevent_creation: flag.optional(),
  }),
  run(context, input) {
    const { slack, caller } = context;
    if (input.channel !== undefined) {
      const channel = seenConversation(context, input.channel);
      requireMembership(caller, channel);
      return { channel: { id: channel.id } };
    }
    const users = (input.users ?? '').split(',').filter((user) => user !== '');
    if (users.length === 0) throw new Refusal('users_list_not_supplied');
    if (users.length > 8) throw new Refusal('too_many_users');
    // Group direct messages are not simulated: the coverage table says so.
    if (users.length > 1) throw new Refusal('method_not_supported_for_channel_type');
    const person = slack.org.personOfId(users[0] ?? '');
    if (!person) throw new Refusal('user_not_found');
    if (person.deactivated) throw new Refusal('user_disabled');
    const before = slack.org.channels.length;
    const channel = slack.openDirectMessage(person.id, caller.person.id);
    const no_op = slack.org.channels.length === before;
    const shown = input.return_im ? presentChannel(slack, channel, caller.person) : { id: channel.id };
    return { channel: shown, ...(no_op ? { no_op, already_open: true } : {}) };
  },
});

/** The methods of conversations.*, apart from what was said in them. */
export const conversationMethods = [conversationsList, info, members, join, open];
