import { z } from 'zod';

import { Reason, UserId, WorkspaceId } from '../../engine/inputs.js';
import { defineOperation, field, reasonField } from '../../engine/operation.js';
import { person, place, words } from '../../engine/words.js';
import { planAssignment, undoAssignment } from './assignment.js';
import { ChannelIds, checkChannels, MAX_CHANNELS } from './channels.js';
import { called, GuestKind, guestKindField, haveChannelsForKind } from './guest-kinds.js';
import { memberCanBeReadBack } from './membership.js';

/** Adds somebody of the organisation to a workspace, as a full member or as a guest. */
export const assign = defineOperation({
  method: 'admin.users.assign',
  command: '/assign-user',
  title: 'Add to workspace',
  description: 'Add somebody of the organisation to a workspace, as a full member or as a guest.',
  risk: 'privileged',
  scopes: ['admin.users:write'],

  input: z
    .object({
      user_id: UserId,
      team_id: WorkspaceId,
      guest_kind: GuestKind,
      channel_ids: ChannelIds.optional(),
      reason: Reason,
    })
    .superRefine(haveChannelsForKind),
  check: (input, local) => checkChannels(input, local),

  fields: {
    user_id: field.person('Person'),
    team_id: field.workspace('Workspace'),
    guest_kind: guestKindField,
    channel_ids: field.channels('Channels', {
      hint: 'Full members join the workspace’s default channels without being asked here. Guests see only what you choose.',
      optional: true,
      max: MAX_CHANNELS,
    }),
    reason: reasonField,
  },

  target: ({ user_id, team_id }) => ({ kind: 'person', id: user_id, place: team_id }),
  beneficiary: ({ user_id }) => user_id,
  plan: (input, org) => planAssignment(input, org),
  call: ({ slack }, { channel_ids, ...args }) =>
    slack.apiCall('admin.users.assign', {
      ...args,
      ...(channel_ids ? { channel_ids: channel_ids.join(',') } : {}),
    }),
  summary: ({ user_id, team_id, guest_kind }) =>
    words`added ${person(user_id)} to ${place(team_id)} as a ${called(guest_kind)}`,

  explain: {
    invalid_role_for_user:
      'What they are in their other workspaces does not go with it: Slack lets nobody be a guest here and a full member there, and a single-channel guest has no second workspace. Choose what they are elsewhere.',
    invited_user_not_created:
      'Slack could not make the account in the workspace and gives no reason. Look at the person in Slack’s admin pages, then ask again.',
    invited_user_not_reactivated:
      'They had an account in the workspace before, and Slack could not switch it on again. Reactivate it in Slack’s admin pages.',
    invitor_cannot_see_channel:
      'Whoever installed the app is not in one of these channels, so Slack does not let the app put others into it. Leave out the private ones, or have the installer invited to them first.',
    team_not_found: 'Slack knows no such workspace any more. Choose another one.',
    user_already_team_member: 'They belong to the workspace already, so there is nothing left to do.',
    user_is_bot: 'This is the account of an app, and only people can be added to a workspace. Choose a person.',
    user_not_found: 'Slack knows no such person any more. Choose somebody from the list.',
  },

  undo: (input, before) => undoAssignment(input, before),
  readBack: memberCanBeReadBack,
});
