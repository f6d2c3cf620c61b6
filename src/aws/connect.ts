import type { AwsAccountSettings } from '../config/aws.js';
import { isRegistered, type AwsDoor, type AwsRegistered, type AwsWorkspace } from '../engine/aws.js';
import type { AdminAnswer } from '../engine/operation.js';
import { SlackRefused, SlackUnreachable } from '../engine/errors/slack-errors.js';
import { callsOn, type AccountCalls } from './calls.js';
import { clientsFor, PATIENCE, sessionName, type AwsPlace } from './clients.js';
import { translatedUnsent } from './errors.js';
import { loadClient, type SupportAppClientKind } from './load-client.js';

/** Which accounts there are, and which client speaks to AWS; the rest is left to AWS's own variables and files. */
export interface AwsOptions extends AwsPlace {
  readonly accounts: readonly AwsAccountSettings[];
  readonly client: SupportAppClientKind;
}

/** AWS said yes, and the list could not be read, or did not show it yet. It stands in the run's record. */
const NOT_CHECKED = 'done_but_list_unreadable';

/**
 * Opens the door to AWS Support App. Each call of the door ends within two and a half times the patience for one
 * request, all in all: the lease on its run has to be able to rely on that (DESIGN section 1).
 * @throws NoOfficialClient where AWS's own package was asked for and is not there.
 */
export async function connectAws({ accounts, client, ...place }: AwsOptions): Promise<AwsDoor> {
  const sdk = await loadClient(client);
  const clients = clientsFor(sdk, place);
  const { requestMs } = place.patience ?? PATIENCE;

  const at = (accountId: string, method: string, run: string | null): AccountAt => {
    const account = accounts.find((each) => each.accountId === accountId);
    // A run outlives a change of the accounts file.
    if (!account) throw new SlackRefused(method, 'account_not_configured');
    return { account, calls: callsOn(sdk, clients(account, sessionName(run))), requestMs };
  };

  return {
    accounts: [...accounts].sort((one, other) => Number(one.kind === 'member') - Number(other.kind === 'member')),
    list: async (account) => at(account, LIST, null).calls.list(AbortSignal.timeout(requestMs)),
    register: async (account, workspace, run) => register(at(account, REGISTER, run), workspace),
    unregister: async (account, workspace, run) => unregister(at(account, UNREGISTER, run), workspace),
  };
}

const LIST = 'ListSlackWorkspaceConfigurations';
const REGISTER = 'RegisterSlackWorkspaceForOrganization';
const UNREGISTER = 'DeleteSlackWorkspaceConfiguration';

interface AccountAt {
  readonly account: AwsAccountSettings;
  readonly calls: AccountCalls;
  readonly requestMs: number;
}

async function register(at: AccountAt, workspace: string): Promise<AwsRegistered> {
  const { account, calls, requestMs } = at;
  const before = await entryOf(at, workspace, requestMs).catch((error: unknown) => {
    throw translatedUnsent(REGISTER, error);
  });
  // The management account is asked even where it may stand already: only this call says that it does, for members.
  const surely = account.kind === 'member' || before?.allowOrganizationMemberAccount === true;
  if (before && surely) return found(before, true);

  const made = await calls
    .register(workspace, AbortSignal.timeout(requestMs))
    .catch((error: unknown) => ({ trouble: error }));
  if ('trouble' in made) return standsAllTheSame(at, workspace, made.trouble);
  const after = await look(at, workspace);
  if (after === 'gone') throw new SlackUnreachable(REGISTER, 'done_but_not_listed', true);
  const listed = after === 'unreadable' ? null : after.teamName;
  return {
    ok: true,
    accountType: made.accountType,
    teamId: workspace,
    teamName: made.teamName ?? listed,
    already: isRegistered(account.kind, before),
    ...noted(after),
  };
}

/** Several causes share the code of a conflict, and a lost answer has none: the list tells, never a message. */
async function standsAllTheSame(at: AccountAt, workspace: string, trouble: unknown): Promise<AwsRegistered> {
  const isConflict = trouble instanceof SlackRefused && trouble.code === 'ConflictException';
  const isUnknown = trouble instanceof SlackUnreachable && trouble.sent;
  if (!isConflict && !isUnknown) throw trouble;
  const after = await look(at, workspace);
  if (typeof after === 'string' || !isRegistered(at.account.kind, after)) throw trouble;
  return found(after, isConflict);
}

function found({ teamId, teamName }: AwsWorkspace, already: boolean): AwsRegistered {
  return { ok: true, accountType: null, teamId, teamName, already };
}

async function unregister(at: AccountAt, workspace: string): Promise<AdminAnswer> {
  const { calls, requestMs } = at;
  try {
    await calls.unregister(workspace, AbortSignal.timeout(requestMs));
  } catch (error) {
    const isUnknown = error instanceof SlackUnreachable && error.sent;
    if (!isUnknown || (await look(at, workspace)) !== 'gone') throw error;
    return { ok: true };
  }
  const after = await look(at, workspace);
  if (typeof after !== 'string') throw new SlackUnreachable(UNREGISTER, 'done_but_still_listed', true);
  return { ok: true, ...noted(after) };
}

async function entryOf({ calls }: AccountAt, workspace: string, withinMs: number): Promise<AwsWorkspace | undefined> {
  const listed = await calls.list(AbortSignal.timeout(withinMs));
  return listed.find(({ teamId }) => teamId === workspace);
}

/** Looks once at how it stands after a change. */
async function look(at: AccountAt, workspace: string): Promise<AwsWorkspace | 'gone' | 'unreadable'> {
  try {
    return (await entryOf(at, workspace, at.requestMs / 2)) ?? 'gone';
  } catch {
    return 'unreadable';
  }
}

function noted(after: AwsWorkspace | 'gone' | 'unreadable'): Pick<AdminAnswer, 'response_metadata'> {
  return after === 'unreadable' ? { response_metadata: { warnings: [NOT_CHECKED] } } : {};
}
