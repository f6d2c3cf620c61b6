import { createHash } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { planHash, type HashedPlan } from '../../../src/engine/planning/plan-hash.js';

const PLAN: HashedPlan = {
  enterpriseId: 'E1',
  operation: 'admin.users.setAdmin',
  requester: 'W1',
  input: { user_id: 'W2', team_id: 'T1', reason: 'launch week' },
  before: { user_id: 'W2', team_id: 'T1', role: 'member' },
  calls: [{ method: 'admin.users.setAdmin', arguments: { user_id: 'W2', team_id: 'T1' } }],
};

describe('planHash', () => {
  it('is SHA-256 over the RFC 8785 JSON that the design names', () => {
    const text =
      '{"before":{"role":"member","team_id":"T1","user_id":"W2"},' +
      '"calls":[{"arguments":{"team_id":"T1","user_id":"W2"},"method":"admin.users.setAdmin"}],' +
      '"enterprise_id":"E1","input":{"reason":"launch week","team_id":"T1","user_id":"W2"},' +
      '"operation":"admin.users.setAdmin","requester":"W1","v":1}';
    expect(planHash(PLAN)).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it.each<[string, Partial<HashedPlan>]>([
    ['the organisation', { enterpriseId: 'E2' }],
    ['the operation', { operation: 'admin.users.setRegular' }],
    ['the requester', { requester: 'W3' }],
    ['the person', { input: { ...PLAN.input, user_id: 'W3' } }],
    ['the place', { input: { ...PLAN.input, team_id: 'E1' } }],
    ['the reason', { input: { ...PLAN.input, reason: 'launch week!' } }],
    ['a reason where there was none', { input: { user_id: 'W2', team_id: 'T1' } }],
    ['a duration', { input: { ...PLAN.input, duration: '8h' } }],
    ['the state before', { before: { ...PLAN.before, role: 'guest' } }],
    [
      'the arguments of the call',
      { calls: [{ method: 'admin.users.setAdmin', arguments: { user_id: 'W2', team_id: 'T2' } }] },
    ],
    [
      'the method of the call',
      { calls: [{ method: 'admin.users.setOwner', arguments: { user_id: 'W2', team_id: 'T1' } }] },
    ],
    ['one call more', { calls: [...PLAN.calls, ...PLAN.calls] }],
    ['no call', { calls: [] }],
  ])('changes with %s', (_, change) => {
    expect(planHash({ ...PLAN, ...change })).not.toBe(planHash(PLAN));
  });

  it('does not depend on the order of keys, nor on what else stands beside a plan', () => {
    const shown = {
      ...PLAN,
      input: { reason: 'launch week', team_id: 'T1', user_id: 'W2' },
      warnings: ['mind this'],
      names: { W2: 'Ada' },
      at: '2026-03-02',
    };
    expect(planHash(shown)).toBe(planHash(PLAN));
  });

  it('differs for any two plans that differ anywhere', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 8 });
    const flat = fc.dictionary(fc.constantFrom('user_id', 'team_id', 'reason', 'role'), text, {
      maxKeys: 3,
      noNullPrototype: true,
    });
    const anyPlan = fc.record({
      enterpriseId: text,
      operation: text,
      requester: text,
      input: flat,
      before: flat,
      calls: fc.array(fc.record({ method: text, arguments: flat }), { maxLength: 2 }),
    });
    // Compared as sorted JSON made here, independently of the code under test.
    const sorted = (value: unknown): string =>
      JSON.stringify(value, (_, inner: unknown) =>
        typeof inner === 'object' && inner !== null && !Array.isArray(inner)
          ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
          : inner,
      );
    fc.assert(
      fc.property(
        anyPlan,
        anyPlan,
        (one, other) => (planHash(one) === planHash(other)) === (sorted(one) === sorted(other)),
      ),
      { numRuns: 1000 },
    );
  });
});
