import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { highest, isAtLeast, outranks, rankInWords, RANKS } from '../../../src/engine/organisation/ranks.js';

const anyRank = fc.constantFrom(...RANKS);

describe('RANKS', () => {
  it('stand in the order of the design, lowest first', () => {
    expect(RANKS).toEqual([
      'none',
      'guest',
      'member',
      'workspace_admin',
      'workspace_owner',
      'workspace_primary_owner',
      'org_admin',
      'org_owner',
      'primary_owner',
    ]);
  });
});

describe('outranks', () => {
  it('is true of exactly one of two different ranks and of neither of two equal ones', () => {
    fc.assert(
      fc.property(anyRank, anyRank, (one, other) => {
        expect([outranks(one, other), outranks(other, one)].filter(Boolean)).toHaveLength(one === other ? 0 : 1);
      }),
    );
  });

  it('is the opposite of being at most as high', () => {
    fc.assert(fc.property(anyRank, anyRank, (one, other) => isAtLeast(other, one) === !outranks(one, other)));
  });
});

describe('isAtLeast', () => {
  it.each([
    ['org_owner', 'org_admin', true],
    ['org_admin', 'org_admin', true],
    ['workspace_primary_owner', 'org_admin', false],
    ['none', 'guest', false],
  ] as const)('of %s and %s is %s', (rank, least, answer) => {
    expect(isAtLeast(rank, least)).toBe(answer);
  });
});

describe('highest', () => {
  it('is one of the two, and neither outranks it', () => {
    fc.assert(
      fc.property(anyRank, anyRank, (one, other) => {
        const top = highest(one, other);
        expect([one, other]).toContain(top);
        expect(outranks(one, top) || outranks(other, top)).toBe(false);
      }),
    );
  });
});

describe('rankInWords', () => {
  it('names every rank so that it reads after “is”', () => {
    expect(RANKS.map(rankInWords)).toMatchInlineSnapshot(`
     [
       "without any rights here",
       "a guest",
       "a member",
       "a workspace admin",
       "a workspace owner",
       "a workspace’s primary owner",
       "an org admin",
       "an org owner",
       "the org’s primary owner",
     ]
    `);
  });
});
