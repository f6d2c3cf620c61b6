import { z } from 'zod';

import { Reason, UserId, WorkspaceId } from '../../engine/inputs.js';
import { defineOperation, field, reasonField } from '../../engine/operation.js';
import { person, place, words } from '../../engine/words.js';
import { memberCanBeReadBack } from './membership.js';
import { planRemoval, undoRemoval } from './removal.js';
import { roleSet } from './role-change.js';

/** Takes somebody out of a workspace. Full members stay in the organisation; a guest without a workspace does not. */
export const remove = defineOperation({
  method: 'admin.users.remove',
  command: '/remove-user',
  title: 'Remove from workspace',
  description: 'Take somebody out of a workspace and of everything they see only there.',
  risk: 'irreversible',
  scopes: ['admin.users:write'],

  input: z.object({ user_id: UserId, team_id: WorkspaceId, reason: Reason }),

  fields: {
    user_id: field.person('Person'),
    team_id: field.workspace('Workspace', { hint: 'They stay in their other workspaces.' }),
    reason: reasonField,
  },

  target: ({ user_id, team_id }) => ({ kind: 'person', id: user_id, place: team_id }),
  beneficiary: () => null,
  sets: (input) => roleSet(input, 'none'),
  plan: (input, org) => planRemoval(input, org),
  call: ({ slack }, { user_id, team_id }) => slack.admin.users.remove({ user_id, team_id }),
  summary: ({ user_id, team_id }) => words`removed ${person(user_id)} from ${place(team_id)}`,

  explain: {
    cannot_modify_primary_owner:
      'A primary owner cannot be removed. They have to hand over that role first, in Slack itself.',
    failed_to_remove_user_from_workspace:
      'Slack gives no reason. Look at the person in Slack’s admin pages: accounts that a directory service manages are removed there.',
    invalid_permissions:
      'Whoever installed the app may not remove this person; an org owner can be removed with the rights of an org owner only. Let an org owner reinstall the app, or do it in Slack’s admin pages.',
    team_not_found: 'Slack knows no such workspace any more. Choose another one.',
    user_already_deleted: 'Their account is switched off already, so there is nothing left to remove.',
    user_not_found: 'Slack does not find this person in the workspace. Choose somebody who belongs to it.',
  },

  undo: (input, before) => undoRemoval(input, before),
  readBack: memberCanBeReadBack,
});
