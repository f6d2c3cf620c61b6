import { describe, expect, it } from '@jest/globals';

import { findWrong } from '../../../../src/simulator/page/modal/check.js';
import { carryValues } from '../../../../src/simulator/page/state/values.js';
import { option, textInput } from '../support/samples.js';

/** What is wrong with a text in an element. */
function wrong(element: object, value: string | null, block: object = {}): string | undefined {
  const blocks = [textInput('field', 'value', element, block)];
  const type = 'type' in element ? String(element.type) : 'plain_text_input';
  return findWrong(blocks, { field: { value: { type, value } } })['field'];
}

describe('findWrong', () => {
  it('asks for what is required, and not for what is optional', () => {
    expect(wrong({}, null)).toBe('Please complete this required field.');
    expect(wrong({}, '   ')).toBe('Please complete this required field.');
    expect(wrong({}, null, { optional: true })).toBeUndefined();
    expect(wrong({}, 'x')).toBeUndefined();
  });

  it.each([
    [{ min_length: 3 }, 'ab', 'Please use at least 3 characters.'],
    [{ min_length: 3 }, 'abc', undefined],
    [{ max_length: 3 }, 'abcd', 'Please use at most 3 characters.'],
    [{ max_length: 1 }, '🎉', undefined],
    [{ type: 'email_text_input' }, 'ada', 'Please enter a valid email address.'],
    [{ type: 'email_text_input' }, 'ada@engines.example', undefined],
    [{ type: 'url_text_input' }, 'engines.example', 'Please enter a valid URL.'],
    [{ type: 'url_text_input' }, 'https://engines.example', undefined],
    [{ type: 'number_input' }, '1.5', 'Please enter a whole number.'],
    [{ type: 'number_input', is_decimal_allowed: true }, '1.5', undefined],
    [{ type: 'number_input', is_decimal_allowed: true }, 'x', 'Please enter a number.'],
    [{ type: 'number_input', min_value: '2' }, '1', 'Please enter a number of at least 2.'],
    [{ type: 'number_input', max_value: '9' }, '10', 'Please enter a number of at most 9.'],
    [{ type: 'number_input', min_value: '2', max_value: '9' }, '5', undefined],
  ])('checks %j against %j', (element, value, problem) => {
    expect(wrong(element, value)).toBe(problem);
  });

  it('counts what was chosen', () => {
    const options = ['a', 'b', 'c'].map((value) => option(value));
    const element = { type: 'multi_static_select', action_id: 'value', max_selected_items: 2, options };
    const blocks = [{ ...textInput('field'), element }];
    const chosen = (count: number) => ({
      field: { value: { type: 'multi_static_select', selected_options: options.slice(0, count) } },
    });

    expect(findWrong(blocks, chosen(3))).toEqual({ field: 'Please choose at most 2.' });
    expect(findWrong(blocks, chosen(2))).toEqual({});
    expect(findWrong(blocks, chosen(0))).toEqual({ field: 'Please complete this required field.' });
  });

  it('leaves alone what stands in sections and actions', () => {
    const blocks = [{ type: 'actions', block_id: 'a', elements: [{ type: 'datepicker', action_id: 'day' }] }];

    expect(findWrong(blocks, carryValues(blocks, undefined))).toEqual({});
  });
});
