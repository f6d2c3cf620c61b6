import { isSatisfied } from '../approvals/approvals.js';
import { assess, wishOf } from './assess.js';
import { countedYeses } from '../approvals/counted-yeses.js';
import { whyNotEndedAnyMore } from '../grants/ending-plan.js';
import { noLonger, type NoLonger } from './no-longer.js';
import { notAllowedAnyMore } from '../outcome.js';
import type { Ports } from '../ports.js';
import type { Run } from '../run.js';

/**
 * Why plan, decision or approvals are not what they were, or `null` where they are; reads everything again. Asked right
 * before a call leaves.
 * @throws SlackError where Slack could not be asked.
 */
export async function whyNotAnyMore(ports: Ports, run: Run): Promise<NoLonger | null> {
  if (run.ends) return whyNotEndedAnyMore(ports, run);
  const assessment = await assess(ports, await wishOf(ports, run));
  const ended = noLonger(run, assessment);
  if (ended || assessment.kind !== 'plan' || assessment.decision.verdict !== 'approve') return ended;

  const { decision, names } = assessment;
  const given = await countedYeses(run, assessment, decision.approval);
  if (isSatisfied(decision.approval, given)) return null;
  const because = given.find(({ counts }) => counts.length === 0)?.because ?? decision.because;
  return { because: { rule: 'plan-no-longer-holds', says: notAllowedAnyMore(because) }, names };
}
