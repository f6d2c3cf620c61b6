import type { ActiveAwsFault, AwsAccountState, AwsCallMade, AwsFault, AwsKnown, ChangeAwsAccount } from './aws-api.js';

/** What the control panel shows of AWS. */
export interface AwsControlled {
  readonly faults: readonly ActiveAwsFault[];
  readonly accounts: readonly AwsAccountState[];
  /** Oldest first. */
  readonly calls: readonly AwsCallMade[];
}

/** Everything that changes by itself. */
export async function fetchAws(): Promise<AwsControlled> {
  const [{ faults }, { accounts }, { calls }] = await Promise.all([
    answerOf<Pick<AwsControlled, 'faults'>>('faults'),
    answerOf<Pick<AwsControlled, 'accounts'>>('accounts'),
    answerOf<Pick<AwsControlled, 'calls'>>('calls'),
  ]);
  return { faults, accounts, calls };
}

/** The operations and codes that can be chosen. */
export async function fetchAwsKnown(): Promise<AwsKnown> {
  return answerOf<AwsKnown>('operations');
}

/** Makes AWS misbehave from now on. */
export async function addAwsFault(fault: AwsFault): Promise<void> {
  await answerOf('faults', post(fault));
}

/** Ends one fault of AWS's, or all of them. */
export async function clearAwsFaults(id?: string): Promise<void> {
  await answerOf(id === undefined ? 'faults' : `faults/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

/** Changes an account by hand. */
export async function changeAwsAccount(change: ChangeAwsAccount): Promise<void> {
  await answerOf('accounts', post(change));
}

function post(body: object): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

async function answerOf<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`/control/aws/${path}`, init);
  if (!response.ok) throw new Error(`The simulator answered ${response.status}.`);
  // The server shares the types of aws-api.ts; there is no second source to check them against.
  const answer: Answer = await response.json();
  return answer;
}
