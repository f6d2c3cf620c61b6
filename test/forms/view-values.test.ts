import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import type { Json } from '../../src/engine/planning/plan.js';
import { valuesOf } from '../../src/forms/view-values.js';
import { setAdmin } from '../../src/operations/users/set-admin.js';

const valuesIn = (state: unknown): Record<string, Json> => valuesOf(state, setAdmin.fields);

describe('valuesOf', () => {
  it('takes what was chosen and what was typed, by block_id', () => {
    expect(
      valuesIn({
        user_id: { value: { type: 'external_select', selected_option: { text: {}, value: 'W0ADA00001' } } },
        reason: { value: { type: 'plain_text_input', value: 'launch week' } },
      }),
    ).toEqual({ user_id: 'W0ADA00001', reason: 'launch week' });
  });

  it('leaves out what was left empty', () => {
    expect(
      valuesIn({
        user_id: { value: { type: 'external_select', selected_option: null } },
        duration: { value: { type: 'plain_text_input', value: null } },
        reason: { value: { type: 'plain_text_input', value: '' } },
      }),
    ).toEqual({});
  });

  it('finds a field whose action_id was counted up', () => {
    expect(valuesIn({ team_id: { 'value:2': { selected_option: { value: 'T1' } } } })).toEqual({ team_id: 'T1' });
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'values'],
    ['a list', [{ value: { value: 'x' } }]],
    ['blocks without elements', { user_id: {}, reason: null }],
    ['an element of another kind', { user_id: { value: { selected_users: ['W1'] } } }],
    ['a value that is no text', { reason: { value: { value: { toString: 'x' } } } }],
    ['a number', { reason: { value: { value: 5 } } }],
    ['an option without a value', { user_id: { value: { selected_option: {} } } }],
  ])('makes nothing of %s', (_, state) => {
    expect(valuesIn(state)).toEqual({});
  });

  it('lets no block_id reach beyond the values', () => {
    const values = valuesIn(JSON.parse('{"__proto__":{"v":{"value":"x"}},"constructor":{"v":{"value":"y"}}}'));
    expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
    expect({}).not.toHaveProperty('value');
    expect(values['user_id']).toBeUndefined();
  });

  it('never throws, and answers texts that are not empty', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (state) => {
        for (const value of Object.values(valuesIn(state))) {
          expect(typeof value).toBe('string');
          expect(value).not.toBe('');
        }
      }),
      { numRuns: 1000 },
    );
  });
});
