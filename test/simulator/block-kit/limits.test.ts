import { describe, expect, it } from '@jest/globals';

import { messageProblems, optionsProblems, viewProblems } from '../../../src/simulator/block-kit/check.js';
import type { JsonObject } from '../../../src/simulator/json.js';

const x = (length: number): string => 'x'.repeat(length);
const plain = (text: string): JsonObject => ({ type: 'plain_text', text });
const mrkdwn = (text: string): JsonObject => ({ type: 'mrkdwn', text });
const option = (value: string, text = value): JsonObject => ({ text: plain(text), value });
const options = (count: number): JsonObject[] => Array.from({ length: count }, (_, index) => option(`o${index}`));
const section = (changes: JsonObject): JsonObject => ({ type: 'section', text: plain('x'), ...changes });
const actions = (...elements: JsonObject[]): JsonObject => ({ type: 'actions', elements });
const input = (element: JsonObject, changes: JsonObject = {}): JsonObject => ({
  type: 'input',
  label: plain('x'),
  element,
  ...changes,
});
const button = (changes: JsonObject = {}): JsonObject => ({ type: 'button', text: plain('x'), ...changes });
const select = (changes: JsonObject = {}): JsonObject => ({ type: 'static_select', options: options(1), ...changes });
const confirm = (changes: JsonObject = {}): JsonObject => ({
  title: plain('x'),
  text: plain('x'),
  confirm: plain('x'),
  deny: plain('x'),
  ...changes,
});
const text = (changes: JsonObject = {}): JsonObject => ({ type: 'plain_text_input', ...changes });

function modal(changes: JsonObject): string[] {
  const view = { type: 'modal', title: plain('x'), submit: plain('x'), blocks: [], ...changes };
  return viewProblems(view, ['modal', 'home']);
}

type Build = (size: number) => JsonObject;

/** A block of a size, the largest size Slack takes, and where it says so when there is one more. */
const lengths: [what: string, most: number, build: Build, pointer: string][] = [
  ['section text', 3000, (size) => section({ text: mrkdwn(x(size)) }), '/text/text'],
  ['section field', 2000, (size) => section({ fields: [plain(x(size))] }), '/fields/0/text'],
  ['header', 150, (size) => ({ type: 'header', text: plain(x(size)) }), '/text/text'],
  ['block_id', 255, (size) => ({ type: 'divider', block_id: x(size) }), '/block_id'],
  ['action_id', 255, (size) => actions(button({ action_id: x(size) })), '/elements/0/action_id'],
  ['button text', 75, (size) => actions(button({ text: plain(x(size)) })), '/elements/0/text/text'],
  ['button value', 2000, (size) => actions(button({ value: x(size) })), '/elements/0/value'],
  ['button url', 3000, (size) => actions(button({ url: x(size) })), '/elements/0/url'],
  ['placeholder', 150, (size) => actions(select({ placeholder: plain(x(size)) })), '/elements/0/placeholder/text'],
  [
    'option text',
    75,
    (size) => actions(select({ options: [option('a', x(size))] })),
    '/elements/0/options/0/text/text',
  ],
  ['option value', 150, (size) => actions(select({ options: [option(x(size), 'a')] })), '/elements/0/options/0/value'],
  [
    'option description',
    75,
    (size) => actions(select({ options: [{ ...option('a'), description: plain(x(size)) }] })),
    '/elements/0/options/0/description/text',
  ],
  [
    'option group label',
    75,
    (size) => actions({ type: 'static_select', option_groups: [{ label: plain(x(size)), options: options(1) }] }),
    '/elements/0/option_groups/0/label/text',
  ],
  [
    'confirm title',
    100,
    (size) => actions(button({ confirm: confirm({ title: plain(x(size)) }) })),
    '/elements/0/confirm/title/text',
  ],
  [
    'confirm text',
    300,
    (size) => actions(button({ confirm: confirm({ text: mrkdwn(x(size)) }) })),
    '/elements/0/confirm/text/text',
  ],
  [
    'confirm yes',
    30,
    (size) => actions(button({ confirm: confirm({ confirm: plain(x(size)) }) })),
    '/elements/0/confirm/confirm/text',
  ],
  [
    'confirm no',
    30,
    (size) => actions(button({ confirm: confirm({ deny: plain(x(size)) }) })),
    '/elements/0/confirm/deny/text',
  ],
  ['input label', 2000, (size) => input(text(), { label: plain(x(size)) }), '/label/text'],
  ['input hint', 2000, (size) => input(text(), { hint: plain(x(size)) }), '/hint/text'],
  ['input initial value', 3000, (size) => input(text({ initial_value: x(size) })), '/element/initial_value'],
  [
    'image alt text',
    2000,
    (size) => ({ type: 'image', image_url: 'https://x.example', alt_text: x(size) }),
    '/alt_text',
  ],
];

const counts: [what: string, most: number, build: Build, pointer: string][] = [
  ['section fields', 10, (size) => section({ fields: Array.from({ length: size }, () => plain('x')) }), '/fields'],
  [
    'context elements',
    10,
    (size) => ({ type: 'context', elements: Array.from({ length: size }, () => plain('x')) }),
    '/elements',
  ],
  ['actions elements', 25, (size) => actions(...Array.from({ length: size }, () => button())), '/elements'],
  ['select options', 100, (size) => actions(select({ options: options(size) })), '/elements/0/options'],
  [
    'option groups',
    100,
    (size) =>
      actions({
        type: 'static_select',
        option_groups: Array.from({ length: size }, () => ({ label: plain('x'), options: options(1) })),
      }),
    '/elements/0/option_groups',
  ],
  ['overflow options', 5, (size) => actions({ type: 'overflow', options: options(size) }), '/elements/0/options'],
  ['checkboxes', 10, (size) => actions({ type: 'checkboxes', options: options(size) }), '/elements/0/options'],
  ['radio buttons', 10, (size) => input({ type: 'radio_buttons', options: options(size) }), '/element/options'],
];

