import { z } from 'zod';

import { Reason, UserId, WorkspaceId } from '../../engine/inputs.js';
import { defineOperation, field, reasonField } from '../../engine/operation.js';
import { NOTHING_TO_UNDO, planToRead } from '../../engine/reading/plan-to-read.js';
import { code, moment, person, place, words, type Words } from '../../engine/words.js';

/** Slack says 0, or nothing, where there is no end. */
const Answer = z.object({
  user: z.object({ expiration_ts: z.coerce.number().int().nonnegative().max(253_402_300_799).nullish() }),
});

const Asked = z.object({ user_id: UserId, target_team: WorkspaceId.optional() });

/** Tells when a guest's account ends. */
export const getExpiration = defineOperation({
  method: 'admin.users.getExpiration',
  command: '/guest-expiration',
  title: 'When a guest leaves',
  description: 'Show when a guest’s account ends.',
  risk: 'read',
  scopes: ['admin.users:read'],

  input: Asked.extend({ reason: Reason }),
  fields: {
    user_id: field.person('Guest'),
    target_team: field.workspace('Workspace', {
      hint: 'A guest of several workspaces can have another end in each. Leave empty for the organisation’s.',
      optional: true,
    }),
    reason: reasonField,
  },

  target: ({ user_id, target_team }) => ({
    kind: 'person',
    id: user_id,
    ...(target_team ? { place: target_team } : {}),
  }),
  beneficiary: () => null,
  plan: async ({ user_id, target_team }, org) => {
    if ((await org.person(user_id)).kind === 'stranger') {
      return { kind: 'obstacle', says: words`${person(user_id)} is not an account of this organisation.` };
    }
    if (target_team && !(await org.workspace(target_team))) {
      return { kind: 'obstacle', says: words`This organisation has no workspace ${code(target_team)}.` };
    }
    return planToRead({ user_id, target_team });
  },
  call: ({ slack }, args) => slack.apiCall('admin.users.getExpiration', args),
  answered: {
    keep: (answer) => ({ done: 'all', detail: { expiration_ts: endOf(answer) } }),
    says: ({ expiration_ts }, args) => [whenItEnds(expiration_ts, Asked.parse(args))],
  },
  page: (answer, input) => ({ columns: [], rows: [], says: whenItEnds(endOf(answer), input), next: null }),
  summary: ({ user_id, target_team }) =>
    words`looked up when the guest account of ${person(user_id)} ends${target_team ? words` in ${place(target_team)}` : ''}`,

  explain: {
    no_perms:
      'Whoever installed the app may not read this. An org owner has to look at their rights, or reinstall the app.',
    not_permitted: 'Slack does not allow this for that account. Look at the person in Slack’s admin pages.',
    paid_teams_only: 'Guests, and ends of their accounts, exist on Slack’s paid plans only.',
    target_team_not_on_org:
      'That workspace does not belong to this organisation any more. Choose another one, or none.',
    team_not_found: 'Slack knows no such workspace any more. Choose another one, or none.',
    user_is_not_guest:
      'Only guest accounts have an end, and this person is no guest there. If they are a guest of one workspace, ask again and choose it.',
    user_not_found:
      'Slack finds no such account there. Somebody who is deactivated, or not in that workspace, is not found; choose another workspace, or none.',
  },

  undo: () => NOTHING_TO_UNDO,
});

const endOf = (answer: unknown): number => Answer.parse(answer).user.expiration_ts ?? 0;

function whenItEnds(end: unknown, { user_id, target_team }: z.infer<typeof Asked>): Words {
  const account = words`The guest account of ${person(user_id)}${target_team ? words` in ${place(target_team)}` : ''}`;
  return typeof end === 'number' && end > 0
    ? words`${account} ends on ${moment(end)}.`
    : words`${account} has no end: it stays until somebody ends it.`;
}
