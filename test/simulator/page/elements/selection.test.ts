import { describe, expect, it } from '@jest/globals';

import { choiceOf } from '../../../../src/simulator/page/elements/choices.js';
import { initialValue } from '../../../../src/simulator/page/elements/initial-value.js';
import { selectedChoices, selectionValue, toggled } from '../../../../src/simulator/page/elements/selection.js';
import { option } from '../support/samples.js';

const choice = (value: string) => ({ value, label: value, detail: '', option: null });

describe('selectionValue and selectedChoices', () => {
  it.each([
    ['static_select', 'selected_option', option('a')],
    ['external_select', 'selected_option', option('a')],
    ['radio_buttons', 'selected_option', option('a')],
    ['checkboxes', 'selected_options', [option('a'), option('b')]],
    ['multi_static_select', 'selected_options', [option('a'), option('b')]],
    ['multi_external_select', 'selected_options', [option('a'), option('b')]],
  ])('keep the options of %s', (type, key, held) => {
    const chosen = selectedChoices(type, { type, [key]: held }, []);

    expect(chosen.map(({ value }) => value)).toEqual([held].flat().map(({ value }) => value));
    expect(selectionValue(type, chosen)).toEqual({ type, [key]: held });
  });

  it.each([
    ['users_select', 'selected_user', 'W1'],
    ['channels_select', 'selected_channel', 'C1'],
    ['conversations_select', 'selected_conversation', 'C1'],
    ['multi_users_select', 'selected_users', ['W1', 'W2']],
    ['multi_channels_select', 'selected_channels', ['C1']],
    ['multi_conversations_select', 'selected_conversations', ['C1']],
  ])('keep the IDs of %s', (type, key, held) => {
    const chosen = selectedChoices(type, { type, [key]: held }, [{ ...choice('W1'), label: 'Ada' }]);

    expect(selectionValue(type, chosen)).toEqual({ type, [key]: held });
    expect(selectionValue(type, [])).toEqual(initialValue({ type }));
  });
});

describe('toggled', () => {
  it('takes a line in and out, and none beyond the limit', () => {
    const [a, b] = [choiceOf(option('a')), choiceOf(option('b'))];

    expect(toggled([a], b, null)).toEqual([a, b]);
    expect(toggled([a, b], a, null)).toEqual([b]);
    expect(toggled([a], b, 1)).toEqual([a]);
    expect(toggled([a], a, 1)).toEqual([]);
  });
});
