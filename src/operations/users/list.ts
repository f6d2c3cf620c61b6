import { z } from 'zod';

import { Flag, Reason, WorkspaceId } from '../../engine/inputs.js';
import { defineOperation, field, reasonField } from '../../engine/operation.js';
import { NOTHING_TO_UNDO, planToRead } from '../../engine/reading/plan-to-read.js';
import { code, words } from '../../engine/words.js';
import { whoIsListed, wrongTogether } from './list-filters.js';
import { pageOfPeople } from './listed-people.js';

const A_PAGE = 'A whole number from 1 to 100.';

/** Lists the people of the organisation or of a workspace, page by page and as a file. */
export const listUsers = defineOperation({
  method: 'admin.users.list',
  command: '/list-users',
  title: 'List people',
  description: 'List the people of the organisation or of one workspace, on the screen or as a CSV file.',
  risk: 'read',
  scopes: ['admin.users:read'],

  input: z.object({
    team_id: WorkspaceId.optional(),
    is_active: z.enum(['true', 'false'], { error: 'Choose “Active” or “Deactivated”, or nothing.' }).optional(),
    only_guests: Flag,
    include_admins: Flag,
    include_owners: Flag,
    include_deactivated_user_workspaces: Flag,
    limit: z.int({ error: A_PAGE }).min(1, A_PAGE).max(100, A_PAGE).optional(),
    reason: Reason,
  }),
  check: (input) => wrongTogether(input),

  fields: {
    team_id: field.workspace('Workspace', { hint: 'Leave empty for the whole organisation.', optional: true }),
    is_active: field.choice(
      'Accounts',
      { true: 'Active', false: 'Deactivated' },
      { hint: 'Left empty, Slack lists active ones.', optional: true },
    ),
    only_guests: field.flag('Guests', 'Only guests', 'With the day on which their accounts end; of one workspace.'),
    include_admins: field.flag('Admins', 'Only admins', 'Together with “Only owners”: admins and owners.'),
    include_owners: field.flag('Owners', 'Only owners'),
    include_deactivated_user_workspaces: field.flag(
      'Workspaces',
      'Show also those where somebody is deactivated',
      'For the whole organisation only.',
    ),
    limit: field.number('People on a page', { hint: 'Left empty, 100.', optional: true, min: 1, max: 100 }),
    reason: reasonField,
  },

  target: ({ team_id }) =>
    team_id ? { kind: 'workspace', id: team_id, place: team_id } : { kind: 'organisation', id: '' },
  beneficiary: () => null,
  plan: async (input, org) => {
    const { team_id, is_active } = input;
    if (team_id && !(await org.workspace(team_id))) {
      return { kind: 'obstacle', says: words`This organisation has no workspace ${code(team_id)}.` };
    }
    return planToRead({ ...input, reason: undefined, is_active: is_active && is_active === 'true' });
  },
  // The SDK does not type the newer filters.
  call: ({ slack }, args) => slack.apiCall('admin.users.list', args),
  page: (answer, input) => pageOfPeople(answer, words`These are ${whoIsListed(input)}.`),
  summary: (input) => words`listed ${whoIsListed(input)}`,

  explain: {
    include_deactivated_user_workspaces_invalid:
      'Workspaces where somebody is deactivated are shown for the whole organisation only. Ask again without a workspace, or without that tick.',
    invalid_cursor: 'Slack does not know this place in the list any more. Ask again to begin with the first page.',
    team_not_found: 'Slack knows no such workspace any more. Choose another one, or none for the whole organisation.',
  },

  undo: () => NOTHING_TO_UNDO,
});
