import { describe, expect, it } from '@jest/globals';

import { messageProblems, viewProblems } from '../../../src/simulator/block-kit/check.js';
import type { JsonObject } from '../../../src/simulator/json.js';

const plain = (text: string): JsonObject => ({ type: 'plain_text', text });
const option = (value: string): JsonObject => ({ text: plain(value), value });
const input = (element: JsonObject): JsonObject => ({ type: 'input', label: plain('x'), element });
const button = (changes: JsonObject = {}): JsonObject => ({ type: 'button', text: plain('x'), ...changes });
const actions = (...elements: JsonObject[]): JsonObject => ({ type: 'actions', elements });

function modal(...blocks: JsonObject[]): string[] {
  return viewProblems({ type: 'modal', title: plain('x'), submit: plain('x'), blocks }, ['modal']);
}

/** Every element, in the smallest form Slack takes. */
const elements: Record<string, JsonObject> = {
  button: { text: plain('x') },
  overflow: { options: [option('a')] },
  static_select: { options: [option('a')] },
  external_select: {},
  users_select: {},
  conversations_select: {},
  channels_select: {},
  multi_static_select: { options: [option('a')] },
  multi_external_select: {},
  multi_users_select: {},
  multi_conversations_select: {},
  multi_channels_select: {},
  checkboxes: { options: [option('a')] },
  radio_buttons: { options: [option('a')] },
  datepicker: {},
  timepicker: {},
  datetimepicker: {},
  plain_text_input: {},
  email_text_input: {},
  url_text_input: {},
  number_input: { is_decimal_allowed: false },
  rich_text_input: {},
  file_input: {},
};

const typed = [
  'plain_text_input',
  'email_text_input',
  'url_text_input',
  'number_input',
  'rich_text_input',
  'file_input',
];
const notForInput = ['button', 'overflow'];
const names = Object.keys(elements);

describe('an element', () => {
  it.each(names)('%s stands where Slack lets it stand', (type) => {
    const element = { type, ...elements[type] };
    const problems = {
      section: modal({ type: 'section', text: plain('x'), accessory: element }).length,
      actions: modal(actions(element)).length,
      input: modal(input(element)).length,
    };
    const isTyped = typed.includes(type);
    expect(problems).toEqual({
      section: isTyped ? 1 : 0,
      actions: isTyped ? 1 : 0,
      input: notForInput.includes(type) ? 1 : 0,
    });
  });

  it.each(typed.filter((type) => type !== 'plain_text_input'))('%s stands in modals only', (type) => {
    expect(messageProblems([input({ type, ...elements[type] })])).toEqual([
      `unsupported type: ${type} [json-pointer:/blocks/0/element]`,
    ]);
  });

  it.each([
    ['a date that is none', { type: 'datepicker', initial_date: '31.12.2026' }, '/initial_date'],
    ['a time that is none', { type: 'timepicker', initial_time: '25:00' }, '/initial_time'],
    [
      'milliseconds for seconds',
      { type: 'datetimepicker', initial_date_time: 1_700_000_000_000 },
      '/initial_date_time',
    ],
    ['a style that is none', { type: 'button', text: plain('x'), style: 'green' }, '/style'],
    ['no text', { type: 'button' }, ''],
    ['mrkdwn on a button', { type: 'button', text: { type: 'mrkdwn', text: 'x' } }, '/text/type'],
    ['neither options nor groups', { type: 'static_select' }, ''],
    [
      'both options and groups',
      { type: 'static_select', options: [option('a')], option_groups: [{ label: plain('x'), options: [option('a')] }] },
      '',
    ],
    ['something unknown', { type: 'users_select', colour: 'red' }, ''],
    ['an empty filter', { type: 'conversations_select', filter: {} }, '/filter'],
    ['no place for a choice', { type: 'multi_users_select', max_selected_items: 0 }, '/max_selected_items'],
  ])('is refused for %s', (_what, element, pointer) => {
    const problems = modal(actions(element));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`[json-pointer:/view/blocks/0/elements/0${pointer}]`);
  });

  it.each([
    ['lengths that contradict each other', { type: 'plain_text_input', min_length: 5, max_length: 4 }],
    ['a length beyond 3000', { type: 'plain_text_input', max_length: 3001 }],
    ['a number that is none', { type: 'number_input', is_decimal_allowed: true, min_value: 'three' }],
    ['no word on decimals', { type: 'number_input' }],
  ])('is refused for %s', (_what, element) => {
    expect(modal(input(element))).toHaveLength(1);
  });

  it('may have mrkdwn in checkboxes and radio buttons, and a link in overflow menus only', () => {
    const marked = { text: { type: 'mrkdwn', text: '*x*' }, value: 'a' };
    const linked = { ...option('a'), url: 'https://x.example' };
    expect(modal(actions({ type: 'checkboxes', options: [marked] }))).toEqual([]);
    expect(modal(actions({ type: 'static_select', options: [marked] }))).toHaveLength(1);
    expect(modal(actions({ type: 'overflow', options: [linked] }))).toEqual([]);
    expect(modal(actions({ type: 'static_select', options: [linked] }))).toHaveLength(1);
  });
});

