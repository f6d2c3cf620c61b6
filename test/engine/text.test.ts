import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { clean, cut, oneLine } from '../../src/engine/text.js';
import { anyText, HOSTILE } from '../support/hostile.js';

// oxlint-disable-next-line no-control-regex -- that none is left is what is tested
const UNSAFE = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

describe('clean', () => {
  it.each([
    ['NUL and other controls are gone', 'a\u0000b\u0007c\u001Bd\u0085e\u007Ff', 'abcdef'],
    ['lines end with line feeds', 'a\r\nb\rc\nd', 'a\nb\nc\nd'],
    ['tabs are spaces', 'a\tb', 'a b'],
    ['nothing turns the reading direction', 'user\u202Egnp.exe\u202C \u2066x\u2069 \u200Fy\u061C', 'usergnp.exe x y'],
    ['half a surrogate pair becomes a replacement character', 'a\uD83Db\uDE00c', 'a\uFFFDb\uFFFDc'],
    ['emoji stay whole', '👩🏽‍🚀 🏳️‍🌈', '👩🏽‍🚀 🏳️‍🌈'],
    ['Arabic stays as it is', 'محمد بن موسى', 'محمد بن موسى'],
  ])('%s', (_, text, cleaned) => {
    expect(clean(text)).toBe(cleaned);
  });

  it('makes any text safe to store, and changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const cleaned = clean(text);
        expect(cleaned.isWellFormed()).toBe(true);
        expect(cleaned).not.toMatch(UNSAFE);
        expect(clean(cleaned)).toBe(cleaned);
      }),
      { numRuns: 1000 },
    );
  });

  it('takes no more than it has to: a text of letters and line feeds stays as it is', () => {
    fc.assert(fc.property(fc.stringMatching(/^[\p{L}\p{N} \n.,;:!?&<>*_~`-]*$/u), (text) => clean(text) === text));
  });
});

describe('cut', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['ab🦄', 4, 'ab🦄'],
    ['ab🦄d', 4, 'ab…'],
    ['abcd', 1, '…'],
  ])('makes of %j at most %d units: %j', (text, max, short) => {
    expect(cut(text, max)).toBe(short);
  });

  it('stays within the limit, within the text, and never parts a surrogate pair', () => {
    fc.assert(
      fc.property(anyText(), fc.integer({ min: 1, max: 60 }), (text, max) => {
        const short = cut(text, max);
        expect(short.length).toBeLessThanOrEqual(max);
        expect(text.startsWith(short.replace(/…$/u, '')) || short === text).toBe(true);
        if (text.isWellFormed()) expect(short.isWellFormed()).toBe(true);
        expect(cut(short, max)).toBe(short);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('oneLine', () => {
  it('puts everything on one line without blanks around it', () => {
    expect(oneLine('  two\r\n\tlines \u2028 and\u00A0more  ', 80)).toBe('two lines and more');
  });

  it.each(HOSTILE)('makes one clean line of %j', (text) => {
    expect(oneLine(text, 80)).not.toMatch(/[\r\n\u2028\u2029]/u);
  });

  it('is safe, short, on one line and the same the second time, whatever the text', () => {
    fc.assert(
      fc.property(anyText(), fc.integer({ min: 1, max: 60 }), (text, max) => {
        const line = oneLine(text, max);
        expect(line.length).toBeLessThanOrEqual(max);
        expect(line.isWellFormed()).toBe(true);
        expect(line).not.toMatch(UNSAFE);
        expect(line).not.toMatch(/\n|^\s/u);
        expect(oneLine(line, max)).toBe(line);
      }),
      { numRuns: 1000 },
    );
  });
});
