import { z } from 'zod';

import { GroupId, Reason, WorkspaceId } from '../../engine/inputs.js';
import { defineOperation, field, reasonField } from '../../engine/operation.js';
import { channel, commas, group, words } from '../../engine/words.js';
import { answeredByChannel, CHANNEL_ERRORS } from './channel-answers.js';
import { ChannelIds, channelsAdded, MAX_CHANNELS, planAdding, undoAdding } from './default-channels.js';
import { GROUP_ERRORS } from './groups.js';

/** Gives an IdP group default channels: whoever is in the group, or joins it, is put into them. */
export const addChannels = defineOperation({
  method: 'admin.usergroups.addChannels',
  command: '/add-group-channels',
  title: 'Add group channels',
  description: 'Give an IdP group default channels, which everybody in it is put into.',
  risk: 'privileged',
  scopes: ['admin.usergroups:write', 'admin.usergroups:read', 'admin.conversations:read'],

  input: z.object({
    usergroup_id: GroupId,
    channel_ids: ChannelIds,
    team_id: WorkspaceId.optional(),
    reason: Reason,
  }),

  fields: {
    usergroup_id: field.group('IdP group'),
    channel_ids: field.channels('Channels', { max: MAX_CHANNELS, hint: 'At most 100 at a time.' }),
    team_id: field.workspace('Only in this workspace', {
      hint: 'Leave empty for all workspaces that the group is linked to.',
      optional: true,
    }),
    reason: reasonField,
  },

  target: ({ usergroup_id, team_id }) => ({ kind: 'group', id: usergroup_id, ...(team_id ? { place: team_id } : {}) }),
  beneficiary: ({ usergroup_id }) => usergroup_id,
  plan: (input, org) => planAdding(input, org),
  call: ({ slack }, { channel_ids, ...args }) =>
    slack.apiCall('admin.usergroups.addChannels', { ...args, channel_ids: channel_ids.join(',') }),
  answered: answeredByChannel,
  summary: (input, before) =>
    words`gave ${group(input.usergroup_id)} the default channels ${commas(channelsAdded(input, before).map(channel), 10)}`,

  explain: {
    ...GROUP_ERRORS,
    ...CHANNEL_ERRORS,
    invalid_auth:
      'Slack takes the workspace for one of another organisation, or the app’s admin token does not work any more. Ask again without the workspace; if that fails as well, an org owner has to reinstall the app.',
    team_not_found: 'Slack knows no such workspace any more. Choose another one, or leave it empty.',
    user_channel_limit_exceeded:
      'Some people in the group are in as many channels as Slack allows. Have them leave a few, then ask again; what the group has now is shown by “List group channels”.',
    usergroup_not_linked_to_team:
      'The group is not linked to that workspace. Link it first (“Link group” does that), then ask again.',
    usergroup_team_not_provisioned:
      'The group is linked to a workspace that makes no accounts for its members. Link it again with accounts (“Link group” does that), then ask again.',
  },

  undo: (input, before) => undoAdding(input, before),
});
