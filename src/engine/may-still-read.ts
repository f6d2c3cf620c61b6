import { assess, wishOf } from './assess.js';
import { refusalNotice } from './authorise.js';
import { aboutRun } from './entries.js';
import { patiently } from './patience.js';
import type { Ports } from './ports.js';
import type { Because, Run } from './run.js';
import type { Names, Words } from './words.js';

/** Why somebody may not go on reading what they have begun to read. */
export type Barred =
  | { readonly kind: 'denied'; readonly because: Because; readonly names: Names }
  | { readonly kind: 'obstacle'; readonly says: Words; readonly names: Names };

/**
 * Reads and decides anew whether the run's requester may go on reading; a no is recorded and posted as any other.
 * @throws SlackError where Slack could not be asked.
 */
export async function whyBarred(ports: Ports, run: Run): Promise<Barred | null> {
  const assessment = await patiently(ports, run, async () => assess(ports, await wishOf(ports, run)));
  const { names } = assessment;
  if (assessment.kind !== 'plan') return { kind: 'obstacle', says: assessment.says, names };
  if (assessment.decision.verdict === 'allow') return null;
  const { because } = assessment.decision;
  await ports.records.advance({
    run: run.id,
    from: ['succeeded'],
    at: ports.clock.now(),
    entries: [
      {
        kind: 'run.denied',
        actor: run.requester,
        ...aboutRun(run),
        because: because.rule,
        policy_hash: ports.policy.hash,
      },
    ],
    notices: [refusalNotice(run, because)],
  });
  return { kind: 'denied', because, names };
}

/** Whether a press below a page is the requester's, and the first one at that page. */
export function mayGoOn(run: Run, { by, step }: { readonly by: string; readonly step: number }): boolean {
  return run.state === 'succeeded' && run.requester === by && run.step === step;
}
