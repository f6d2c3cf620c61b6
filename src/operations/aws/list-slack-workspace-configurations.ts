import { z } from 'zod';

import type { AwsWorkspace } from '../../engine/aws.js';
import { Reason } from '../../engine/inputs.js';
import { defineOperation, field, reasonField } from '../../engine/operation.js';
import { isSlackError } from '../../engine/slack-errors.js';
import { place, words } from '../../engine/words.js';
import { AccountIds, AWS_ERRORS } from './registration.js';

const Listed = z.object({
  accounts: z.array(
    z.object({
      account: z.string(),
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
  plan: async ({ account_ids }) => ({
    kind: 'plan',
    risk: 'read',
    changes: [],
    warnings: [],
    effects: [],
    before: {},
    calls: [{ account_ids }],
  }),
  call: async ({ aws }, { account_ids }) => {
    const accounts = await Promise.all(
      account_ids.map(async (account) => ({ account, ...(await orTrouble(aws.list(account))) })),
    );
    return { ok: true, accounts };
  },
  page: (answer) => {
    const { accounts } = Listed.parse(answer);
    return {
      columns: ['Account', 'Workspace', 'ID', 'Open to member accounts', 'Problem'],
      rows: accounts.flatMap(({ account, trouble, workspaces }) => [
        ...(trouble === null
          ? []
          : [[account, '', '', '', `${trouble}: ${AWS_ERRORS[trouble] ?? 'AWS did not answer.'}`]]),
        ...workspaces.map((workspace) => [
          account,
          workspace.teamName ?? '',
          workspace.teamId,
          OPEN_TO_MEMBERS[`${workspace.allowOrganizationMemberAccount}`],
          '',
        ]),
      ]),
      says: words`Registrations of ${accounts.length} AWS account(s).`,
      next: null,
    };
  },
  summary: ({ account_ids }) =>
    words`looked at the registrations of ${account_ids.flatMap((id, index) => (index === 0 ? words`${place(id)}` : words`, ${place(id)}`))}`,

  explain: AWS_ERRORS,
  undo: () => ({ possible: false, why: words`Nothing is changed by looking.` }),
});

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
