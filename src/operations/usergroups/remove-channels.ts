import { z } from 'zod';

import { GroupId, Reason } from '../../engine/inputs.js';
import { defineOperation, field, reasonField } from '../../engine/operation.js';
import { channel, commas, group, words } from '../../engine/words.js';
import { answeredByChannel, CHANNEL_ERRORS } from './channel-answers.js';
import { ChannelIds, channelsRemoved, MAX_CHANNELS, planRemoving, undoRemoving } from './default-channels.js';
import { GROUP_ERRORS } from './groups.js';

/** Takes default channels away from an IdP group; whoever is in a channel stays in it. */
export const removeChannels = defineOperation({
  method: 'admin.usergroups.removeChannels',
  command: '/remove-group-channels',
  title: 'Remove group channels',
  description: 'Take default channels away from an IdP group; whoever is in them stays.',
  risk: 'change',
  scopes: ['admin.usergroups:write', 'admin.usergroups:read'],

  input: z.object({ usergroup_id: GroupId, channel_ids: ChannelIds, reason: Reason }),

  fields: {
    usergroup_id: field.group('IdP group'),
    channel_ids: field.channels('Channels', { max: MAX_CHANNELS, hint: 'At most 100 at a time.' }),
    reason: reasonField,
  },

  target: ({ usergroup_id }) => ({ kind: 'group', id: usergroup_id }),
  beneficiary: () => null,
  plan: (input, org) => planRemoving(input, org),
  call: ({ slack }, { usergroup_id, channel_ids }) =>
    slack.apiCall('admin.usergroups.removeChannels', { usergroup_id, channel_ids: channel_ids.join(',') }),
  answered: answeredByChannel,
  summary: (input, before) =>
    words`took the default channels ${commas(channelsRemoved(input, before).map(channel), 10)} away from ${group(input.usergroup_id)}`,

  explain: {
    ...GROUP_ERRORS,
    ...CHANNEL_ERRORS,
    invalid_auth:
      'The app’s admin token does not work any more, or does not belong to this organisation. An org owner has to reinstall the app.',
  },

  undo: (input, before) => undoRemoving(input, before),
});
