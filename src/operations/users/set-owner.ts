import { z } from 'zod';

import { Duration, PlaceId, Reason, UserId } from '../../engine/inputs.js';
import { defineOperation, durationField, field, reasonField } from '../../engine/operation.js';
import { person, place, words } from '../../engine/words.js';
import { planRoleChange, roleSet, undoRoleChange, widensPower } from './role-change.js';
import { forATime } from './roles-for-a-time.js';

/** Makes a member or an admin an owner of a workspace or of the whole organisation. */
export const setOwner = defineOperation({
  method: 'admin.users.setOwner',
  command: '/grant-owner',
  title: 'Grant owner',
  description: 'Make a member or an admin an owner of a workspace or of the whole organisation.',
  risk: 'privileged',
  scopes: ['admin.users:write'],

  input: z.object({ user_id: UserId, team_id: PlaceId, duration: Duration, reason: Reason }),

  fields: {
    user_id: field.person('Person'),
    team_id: field.place('Owner of', { hint: 'A workspace, or the whole organisation.' }),
    duration: durationField,
    reason: reasonField,
  },

  target: ({ user_id, team_id }) => ({ kind: 'person', id: user_id, place: team_id }),
  beneficiary: ({ user_id }, before) => (widensPower(before, 'owner') ? user_id : null),
  sets: (input) => roleSet(input, 'owner'),
  plan: (input, org) => planRoleChange(input, 'owner', org),
  call: ({ slack }, { user_id, team_id }) => slack.admin.users.setOwner({ user_id, team_id }),
  summary: ({ user_id, team_id, duration }) =>
    words`made ${person(user_id)} an owner of ${place(team_id)}${forATime(duration)}`,

  explain: {
    cannot_modify_primary_owner:
      'They are the primary owner, whose role nobody can change from here. Only they can hand it over, in Slack itself.',
    failed_to_set_owner_on_workspaces:
      'Slack could not make them an owner in every workspace, so they may be one in some. Look at it in Slack’s admin pages, then ask again for the workspaces that are missing.',
    failed_to_set_user_to_owner:
      'Slack gives no reason. Look at the person in Slack’s admin pages: an account that was just invited or moved may need a few minutes. Then ask again.',
    invalid_role_for_user:
      'Somebody with the role they have now cannot become an owner; a guest cannot, for one. Make them a full member first, then ask again.',
    not_an_owner:
      'This is not about you: the app works with the rights of whoever installed it, and they are not an org owner any more. An org owner has to reinstall the app.',
    not_supported:
      'Slack does not do this for this person or this place. Look at both in Slack’s admin pages; an org owner can make the change there.',
    team_not_found: 'Slack knows no such workspace any more. Choose another one, or the whole organisation.',
    user_must_be_in_workspace:
      'They do not belong to the workspace, or to any at all. Add them to one first (“Add to workspace” does that), then ask again.',
    user_not_found: 'Slack knows no such person any more. Choose somebody from the list.',
  },

  undo: (input, before) => undoRoleChange(input, before, 'owner'),
});
