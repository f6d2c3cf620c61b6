import { z } from 'zod';

import { Flag, GroupId, listOf, Reason, WorkspaceId } from '../../engine/inputs.js';
import { defineOperation, field, reasonField } from '../../engine/operation.js';
import { commas, group, place, words } from '../../engine/words.js';
import { GROUP_ERRORS } from './groups.js';
import { answeredByWorkspace } from './link-answers.js';
import { planLinks } from './link-plans.js';
import { linksCanBeReadBack, linksMade, MAX_WORKSPACES, undoLinks } from './links.js';

/** Links an IdP group to workspaces, so that everybody in it becomes a member of them. */
export const addTeams = defineOperation({
  method: 'admin.usergroups.addTeams',
  command: '/link-group-workspaces',
  title: 'Link group',
  description: 'Link an IdP group to workspaces, so that everybody in it becomes a member of them.',
  risk: 'privileged',
  scopes: ['admin.teams:write', 'admin.usergroups:read'],

  input: z.object({
    usergroup_id: GroupId,
    team_ids: listOf(WorkspaceId, { called: 'workspaces', max: MAX_WORKSPACES }),
    auto_provision: Flag,
    reason: Reason,
  }),

  fields: {
    usergroup_id: field.group('IdP group'),
    team_ids: field.workspaces('Workspaces', { max: MAX_WORKSPACES }),
    auto_provision: field.flag(
      'Accounts',
      'Make accounts for members who have none there',
      'Without it, Slack makes no new workspace accounts. With it, somebody else has to say yes.',
    ),
    reason: reasonField,
  },

  target: ({ usergroup_id }) => ({ kind: 'group', id: usergroup_id }),
  beneficiary: ({ usergroup_id }) => usergroup_id,
  plan: (input, org) => planLinks(input, org),
  call: ({ slack }, { team_ids, ...args }) =>
    slack.apiCall('admin.usergroups.addTeams', { ...args, team_ids: team_ids.join(',') }),
  answered: answeredByWorkspace,
  summary: (input, before) =>
    words`linked ${group(input.usergroup_id)} to ${commas(linksMade(input, before).map(place), 10)}${input.auto_provision ? ', with accounts for everybody in it' : ''}`,

  explain: {
    ...GROUP_ERRORS,
    auto_provision_failure:
      'Slack could not give everybody in the group an account there: the workspace may take no members from IdP groups, or somebody in the group may be a guest elsewhere. Look in Slack’s admin pages at the workspaces that it names, then ask again for them alone. It is not tried again by itself.',
    invalid_team_ids:
      'Slack does not know these workspaces in this organisation, so the group was linked to none. Leave them out and ask again.',
    multi_workspace_restriction:
      'Somebody in the group may belong to one workspace only, a single-channel guest for example. Ask again without making accounts, or have them taken out of the group first.',
    no_team_ids_given:
      'No workspace reached Slack, which is a fault of the app. Tell whoever operates it, with the code.',
    team_limit_exceeded:
      'The group would be linked to more workspaces than Slack allows. Take it out of some first, or choose fewer.',
  },

  undo: (input, before) => undoLinks(input, before),
  readBack: linksCanBeReadBack,
});
