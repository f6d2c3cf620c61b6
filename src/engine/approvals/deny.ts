import { endNotices } from './asking.js';
import { aboutRun } from '../ledger/entries.js';
import type { Ports } from '../ports.js';
import { review, tooLate, type Reviewed } from './review.js';
import type { Run } from '../run.js';
import { person, words } from '../words.js';

/** Somebody's no, with the reason in their own words. */
export interface Denial {
  readonly by: string;
  readonly reason: string;
}

/** The rule of what a person said no to. */
export const DENIED_BY_APPROVER = 'denied-by-approver';

/**
 * Somebody's no; one is enough and ends the run. Whoever may approve may deny. The reason is kept where it can be erased,
 * and shown to whoever asked, on the card and in the audit channel.
 * @throws SlackError where Slack could not be asked; then nothing was decided.
 */
export async function deny(ports: Ports, run: Run, { by, reason }: Denial): Promise<Reviewed> {
  const reviewed = await review(ports, run, by);
  if (reviewed.kind !== 'eligible') return reviewed;
  const at = ports.clock.now();
  const says = words`${person(by)} denied it. Nothing was changed.`;
  const denied = await ports.records.advance({
    run: run.id,
    from: ['awaiting_approval'],
    to: 'denied',
    at,
    changes: {
      dueAt: null,
      approval: { by, verdict: 'denied', planHash: reviewed.planHash, at },
      because: { rule: DENIED_BY_APPROVER, says },
      remarks: { denial: reason },
      names: reviewed.names,
      policyHash: reviewed.policyHash,
    },
    entries: [{ kind: 'approval.denied', actor: by, ...aboutRun({ ...run, policyHash: reviewed.policyHash }) }],
    notices: endNotices(run, says),
  });
  return denied ? { kind: 'done', run: denied } : tooLate(ports, run);
}
