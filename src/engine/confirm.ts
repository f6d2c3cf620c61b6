import { aboutRun } from './entries.js';
import { execute, takeLease } from './execute.js';
import { holdAgain } from './held-plan.js';
import { OPEN_FOR_MS, type Planned } from './keep-plan.js';
import type { Ports } from './ports.js';
import type { Run } from './run.js';
import { person, words } from './words.js';

/** What a confirmation came to. */
export type Confirmed =
  | { readonly kind: 'ran'; readonly run: Run }
  | { readonly kind: 'waits'; readonly run: Run }
  /** What the requester said yes to does not hold any more; where there is a new plan, it wants a yes of its own. */
  | { readonly kind: 'changed'; readonly planned: Planned }
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
  return held.decision.verdict === 'allow' ? runNow(ports, run) : askForApproval(ports, run);
}

async function runNow(ports: Ports, run: Run): Promise<Confirmed> {
  const started = await ports.records.advance({
    run: run.id,
    from: ['planned'],
    to: 'executing',
    step: run.step,
    lease: takeLease(ports),
    at: ports.clock.now(),
    changes: { step: run.step + 1, dueAt: null },
    entries: [{ kind: 'run.confirmed', actor: run.requester, ...aboutRun(run) }],
    notices: [{ to: 'audit', says: words`${person(run.requester)} confirmed the plan.` }],
  });
  if (!started) return { kind: 'stale' };
  return { kind: 'ran', run: await execute(ports, started, { tell: 'modal', within: MODAL_HAS_MS }) };
}

async function askForApproval(ports: Ports, run: Run): Promise<Confirmed> {
  const now = ports.clock.now();
  const waits = await ports.records.advance({
    run: run.id,
    from: ['planned'],
    to: 'awaiting_approval',
    step: run.step,
    at: now,
    changes: { step: run.step + 1, dueAt: new Date(now.getTime() + OPEN_FOR_MS) },
    entries: [
      {
        kind: 'run.awaiting_approval',
        actor: run.requester,
        ...aboutRun(run),
        ...(run.because ? { because: run.because.rule } : {}),
      },
    ],
    notices: [
      { to: 'audit', says: words`${person(run.requester)} confirmed the plan and asks for an approval.` },
      { to: 'approval', says: words`${person(run.requester)} asks for an approval.` },
    ],
  });
  return waits ? { kind: 'waits', run: waits } : { kind: 'stale' };
}
