import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { parseMrkdwn } from '../../../../src/simulator/page/text/mrkdwn.js';
import { wordsOfBlocks, type Inline, type TextBlock } from '../../../../src/simulator/page/text/nodes.js';

const place = { timeZone: 'UTC', now: Date.UTC(2026, 5, 1, 12) };
const read = (source: string): TextBlock[] => parseMrkdwn(source, { place });
const words = (source: string): string => wordsOfBlocks(read(source));

/** The inlines of a text that is one paragraph. */
function inlines(source: string): readonly Inline[] {
  const [block, ...more] = read(source);
  expect(more).toEqual([]);
  return block?.kind === 'paragraph' ? block.children : [];
}

const text = (value: string): Inline => ({ kind: 'text', text: value });

describe('parseMrkdwn', () => {
  it.each([
    ['*bold*', 'bold'],
    ['_bold_', 'italic'],
    ['~bold~', 'strike'],
  ])('reads %s as a style', (source, style) => {
    expect(inlines(source)).toEqual([{ kind: 'styled', style, children: [text('bold')] }]);
  });

  it('reads a style inside another', () => {
    expect(inlines('*_both_*')).toEqual([
      { kind: 'styled', style: 'bold', children: [{ kind: 'styled', style: 'italic', children: [text('both')] }] },
    ]);
  });

  it.each([
    '2*3*4',
    'snake_case_name',
    '* not bold *',
    '**',
    '*open',
    '*a\nb*',
    '~ ~',
    '__',
    ':no_such_emoji:',
    '`',
    '```',
  ])('leaves %j as it is', (source) => {
    expect(inlines(source)).toEqual([text(source)]);
  });

  it('shows code without formatting it', () => {
    expect(inlines('`*a* &amp; b`')).toEqual([{ kind: 'code', text: '*a* & b' }]);
  });

  it('does not end a style inside code or a link', () => {
    expect(inlines('*a `*` b*')).toEqual([
      { kind: 'styled', style: 'bold', children: [text('a '), { kind: 'code', text: '*' }, text(' b')] },
    ]);
  });

  it('reads preformatted text between fences and swallows the line ends beside them', () => {
    expect(read('before\n```\none\n  two\n```\nafter')).toEqual([
      { kind: 'paragraph', children: [text('before')] },
      { kind: 'preformatted', text: 'one\n  two' },
      { kind: 'paragraph', children: [text('after')] },
    ]);
  });

  it('reads quotes line by line, also where the sign is escaped', () => {
    expect(read('>one\n&gt; two\nthree')).toEqual([
      { kind: 'quote', children: [text('one\ntwo')] },
      { kind: 'paragraph', children: [text('three')] },
    ]);
  });

  it('quotes everything behind three signs', () => {
    expect(read('a\n&gt;&gt;&gt;b\n>c')).toEqual([
      { kind: 'paragraph', children: [text('a')] },
      { kind: 'quote', children: [text('b\n>c')] },
    ]);
  });

  it.each([
    ['<@U0ADA>', { kind: 'user', id: 'U0ADA', label: '' }],
    ['<@W0ADA|ada>', { kind: 'user', id: 'W0ADA', label: 'ada' }],
    ['<#C0GEN|general>', { kind: 'channel', id: 'C0GEN', label: 'general' }],
    ['<!subteam^S01|@admins>', { kind: 'usergroup', id: 'S01', label: 'admins' }],
    ['<!channel>', { kind: 'broadcast', range: 'channel' }],
    ['<!here|here>', { kind: 'broadcast', range: 'here' }],
    ['<https://a.example/?x=1&amp;y=2|the *site*>', link('https://a.example/?x=1&y=2', 'the *site*')],
    ['<mailto:ada@a.example|ada@a.example>', link('mailto:ada@a.example', 'ada@a.example')],
    ['https://a.example/x', link('https://a.example/x', 'https://a.example/x')],
    [':tada:', { kind: 'emoji', name: 'tada', character: '🎉' }],
    [':wave::skin-tone-3:', { kind: 'emoji', name: 'wave', character: '👋🏼' }],
    ['<!date^0^{date_num} {time}|long ago>', { kind: 'date', timestamp: 0, text: '1970-01-01 12:00 AM', url: '' }],
  ])('reads %s', (source, node) => {
    expect(inlines(source)).toEqual([node]);
  });

  it.each(['<javascript:alert(1)|click>', '<b>', '<>', '<@>', '<!nobody>', '<data:text/html,x>'])(
    'shows %s as text',
    (source) => {
      expect(words(source)).toBe(source);
      expect(inlines(source).every(({ kind }) => kind === 'text')).toBe(true);
    },
  );

  it('does not bring escaped text from people to life', () => {
    expect(inlines('&lt;!channel&gt; &lt;https://evil.example|bank&gt;').filter(({ kind }) => kind !== 'text')).toEqual(
      [link('https://evil.example', 'https://evil.example')],
    );
    expect(words('&lt;!channel&gt;')).toBe('<!channel>');
  });

  it('decodes entities once', () => {
    expect(words('&amp;lt;b&amp;gt; &lt;i&gt; &quot;')).toBe('&lt;b&gt; <i> &quot;');
  });

  it.each([
    ['(see https://a.example/x?a=1&amp;b=2).', 'https://a.example/x?a=1&b=2'],
    ['&lt;https://a.example&gt;', 'https://a.example'],
    ['*https://a.example/b_c*', 'https://a.example/b_c'],
  ])('ends the bare address in %s where it ends', (source, url) => {
    const urls = JSON.stringify(inlines(source)).match(/"url":"([^"]*)"/);
    expect(urls?.[1]).toBe(url);
  });

  it('leaves bare addresses alone where the block says verbatim', () => {
    expect(parseMrkdwn('see https://a.example', { place, verbatim: true })).toEqual([
      { kind: 'paragraph', children: [text('see https://a.example')] },
    ]);
  });
});

