import { z } from 'zod';

import { PlaceId, Reason, UserId } from '../../engine/inputs.js';
import { defineOperation, field, reasonField } from '../../engine/operation.js';
import { person, place, words } from '../../engine/words.js';
import { planRoleChange, roleSet, undoRoleChange, widensPower } from './role-change.js';

/** Makes an admin or owner a regular member again. A guest becomes a full member by it, which the plan says aloud. */
export const setRegular = defineOperation({
  method: 'admin.users.setRegular',
  command: '/revoke-admin',
  title: 'Revoke admin',
  description: 'Make an admin or owner a regular member again; turns a guest into a full member.',
  risk: 'privileged',
  scopes: ['admin.users:write'],

  input: z.object({ user_id: UserId, team_id: PlaceId, reason: Reason }),

  fields: {
    user_id: field.person('Person'),
    team_id: field.place('Member of', { hint: 'A workspace, or the whole organisation.' }),
    reason: reasonField,
  },

  target: ({ user_id, team_id }) => ({ kind: 'person', id: user_id, place: team_id }),
  beneficiary: ({ user_id }, before) => (widensPower(before, 'member') ? user_id : null),
  sets: (input) => roleSet(input, 'member'),
  plan: (input, org) => planRoleChange(input, 'member', org),
  call: ({ slack }, { user_id, team_id }) => slack.admin.users.setRegular({ user_id, team_id }),
  summary: ({ user_id, team_id }) => words`made ${person(user_id)} a regular member of ${place(team_id)}`,

  explain: {
    cannot_modify_primary_owner: 'The primary owner’s role cannot be changed by anybody but themselves.',
    cannot_set_org_admin_to_regular_at_workspace_level:
      'They are an admin of the whole organisation, and Slack changes that there only. Choose “The whole organisation” instead of the workspace.',
    cannot_set_this_guest_to_regular_at_team_level:
      'They are a guest in several workspaces, so Slack does not make them a full member in one of them. Choose “The whole organisation”.',
    failed_to_set_user_to_regular:
      'Slack gives no reason. Look at the person in Slack’s admin pages: an account that was just invited or moved may need a few minutes. Then ask again.',
    invalid_role_for_user:
      'From the role they have now, Slack does not make anybody a regular member. Look at their role in Slack’s admin pages.',
    team_not_found: 'Slack knows no such workspace any more. Choose another one, or the whole organisation.',
    user_not_found: 'Slack knows no such person any more. Choose somebody from the list.',
  },

  undo: (input, before) => undoRoleChange(input, before, 'member'),
});
