import { endNotices } from './asking.js';
import { assess, wishOf } from '../planning/assess.js';
import { whoCouldApprove, type Eligible } from './eligible-approvers.js';
import { aboutRun } from '../ledger/entries.js';
import type { Ports } from '../ports.js';
import { holdsNoMore, supersede } from './review.js';
import type { Because, Run } from '../run.js';
import { words, type Names } from '../words.js';

/** Whether there is still something to wait for: the same plan, and enough people who could say yes to it. */
export type Waits =
  | { readonly kind: 'waits'; readonly eligible: Eligible; readonly names: Names }
  /** It has ended: here, or by somebody who was quicker. */
  | { readonly kind: 'ended' };

/**
 * Looks at a request between two presses, and ends it where nothing can come of it: nobody waits for what cannot come.
 * @throws SlackError where Slack could not be asked; then it goes on waiting.
 */
export async function stillWaits(ports: Ports, run: Run): Promise<Waits> {
  const assessment = await assess(ports, await wishOf(ports, run));
  const ended = holdsNoMore(run, assessment);
  if (ended || assessment.kind !== 'plan' || assessment.decision.verdict !== 'approve') {
    if (ended) await supersede(ports, run, ended);
    return { kind: 'ended' };
  }
  const { eligible, nobody } = await whoCouldApprove(assessment, assessment.decision.approval);
  if (!nobody) return { kind: 'waits', eligible, names: assessment.names };
  await endUndecidable(ports, run, nobody);
  return { kind: 'ended' };
}

/** The policy's no to a request that waits, because nobody who could say yes can be asked. */
async function endUndecidable(ports: Ports, run: Run, { rule, says: why }: Because): Promise<void> {
  const says = words`It waits no more, because nobody can decide on it. ${why} Nothing was changed.`;
  await ports.records.advance({
    run: run.id,
    from: ['awaiting_approval'],
    to: 'denied',
    step: run.step,
    at: ports.clock.now(),
    changes: { dueAt: null, because: { rule, says } },
    entries: [{ kind: 'run.denied', actor: null, because: rule, ...aboutRun(run) }],
    notices: endNotices(run, says),
  });
}
