import type { Assessment } from './assess.js';
import { notAllowedAnyMore, STATE_MOVED_ON } from '../outcome.js';
import type { Because, Run } from '../run.js';
import { words, type Names, type Words } from '../words.js';

/** Why a plan that people said yes to is not carried out, with the names that occur in it. */
export interface NoLonger {
  readonly because: Because;
  readonly names: Names;
}

/** The rule of what ended because the live state is another one, and could be asked for again as it is now. */
export const ASK_ANEW = 'state-moved-on';
const HOLDS_NO_MORE = 'plan-no-longer-holds';

/** Said where there is no new plan to ask for. */
const MOVED_ON = words`What this plan was made on has changed since, so it was not carried out. Nothing was changed.`;

/**
 * Why a run's plan holds no more, given how things are now; `null` where it is the same plan and may go on. Says how it
 * would be now, so that whoever asked, and whoever decides, see what is different.
 */
export function noLonger(run: Run, assessment: Assessment): NoLonger | null {
  const { names } = assessment;
  const moved = (rule: string, now: Words): NoLonger => {
    const says = words`${rule === ASK_ANEW ? STATE_MOVED_ON : MOVED_ON} As things are now${now}`;
    return { because: { rule, says }, names };
  };
  if (assessment.kind !== 'plan') return moved(HOLDS_NO_MORE, words`: ${assessment.says}`);
  const { plan, decision } = assessment;
  const denied = decision.verdict === 'deny';
  if (plan.hash === run.plan?.hash) {
    return denied ? { because: { rule: HOLDS_NO_MORE, says: notAllowedAnyMore(decision.because) }, names } : null;
  }
  if (denied) return moved(HOLDS_NO_MORE, words`, it is not allowed. ${decision.because.says}`);
  return moved(ASK_ANEW, words`, it would be this: ${sentences(plan.changes)}`);
}

/** `Ada: member → admin; Bob: guest → admin.` */
function sentences(changes: readonly Words[]): Words {
  return [...changes.flatMap((change, index) => (index === 0 ? change : ['; ', ...change])), '.'];
}
