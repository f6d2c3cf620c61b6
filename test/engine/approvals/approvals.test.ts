import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import {
  isSatisfied,
  missing,
  missingInWords,
  needsInWords,
  type Yes,
} from '../../../src/engine/approvals/approvals.js';
import type { ApprovalNeed, ApprovalRule } from '../../../src/engine/decision.js';
import { toPlain, words } from '../../../src/engine/words.js';

const need = (count: number, says: string): ApprovalNeed => ({ count, from: [], says: words`${says}` });
const ruleOf = (...counts: readonly number[]): ApprovalRule => ({
  needs: counts.map((count, index) => need(count, `group ${index}`)),
});
const yes = (by: string, ...counts: readonly number[]): Yes => ({ by, counts });

/** How many people each need still wants. */
const left = (rule: ApprovalRule, given: readonly Yes[]): Record<string, number> =>
  Object.fromEntries(missing(rule, given).map(({ need: { says }, count }) => [toPlain(says, {}), count]));

describe('what a rule still wants', () => {
  it.each<[what: string, rule: ApprovalRule, given: readonly Yes[], wants: Record<string, number>]>([
    ['everything before anybody has said yes', ruleOf(2, 1), [], { 'group 0': 2, 'group 1': 1 }],
    ['one more of two', ruleOf(2), [yes('A', 0)], { 'group 0': 1 }],
    ['nothing after two of two', ruleOf(2), [yes('A', 0), yes('B', 0)], {}],
    ['one more where one person said yes twice', ruleOf(2), [yes('A', 0), yes('A', 0)], { 'group 0': 1 }],
    ['one of the second group where only the first has spoken', ruleOf(1, 1), [yes('A', 0)], { 'group 1': 1 }],
    ['one more where a member of both groups is the only one', ruleOf(1, 1), [yes('A', 0, 1)], { 'group 1': 1 }],
    ['nothing where each group has spoken', ruleOf(1, 1), [yes('A', 0), yes('B', 1)], {}],
    ['nothing where whoever is in both makes room', ruleOf(1, 1), [yes('A', 0, 1), yes('B', 0)], {}],
    ['everything where those who said yes do not count any more', ruleOf(1), [yes('A')], { 'group 0': 1 }],
    ['one of a group, however many of the other said yes', ruleOf(1, 1), [yes('A', 0), yes('B', 0)], { 'group 1': 1 }],
    ['nothing along a chain', ruleOf(1, 1, 1), [yes('A', 0, 1), yes('B', 1, 2), yes('C', 0)], {}],
  ])('is %s', (_, rule, given, wants) => {
    expect(left(rule, given)).toEqual(wants);
    expect(isSatisfied(rule, given)).toBe(Object.keys(wants).length === 0);
  });

  it('is told in words', () => {
    const rule: ApprovalRule = {
      needs: [need(2, '2 of Security'), need(1, 'another org owner'), need(1, 'one of the owners of Marketing')],
    };
    expect(toPlain(needsInWords(rule.needs), {})).toBe(
      '2 of Security, another org owner and one of the owners of Marketing',
    );
    expect(toPlain(missingInWords(missing(rule, [yes('A', 0), yes('B', 1)])), {})).toBe(
      '2 of Security (1 more) and one of the owners of Marketing',
    );
  });

  it('is nothing exactly where the yeses can be dealt out to distinct people', () => {
    const anyRule = fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 3 });
    const anyYeses = fc.array(
      fc.record({ by: fc.constantFrom('A', 'B', 'C', 'D', 'E'), counts: fc.subarray([0, 1, 2]) }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(anyRule, anyYeses, (counts, given) => {
        const rule = ruleOf(...counts);
        const yeses = [...new Map(given.map((one) => [one.by, one])).values()];
        const seats = counts.flatMap((count, index) => Array.from({ length: count }, () => index));
        expect(isSatisfied(rule, given)).toBe(canSeat(seats, yeses));
      }),
      { numRuns: 1000 },
    );
  });
});

/** The same by trying everything. */
function canSeat([seat, ...others]: readonly number[], yeses: readonly Yes[]): boolean {
  if (seat === undefined) return true;
  return yeses.some(
    (one) =>
      one.counts.includes(seat) &&
      canSeat(
        others,
        yeses.filter((other) => other !== one),
      ),
  );
}
