import { assess, wishOf } from './assess.js';
import type { Decision } from '../decision.js';
import { requireApprovers, type Eligible } from '../approvals/eligible-approvers.js';
import { keepPlan, type Planned } from './keep-plan.js';
import type { Ports } from '../ports.js';
import type { Run } from '../run.js';

/** What became of a stored plan. */
export type Held =
  | {
      readonly holds: true;
      readonly decision: Decision;
      readonly eligible: Eligible | null;
      /** Of the policy that decided. */
      readonly policyHash: string;
    }
  /** Something that it rests on has changed; this takes its place. */
  | { readonly holds: false; readonly planned: Planned };

/**
 * Holds an open run's plan against everything it rests on, read anew: the live state, the policy, those who could
 * approve it, and the channels.
 * @throws SlackError where Slack could not be asked; then the plan stays as it was.
 */
export async function holdAgain(ports: Ports, run: Run): Promise<Held> {
  const assessment = await assess(ports, await wishOf(ports, run));
  if (assessment.kind === 'plan' && assessment.plan.hash === run.plan?.hash) {
    const { decision, eligible } = await requireApprovers(ports, assessment);
    if (decision.verdict !== 'deny') return { holds: true, decision, eligible, policyHash: assessment.policy.hash };
  }
  return { holds: false, planned: await keepPlan(ports, run, run.input, assessment) };
}
