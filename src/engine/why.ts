import { assess, wishOf, type Wish } from './planning/assess.js';
import type { Answer, Decision } from './decision.js';
import { requireApprovers, type Eligible } from './approvals/eligible-approvers.js';
import { look } from './planning/look.js';
import { mayBegin } from './may-begin.js';
import type { AnyOperation, Target } from './operation.js';
import type { JsonObject } from './planning/plan.js';
import type { KeptPolicy } from './policies.js';
import type { Ports } from './ports.js';
import type { Because, Run } from './run.js';
import type { Names, Words } from './words.js';

/** What the policy in force says of something that is not being done. */
export type Verdict =
  /** Whether somebody may begin with it at all; `missing` is what was not said, so that there is no more to decide on. */
  | { readonly kind: 'start'; readonly answer: Answer; readonly missing: readonly string[] }
  /** It would not come to a decision: something is in the way, or it is so already. */
  | { readonly kind: 'nothing_to_decide'; readonly says: Words }
  | { readonly kind: 'decision'; readonly decision: Decision; readonly eligible: Eligible | null };

/** Somebody wants to know what another person, or they themselves, may do. */
export interface WhyAsked {
  readonly by: string;
  readonly who: string;
  readonly operation: AnyOperation;
  /** The person it is about, where one was named. */
  readonly subject: string | null;
  /** What the form would hold; `null` where something is missing. */
  readonly input: JsonObject | null;
  readonly missing: readonly string[];
}

export type WhyAnswer = { readonly names: Names } & (
  { readonly kind: 'not_yours'; readonly because: Because } | { readonly kind: 'answer'; readonly verdict: Verdict }
);

/**
 * What would come of it if somebody asked for this now: the same reading and the same decision as of a run, and nothing
 * is kept. Of others only whoever may run the operation is told (DESIGN 6.11); who is not, is recorded.
 * @throws SlackError where Slack could not be asked.
 */
export async function why(ports: Ports, asked: WhyAsked): Promise<WhyAnswer> {
  const { by, who, operation, subject, input, missing } = asked;
  const own = await couldStart(ports, { who: by, operation, subject: null });
  if (by !== who && !own.answer.allowed) {
    const { because } = own.answer;
    const entry = { kind: 'why.refused', actor: by, because: because.rule, outcome: 'refused' };
    await ports.records.record({ ...entry, detail: { operation: operation.method, who } }, ports.clock.now());
    return { kind: 'not_yours', because, names: own.names };
  }
  const target = input ? operation.target(input) : null;
  const { answer, names } = await couldStart(ports, { who, operation, subject, target });
  if (!answer.allowed || !input) return { kind: 'answer', verdict: { kind: 'start', answer, missing }, names };
  return { kind: 'answer', ...(await decideOn(ports, { requester: who, operation, input, expects: null })) };
}

interface Starting extends Pick<WhyAsked, 'who' | 'operation' | 'subject'> {
  /** What it is about, to be called by its name. */
  readonly target?: Target | null;
}

async function couldStart(
  ports: Ports,
  { who, operation: { method }, subject, target = null }: Starting,
): Promise<{ answer: Answer; names: Names }> {
  const policy = await ports.policyInForce();
  const org = ports.readAnew();
  const answer = await mayBegin(policy, org, { who, operation: method, subject });
  for (const id of [subject, target?.id, target?.place]) if (id) org.mention(id);
  return { answer, names: org.names() };
}

async function decideOn(ports: Ports, wish: Wish): Promise<{ verdict: Verdict; names: Names }> {
  const assessment = await assess(ports, wish);
  const { names } = assessment;
  if (assessment.kind !== 'plan') return { verdict: { kind: 'nothing_to_decide', says: assessment.says }, names };
  const { decision, eligible } = await requireApprovers(ports, assessment);
  const called = (eligible?.ids ?? []).map((id) => [id, ports.directory.person(id)?.name ?? id] as const);
  return { verdict: { kind: 'decision', decision, eligible }, names: { ...Object.fromEntries(called), ...names } };
}

/** Why a run was refused, or waits: what was decided, under which policy, and what would be decided now. */
export type WhyRun =
  | { readonly kind: 'not_yours'; readonly because: Because; readonly names: Names }
  | {
      readonly kind: 'answer';
      readonly run: Run;
      /** The policy by which it was decided, as far as it is known. */
      readonly policy: KeptPolicy | null;
      /** Whether that one is still in force. */
      readonly still: boolean;
      /** What would come of it now; `null` where it has ended otherwise than by a no. */
      readonly now: Verdict | null;
      readonly names: Names;
    };

/**
 * Why a run is decided as it is, for whoever may look at it; a look that they may not have is recorded.
 * @throws SlackError where Slack could not be asked.
 */
export async function whyOfRun(ports: Ports, run: Run, by: string): Promise<WhyRun> {
  const seen = await look(ports, run, by);
  if (seen.kind === 'not_you') return { ...seen, kind: 'not_yours' };
  const policy = run.policyHash === null ? null : await ports.policies.withHash(run.policyHash);
  const still = (await ports.policyInForce()).hash === run.policyHash;
  const now = ASKED_AGAIN.has(run.state) ? await decidedNow(ports, run) : null;
  const names = { ...run.names, ...now?.names };
  return { kind: 'answer', run: { ...run, names }, policy, still, now: now?.verdict ?? null, names };
}

const ASKED_AGAIN: ReadonlySet<Run['state']> = new Set(['received', 'planned', 'awaiting_approval', 'denied']);

async function decidedNow(ports: Ports, run: Run): Promise<{ verdict: Verdict; names: Names }> {
  const operation = ports.catalogue.byMethod(run.operation);
  if (run.plan) return decideOn(ports, await wishOf(ports, run));
  const { answer, names } = await couldStart(ports, { who: run.requester, operation, subject: null });
  return { verdict: { kind: 'start', answer, missing: [] }, names };
}
