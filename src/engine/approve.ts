import { assess, wishOf, type Assessment } from './assess.js';
import type { Standing } from './decision.js';
import { aboutRun } from './entries.js';
import { execute, takeLease } from './execute.js';
import type { Ports } from './ports.js';
import type { Because, Run } from './run.js';
import { notAllowedAnyMore, STATE_MOVED_ON } from './outcome.js';
import { person, words, type Words } from './words.js';

/** What the press of a button on an approval card came to. */
export type Reviewed =
  | { readonly kind: 'done'; readonly run: Run }
  /** This person's word does not count here; recorded. */
  | { readonly kind: 'not_you'; readonly run: Run; readonly because: Because }
  /** Decided, withdrawn or expired already; the run says how. */
  | { readonly kind: 'too_late'; readonly run: Run };

/**
 * Somebody's yes. Their rank, the live state and the policy are read again; the yes counts for the plan on the card
 * only, and the run goes ahead at once.
 * @throws SlackError where Slack could not be asked; then nothing was decided.
 */
export async function approve(ports: Ports, run: Run, approver: string): Promise<Reviewed> {
  const review = await reviewable(ports, run, approver);
  if (review.kind !== 'eligible') return review;
  const at = ports.clock.now();
  const started = await ports.records.advance({
    run: run.id,
    from: ['awaiting_approval'],
    to: 'executing',
    step: run.step,
    lease: takeLease(ports),
    at,
    changes: {
      step: run.step + 1,
      dueAt: null,
      approval: { by: approver, verdict: 'approved', planHash: review.planHash, at },
      names: review.names,
    },
    entries: [{ kind: 'approval.given', actor: approver, ...aboutRun(run) }],
    notices: [
      { to: 'audit', says: words`${person(approver)} approved it.` },
      { to: 'approval', says: words`Approved by ${person(approver)}.` },
    ],
  });
  if (!started) return tooLate(ports, run);
  return { kind: 'done', run: await execute(ports, started, { tell: 'message' }) };
}

/**
 * Somebody's no; one is enough and ends the run. Whoever may approve may deny.
 * @throws SlackError where Slack could not be asked; then nothing was decided.
 */
export async function deny(ports: Ports, run: Run, approver: string): Promise<Reviewed> {
  const review = await reviewable(ports, run, approver);
  if (review.kind !== 'eligible') return review;
  const at = ports.clock.now();
  const says = words`${person(approver)} denied it. Nothing was changed.`;
  const denied = await ports.records.advance({
    run: run.id,
    from: ['awaiting_approval'],
    to: 'denied',
    step: run.step,
    at,
    changes: {
      dueAt: null,
      approval: { by: approver, verdict: 'denied', planHash: review.planHash, at },
      because: { rule: 'denied-by-approver', says },
      names: review.names,
    },
    entries: [{ kind: 'approval.denied', actor: approver, ...aboutRun(run) }],
    notices: endNotices(run, says),
  });
  return denied ? { kind: 'done', run: denied } : tooLate(ports, run);
}

type Review =
  | Exclude<Reviewed, { kind: 'done' }>
  | { readonly kind: 'done'; readonly run: Run }
  | { readonly kind: 'eligible'; readonly planHash: string; readonly names: Assessment['names'] };

async function reviewable(ports: Ports, run: Run, approver: string): Promise<Review> {
  if (run.state !== 'awaiting_approval' || !run.plan) return { kind: 'too_late', run };
  if (run.dueAt && run.dueAt <= ports.clock.now()) return { kind: 'too_late', run };

  const assessment = await assess(ports, await wishOf(ports, run));
  if (assessment.kind !== 'plan' || assessment.plan.hash !== run.plan.hash)
    return supersede(ports, run, STATE_MOVED_ON);
  const { decision, question } = assessment;
  if (decision.verdict !== 'approve') return supersede(ports, run, notAllowedAnyMore(decision.because));

  const standing: Standing = await assessment.standingOf(approver);
  const { allowed, because } = ports.policy.mayApprove(question, decision.approval, standing);
  const names = { ...assessment.names, [approver]: standing.person.name };
  if (allowed) return { kind: 'eligible', planHash: run.plan.hash, names };

  await ports.records.advance({
    run: run.id,
    from: ['awaiting_approval'],
    at: ports.clock.now(),
    changes: { names },
    entries: [{ kind: 'approval.refused', actor: approver, because: because.rule, ...aboutRun(run) }],
  });
  return { kind: 'not_you', run: { ...run, names: { ...run.names, ...names } }, because };
}

async function supersede(ports: Ports, run: Run, says: Words): Promise<Reviewed> {
  const superseded = await ports.records.advance({
    run: run.id,
    from: ['awaiting_approval'],
    to: 'superseded',
    step: run.step,
    at: ports.clock.now(),
    changes: { dueAt: null, because: { rule: 'plan-no-longer-holds', says } },
    entries: [{ kind: 'run.superseded', actor: null, ...aboutRun(run) }],
    notices: endNotices(run, says),
  });
  return superseded ? { kind: 'done', run: superseded } : tooLate(ports, run);
}

/** Everybody who waits for the run learns how it ended: audit channel, approvers, requester. */
export function endNotices(run: Run, says: Words): { to: 'audit' | 'approval' | { person: string }; says: Words }[] {
  return [
    { to: 'audit', says },
    { to: 'approval', says },
    { to: { person: run.requester }, says },
  ];
}

async function tooLate(ports: Ports, run: Run): Promise<Reviewed> {
  return { kind: 'too_late', run: (await ports.records.find(run.id)) ?? run };
}
