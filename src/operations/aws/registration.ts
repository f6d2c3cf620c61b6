import { z } from 'zod';

import type { AwsAccount, AwsStanding } from '../../engine/aws.js';
import { listOf } from '../../engine/inputs.js';
import type { OrgReader } from '../../engine/operation.js';
import type { Draft, Effect, JsonObject } from '../../engine/planning/plan.js';
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

/** How the workspace stood with each chosen account, and which of these is the management account. */
const Before = z.object({
  team_id: z.string(),
  standing: z.record(z.string(), z.enum(['registered', 'listed', 'absent'])),
  management: z.string().nullable(),
});
export type RegistrationsBefore = z.infer<typeof Before>;

export function readBefore(before: JsonObject): RegistrationsBefore {
  return Before.parse(before);
}

/** Out of the chosen accounts, those that an operation of this kind touches. */
export function touchedBy(change: 'gains' | 'loses', { account_ids }: RegistrationInput, before: JsonObject): string[] {
  const { standing } = readBefore(before);
  return account_ids.filter((account) => isTouched(change, standing[account] ?? 'absent'));
}

/** Registering makes something of everything that is not registered; taking away, of everything that is there. */
function isTouched(change: 'gains' | 'loses', standing: AwsStanding): boolean {
  return change === 'gains' ? standing !== 'registered' : standing !== 'absent';
}

/** Where a person signs in for the one step that AWS has no call for. */
export const SUPPORT_CENTER = 'https://console.aws.amazon.com/support/home#/slack-configuration';

const KEYS =
  'AWS does not accept the app’s own keys, so nothing can be done in any account. The operator has to give the app new ones and look at the clock of its machine; then run this again.';

/** What AWS's error codes mean here and what to do next (reference/aws-support-app.json). */
export const AWS_ERRORS: Readonly<Record<string, string>> = {
  AccessDenied:
    'AWS does not let the app into this account: its role may be missing, may not trust the app’s account, or may ask for another external ID. Whoever looks after the account has to compare the role with the operator’s list of accounts; then run this again.',
  AccessDeniedException:
    'The role that the app uses in this account lacks a right of AWS Support App (supportapp:*). Whoever looks after the account has to add it; then run this again.',
  ConflictException: `The account is in no state for this. For the management account, somebody has to sign in to the AWS Support Center first and authorise the Slack workspace (${SUPPORT_CENTER}); member accounts follow after the management account, and need to belong to its organisation; an open live chat keeps a workspace from being taken away.`,
  InternalServerException:
    'AWS had trouble of its own. The list of registrations shows whether it happened; then run this again for what is missing.',
  ExpiredToken: KEYS,
  ExpiredTokenException: KEYS,
  InvalidClientTokenId: KEYS,
  InvalidSignatureException: KEYS,
  ResourceNotFoundException:
    'AWS has no such workspace in this account: it may have been taken away meanwhile. Look at the list of registrations.',
  ServiceQuotaExceededException:
    'An AWS account takes five Slack workspaces at most. Take one away that nobody needs, then run this again.',
  SignatureDoesNotMatch: KEYS,
  UnrecognizedClientException: KEYS,
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
  const inTheWay = notConfigured(account_ids, org);
  if (inTheWay) return inTheWay;
  if (change === 'gains' && !(await org.workspace(team_id))) {
    return { kind: 'obstacle', says: words`This organisation has no workspace ${code(team_id)}.` };
  }

  const chosen = configured.filter(({ accountId }) => account_ids.includes(accountId));
  const management = configured.find(({ kind }) => kind === 'management');
  const standing: Record<string, AwsStanding> = {};
  for (const { accountId } of chosen) standing[accountId] = await org.awsStanding(accountId, team_id);
  const isChosen = chosen.some(({ kind }) => kind === 'management');
  const before = { team_id, standing, management: isChosen && management ? management.accountId : null };

  // Members depend on the management account: it comes first to be registered, and last to be taken away.
  const inOrder = change === 'gains' ? chosen : chosen.toReversed();
  const touched = inOrder.filter(({ accountId }) => isTouched(change, standing[accountId] ?? 'absent'));
  if (touched.length === 0) return { kind: 'unchanged', says: alreadySo(team_id, change), before };
  if (change === 'gains' && management && !isChosen) {
    const there = (await org.awsStanding(management.accountId, team_id)) === 'registered';
    if (!there) return { kind: 'obstacle', says: managementFirst(management) };
  }
  return {
    kind: 'plan',
    risk: 'change',
    changes: touched.map(({ accountId, kind }) =>
      change === 'gains'
        ? words`${place(accountId)} (${kind} account): + ${place(team_id)}`
        : words`${place(accountId)} (${kind} account): − ${place(team_id)}`,
    ),
    warnings: warningsOf(change, chosen.length - touched.length, before),
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

/** Why nothing is planned for these accounts, or `null` where the operator has configured all of them. */
export function notConfigured(
  accounts: readonly string[],
  org: OrgReader,
): { readonly kind: 'obstacle'; readonly says: Words } | null {
  const configured = org.awsAccounts();
  const unknown = accounts.find((id) => !configured.some(({ accountId }) => accountId === id));
  if (!unknown) return null;
  return { kind: 'obstacle', says: words`AWS account ${code(unknown)} is not configured in this app. Choose another.` };
}

function managementFirst({ accountId }: AwsAccount): Words {
  return words`Member accounts can register a workspace only after the management account. Choose ${place(accountId)} as well.`;
}

function warningsOf(
  change: 'gains' | 'loses',
  untouched: number,
  { standing, management }: Omit<RegistrationsBefore, 'team_id'>,
): Words[] {
  const has = management ? standing[management] : undefined;
  const warnings: Words[] = [];
  if (change === 'gains' && has === 'absent') {
    warnings.push(
      words`Somebody must have authorised the workspace in the AWS Support Center of the management account; there is no call for that step: ${code(SUPPORT_CENTER)}`,
    );
  }
  if (change === 'loses') {
    warnings.push(words`Support cases of these accounts are not shown or answered in the workspace any more.`);
    if (has && has !== 'absent') {
      warnings.push(
        words`In the management account this takes back the authorisation given in the AWS Support Center too.`,
      );
    }
  }
  if (untouched > 0)
    warnings.push(words`For ${untouched} of the chosen accounts it is so already; nothing is called there.`);
  return warnings;
}

function alreadySo(team: string, change: 'gains' | 'loses'): Words {
  return change === 'gains'
    ? words`${place(team)} is registered with all of these accounts already. There is nothing to change, so no call is made.`
    : words`${place(team)} is registered with none of these accounts. There is nothing to take away, so no call is made.`;
}
