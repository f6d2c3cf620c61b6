import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { carryValues, fieldsOf, withValue } from '../../../../src/simulator/page/state/values.js';
import { option, textInput } from '../support/samples.js';

const typed = (value: string) => ({ type: 'plain_text_input', value });

describe('carryValues', () => {
  it('begins with the initial values', () => {
    const select = { type: 'static_select', action_id: 'pick', initial_option: option('b'), options: [option('b')] };
    const blocks = [
      textInput('name', 'value', { initial_value: 'Ada' }),
      textInput('reason'),
      { type: 'section', block_id: 's', accessory: select },
      {
        type: 'actions',
        block_id: 'a',
        elements: [
          { type: 'button', action_id: 'go' },
          { type: 'datepicker', action_id: 'day' },
        ],
      },
    ];

    expect(carryValues(blocks, undefined)).toEqual({
      name: { value: typed('Ada') },
      reason: { value: { type: 'plain_text_input', value: null } },
      s: { pick: { type: 'static_select', selected_option: option('b') } },
      a: { day: { type: 'datepicker', selected_date: null } },
    });
  });

  it('keeps what was typed where block_id and action_id stay, whatever the new initial value', () => {
    const blocks = [textInput('name', 'value', { initial_value: 'new' })];

    expect(carryValues(blocks, { name: { value: typed('old') } })).toEqual({ name: { value: typed('old') } });
  });

  it.each([
    ['another block_id', textInput('name:2', 'value', { initial_value: 'new' }), 'name:2', 'value'],
    ['another action_id', textInput('name', 'value:1', { initial_value: 'new' }), 'name', 'value:1'],
  ])('starts anew with %s', (_what, block, blockId, actionId) => {
    expect(carryValues([block], { name: { value: typed('old') } })).toEqual({
      [blockId]: { [actionId]: typed('new') },
    });
  });

  it('starts anew where the element became another one', () => {
    const block = { ...textInput('name'), element: { type: 'datepicker', action_id: 'value' } };

    expect(carryValues([block], { name: { value: typed('old') } })).toEqual({
      name: { value: { type: 'datepicker', selected_date: null } },
    });
  });

  it('holds exactly the fields of the blocks, for any ids before and after', () => {
    const ids = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('x', 'y')), { maxLength: 5 });
    fc.assert(
      fc.property(ids, ids, (before, after) => {
        const blocksOf = (pairs: [string, string][]) => pairs.map(([block, action]) => textInput(block, action));
        const old = before.reduce(
          (values, [blockId, actionId]) => withValue(values, { blockId, actionId }, typed(blockId + actionId)),
          carryValues(blocksOf(before), undefined),
        );

        const values = carryValues(blocksOf(after), old);

        for (const { blockId, actionId } of fieldsOf(blocksOf(after))) {
          const kept = before.some(([block, action]) => block === blockId && action === actionId);
          expect(values[blockId]?.[actionId]?.['value']).toBe(kept ? blockId + actionId : null);
        }
        expect(Object.keys(values).toSorted()).toEqual([...new Set(after.map(([block]) => block))].toSorted());
      }),
    );
  });
});
