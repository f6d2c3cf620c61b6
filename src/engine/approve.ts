import { missing, missingInWords, type Missing, type Yes } from './approvals.js';
import { assess, wishOf, type Assessment } from './assess.js';
import { countedYeses } from './counted-yeses.js';
import type { ApprovalRule } from './decision.js';
import { aboutRun } from './entries.js';
import { execute, takeLease } from './execute.js';
import type { Move, Ports } from './ports.js';
import type { Because, Run } from './run.js';
import { notAllowedAnyMore, STATE_MOVED_ON } from './outcome.js';
import { person, words, type Words } from './words.js';

/** What the press of a button on an approval card came to. */
export type Reviewed =
  | { readonly kind: 'done'; readonly run: Run }
  /** The yes is recorded, and others are missing still. */
  | { readonly kind: 'waits'; readonly run: Run; readonly wants: readonly Missing[] }
  /** This person's word does not count here; recorded. */
  | { readonly kind: 'not_you'; readonly run: Run; readonly because: Because }
  /** Decided, withdrawn or expired already; the run says how. */
  | { readonly kind: 'too_late'; readonly run: Run };

/**
 * Somebody's yes. Their rank, the live state and the policy are read again; the yes counts for the plan on the card
 * only. Where it is the last one that was missing, the run goes ahead at once; otherwise it waits for the others.
 * @throws SlackError where Slack could not be asked; then nothing was decided.
 */
export async function approve(ports: Ports, run: Run, approver: string): Promise<Reviewed> {
  const review = await reviewable(ports, run, approver);
  if (review.kind !== 'eligible') return review;
  if (review.given.some(({ by }) => by === approver)) {
    // A second press of the same person says nothing new; it may be the first after a change of what is wanted.
    const left = missing(review.rule, review.given);
    if (left.length > 0) return { kind: 'waits', run, wants: left };
  }
  const wants = missing(review.rule, [...review.given, { by: approver, counts: review.counts }]);
  const moved = await ports.records.advance(yesTo(ports, run, { by: approver, review, wants }));
  if (!moved) return again(ports, run, approver);
  if (moved.state === 'executing') return { kind: 'done', run: await execute(ports, moved, { tell: 'message' }) };
  return { kind: 'waits', run: moved, wants };
}

interface GivenYes {
  readonly by: string;
  readonly review: Extract<Review, { kind: 'eligible' }>;
  readonly wants: readonly Missing[];
}

/** The step makes it certain that nobody else's yes has come in between, which might have been the last one too. */
function yesTo(ports: Ports, run: Run, { by, review, wants }: GivenYes): Move {
  const at = ports.clock.now();
  const last = wants.length === 0;
  const left = last ? [] : words` Still missing: the yes of ${missingInWords(wants)}.`;
  return {
    run: run.id,
    from: ['awaiting_approval'],
    ...(last ? { to: 'executing', lease: takeLease(ports) } : {}),
    step: run.step,
    at,
    changes: {
      step: run.step + 1,
      ...(last ? { dueAt: null } : {}),
      approval: { by, verdict: 'approved', planHash: review.planHash, at },
      names: review.names,
    },
    entries: [{ kind: 'approval.given', actor: by, ...aboutRun(run) }],
    notices: [
      { to: 'audit', says: words`${person(by)} approved it.${left}` },
      { to: 'approval', says: words`Approved by ${person(by)}.${left}` },
      ...(last ? [] : [{ to: { person: run.requester }, says: words`${person(by)} approved it.${left}` }]),
    ],
  };
}

/** Somebody else was quicker; where the request still waits, this yes may be wanted all the same. */
async function again(ports: Ports, run: Run, approver: string): Promise<Reviewed> {
  const now = await ports.records.find(run.id);
  if (!now || now.state !== 'awaiting_approval' || now.step === run.step) return { kind: 'too_late', run: now ?? run };
  return approve(ports, now, approver);
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
  | Reviewed
  | {
      readonly kind: 'eligible';
      readonly planHash: string;
      readonly names: Assessment['names'];
      readonly rule: ApprovalRule;
      /** What was said yes to before, as far as it still counts. */
      readonly given: readonly Yes[];
      /** The needs for which this person's word counts. */
      readonly counts: readonly number[];
    };

async function reviewable(ports: Ports, run: Run, approver: string): Promise<Review> {
  if (run.state !== 'awaiting_approval' || !run.plan) return { kind: 'too_late', run };
  if (run.dueAt && run.dueAt <= ports.clock.now()) return { kind: 'too_late', run };

  const assessment = await assess(ports, await wishOf(ports, run));
  if (assessment.kind !== 'plan' || assessment.plan.hash !== run.plan.hash)
    return supersede(ports, run, STATE_MOVED_ON);
  const { decision, question } = assessment;
  if (decision.verdict === 'deny') return supersede(ports, run, notAllowedAnyMore(decision.because));
  if (decision.verdict === 'allow') return supersede(ports, run, NOBODY_ELSE_NEEDED);

  const standing = await assessment.standingOf(approver);
  const { allowed, because, counts } = ports.policy.mayApprove(question, decision.approval, standing);
  const names = { ...assessment.names, [approver]: standing.person.name };
  if (allowed) {
    const given = await countedYeses(ports, run, assessment, decision.approval);
    return { kind: 'eligible', planHash: run.plan.hash, names, rule: decision.approval, given, counts };
  }

  await ports.records.advance({
    run: run.id,
    from: ['awaiting_approval'],
    at: ports.clock.now(),
    changes: { names },
    entries: [
      { kind: 'approval.refused', actor: approver, because: because.rule, outcome: 'refused', ...aboutRun(run) },
    ],
  });
  return { kind: 'not_you', run: { ...run, names: { ...run.names, ...names } }, because };
}

const NOBODY_ELSE_NEEDED = words`The policy has changed since this was asked for: it needs nobody else’s yes any more. It was not carried out; whoever asked can ask for it again.`;

async function supersede(ports: Ports, run: Run, says: Words): Promise<Reviewed> {
  const superseded = await ports.records.advance({
    run: run.id,
    from: ['awaiting_approval'],
    to: 'superseded',
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
