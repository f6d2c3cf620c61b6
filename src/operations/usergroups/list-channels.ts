import { z } from 'zod';

import { Flag, GroupId, Reason, WorkspaceId } from '../../engine/inputs.js';
import { defineOperation, field, reasonField } from '../../engine/operation.js';
import type { Cell } from '../../engine/reading/page.js';
import { NOTHING_TO_UNDO, planToRead } from '../../engine/reading/plan-to-read.js';
import { code, group, place, words, type Words } from '../../engine/words.js';

const Listed = z.object({
  channels: z.array(
    z.object({
      id: z.string(),
      name: z.string().nullish(),
      team_id: z.string().nullish(),
      context_team_id: z.string().nullish(),
      num_members: z.number().nullish(),
      is_private: z.boolean().nullish(),
      is_archived: z.boolean().nullish(),
      is_redacted: z.boolean().nullish(),
    }),
  ),
});

/** Lists the channels into which an IdP group's members are put. */
export const listGroupChannels = defineOperation({
  method: 'admin.usergroups.listChannels',
  command: '/list-group-channels',
  title: 'List group channels',
  description: 'List the default channels of an IdP group, on the screen or as a CSV file.',
  risk: 'read',
  scopes: ['admin.usergroups:read'],

  input: z.object({
    usergroup_id: GroupId,
    team_id: WorkspaceId.optional(),
    include_num_members: Flag,
    reason: Reason,
  }),
  fields: {
    usergroup_id: field.group('IdP group'),
    team_id: field.workspace('Workspace', { hint: 'Leave empty for the channels of all workspaces.', optional: true }),
    include_num_members: field.flag('Members', 'Show how many members each channel has'),
    reason: reasonField,
  },

  target: ({ usergroup_id, team_id }) => ({
    kind: 'group',
    id: usergroup_id,
    ...(team_id ? { place: team_id } : {}),
  }),
  beneficiary: () => null,
  plan: async ({ usergroup_id, team_id, include_num_members }, org) => {
    // Slack shows a group only by the very call that is planned here; its name is known from the local copy.
    org.mention(usergroup_id);
    if (team_id && !(await org.workspace(team_id))) {
      return { kind: 'obstacle', says: words`This organisation has no workspace ${code(team_id)}.` };
    }
    return planToRead({ usergroup_id, team_id, include_num_members });
  },
  call: ({ slack }, args) => slack.apiCall('admin.usergroups.listChannels', args),
  page: (answer, input) => ({
    columns: ['Channel', 'ID', 'Workspace', 'Members', 'Private', 'Archived', 'Hidden from the app'],
    rows: Listed.parse(answer).channels.map((channel) => [
      channel.name ? `#${channel.name}` : channel.id,
      channel.id,
      whereOf(channel.team_id ?? channel.context_team_id),
      channel.num_members?.toString() ?? '',
      channel.is_private ? 'yes' : '',
      channel.is_archived ? 'yes' : '',
      channel.is_redacted ? 'yes' : '',
    ]),
    says: words`These are ${whichChannels(input)}.`,
    next: null,
  }),
  summary: (input) => words`listed ${whichChannels(input)}`,

  explain: {
    invalid_auth:
      'Either that workspace belongs to another organisation, so choose another one; or Slack does not accept the app’s admin token any more, and an org owner has to reinstall the app.',
    invalid_user: 'Slack does not accept the account of whoever installed the app. An org owner has to reinstall it.',
    not_allowed:
      'Whoever installed the app may not see what IdP groups open. An org owner has to look at their role, or reinstall the app.',
    not_an_enterprise:
      'The app’s token belongs to a single workspace and not to the organisation. An org owner has to install the app for the whole organisation.',
    team_not_found: 'Slack knows no such workspace any more. Choose another one, or none.',
    usergroup_not_found:
      'Slack knows no such IdP group. It must be one of the organisation’s: choose it from the list, or paste its ID from Slack’s admin pages.',
    usergroup_not_linked_to_team:
      'This group is not linked to that workspace, so it opens no channels there. Choose a workspace that it is linked to, or none.',
  },

  undo: () => NOTHING_TO_UNDO,
});

const whereOf = (workspace: string | null | undefined): Cell => (workspace ? words`${place(workspace)}` : '');

function whichChannels({ usergroup_id, team_id }: { usergroup_id: string; team_id?: string | undefined }): Words {
  return words`the default channels of ${group(usergroup_id)}${team_id ? words` in ${place(team_id)}` : ''}`;
}
