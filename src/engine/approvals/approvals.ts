import type { ApprovalNeed, ApprovalRule } from '../decision.js';
import type { Words } from '../words.js';
import { words } from '../words.js';

/** Somebody's yes, and the needs of a rule for which it counts, by their place in it. */
export interface Yes {
  readonly by: string;
  readonly counts: readonly number[];
}

/** A need that is not met yet, and how many people it still wants. */
export interface Missing {
  readonly need: ApprovalNeed;
  readonly count: number;
}

/**
 * What a rule still wants after these yeses. Nobody is counted twice, neither for two needs nor for two presses, and
 * everybody is counted where they help most: a yes that could serve either of two needs serves the one that nobody
 * else can.
 */
export function missing({ needs }: ApprovalRule, given: readonly Yes[]): Missing[] {
  const yeses = [...new Map(given.map((yes) => [yes.by, yes])).values()];
  const seats = needs.flatMap(({ count }, need) => Array.from({ length: count }, () => need));
  const taken = seat(seats, yeses);
  return needs.flatMap((need, index) => {
    const free = seats.filter((of, place) => of === index && taken[place] === undefined).length;
    return free > 0 ? [{ need, count: free }] : [];
  });
}

/** Whether a rule wants nothing more than these yeses. */
export function isSatisfied(rule: ApprovalRule, given: readonly Yes[]): boolean {
  return missing(rule, given).length === 0;
}

/** Gives as many seats as possible to people who may take them: augmenting paths, one person at a time. */
function seat(seats: readonly number[], yeses: readonly Yes[]): (Yes | undefined)[] {
  const taken: (Yes | undefined)[] = seats.map(() => undefined);
  const place = (yes: Yes, tried: Set<number>): boolean =>
    seats.some((need, at) => {
      if (tried.has(at) || !yes.counts.includes(need)) return false;
      tried.add(at);
      const sitting = taken[at];
      if (sitting && !place(sitting, tried)) return false;
      taken[at] = yes;
      return true;
    });
  for (const yes of yeses) place(yes, new Set());
  return taken;
}

/** Everything that a rule wants, to follow “the yes of”: “another org owner and one of Security”. */
export function needsInWords(needs: readonly ApprovalNeed[]): Words {
  return joined(needs.map(({ says }) => says));
}

/** What is still missing, to follow “the yes of”. */
export function missingInWords(wants: readonly Missing[]): Words {
  return joined(wants.map(({ need, count }) => (count < need.count ? words`${need.says} (${count} more)` : need.says)));
}

function joined(parts: readonly Words[]): Words {
  return parts.flatMap((part, index) => {
    if (index === 0) return part;
    return index === parts.length - 1 ? words` and ${part}` : words`, ${part}`;
  });
}
