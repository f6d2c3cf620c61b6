import { needsInWords } from './approvals/approvals.js';
import { askedInstead, beginAsking, toCards } from './approvals/asking.js';
import { carryOut } from './carry-out.js';
import type { Decision } from './decision.js';
import type { Eligible } from './approvals/eligible-approvers.js';
import { aboutRun } from './ledger/entries.js';
import { holdAgain } from './planning/held-plan.js';
import type { Planned } from './planning/keep-plan.js';
import { takeLease } from './settling/lease.js';
import { orPaused } from './pausing/pause.js';
import type { Move, Ports } from './ports.js';
import type { Because, Run } from './run.js';
import { isStoppedByPause, refusedInPause } from './pausing/stopped-by-pause.js';
import { person, words } from './words.js';

/** What a confirmation came to. */
export type Confirmed =
  | { readonly kind: 'ran'; readonly run: Run }
  | { readonly kind: 'waits'; readonly run: Run }
  /** What the requester said yes to does not hold any more; where there is a new plan, it wants a yes of its own. */
  | { readonly kind: 'changed'; readonly planned: Planned }
  /** Changes are paused; the plan stays open, and wants its yes again. */
  | { readonly kind: 'paused'; readonly planned: Planned }
  | { readonly kind: 'stale' };

/** Time in which the modal can show the result before it is sent as a direct message. */
const MODAL_HAS_MS = 5_000;

/**
 * The requester's second yes. Reads and decides again; runs at once where the policy allows it, asks for an approval
 * where it wants one and somebody could give it, and shows anew what does not hold any more.
 * @throws SlackError where Slack could not be asked; then nothing was done.
 */
export async function confirm(ports: Ports, run: Run, step: number): Promise<Confirmed> {
  if (run.state !== 'planned' || run.step !== step || !run.plan) return { kind: 'stale' };
  const held = await holdAgain(ports, run);
  if (!held.holds) return { kind: 'changed', planned: held.planned };
  const { decision, eligible, policyHash } = held;
  // From here on the run rests on the policy that has decided just now, which need not be the one it was planned under.
  const decided = { ...run, policyHash };
  const wants = decision.verdict === 'approve' && eligible ? { decision, eligible } : null;
  const move = wants ? asking(ports, decided, wants) : starting(ports, decided, decision.because);
  const started = await orPaused(ports.records.advance(move));
  if (started === 'paused') {
    await ports.records.advance(refusedInPause(ports, run, { kind: 'run.confirm_refused', actor: run.requester }));
    return { kind: 'paused', planned: { kind: 'planned', run, decision, eligible } };
  }
  if (!started) return { kind: 'stale' };
  if (wants) return { kind: 'waits', run: started };
  return { kind: 'ran', run: await carryOut(ports, started, { tell: 'modal', within: MODAL_HAS_MS }) };
}

function starting(ports: Ports, run: Decided, because: Because): Move {
  return {
    run: run.id,
    from: ['planned'],
    to: 'executing',
    step: run.step,
    unlessPaused: isStoppedByPause(ports, run),
    lease: takeLease(ports),
    at: ports.clock.now(),
    changes: { step: run.step + 1, dueAt: null, because, policyHash: run.policyHash },
    entries: [{ kind: 'run.confirmed', actor: run.requester, ...aboutRun(run) }],
    notices: [{ to: 'audit', says: words`${person(run.requester)} confirmed the plan.` }],
  };
}

type Decided = Run & { readonly policyHash: string };

interface Wanted {
  readonly decision: Extract<Decision, { verdict: 'approve' }>;
  readonly eligible: Eligible;
}

/** By a card in the approval channel, or, where that is out of reach, by direct messages to those who could decide. */
function asking(ports: Ports, run: Decided, { decision, eligible }: Wanted): Move {
  const { channelProblem: problem, ids } = eligible;
  const { because, approval } = decision;
  const begun = beginAsking(ports, eligible, needsInWords(approval.needs));
  const asks = words`${person(run.requester)} confirmed the plan and asks for an approval.`;
  return {
    run: run.id,
    from: ['planned'],
    to: 'awaiting_approval',
    step: run.step,
    unlessPaused: isStoppedByPause(ports, run),
    at: ports.clock.now(),
    changes: { ...begun, step: run.step + 1, because, policyHash: run.policyHash },
    entries: [
      {
        kind: 'run.awaiting_approval',
        actor: run.requester,
        ...aboutRun(run),
        because: because.rule,
      },
    ],
    notices: [
      { to: 'audit', says: problem ? words`${asks} ${problem} ${askedInstead(ids)}` : asks },
      ...toCards({ ...begun, requester: run.requester }, words`${person(run.requester)} asks for an approval.`),
    ],
  };
}
