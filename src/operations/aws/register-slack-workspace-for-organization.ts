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

/** What AWS answered for one account. */
const Registered = z.object({
  accountType: z.string().nullable(),
  teamId: z.string(),
  teamName: z.string().nullable(),
  already: z.boolean(),
});
const Kept = z.object({ account_type: z.string().nullable(), team_name: z.string().nullable(), already: z.boolean() });

/** Registers a Slack workspace with AWS accounts, so that their support cases can be handled in it. */
export const registerSlackWorkspaceForOrganization = defineOperation({
  method: 'RegisterSlackWorkspaceForOrganization',
  command: '/register-aws-workspace',
  title: 'Register with AWS',
  description: 'Register a Slack workspace with AWS accounts, the management account first.',
  risk: 'change',
  scopes: [],

  input: z.object({ team_id: WorkspaceId, account_ids: AccountIds, reason: Reason }),

  fields: {
    team_id: field.workspace('Workspace'),
    account_ids: field.accounts('AWS accounts', {
      max: 50,
      hint: 'The management account comes first; member accounts follow.',
    }),
    reason: reasonField,
  },

  target: ({ team_id }) => ({ kind: 'workspace', id: team_id }),
  beneficiary: () => null,
  plan: (input, org) => planRegistrations(input, 'gains', org),
  call: ({ aws }, { account_id, team_id }, run) => aws.register(account_id, team_id, run),
  answered: {
    keep: (answer) => {
      const { accountType, teamId, teamName, already } = Registered.parse(answer);
      return {
        done: 'all',
        detail: { account_type: accountType, team_id: teamId, team_name: teamName, already },
      };
    },
    says: (detail, { account_id, team_id }) => {
      const { account_type, team_name, already } = Kept.parse(detail);
      const kind = account_type ? ` (${account_type})` : '';
      const called = team_name ? `, called “${team_name}” there` : '';
      return [
        already
          ? words`${place(account_id)}${kind} had ${place(team_id)} already${called}.`
          : words`${place(account_id)}${kind} has ${place(team_id)} now${called}.`,
      ];
    },
  },
  summary: (input, before) =>
    words`registered ${place(input.team_id)} with ${touchedBy('gains', input, before).length} AWS account(s)`,

  explain: AWS_ERRORS,

  undo: (input, before) => undoRegistration(input, before),
});

/** What AWS's list showed before stays: in the management account, taking it away would take the authorisation along. */
function undoRegistration(input: RegistrationInput, before: JsonObject): Undo {
  const { team_id, standing } = readBefore(before);
  const made = input.account_ids.filter((account) => standing[account] === 'absent');
  if (made.length === 0) {
    return {
      possible: false,
      why: words`AWS’s list showed the workspace before, as somebody had authorised it in the Support Center. Taking it away would take that along.`,
    };
  }
  return {
    possible: true,
    operation: 'DeleteSlackWorkspaceConfiguration',
    input: { team_id, account_ids: made },
    expects: {
      team_id,
      standing: Object.fromEntries(made.map((account) => [account, 'registered'])),
      management: made.find((account) => account === readBefore(before).management) ?? null,
    },
  };
}
