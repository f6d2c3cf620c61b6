import { z } from 'zod';

import { Reason, WorkspaceId } from '../../engine/inputs.js';
import { defineOperation, field, reasonField } from '../../engine/operation.js';
import { place, words } from '../../engine/words.js';
import { AccountIds, accountsWhich, AWS_ERRORS, planRegistrations } from './registration.js';

/** Takes a Slack workspace out of AWS accounts; the workspace itself stays as it is. */
export const deleteSlackWorkspaceConfiguration = defineOperation({
  method: 'DeleteSlackWorkspaceConfiguration',
  command: null,
  title: 'Unregister from AWS',
  description: 'Take a Slack workspace out of AWS accounts, the management account last.',
  risk: 'change',
  scopes: [],

  input: z.object({ team_id: WorkspaceId, account_ids: AccountIds, reason: Reason }),

  fields: {
    team_id: field.workspace('Workspace'),
    account_ids: field.accounts('AWS accounts', { max: 50 }),
    reason: reasonField,
  },

  target: ({ team_id }) => ({ kind: 'workspace', id: team_id }),
  beneficiary: () => null,
  plan: (input, org) => planRegistrations(input, 'loses', org),
  call: ({ aws }, { account_id, team_id }, run) => aws.unregister(account_id, team_id, run),
  summary: (input, before) =>
    words`took ${place(input.team_id)} out of ${accountsWhich(true, input, before).length} AWS account(s)`,

  explain: AWS_ERRORS,

  undo: (input, before) => ({
    possible: true,
    operation: 'RegisterSlackWorkspaceForOrganization',
    input: { team_id: input.team_id, account_ids: accountsWhich(true, input, before) },
    expects: { team_id: input.team_id, registered: [] },
  }),
});
