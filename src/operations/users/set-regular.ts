import { z } from 'zod';

import { PlaceId, Reason, UserId } from '../../engine/inputs.js';
import { defineOperation, field, reasonField } from '../../engine/operation.js';
import { person, place, words } from '../../engine/words.js';
import { planRoleChange, undoRoleChange, widensPower } from './role-change.js';

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
  plan: (input, org) => planRoleChange(input, 'member', org),
  call: (slack, { user_id, team_id }) => slack.admin.users.setRegular({ user_id, team_id }),
  summary: ({ user_id, team_id }) => words`made ${person(user_id)} a regular member of ${place(team_id)}`,

  explain: {},

  undo: (input, before) => undoRoleChange(input, before, 'member'),
});
