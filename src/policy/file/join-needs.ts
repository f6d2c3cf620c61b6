import type { ApprovalNeed } from '../../engine/decision.js';
import { implies } from './implies.js';
import { needOf } from './people-named.js';

/**
 * What several rules want together. Each of them has to be met, but not by people of its own: where everybody who could
 * meet the need of one rule would meet that of another too, one yes is enough for both.
 */
export function joinNeeds(rules: readonly (readonly ApprovalNeed[])[]): readonly ApprovalNeed[] {
  return rules.reduce((joined, needs) => join(joined, needs), []);
}

function join(joined: readonly ApprovalNeed[], more: readonly ApprovalNeed[]): readonly ApprovalNeed[] {
  // How many of each need there already serve a need of this rule: within one rule people are distinct.
  let all = joined.map((need) => ({ need, free: need.count }));
  const added: ApprovalNeed[] = [];
  for (const need of more) {
    let wanted = need.count;
    for (const there of all) {
      if (!isWithin(there.need, need)) continue;
      const served = Math.min(wanted, there.free);
      wanted -= served;
      there.free -= served;
    }
    if (wanted === 0) continue;
    added.push(wanted === need.count ? need : resized(need, wanted));
    // Those who are wanted now serve what is asked of a wider circle already.
    let serving = wanted;
    all = all.map((there) => {
      if (serving === 0 || there.free === 0 || !isWithin(need, there.need)) return there;
      const served = Math.min(serving, there.free);
      serving -= served;
      return { need: resized(there.need, there.need.count - served), free: there.free - served };
    });
  }
  return [...all.map(({ need }) => need).filter(({ count }) => count > 0), ...added];
}

/** Whether everybody who meets one need would meet the other. */
export function isWithin(one: ApprovalNeed, other: ApprovalNeed): boolean {
  return one.from.every((who) => other.from.some((wider) => implies(who, wider)));
}

const resized = (need: ApprovalNeed, count: number): ApprovalNeed =>
  count === 0 ? { ...need, count } : needOf(count, need.from);
