import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { wordsOfBlocks } from '../../../../src/simulator/page/text/nodes.js';
import { parseRichText } from '../../../../src/simulator/page/text/rich-text.js';

const place = { timeZone: 'UTC', now: 0 };
const section = (...elements: object[]): object => ({ type: 'rich_text_section', elements });
const read = (...elements: object[]) => parseRichText({ type: 'rich_text', elements }, place);

describe('parseRichText', () => {
  it('takes text literally, whatever signs it has', () => {
    const text = '*a* <!channel> &amp; <https://a.example|b> :tada:';

    expect(read(section({ type: 'text', text }))).toEqual([{ kind: 'paragraph', children: [{ kind: 'text', text }] }]);
  });

  it('puts one style around the other', () => {
    const [block] = read(section({ type: 'text', text: 'x', style: { bold: true, strike: true, code: true } }));

    expect(block).toEqual({
      kind: 'paragraph',
      children: [
        {
          kind: 'styled',
          style: 'strike',
          children: [{ kind: 'styled', style: 'bold', children: [{ kind: 'code', text: 'x' }] }],
        },
      ],
    });
  });

  it('reads lists, quotes and preformatted text', () => {
    const text = (value: string): object => ({ type: 'text', text: value });

    const blocks = read(
      {
        type: 'rich_text_list',
        style: 'ordered',
        indent: 1,
        offset: 2,
        elements: [section(text('a')), section(text('b'))],
      },
      { type: 'rich_text_quote', elements: [text('q')] },
      { type: 'rich_text_preformatted', elements: [text('p'), { type: 'link', url: 'https://a.example' }] },
    );

    expect(blocks).toEqual([
      {
        kind: 'list',
        ordered: true,
        indent: 1,
        offset: 2,
        items: [[{ kind: 'text', text: 'a' }], [{ kind: 'text', text: 'b' }]],
      },
      { kind: 'quote', children: [{ kind: 'text', text: 'q' }] },
      { kind: 'preformatted', text: 'phttps://a.example' },
    ]);
  });

  it.each([
    [
      { type: 'user', user_id: 'U1' },
      { kind: 'user', id: 'U1', label: '' },
    ],
    [
      { type: 'channel', channel_id: 'C1' },
      { kind: 'channel', id: 'C1', label: '' },
    ],
    [
      { type: 'usergroup', usergroup_id: 'S1' },
      { kind: 'usergroup', id: 'S1', label: '' },
    ],
    [
      { type: 'broadcast', range: 'here' },
      { kind: 'broadcast', range: 'here' },
    ],
    [
      { type: 'broadcast', range: 'nobody' },
      { kind: 'text', text: '@nobody' },
    ],
    [
      { type: 'link', url: 'https://a.example', text: 'a' },
      { kind: 'link', url: 'https://a.example', label: 'a' },
    ],
    [
      { type: 'link', url: 'javascript:alert(1)', text: 'a' },
      { kind: 'text', text: 'a' },
    ],
    [
      { type: 'emoji', name: 'tada' },
      { kind: 'emoji', name: 'tada', character: '🎉' },
    ],
    [
      { type: 'emoji', name: 'pea_pod', unicode: '1fadb' },
      { kind: 'emoji', name: 'pea_pod', character: '\u{1fadb}' },
    ],
    [
      { type: 'emoji', name: 'party_parrot' },
      { kind: 'text', text: ':party_parrot:' },
    ],
    [
      { type: 'date', timestamp: 0, format: '{date_num}' },
      { kind: 'date', timestamp: 0, text: '1970-01-01', url: '' },
    ],
    [
      { type: 'date', fallback: 'then' },
      { kind: 'text', text: 'then' },
    ],
    [
      { type: 'color', value: '#33203f' },
      { kind: 'code', text: '#33203f' },
    ],
  ])('reads %j', (element, node) => {
    expect(read(section(element))).toEqual([{ kind: 'paragraph', children: [node] }]);
  });

  it('throws for no JSON whatever', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('elements', 'type', 'text', 'style'), fc.jsonValue()), (block) => {
        expect(typeof wordsOfBlocks(parseRichText(block, place))).toBe('string');
      }),
    );
  });
});
