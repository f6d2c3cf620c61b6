import { z } from 'zod';

import type { AwsAccount } from '../../engine/aws.js';
import { listOf } from '../../engine/inputs.js';
import type { OrgReader } from '../../engine/operation.js';
import type { Draft, Effect, JsonObject } from '../../engine/plan.js';
import { code, place, words, type Words } from '../../engine/words.js';

/*
 * What registering a Slack workspace with AWS accounts and taking it away again have in common. AWS's facts:
 * docs.aws.amazon.com/supportapp, RegisterSlackWorkspaceForOrganization and DeleteSlackWorkspaceConfiguration.
 */

/** Numbers of AWS accounts that the operator has configured. */
export const AccountIds = listOf(
  z.string().regex(/^\d{12}$/u, 'Choose an account from the list: AWS account numbers have twelve digits.'),
  { called: 'AWS accounts', max: 50 },
);

export type RegistrationInput = { readonly team_id: string; readonly account_ids: readonly string[] };
export type RegistrationArguments = { readonly account_id: string; readonly team_id: string };

/** The state that counts: which of the chosen accounts have the workspace. */
const Before = z.object({ registered: z.array(z.string()) });

/** Out of the chosen accounts, those that had the workspace before, or those that had not. */
export function accountsWhich(had: boolean, { account_ids }: RegistrationInput, before: JsonObject): string[] {
  const { registered } = Before.parse(before);
  return account_ids.filter((account) => registered.includes(account) === had);
}

/** Where a person signs in for the one step that AWS has no call for. */
export const SUPPORT_CENTER = 'https://console.aws.amazon.com/support/home#/slack-configuration';

/** What AWS's error codes mean here and what to do next (reference/aws-support-app.json). */
export const AWS_ERRORS: Readonly<Record<string, string>> = {
  AccessDeniedException:
    'The role that the app uses in this account lacks a right of AWS Support App (supportapp:*). Whoever looks after the account has to add it; then run this again.',
  ConflictException: `The account is in no state for this. For the management account, somebody has to sign in to the AWS Support Center first and authorise the Slack workspace (${SUPPORT_CENTER}); member accounts follow after the management account, and need to belong to its organisation; an open live chat keeps a workspace from being taken away.`,
  InternalServerException:
    'AWS had trouble of its own. The list of registrations shows whether it happened; then run this again for what is missing.',
  ResourceNotFoundException:
    'AWS has no such workspace in this account: it may have been taken away meanwhile. Look at the list of registrations.',
  ServiceQuotaExceededException:
    'An AWS account takes five Slack workspaces at most. Take one away that nobody needs, then run this again.',
  ValidationException:
    'AWS does not take the workspace ID. Check that it is the ID of a workspace (it begins with T) and choose it again.',
  account_not_configured:
    'The operator has taken this account out of the app’s configuration since. Choose another one, or ask the operator.',
  done_but_not_listed: 'AWS said yes, but its list does not show the workspace yet. It is being looked at again.',
  done_but_still_listed: 'AWS said yes, but its list still shows the workspace. It is being looked at again.',
};

/** Plans one call for each account for which it is not so already. */
export async function planRegistrations(
  { team_id, account_ids }: RegistrationInput,
  change: 'gains' | 'loses',
  org: OrgReader,
): Promise<Draft<RegistrationArguments>> {
  const configured = org.awsAccounts();
  const unknown = account_ids.find((id) => !configured.some(({ accountId }) => accountId === id));
  if (unknown) return { kind: 'obstacle', says: words`AWS account ${code(unknown)} is not configured in this app.` };
  if (change === 'gains' && !(await org.workspace(team_id))) {
    return { kind: 'obstacle', says: words`This organisation has no workspace ${code(team_id)}.` };
  }

  const chosen = configured.filter(({ accountId }) => account_ids.includes(accountId));
  const registered = new Set<string>();
  for (const { accountId } of configured) {
    const isWanted = account_ids.includes(accountId) || isManagementOf(configured, accountId);
    if (isWanted && (await org.awsWorkspaces(accountId)).includes(team_id)) registered.add(accountId);
  }
  const before = { team_id, registered: account_ids.filter((id) => registered.has(id)).sort() };
  // Members depend on the management account: it comes first to be registered, and last to be taken away.
  const inOrder = change === 'gains' ? chosen : chosen.toReversed();
  const touched = inOrder.filter(({ accountId }) => registered.has(accountId) === (change === 'loses'));
  if (touched.length === 0) return { kind: 'unchanged', says: alreadySo(team_id, change), before };

  const missing = change === 'gains' ? managementMissing(configured, account_ids, registered) : null;
  if (missing) return { kind: 'obstacle', says: missing };
  return {
    kind: 'plan',
    risk: 'change',
    changes: touched.map(({ accountId, kind }) =>
      change === 'gains'
        ? words`${place(accountId)} (${kind} account): + ${place(team_id)}`
        : words`${place(accountId)} (${kind} account): − ${place(team_id)}`,
    ),
    warnings: warningsOf(change, registered, chosen),
    effects: touched.map(({ accountId }): Effect => ({
      kind: 'aws_registration',
      account: accountId,
      place: team_id,
      change,
    })),
    before,
    calls: touched.map(({ accountId }) => ({ account_id: accountId, team_id })),
  };
}

const isManagementOf = (configured: readonly AwsAccount[], id: string): boolean =>
  configured.some(({ accountId, kind }) => accountId === id && kind === 'management');

function managementMissing(
  configured: readonly AwsAccount[],
  chosen: readonly string[],
  registered: ReadonlySet<string>,
): Words | null {
  const management = configured.find(({ kind }) => kind === 'management');
  if (!management || chosen.includes(management.accountId) || registered.has(management.accountId)) return null;
  return words`Member accounts can register a workspace only after the management account. Choose ${place(management.accountId)} as well.`;
}

function warningsOf(
  change: 'gains' | 'loses',
  registered: ReadonlySet<string>,
  chosen: readonly AwsAccount[],
): Words[] {
  const already = chosen.filter(({ accountId }) => registered.has(accountId)).length;
  if (change === 'loses') {
    return [words`Support cases of these accounts are not shown or answered in the workspace any more.`];
  }
  const manual = words`Somebody must have authorised the workspace in the AWS Support Center of the management account; there is no call for that step: ${code(SUPPORT_CENTER)}`;
  if (already === 0) return [manual];
  return [
    words`${already} of the chosen accounts ${already === 1 ? 'has' : 'have'} it already and ${already === 1 ? 'is' : 'are'} left as ${already === 1 ? 'it is' : 'they are'}.`,
  ];
}

function alreadySo(team: string, change: 'gains' | 'loses'): Words {
  return change === 'gains'
    ? words`${place(team)} is registered with all of these accounts already. There is nothing to change, so no call is made.`
    : words`${place(team)} is registered with none of these accounts. There is nothing to take away, so no call is made.`;
}
