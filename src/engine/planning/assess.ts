import { candidatesFor } from '../approvals/candidates.js';
import { canonical } from '../canonical.js';
import type { Decision, Policy, Question, Standing } from '../decision.js';
import type { AnyOperation, OrgReader } from '../operation.js';
import { draftOfUndoing } from '../grants/ending.js';
import type { Grant } from '../grants/grants.js';
import { orgRank } from '../organisation/people.js';
import { planHash } from './plan-hash.js';
import { subjectOf } from '../organisation/target.js';
import { withoutTyped } from './typed-arguments.js';
import type { Draft, JsonObject, Plan } from './plan.js';
import type { Ports } from '../ports.js';
import type { Run } from '../run.js';
import { outranks } from '../organisation/ranks.js';
import { standingIn } from '../organisation/standings.js';
import { whereOf, type Where } from '../organisation/where.js';
import type { Who } from '../organisation/who.js';
import { words, type Names, type Words } from '../words.js';

/** What is asked for: by whom, what, and, where it undoes a run, the state that run left behind. */
export interface Wish {
  readonly requester: string;
  readonly operation: AnyOperation;
  readonly input: JsonObject;
  readonly expects: JsonObject | null;
  /** The right for a time that it would end. */
  readonly ends?: Grant | null;
}

/** What a decision stands on. */
export type Assessing = Pick<
  Ports,
  'enterpriseId' | 'policyInForce' | 'readAnew' | 'installer' | 'directory' | 'clock'
>;

/** What a run asks for; where it undoes another one, together with the state that one left behind. */
export async function wishOf(ports: Ports, run: Run, input = run.input): Promise<Wish> {
  const undone = run.undoes ? await ports.records.find(run.undoes) : null;
  return {
    requester: run.requester,
    operation: ports.catalogue.byMethod(run.operation),
    input,
    expects: undone?.plan?.undo.possible && !undone.grant ? undone.plan.undo.expects : null,
    ends: undone?.grant ?? null,
  };
}

/** A wish held against the live state and the policy. */
export type Assessment = { readonly names: Names } & (
  | { readonly kind: 'obstacle'; readonly says: Words }
  | { readonly kind: 'unchanged'; readonly says: Words; readonly plan: Plan }
  | ({ readonly kind: 'plan'; readonly plan: Plan } & Judged)
);

/** The policy's decision, and what it was asked. */
export interface Judged {
  /** The policy in force when it was asked: whose yes counts for this decision is its affair, too. */
  readonly policy: Policy;
  readonly question: Question;
  readonly decision: Decision;
  /** The standing, read live, of anybody else where this plan takes effect. */
  readonly standingOf: (id: string) => Promise<Standing>;
  /** IDs of everybody who might be meant by one of these; each has to be asked about with `standingOf`. */
  readonly candidates: (who: readonly Who[]) => Promise<readonly string[]>;
}

/**
 * Reads the live state, plans, and asks the policy. Done before the plan is shown, at the confirmation, at an approval
 * and again right before the call; every time from scratch.
 * @throws SlackError where Slack could not be asked.
 */
export async function assess(ports: Assessing, wish: Wish): Promise<Assessment> {
  const org = ports.readAnew();
  const { operation, ends } = wish;
  const draft = ends
    ? await draftOfUndoing(ports, { grant: ends, method: operation.method }, org)
    : await operation.plan(wish.input, org);
  if (draft.kind === 'obstacle') return { kind: 'obstacle', says: draft.says, names: org.names() };
  if (wish.expects && canonical(draft.before) !== canonical(wish.expects)) {
    return { kind: 'obstacle', says: MOVED_ON, names: org.names() };
  }
  const plan = planOf(ports.enterpriseId, wish, draft);
  if (draft.kind === 'unchanged') return { kind: 'unchanged', says: draft.says, plan, names: org.names() };

  const judged = await judge(ports, org, wish, plan);
  return { kind: 'plan', plan, ...judged, names: org.names() };
}

const MOVED_ON = words`Somebody has changed this since, so undoing it would not bring back what was there before. Nothing was changed.`;

type Doable = Exclude<Draft, { kind: 'obstacle' }>;

/** The plan that a draft comes to: with its hash, who gains, and the way back. */
export function planOf(
  enterpriseId: string,
  { requester, operation, input, ends }: Omit<Wish, 'expects'>,
  draft: Doable,
): Plan {
  const { before } = draft;
  const change = draft.kind === 'plan' ? draft : NO_CHANGE;
  const calls = change.calls.map((args) => ({ method: operation.method, arguments: args }));
  return {
    hash: planHash({ enterpriseId, operation: operation.method, requester, input, before, calls }),
    risk: change.risk,
    changes: change.changes,
    warnings: change.warnings,
    effects: change.effects,
    before,
    calls: calls.map((call) => ({ ...call, arguments: withoutTyped(operation, input, call.arguments) })),
    beneficiary: operation.beneficiary(input, before),
    target: { ...operation.target(input) },
    undo: ends ? { possible: false, why: NOT_GIVEN_BACK } : operation.undo(input, before),
    asksTwice: change.asksTwice ?? null,
  };
}

const NOT_GIVEN_BACK = words`What has ended is not given back by an undo; it is granted once more.`;

const NO_CHANGE: Omit<Extract<Draft, { kind: 'plan' }>, 'kind' | 'before'> = {
  risk: 'read',
  changes: [],
  warnings: [],
  effects: [],
  calls: [],
};

/**
 * Asks the policy about a plan, with everybody's standing read live.
 * @throws SlackError where Slack could not be asked.
 */
export async function judge(ports: Assessing, org: OrgReader, wish: Wish, plan: Plan): Promise<Judged> {
  const { operation, input } = wish;
  const target = operation.target(input);
  const where = whereOf(target, plan.effects);
  const policy = await ports.policyInForce();
  const named = policy.requesters(operation.method);
  const subject = subjectOf(target);
  const beneficiaries = await beneficiariesOf(org, plan.beneficiary);

  const question: Question = {
    operation: operation.method,
    risk: plan.risk,
    effects: plan.effects,
    requester: asking(await standingIn(org, where, wish.requester, named), where),
    subject: subject === null ? null : await standingIn(org, where, subject, named),
    beneficiaries: beneficiaries ?? [],
    beneficiariesKnown: beneficiaries !== null,
    target,
    workspaces: where.workspaces,
    organisation: where.organisation,
    reason: typeof input['reason'] === 'string' && input['reason'] !== '',
    duration: operation.sets?.(input)?.minutes ?? null,
    installer: ports.installer,
  };
  const decision = policy.decide(question);
  const approvers = decision.verdict === 'approve' ? decision.approval.needs.flatMap(({ from }) => from) : [];
  const looking = { directory: ports.directory, org, workspaces: where.workspaces };
  return {
    policy,
    question,
    decision,
    standingOf: (id) => standingIn(org, where, id, approvers),
    candidates: (who) => candidatesFor(looking, who),
  };
}

/** What takes effect in the organisation as a whole is asked for by what somebody is in the organisation. */
function asking(standing: Standing, { organisation }: Where): Standing {
  const inOrg = orgRank(standing.person);
  return organisation && outranks(standing.rank, inOrg) ? { ...standing, rank: inOrg } : standing;
}

/** Whoever gains: the person, or everybody in the group; `null` where Slack does not show who is in it. */
async function beneficiariesOf(org: OrgReader, beneficiary: string | null): Promise<readonly string[] | null> {
  if (beneficiary === null) return [];
  if (!beneficiary.startsWith('S')) return [beneficiary];
  return (await org.group(beneficiary))?.members ?? null;
}
