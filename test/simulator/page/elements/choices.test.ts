import { describe, expect, it } from '@jest/globals';

import { flat, groupsFor, groupsOf, matching } from '../../../../src/simulator/page/elements/choices.js';
import { option, state } from '../support/samples.js';

const labels = (element: object): string[] => flat(groupsFor({ ...element }, state())).map(({ label }) => label);

describe('groupsFor', () => {
  it('lists people without those who are deactivated', () => {
    expect(labels({ type: 'multi_users_select' })).toEqual(['Ada Lovelace', 'Grace Hopper', 'Gridkeeper']);
  });

  it('lists public channels, and conversations by their filter', () => {
    expect(labels({ type: 'channels_select' })).toEqual(['#general']);
    expect(labels({ type: 'conversations_select' })).toEqual(['#general', '#approvals', 'Gridkeeper']);
    expect(labels({ type: 'conversations_select', filter: { include: ['private'] } })).toEqual(['#approvals']);
  });
});

describe('groupsOf', () => {
  it('reads options and option groups, with emoji and descriptions', () => {
    const described = { ...option('a', ':lock: A'), description: { type: 'plain_text', text: 'first' } };
    const group = { label: { type: 'plain_text', text: 'More' }, options: [option('b')] };

    expect(groupsOf({ options: [described], option_groups: [group] })).toMatchObject([
      { label: '', choices: [{ value: 'a', label: '🔒 A', detail: 'first', option: described }] },
      { label: 'More', choices: [{ value: 'b' }] },
    ]);
  });
});

describe('matching', () => {
  const groups = groupsOf({
    option_groups: [
      { label: { text: 'One' }, options: [option('1', 'Engineering'), option('2', 'Marketing')] },
      { label: { text: 'Two' }, options: [option('3', 'Sales')] },
    ],
  });

  it('looks for what was typed anywhere in the label, and drops empty groups', () => {
    expect(matching(groups, ' KET ')).toMatchObject([{ label: 'One', choices: [{ value: '2' }] }]);
    expect(matching(groups, '')).toEqual(groups);
    expect(matching(groups, 'nothing')).toEqual([]);
  });

  it('looks into the details only where it is told to', () => {
    const people = [{ label: '', choices: [{ value: 'W1', label: 'Ada', detail: 'Org owner', option: null }] }];

    expect(matching(people, 'owner')).toEqual([]);
    expect(matching(people, 'owner', true)).toEqual(people);
  });
});
