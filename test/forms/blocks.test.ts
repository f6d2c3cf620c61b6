import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { clean } from '../../src/engine/text.js';
import { escape, words } from '../../src/engine/words.js';
import { buttons, context, cutMrkdwn, plain, quote, runButton, section } from '../../src/forms/blocks.js';
import { anyText, HOSTILE, LONG_HOSTILE } from '../support/hostile.js';
import { expectShowableMessage, liveIn } from '../support/showable.js';

describe('cutMrkdwn', () => {
  it.each([
    ['short enough', 'a &amp; b', 20, 'a &amp; b'],
    ['in the middle of a word', 'abcdef', 5, 'abc…'],
    ['before half an entity', 'ab&amp;cd', 5, 'ab…'],
    ['before an entity without its semicolon', 'ab&amp;cdef', 8, 'ab…'],
    ['behind a whole entity', 'ab&amp;cdefg', 10, 'ab&amp;c…'],
    ['before half a date', 'ab <!date^2053879200^{date}|2035> cd', 30, 'ab …'],
  ])('cuts %s', (_, text, max, short) => {
    expect(cutMrkdwn(text, max)).toBe(short);
  });

  it('leaves no half entity, stays within the limit, and brings nothing to life', () => {
    fc.assert(
      fc.property(anyText(), fc.integer({ min: 8, max: 60 }), (text, max) => {
        const short = cutMrkdwn(escape(text), max);
        expect(short.length).toBeLessThanOrEqual(max);
        expect(short).not.toMatch(/&(?!amp;|lt;|gt;)/u);
        expect(liveIn(short)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('section, context, quote and buttons', () => {
  it.each([...HOSTILE.map(clean), LONG_HOSTILE.repeat(30)])('are blocks that Slack takes, with %j in them', (text) => {
    const said = words`It says: ${text}`;
    expectShowableMessage({
      text: 'text',
      blocks: [
        section([said, said], {}),
        context(said, {}),
        quote(text || '-'),
        buttons(runButton('run.undo', 'run-1', { label: text || '-' })),
      ],
    });
  });

  it('quote people literally: their words are no markup', () => {
    expect(quote('<!channel> *bold*')).toEqual({
      type: 'rich_text',
      elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text: '<!channel> *bold*' }] }],
    });
  });
});

describe('plain', () => {
  it('is literal, without emoji, and cut to the limit', () => {
    expect(plain('a :tada: <b> & c', 9)).toEqual({ type: 'plain_text', text: 'a :tada:…', emoji: false });
  });
});

describe('runButton', () => {
  it('carries the run’s ID and nothing else', () => {
    expect(runButton('run.approve', 'run-1', { label: 'Approve', style: 'primary' })).toEqual({
      type: 'button',
      action_id: 'run.approve',
      value: 'run-1',
      text: { type: 'plain_text', text: 'Approve', emoji: false },
      style: 'primary',
    });
  });
});
