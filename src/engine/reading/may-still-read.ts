import { isSatisfied } from '../approvals/approvals.js';
import { assess, wishOf, type Assessment } from '../planning/assess.js';
import { refusalNotice } from '../authorise.js';
import { countedYeses } from '../approvals/counted-yeses.js';
import { aboutRun } from '../ledger/entries.js';
import { patiently } from '../patience.js';
import type { Ports } from '../ports.js';
import type { Because, Run } from '../run.js';
import { words, type Names, type Words } from '../words.js';

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
  const because = await whyDenied(ports, run, assessment);
  if (!because) return null;
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
        policy_hash: assessment.policy.hash,
      },
    ],
    notices: [refusalNotice(run, because)],
  });
  return { kind: 'denied', because, names };
}

/** What somebody else said yes to may be looked at for so long after the last yes. */
const APPROVED_FOR_MS = 24 * 60 * 60 * 1000;

async function whyDenied(
  ports: Ports,
  run: Run,
  assessment: Extract<Assessment, { kind: 'plan' }>,
): Promise<Because | null> {
  const { decision, plan } = assessment;
  if (decision.verdict === 'allow') return null;
  if (decision.verdict === 'deny' || run.approvals.length === 0 || plan.hash !== run.plan?.hash)
    return decision.because;
  const last = Math.max(...run.approvals.map(({ at }) => at.getTime()));
  if (ports.clock.now().getTime() - last > APPROVED_FOR_MS) return LAPSED;
  const given = await countedYeses(run, assessment, decision.approval);
  return isSatisfied(decision.approval, given) ? null : decision.because;
}

const LAPSED: Because = {
  rule: 'approval-has-lapsed',
  says: words`The yes to this reading was good for a day. Ask for it again to see how it is now.`,
};

/** Whether a press below a page is the requester's, and the first one at that page. */
export function mayGoOn(run: Run, { by, step }: { readonly by: string; readonly step: number }): boolean {
  return run.state === 'succeeded' && run.requester === by && run.step === step;
}
