import { z } from 'zod';

import { ChannelId, Reason, WorkspaceId } from '../../engine/inputs.js';
import { defineOperation, field, reasonField } from '../../engine/operation.js';
import {
  doneInWords,
  fitsItsMode,
  MAX_WORKSPACES,
  ModeChoice,
  MODES,
  TargetWorkspaces,
  undoSetTeams,
} from './channel-workspaces.js';
import { SET_TEAMS_ERRORS } from './errors.js';
import { planSetTeams } from './plan-set-teams.js';

/** Says in which workspaces a channel is. The list is replaced as a whole: what is not on it leaves. */
export const setTeams = defineOperation({
  method: 'admin.conversations.setTeams',
  command: '/set-channel-workspaces',
  title: 'Set channel workspaces',
  description: 'Set the workspaces a channel is in; those that are not named leave it.',
  risk: 'irreversible',
  scopes: ['admin.conversations:write', 'admin.conversations:read'],

  input: z
    .object({
      channel_id: ChannelId,
      mode: ModeChoice,
      team_id: WorkspaceId.optional(),
      target_team_ids: TargetWorkspaces.optional(),
      reason: Reason,
    })
    .superRefine(fitsItsMode),

  fields: {
    channel_id: field.channel('Channel'),
    mode: field.choice('Where it is to be', MODES, {
      hint: 'This replaces the whole list: what you do not choose leaves, the workspace it was made in as well.',
    }),
    team_id: field.workspace('Workspace', { hint: 'Only for “One workspace”.', optional: true }),
    target_team_ids: field.workspaces('Workspaces', {
      hint: 'Only for “These workspaces”: all of them, also those that it is in already.',
      optional: true,
      max: MAX_WORKSPACES,
    }),
    reason: reasonField,
  },

  target: ({ channel_id }) => ({ kind: 'channel', id: channel_id }),
  beneficiary: () => null,
  plan: (input, org) => planSetTeams(input, org),
  call: ({ slack }, { target_team_ids, ...args }) =>
    slack.apiCall('admin.conversations.setTeams', {
      ...args,
      ...(target_team_ids ? { target_team_ids: target_team_ids.join(',') } : {}),
    }),
  summary: (input) => doneInWords(input),
  explain: SET_TEAMS_ERRORS,
  undo: (input, before) => undoSetTeams(input, before),
});
