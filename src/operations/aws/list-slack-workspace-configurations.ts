import { z } from 'zod';

import type { AwsWorkspace } from '../../engine/aws.js';
import { Reason } from '../../engine/inputs.js';
import { defineOperation, field, reasonField } from '../../engine/operation.js';
import { explainOwnError } from '../../engine/errors/own-errors.js';
import { isSlackError } from '../../engine/errors/slack-errors.js';
import { code, commas, place, words, type Words } from '../../engine/words.js';
import { AccountIds, AWS_ERRORS, notConfigured } from './registration.js';

const Listed = z.object({
  accounts: z.array(
    z.object({
      account: z.string(),
      name: z.string(),
      trouble: z.string().nullable(),
      workspaces: z.array(
        z.object({
          teamId: z.string(),
          teamName: z.string().nullable(),
          allowOrganizationMemberAccount: z.boolean().nullable(),
        }),
      ),
    }),
  ),
});

/** By account, why it has no list. */
const Troubles = z.record(z.string(), z.string());

const OPEN_TO_MEMBERS = { true: 'yes', false: 'no', null: '' } as const;

/** Shows which Slack workspaces are registered with AWS accounts. */
export const listSlackWorkspaceConfigurations = defineOperation({
  method: 'ListSlackWorkspaceConfigurations',
  command: null,
  title: 'List AWS registrations',
  description: 'Show which Slack workspaces are registered with AWS accounts.',
  risk: 'read',
  scopes: [],

  input: z.object({ account_ids: AccountIds, reason: Reason }),
  fields: { account_ids: field.accounts('AWS accounts', { max: 50 }), reason: reasonField },

  target: () => ({ kind: 'organisation', id: '' }),
  beneficiary: () => null,
  plan: async ({ account_ids }, org) =>
    notConfigured(account_ids, org) ?? {
      kind: 'plan',
      risk: 'read',
      changes: [],
      warnings: [],
      effects: [],
      before: {},
      calls: [{ account_ids }],
    },
  call: async ({ aws }, { account_ids }) => {
    const accounts = await Promise.all(
      account_ids.map(async (account) => {
        const name = aws.accounts.find(({ accountId }) => accountId === account)?.name ?? '';
        return { account, name, ...(await orTrouble(aws.list(account))) };
      }),
    );
    return { ok: true, accounts };
  },
  answered: {
    keep: (answer) => ({ done: 'all', detail: { troubles: troublesIn(Listed.parse(answer).accounts) } }),
    says: ({ troubles }) => troublesInWords(Troubles.parse(troubles ?? {})),
  },
  page: (answer) => {
    const { accounts } = Listed.parse(answer);
    return {
      columns: ['Account', 'Account ID', 'Workspace', 'ID', 'Open to member accounts', 'Problem'],
      rows: accounts.flatMap(({ account, name, trouble, workspaces }) => [
        ...(trouble === null ? [] : [[name, account, '', '', '', trouble]]),
        ...workspaces.map((workspace) => [
          name,
          account,
          workspace.teamName ?? '',
          workspace.teamId,
          OPEN_TO_MEMBERS[`${workspace.allowOrganizationMemberAccount}`],
          '',
        ]),
      ]),
      says: words`Registrations of ${accounts.length} AWS account(s).${troublesInWords(troublesIn(accounts)).flatMap((said) => [' ', ...said])}`,
      next: null,
    };
  },
  summary: ({ account_ids }) =>
    words`looked at the registrations of ${account_ids.flatMap((id, index) => (index === 0 ? words`${place(id)}` : words`, ${place(id)}`))}`,

  explain: AWS_ERRORS,
  undo: () => ({ possible: false, why: words`Nothing is changed by looking.` }),
});

type Troubles = z.infer<typeof Troubles>;

function troublesIn(accounts: z.infer<typeof Listed>['accounts']): Troubles {
  return Object.fromEntries(accounts.flatMap(({ account, trouble }) => (trouble === null ? [] : [[account, trouble]])));
}

/** What stood in the way, once for all accounts in whose way it stood. */
function troublesInWords(troubles: Troubles): Words[] {
  return [...new Set(Object.values(troubles))].map((trouble) => {
    const where = Object.keys(troubles).filter((account) => troubles[account] === trouble);
    return words`No list of ${commas(where.map(place), 50)} (${code(trouble)}): ${meaningOf(trouble)}`;
  });
}

const meaningOf = (trouble: string): string =>
  AWS_ERRORS[trouble] ?? explainOwnError(trouble) ?? 'AWS gave none. Ask again in a minute.';

/** One account that does not answer must not hide what the others say. */
async function orTrouble(
  listed: Promise<readonly AwsWorkspace[]>,
): Promise<{ readonly trouble: string | null; readonly workspaces: readonly AwsWorkspace[] }> {
  try {
    return { trouble: null, workspaces: await listed };
  } catch (error) {
    if (!isSlackError(error)) throw error;
    return {
      trouble: 'code' in error ? error.code : 'problem' in error ? error.problem : 'ratelimited',
      workspaces: [],
    };
  }
}
