import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { canonical, sha256 } from '../../src/engine/canonical.js';
import type { Json } from '../../src/engine/planning/plan.js';

const anyJson = fc
  .jsonValue({ noUnicodeString: false, maxDepth: 4 })
  .map((value): Json => JSON.parse(JSON.stringify(value).toWellFormed()));

/** The same value with the keys of every object the other way round. */
function reordered(value: Json): Json {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, reordered(inner)]),
  );
}

describe('canonical', () => {
  it('is the text that RFC 8785 gives as its example', () => {
    const value = {
      numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '€$\u000F\nA\'B"\\\\"/',
      literals: [null, true, false],
    };
    expect(canonical(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts keys by UTF-16 units, as the RFC wants, and not by code points', () => {
    expect(canonical({ '\uFB33': 1, '😀': 2, b: 3, a: 4 })).toBe('{"a":4,"b":3,"😀":2,"\uFB33":1}');
  });

  it('does not depend on the order of keys', () => {
    fc.assert(fc.property(anyJson, (value) => canonical(reordered(value)) === canonical(value)));
  });

  it('is JSON of the same value, so two values have one text only where they are equal', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([
    ['half a surrogate pair', '\uD83D'],
    ['not a number', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
  ])('refuses %s, which has no canonical text', (_, value) => {
    expect(() => canonical({ value })).toThrow();
  });
});

describe('sha256', () => {
  it('is the hash of the UTF-8 text, in hex', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256('Zo\u00EB')).not.toBe(sha256('Zoe\u0308'));
  });
});
