import { describe, expect, it } from '@jest/globals';

import { field, type Field } from '../../src/engine/fields.js';
import type { Json } from '../../src/engine/planning/plan.js';
import { inputElement } from '../../src/forms/input-element.js';
import { optionOf } from '../../src/forms/options.js';
import { valuesOf } from '../../src/forms/view-values.js';

const element = (of: Field, value?: Json): Record<string, unknown> => ({
  ...inputElement(of, value, (_, id) => optionOf({ id, name: `Name of ${id}`, detail: null })),
});
const options = (chosen: unknown): unknown => JSON.parse(JSON.stringify(chosen ?? null));

describe('the element of a field', () => {
  it.each([
    ['one of many', field.channel('Channel'), 'external_select'],
    ['several of many', field.channels('Channels', { max: 100 }), 'multi_external_select'],
    ['an address', field.email('E-mail'), 'email_text_input'],
    ['a day and a time', field.moment('End'), 'datetimepicker'],
    ['a number', field.number('Per page', { min: 1, max: 100 }), 'number_input'],
    ['one of a few', field.choice('Kind', { full: 'Full member', guest: 'Guest' }), 'static_select'],
    ['yes or nothing', field.flag('Guests', 'Only guests'), 'checkboxes'],
    ['words', field.text('Reason', { max: 500, lines: 'several' }), 'plain_text_input'],
  ])('for %s is the one that Slack has for it', (_, of, type) => {
    expect(element(of)).toMatchObject({ type, action_id: 'value' });
  });

  it('lets no more be chosen than the method takes', () => {
    expect(element(field.channels('Channels', { max: 100 }))['max_selected_items']).toBe(100);
  });

  it('has its first choice chosen where one has to be, and none where it may stay open', () => {
    const kinds = { full: 'Full member', is_restricted: 'Guest' };
    expect(element(field.choice('Kind', kinds))['initial_option']).toMatchObject({ value: 'full' });
    expect(element(field.choice('Kind', kinds, { optional: true }))['initial_option']).toBeUndefined();
  });

  it.each<[string, Field, Json]>([
    ['IDs', field.workspaces('Workspaces', { max: 50 }), ['T1', 'T2']],
    ['an ID', field.group('Group'), 'S1'],
    ['a moment', field.moment('End'), 1_800_000_000],
    ['a number', field.number('Per page', { min: 1, max: 100 }), 50],
    ['a tick', field.flag('Guests', 'Only guests'), true],
    ['a choice', field.choice('Kind', { full: 'Full member', guest: 'Guest' }), 'guest'],
    ['an address', field.email('E-mail'), 'zoe@example.com'],
  ])('filled in with %s gives the same back', (_, of, value) => {
    const shown = element(of, value);
    const state = {
      field: {
        value: {
          selected_option: options(shown['initial_option']),
          selected_options: options(shown['initial_options']),
          selected_date_time: shown['initial_date_time'],
          value: shown['initial_value'],
        },
      },
    };
    expect(valuesOf(state, { field: of })).toEqual({ field: value });
  });

  it('takes a box that is not ticked, and an empty list, for nothing said', () => {
    const fields = { box: field.flag('Guests', 'Only guests'), list: field.channels('Channels', { max: 5 }) };
    const state = { box: { value: { selected_options: [] } }, list: { value: { selected_options: [] } } };
    expect(valuesOf(state, fields)).toEqual({});
  });
});
