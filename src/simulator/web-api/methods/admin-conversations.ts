import { z } from 'zod';

import { setTeams } from '../../org/set-teams.js';
import { Refusal } from '../../refusal.js';
import { requireOrgAdmin, tellOfChange } from '../admin.js';
import { flag, list, maybe, paging, text } from '../arguments.js';
import { defineMethod } from '../method.js';
import { pageOf } from '../pages.js';

const setChannelTeams = defineMethod({
  method: 'admin.conversations.setTeams',
  tokens: ['user'],
  scopes: ['admin.conversations:write'],
  input: z.object({
    channel_id: text,
    team_id: maybe,
    target_team_ids: list.default([]),
    org_channel: flag.default(false),
  }),
  codes: { channel_id: 'invalid_channel_id' },
  run(context, input) {
    const channel = setTeams(context.slack.org, { ...input, caller: context.caller.person });
    tellOfChange(context);
    return { channel: channel.id };
  },
});

/** https://docs.slack.dev/reference/methods/admin.conversations.getTeams */
const getTeams = defineMethod({
  method: 'admin.conversations.getTeams',
  tokens: ['user'],
  scopes: ['admin.conversations:read'],
  input: z.object({ channel_id: text, ...paging(1000, 100) }),
  codes: { channel_id: 'channel_not_found', limit: 'invalid_limit' },
  run(context, input) {
    requireOrgAdmin(context, 'restricted_action');
    const channel = context.slack.org.channelOfId(input.channel_id);
    if (!channel) throw new Refusal('channel_not_found');
    if (channel.kind === 'im') throw new Refusal('channel_type_not_supported');
    const { items, next_cursor } = pageOf(channel.teams, input);
    return { team_ids: items, response_metadata: { next_cursor } };
  },
});

/** In which workspaces a channel is. */
export const adminConversationMethods = [setChannelTeams, getTeams];
