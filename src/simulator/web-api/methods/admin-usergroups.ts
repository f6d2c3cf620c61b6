import { z } from 'zod';

import { addChannels, channelsOf, removeChannels } from '../../org/group-channels.js';
import { addTeams, removeTeams } from '../../org/group-links.js';
import { presentChannel } from '../../present/channel.js';
import { tellOfChange } from '../admin.js';
import { flag, list, maybe, text } from '../arguments.js';
import type { CallContext } from '../method.js';
import { defineMethod } from '../method.js';

const group = { usergroup_id: text };
const linking = { tokens: ['user'], scopes: ['admin.teams:write'] } as const;
const writing = { tokens: ['user'], scopes: ['admin.usergroups:write'] } as const;
const noTeams = { team_ids: 'no_team_ids_given' };

/** A refusal may come after part of the work is done, so that the pages hear of it either way. */
function doAndTell(context: CallContext, act: () => void): Record<string, never> {
  try {
    act();
  } finally {
    tellOfChange(context);
  }
  return {};
}

const add = defineMethod({
  method: 'admin.usergroups.addTeams',
  ...linking,
  input: z.object({ ...group, team_ids: list, auto_provision: flag.default(false) }),
  codes: noTeams,
  run(context, input) {
    const request = { ...input, caller: context.caller.person };
    return doAndTell(context, () => addTeams(context.slack.org, request));
  },
});

const remove = defineMethod({
  method: 'admin.usergroups.removeTeams',
  ...linking,
  input: z.object({ ...group, team_ids: list.pipe(z.array(z.string()).max(100)) }),
  run(context, input) {
    const request = { ...input, auto_provision: false, caller: context.caller.person };
    return doAndTell(context, () => removeTeams(context.slack.org, request));
  },
});

const addToChannels = defineMethod({
  method: 'admin.usergroups.addChannels',
  ...writing,
  input: z.object({ ...group, channel_ids: list, team_id: maybe }),
  run(context, input) {
    const request = { ...input, caller: context.caller.person };
    return doAndTell(context, () => addChannels(context.slack.org, request, input.channel_ids));
  },
});

const removeFromChannels = defineMethod({
  method: 'admin.usergroups.removeChannels',
  ...writing,
  input: z.object({ ...group, channel_ids: list }),
  run(context, { usergroup_id, channel_ids }) {
    const request = { usergroup_id, team_id: undefined, caller: context.caller.person };
    return doAndTell(context, () => removeChannels(context.slack.org, request, channel_ids));
  },
});

const listChannels = defineMethod({
  method: 'admin.usergroups.listChannels',
  tokens: ['user'],
  scopes: ['admin.usergroups:read'],
  input: z.object({ ...group, team_id: maybe, include_num_members: flag.default(false) }),
  run({ slack, caller }, { usergroup_id, team_id, include_num_members }) {
    const channels = channelsOf(slack.org, { caller: caller.person, usergroup_id, team_id });
    return {
      channels: channels.map((channel) => ({
        ...presentChannel(slack, channel, caller.person),
        ...(include_num_members ? { num_members: channel.members.length } : {}),
      })),
    };
  },
});

/** The methods of `admin.usergroups.*`: https://docs.slack.dev/reference/methods?filter=admin.usergroups */
export const adminUsergroupMethods = [add, remove, addToChannels, removeFromChannels, listChannels];
