import { isSatisfied } from '../../engine/approvals/approvals.js';
import { assess, type Judged } from '../../engine/planning/assess.js';
import type { Decision } from '../../engine/decision.js';
import type { Directory } from '../../engine/organisation/directory.js';
import type { Field } from '../../engine/fields.js';
import type { AnyOperation } from '../../engine/operation.js';
import type { Json } from '../../engine/planning/plan.js';
import { needsInWords } from '../../engine/approvals/approvals.js';
import { toPlain } from '../../engine/words.js';
import { methodsNamed, operationsNamed } from '../../policy/file/operations-named.js';
import { filePolicy } from '../../policy/file/file-policy.js';
import type { LoadedPolicy } from '../../policy/file/load.js';
import { ENTERPRISE, peopleOf, type Cast } from './cast.js';
import { readerOf } from './org.js';
import type { PolicyCase, PolicyCases } from './schema.js';

/** What came of a case. */
export interface CaseResult {
  readonly name: string;
  readonly ok: boolean;
  /** The decision, with its rule; what was wrong where it is not what was expected. */
  readonly says: string;
}

/** The policy that cases are asked of, as it would be in force. */
export interface Tried {
  readonly loaded: LoadedPolicy;
  /** What its file is called. */
  readonly name: string;
  readonly operations: readonly AnyOperation[];
}

/** Asks the policy about one case: the same plan, the same questions and the same floor as in the running app. */
export async function runCase(tried: Tried, cases: PolicyCases, one: PolicyCase): Promise<CaseResult> {
  const name = one.name ?? nameOf(one);
  const fail = (says: string): CaseResult => ({ name, ok: false, says });
  const { loaded, operations } = tried;
  const [method, ...others] = methodsNamed(operationsNamed(operations), one.what);
  const operation = operations.find((known) => known.method === method);
  if (!operation || others.length > 0) return fail(`“${one.what}” is not one operation.`);
  const cast = peopleOf(cases, one, loaded.rules.groups);
  if ('problem' in cast) return fail(cast.problem);
  const read = operation.input.safeParse(inputOf(one, operation, cast));
  if (!read.success) {
    const { issues } = read.error;
    return fail(issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join(' '));
  }
  const input = withoutUndefined(read.data);
  const policy = filePolicy(loaded.rules, { name: tried.name, hash: loaded.hash, operations, ownChannels: [] });
  const assessment = await assess(
    {
      enterpriseId: ENTERPRISE,
      policyInForce: async () => policy,
      readAnew: () => readerOf(cast.org),
      installer: 'W0INSTALLER',
      directory: NOBODY_KNOWN,
      clock: { now: () => cast.org.now, sleep: async () => undefined },
    },
    { requester: cast.who, operation, input, expects: null },
  );
  if (assessment.kind !== 'plan') return fail(`there is nothing to decide: ${toPlain(assessment.says, {})}`);
  const why = whyNot(one, assessment.decision) ?? (await whyNotApproved(cast, policy, assessment));
  const told = decisionInWords(assessment.decision);
  return why === null ? { name, ok: true, says: told } : fail(`${why} It decides: ${told}`);
}

function nameOf({ who, what, whom, where }: PolicyCase): string {
  const called = (one: unknown): string => (typeof one === 'string' ? one : JSON.stringify(one));
  return [called(who), what, ...(whom ? [called(whom)] : []), ...(where ? [`in ${where.join(', ')}`] : [])].join(' ');
}

function whyNot({ expect, rule }: PolicyCase, { verdict, because }: Decision): string | null {
  if (verdict !== expect) return `expected ${expect}.`;
  return rule !== undefined && rule !== because.rule ? `expected ${expect} by the rule “${rule}”.` : null;
}

/** Whether the yeses that should be enough are, and those that should not be are not. */
async function whyNotApproved(
  { enough, notEnough }: Cast,
  policy: ReturnType<typeof filePolicy>,
  { decision, question, standingOf }: Judged,
): Promise<string | null> {
  if (decision.verdict !== 'approve') {
    return enough || notEnough ? 'expected approvals to be wanted.' : null;
  }
  const { approval } = decision;
  const satisfied = async (ids: readonly string[]): Promise<boolean> => {
    const yeses = await Promise.all(
      ids.map(async (by) => ({ by, counts: policy.mayApprove(question, approval, await standingOf(by)).counts })),
    );
    return isSatisfied(approval, yeses);
  };
  if (enough && !(await satisfied(enough))) return `expected the yes of ${enough.join(', ')} to be enough.`;
  if (notEnough && (await satisfied(notEnough))) return `expected the yes of ${notEnough.join(', ')} not to be enough.`;
  return null;
}

/** “approve, by one of Security: …, rule x (policy.yaml:12)” */
function decisionInWords(decision: Decision): string {
  const { verdict, because } = decision;
  const by = decision.verdict === 'approve' ? `, by ${toPlain(needsInWords(decision.approval.needs), {})}` : '';
  const at = because.at ? ` (${because.at})` : '';
  return `${verdict}${by}. ${toPlain(because.says, {})} Rule ${because.rule}${at}.`;
}

const withoutUndefined = (input: Readonly<Record<string, Json | undefined>>): Record<string, Json> =>
  Object.fromEntries(Object.entries(input).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));

/** What the form would hold: what the case says, and for the rest what is usual. */
function inputOf(one: PolicyCase, { fields }: AnyOperation, cast: Cast): Record<string, unknown> {
  const values = Object.entries<Field>(fields).map(
    ([key, field]) => [key, valueFor(key, field, { one, cast })] as const,
  );
  return { ...Object.fromEntries(values.filter(([, value]) => value !== undefined)), ...one.input };
}

function valueFor(
  key: string,
  field: Field,
  { one, cast }: { readonly one: PolicyCase; readonly cast: Cast },
): unknown {
  const places = (one.where ?? []).map((place) => (place === 'org' ? ENTERPRISE : place));
  const workspaces = places.filter((place) => place !== ENTERPRISE);
  switch (field.kind) {
    case 'person':
      return cast.whom ?? undefined;
    case 'place':
      return places[0];
    case 'workspace':
      return workspaces[0];
    case 'workspaces':
      return workspaces.length > 0 ? workspaces : undefined;
    case 'group':
      return cast.group ?? undefined;
    case 'channel':
      return one.channel?.[0];
    case 'channels':
      return one.channel ?? (field.optional ? undefined : ['C0SOMECHANNEL']);
    case 'accounts':
      return cast.org.aws.accounts.map(({ accountId }) => accountId);
    case 'email':
      return 'somebody@example.com';
    case 'moment':
      return field.optional ? undefined : Math.floor(cast.org.now.getTime() / 1000) + 30 * 86_400;
    case 'duration':
      return one.duration;
    case 'choice':
      return field.optional ? undefined : Object.keys(field.choices)[0];
    case 'text':
      return key === 'reason' ? one.reason : undefined;
    case 'number':
    case 'flag':
      return undefined;
  }
}

/** Nobody is looked for: cases name everybody who counts. */
export const NOBODY_KNOWN: Directory = {
  person: () => undefined,
  workspace: () => undefined,
  channel: () => undefined,
  group: () => undefined,
  searchPeople: () => [],
  searchWorkspaces: () => [],
  searchChannels: () => [],
  searchGroups: () => [],
  peopleCalled: () => [],
  workspacesCalled: () => [],
  channelsCalled: () => [],
  groupsCalled: () => [],
  freshness: () => null,
  read: async () => undefined,
  orgAdmins: () => [],
  orgOwners: () => [],
};