describe('a block', () => {
  it.each([
    ['of no known kind', { type: 'hologram' }, 'unsupported type: hologram [json-pointer:/view/blocks/0]'],
    ['without a type', {}, 'missing required field: type [json-pointer:/view/blocks/0]'],
    [
      'with something unknown',
      { type: 'divider', a: 1 },
      'invalid additional property: a [json-pointer:/view/blocks/0]',
    ],
    [
      'section without text and fields',
      { type: 'section' },
      'must define either `fields` or `text` [json-pointer:/view/blocks/0]',
    ],
    [
      'image without a source',
      { type: 'image', alt_text: 'x' },
      'must define either `image_url` or `slack_file`, and not both [json-pointer:/view/blocks/0]',
    ],
    [
      'input without a label',
      { type: 'input', element: { type: 'plain_text_input' } },
      'missing required field: label [json-pointer:/view/blocks/0]',
    ],
    [
      'markdown in a modal',
      { type: 'markdown', text: '# x' },
      'unsupported type: markdown [json-pointer:/view/blocks/0]',
    ],
    ['that is no object', 'x', 'must provide an object [json-pointer:/view/blocks/0]'],
  ])('%s is refused', (_what, block, problem) => {
    const view = { type: 'modal', title: plain('x'), submit: plain('x'), blocks: [block] };
    expect(viewProblems(view, ['modal'])).toEqual([problem]);
  });

  it('of rich text is checked to its leaves', () => {
    const rich = (element: JsonObject): JsonObject => ({
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [element] }],
    });
    expect(messageProblems([rich({ type: 'user', user_id: 'U1', style: { bold: true } })])).toEqual([]);
    expect(messageProblems([rich({ type: 'shout', text: 'x' })])).toEqual([
      'unsupported type: shout [json-pointer:/blocks/0/elements/0/elements/0]',
    ]);
  });

  it('of context takes text and images, nothing else', () => {
    const image = { type: 'image', image_url: 'https://x.example/i.png', alt_text: 'x' };
    expect(messageProblems([{ type: 'context', elements: [image, plain('x')] }])).toEqual([]);
    expect(messageProblems([{ type: 'context', elements: [button()] }])).toHaveLength(1);
  });
});

describe('blocks together', () => {
  it('have each block_id once', () => {
    const twice = [
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'a' },
    ];
    expect(messageProblems(twice)).toEqual(['`block_id` a already exists [json-pointer:/blocks/1/block_id]']);
  });

  it('have each action_id once within a block, and as often as they like across blocks', () => {
    const one = actions(button({ action_id: 'go' }), button({ action_id: 'go' }));
    expect(messageProblems([one])).toEqual([
      '`action_id` go already exists [json-pointer:/blocks/0/elements/1/action_id]',
    ]);
    expect(messageProblems([actions(button({ action_id: 'go' })), actions(button({ action_id: 'go' }))])).toEqual([]);
  });

  it('start from an option that is really there', () => {
    const start = (initial_option: JsonObject): JsonObject[] => [
      actions({ type: 'static_select', options: [option('a')], initial_option }),
    ];
    expect(messageProblems(start(option('a')))).toEqual([]);
    expect(messageProblems(start(option('b')))).toHaveLength(1);
    expect(messageProblems(start({ text: plain('another text'), value: 'a' }))).toHaveLength(1);
    const checked = { type: 'checkboxes', options: [option('a'), option('b')], initial_options: [option('c')] };
    expect(messageProblems([actions(checked)])).toHaveLength(1);
  });

  it('focus one element at most', () => {
    const focused = { type: 'plain_text_input', focus_on_load: true };
    expect(modal(input(focused))).toEqual([]);
    expect(modal(input(focused), input(focused))).toHaveLength(1);
  });
});
