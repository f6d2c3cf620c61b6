import { z } from 'zod';

import { GroupId, listOf, Reason, WorkspaceId } from '../../engine/inputs.js';
import { defineOperation, field, reasonField } from '../../engine/operation.js';
import { commas, group, place, words } from '../../engine/words.js';
import { GROUP_ERRORS } from './groups.js';
import { answeredByWorkspace } from './link-answers.js';
import { planUnlinks } from './link-plans.js';
import { linksCanBeReadBack, linksTaken, MAX_WORKSPACES, undoUnlinks } from './links.js';

/** Takes an IdP group out of workspaces; its members may lose them. */
export const removeTeams = defineOperation({
  method: 'admin.usergroups.removeTeams',
  command: null,
  title: 'Unlink group',
  description: 'Take an IdP group out of workspaces; whoever is in it may lose them.',
  risk: 'change',
  scopes: ['admin.teams:write', 'admin.usergroups:read'],

  input: z.object({
    usergroup_id: GroupId,
    team_ids: listOf(WorkspaceId, { called: 'workspaces', max: MAX_WORKSPACES }),
    reason: Reason,
  }),

  fields: {
    usergroup_id: field.group('IdP group'),
    team_ids: field.workspaces('Workspaces', { max: MAX_WORKSPACES }),
    reason: reasonField,
  },

  target: ({ usergroup_id }) => ({ kind: 'group', id: usergroup_id }),
  beneficiary: () => null,
  plan: (input, org) => planUnlinks(input, org),
  // The SDK has no function for this method.
  call: ({ slack }, { team_ids, ...args }) =>
    slack.apiCall('admin.usergroups.removeTeams', { ...args, team_ids: team_ids.join(',') }),
  answered: answeredByWorkspace,
  summary: (input, before) =>
    words`took ${group(input.usergroup_id)} out of ${commas(linksTaken(input, before).map(place), 10)}`,

  explain: {
    ...GROUP_ERRORS,
    invalid_team_ids:
      'Slack does not know these workspaces in this organisation, so the group was taken out of none. Leave them out and ask again.',
    no_team_ids_given:
      'No workspace reached Slack, which is a fault of the app. Tell whoever operates it, with the code.',
  },

  undo: (input, before) => undoUnlinks(input, before),
  readBack: linksCanBeReadBack,
});
