import { z } from 'zod';

import { Reason, WorkspaceId } from '../../engine/inputs.js';
import { defineOperation, field, reasonField } from '../../engine/operation.js';
import type { JsonObject, Undo } from '../../engine/planning/plan.js';
import { place, words } from '../../engine/words.js';
import {
  AccountIds,
  AWS_ERRORS,
  planRegistrations,
  readBefore,
  touchedBy,
  type RegistrationInput,
} from './registration.js';

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
    words`took ${place(input.team_id)} out of ${touchedBy('loses', input, before).length} AWS account(s)`,

  explain: AWS_ERRORS,

  undo: (input, before) => undoRemoval(input, before),
});

/** Members can register again by themselves; a management account needs a person in the Support Center first. */
function undoRemoval(input: RegistrationInput, before: JsonObject): Undo {
  const { team_id, management } = readBefore(before);
  const taken = touchedBy('loses', input, before);
  if (management && taken.includes(management)) {
    return {
      possible: false,
      why: words`The management account can have it back only after somebody has authorised the workspace in the AWS Support Center again.`,
    };
  }
  return {
    possible: true,
    operation: 'RegisterSlackWorkspaceForOrganization',
    input: { team_id, account_ids: taken },
    expects: { team_id, standing: Object.fromEntries(taken.map((account) => [account, 'absent'])), management: null },
  };
}
