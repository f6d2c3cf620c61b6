import { z } from 'zod';

import { Duration, PlaceId, Reason, UserId } from '../../engine/inputs.js';
import { defineOperation, durationField, field, reasonField } from '../../engine/operation.js';
import { person, place, words } from '../../engine/words.js';
import { planRoleChange, roleSet, undoRoleChange, widensPower } from './role-change.js';
import { forATime } from './roles-for-a-time.js';

/** Makes a member an admin of a workspace or of the whole organisation. An owner who becomes admin is demoted. */
export const setAdmin = defineOperation({
  method: 'admin.users.setAdmin',
  command: '/grant-admin',
  title: 'Grant admin',
  description: 'Make a member an admin of a workspace or of the whole organisation.',
  risk: 'privileged',
  scopes: ['admin.users:write'],

  input: z.object({ user_id: UserId, team_id: PlaceId, duration: Duration, reason: Reason }),

  fields: {
    user_id: field.person('Person'),
    team_id: field.place('Admin of', { hint: 'A workspace, or the whole organisation.' }),
    duration: durationField,
    reason: reasonField,
  },

  target: ({ user_id, team_id }) => ({ kind: 'person', id: user_id, place: team_id }),
  beneficiary: ({ user_id }, before) => (widensPower(before, 'admin') ? user_id : null),
  sets: (input) => roleSet(input, 'admin'),
  plan: (input, org) => planRoleChange(input, 'admin', org),
  call: ({ slack }, { user_id, team_id }) => slack.admin.users.setAdmin({ user_id, team_id }),
  summary: ({ user_id, team_id, duration }) =>
    words`made ${person(user_id)} an admin of ${place(team_id)}${forATime(duration)}`,

  explain: {
    cannot_modify_primary_owner: 'The primary owner’s role cannot be changed by anybody but themselves.',
    failed_to_set_admin_on_workspaces:
      'Slack could not make them an admin in every workspace, so they may be one in some. Look at it in Slack’s admin pages, then ask again for the workspaces that are missing.',
    failed_to_set_user_to_admin:
      'Slack gives no reason. Look at the person in Slack’s admin pages: an account that was just invited or moved may need a few minutes. Then ask again.',
    invalid_permissions:
      'Whoever installed the app has no right to make admins any more. An org owner has to reinstall the app.',
    invalid_role_for_user:
      'Somebody with the role they have now cannot become an admin; a guest cannot, for one. Make them a full member first, then ask again.',
    team_not_found: 'Slack knows no such workspace any more. Choose another one, or the whole organisation.',
    user_not_found: 'Slack knows no such person any more. Choose somebody from the list.',
  },

  undo: (input, before) => undoRoleChange(input, before, 'admin'),
});
