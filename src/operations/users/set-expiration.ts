import { z } from 'zod';

import { Moment, Reason, UserId, WorkspaceId } from '../../engine/inputs.js';
import { defineOperation, field, reasonField } from '../../engine/operation.js';
import { moment, person, place, words } from '../../engine/words.js';
import { planEnd, prolongs, undoEnd } from './guest-end.js';

/** Says when the account of a guest ends. Slack has no call that takes an end away again. */
export const setExpiration = defineOperation({
  method: 'admin.users.setExpiration',
  command: '/set-guest-expiration',
  title: 'Set guest expiration',
  description: 'Set when the account of a guest in a workspace ends.',
  risk: 'privileged',
  scopes: ['admin.users:write'],

  // Slack's document has the workspace as optional; for a whole organisation's app it is not.
  input: z.object({ user_id: UserId, team_id: WorkspaceId, expiration_ts: Moment, reason: Reason }),

  fields: {
    user_id: field.person('Guest'),
    team_id: field.workspace('Workspace'),
    expiration_ts: field.moment('Account ends', { hint: 'In your own time zone.' }),
    reason: reasonField,
  },

  target: ({ user_id, team_id }) => ({ kind: 'person', id: user_id, place: team_id }),
  beneficiary: (input, before) => (prolongs(input, before) ? input.user_id : null),
  plan: (input, org) => planEnd(input, org),
  call: ({ slack }, args) => slack.apiCall('admin.users.setExpiration', args),
  summary: ({ user_id, team_id, expiration_ts }) =>
    words`set the guest account of ${person(user_id)} in ${place(team_id)} to end on ${moment(expiration_ts)}`,

  explain: {
    failed_looking_up_user: 'Slack does not find this person in the workspace. Choose a workspace they are a guest of.',
    failed_to_set_expiration:
      'Slack gives no reason. Look at the guest in Slack’s admin pages: where a directory service manages the account, the end is set there.',
    failed_to_validate_caller:
      'Whoever installed the app may not manage guests of this workspace. An org owner has to look at who may, or reinstall the app.',
    failed_to_validate_expiration:
      'Slack did not take this moment. It has to be in the future; choose a later one and ask again.',
    failed_to_validate_team: 'Slack does not let the app set this in that workspace. Set it in Slack’s admin pages.',
    team_id_required_for_enterprise:
      'The workspace did not reach Slack, which is a fault of the app. Tell whoever operates it, with the code.',
    team_not_found: 'Slack knows no such workspace any more. Choose another one.',
    user_is_already_deleted:
      'The account is switched off in the whole organisation already, so there is nothing to end.',
    user_is_deactivated: 'The account in this workspace has been switched off already, so there is nothing to end.',
    user_is_not_a_guest: 'They are a full member, and only the accounts of guests end. Choose a guest.',
    user_not_found: 'Slack knows no such person any more. Choose somebody from the list.',
  },

  undo: (input, before) => undoEnd(input, before),
});