function link(url: string, label: string): Inline {
  return { kind: 'link', url, label };
}

/** Text made of the signs that mean something, far denser than people write. */
const markup = fc
  .array(
    fc.constantFrom(
      '*',
      '_',
      '~',
      '`',
      '```',
      '<',
      '>',
      '<!',
      '<@',
      '|',
      '^',
      '&',
      '&amp;',
      '&lt;',
      ':',
      '\n',
      ' ',
      'a',
      'U1',
      'http://x',
    ),
  )
  .map((pieces) => pieces.join(''));

const anyText = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), markup);

describe('parseMrkdwn, for any text', () => {
  it('never throws', () => {
    fc.assert(
      fc.property(anyText, (source) => {
        expect(typeof words(source)).toBe('string');
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps every letter and digit, in order, where nothing is a link, a mention or an emoji', () => {
    const lettersOf = (value: string): string => value.replaceAll(/[^\p{L}\p{N}]/gu, '');
    const harmless = fc
      .array(fc.constantFrom('*', '_', '~', '`', '```', '>', '\n', ' ', 'ab', 'é', '7', '.', '&', '<', '-'))
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(harmless, (source) => {
        // `<` without a later `>` on the line cannot be a token; with one it is none either, as no token begins so.
        expect(lettersOf(words(source))).toBe(lettersOf(source));
      }),
      { numRuns: 1000 },
    );
  });

  it('shows text that was escaped as Slack asks exactly as it was, apart from styles', () => {
    const escape = (value: string): string =>
      value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const withoutStyles = fc
      .string({ unit: fc.constantFrom('<', '!', '@', '#', '&', ';', '|', '^', 'a', 'Z', '3', ' ', 'lt', 'amp', '"') })
      .map((value) => `x${value}`);
    fc.assert(
      fc.property(withoutStyles, (value) => {
        expect(read(escape(value))).toEqual([{ kind: 'paragraph', children: [text(value)] }]);
      }),
      { numRuns: 1000 },
    );
  });

  it('stays quick on the longest text that Slack takes', () => {
    const began = process.cpuUsage();
    for (const piece of ['*a', '_*~', '<', '`', '*a `', '>', ':a', '```', 'http://'])
      read(piece.repeat(40_000 / piece.length));
    // Of this process alone: how busy the machine is besides is not what is measured.
    expect(process.cpuUsage(began).user / 1000).toBeLessThan(5000);
  });
});