describe('the length of', () => {
  it.each(lengths)('%s is at most %i characters', (_what, most, build, pointer) => {
    expect(modal({ blocks: [build(most)] })).toEqual([]);
    const problem = `must be less than ${most + 1} characters [json-pointer:/view/blocks/0${pointer}]`;
    expect(modal({ blocks: [build(most + 1)] })).toEqual([problem]);
  });

  it.each(lengths.filter(([what]) => !/_id|initial value/.test(what)))(
    '%s is at least one character',
    (_what, _most, build) => {
      expect(modal({ blocks: [build(0)] })).toHaveLength(1);
    },
  );

  it('counts an emoji as the two UTF-16 units it is', () => {
    expect(modal({ blocks: [{ type: 'header', text: plain('🦄'.repeat(75)) }] })).toEqual([]);
    expect(modal({ blocks: [{ type: 'header', text: plain('🦄'.repeat(76)) }] })).toHaveLength(1);
  });
});

describe('the number of', () => {
  it.each(counts)('%s is at most %i', (_what, most, build, pointer) => {
    expect(modal({ blocks: [build(most)] })).toEqual([]);
    const problem = `no more than ${most} items allowed [json-pointer:/view/blocks/0${pointer}]`;
    expect(modal({ blocks: [build(most + 1)] })).toEqual([problem]);
  });

  it.each(counts)('%s is at least one', (_what, _most, build, pointer) => {
    const problem = `no less than 1 items allowed [json-pointer:/view/blocks/0${pointer}]`;
    expect(modal({ blocks: [build(0)] })).toContain(problem);
  });

  const dividers = (count: number): JsonObject[] => Array.from({ length: count }, () => ({ type: 'divider' }));

  it('blocks is 50 in a message and 100 in a view', () => {
    expect(messageProblems(dividers(50))).toEqual([]);
    expect(messageProblems(dividers(51))).toEqual(['no more than 50 items allowed [json-pointer:/blocks]']);
    expect(modal({ blocks: dividers(100) })).toEqual([]);
    expect(modal({ blocks: dividers(101) })).toEqual(['no more than 100 items allowed [json-pointer:/view/blocks]']);
  });
});

describe('a view', () => {
  it.each([
    ['title', { title: plain(x(25)) }, 'must be less than 25 characters [json-pointer:/view/title/text]'],
    ['submit', { submit: plain(x(25)) }, 'must be less than 25 characters [json-pointer:/view/submit/text]'],
    ['close', { close: plain(x(25)) }, 'must be less than 25 characters [json-pointer:/view/close/text]'],
    ['callback_id', { callback_id: x(256) }, 'must be less than 256 characters [json-pointer:/view/callback_id]'],
    ['external_id', { external_id: x(256) }, 'must be less than 256 characters [json-pointer:/view/external_id]'],
    [
      'private_metadata',
      { private_metadata: x(3001) },
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    ],
    [
      'a mrkdwn title',
      { title: mrkdwn('x') },
      'must be a valid enum value: plain_text [json-pointer:/view/title/type]',
    ],
    ['something unknown', { colour: 'red' }, 'invalid additional property: colour [json-pointer:/view]'],
    ['no title', { title: undefined }, 'missing required field: title [json-pointer:/view]'],
  ])('is refused for its %s', (_what, changes, problem) => {
    expect(modal(changes)).toEqual([problem]);
  });

  it('needs a submit button as soon as there is an input', () => {
    const problem = 'missing required field: submit [json-pointer:/view]';
    expect(modal({ submit: undefined, blocks: [input(text())] })).toEqual([problem]);
    expect(modal({ submit: undefined, blocks: [section({})] })).toEqual([]);
  });

  it('has no title and no submit button on the Home tab', () => {
    const problems = viewProblems({ type: 'home', title: plain('x'), blocks: [] }, ['home']);
    expect(problems).toEqual(['invalid additional property: title [json-pointer:/view]']);
  });

  it('must be of a kind that belongs where it goes', () => {
    expect(viewProblems({ type: 'home', blocks: [] }, ['modal'])).toEqual([
      'unsupported view type: home [json-pointer:/view/type]',
    ]);
    expect(viewProblems('nonsense', ['modal'])).toEqual(['must provide an object [json-pointer:/view]']);
  });
});

describe('options an app offers', () => {
  it('are at most 100, each within the limits of an option', () => {
    expect(optionsProblems({ options: options(100) })).toEqual([]);
    expect(optionsProblems({ options: options(101) })).toEqual([
      'no more than 100 items allowed [json-pointer:/options]',
    ]);
    expect(optionsProblems({ options: [option('a', x(76))] })).toEqual([
      'must be less than 76 characters [json-pointer:/options/0/text/text]',
    ]);
  });

  it('may be none, but must be there, grouped or not', () => {
    expect(optionsProblems({ options: [] })).toEqual([]);
    expect(optionsProblems({})).toHaveLength(1);
    const groups = [{ label: plain('x'), options: options(2) }];
    expect(optionsProblems({ option_groups: groups })).toEqual([]);
    expect(optionsProblems({ option_groups: groups, options: options(1) })).toHaveLength(1);
    expect(optionsProblems(undefined)).toHaveLength(1);
  });
});
