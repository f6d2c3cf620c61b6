import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { parseCommandText } from '../../src/forms/command-text.js';
import { anyText } from '../support/hostile.js';

describe('parseCommandText', () => {
  it.each([
    ['', {}],
    ['   ', {}],
    ['@ada', { subject: '@ada' }],
    [
      '@ada in marketing for 8h because launch week',
      { subject: '@ada', place: 'marketing', duration: '8h', reason: 'launch week' },
    ],
    ['<@U1|ada> in marketing', { subject: '<@U1|ada>', place: 'marketing' }],
    ['@ada for 8h in marketing', { subject: '@ada', place: 'marketing', duration: '8h' }],
    ['@ada because launch week', { subject: '@ada', reason: 'launch week' }],
    ['in marketing', { place: 'marketing' }],
    ['for 8h', { duration: '8h' }],
    ['because launch week', { reason: 'launch week' }],
    ['BECAUSE launch week', { reason: 'launch week' }],
    ['@ada IN marketing FOR 8h', { subject: '@ada', place: 'marketing', duration: '8h' }],
    ['@ada in Fund for Good', { subject: '@ada', place: 'Fund', duration: 'Good' }],
    ['@ada in Fund for Good for 8h', { subject: '@ada', place: 'Fund for Good', duration: '8h' }],
    [
      '@ada in marketing because she runs it for good, in the end, because I say so',
      { subject: '@ada', place: 'marketing', reason: 'she runs it for good, in the end, because I say so' },
    ],
    ['@ada in marketing because', { subject: '@ada', place: 'marketing' }],
    ['Ada Lovelace in Sales &amp; Field', { subject: 'Ada Lovelace', place: 'Sales & Field' }],
    ['@ada because a &lt; b &amp;&amp; b &gt; c', { subject: '@ada', reason: 'a < b && b > c' }],
    ['@ada because &amp;lt;', { subject: '@ada', reason: '&lt;' }],
    ['@ada for a fortnight', { subject: '@ada', duration: 'a fortnight' }],
    ['@ada for 8h for 9h', { subject: '@ada', duration: '8h for 9h' }],
    ['@ada forever in marketing', { subject: '@ada forever', place: 'marketing' }],
    ['  @ada   in   marketing  ', { subject: '@ada', place: 'marketing' }],
    ['Martin Inwood in Indiana', { subject: 'Martin Inwood', place: 'Indiana' }],
  ])('takes apart %j', (text, parts) => {
    expect(parseCommandText(text)).toEqual(parts);
  });

  it('never throws, and never makes a part of nothing', () => {
    fc.assert(
      fc.property(anyText(500), (text) => {
        for (const part of Object.values(parseCommandText(text))) expect(part.trim()).toBe(part);
      }),
      { numRuns: 1000 },
    );
  });

  it('drops no typed word but the three that part the others', () => {
    const word = fc.constantFrom(
      '@ada',
      'marketing',
      '8h',
      'launch',
      'week',
      'in',
      'for',
      'because',
      'Fund',
      'IN',
      'good',
    );
    const wordsOf = (text: string): string[] => text.split(/\s+/u).filter(Boolean);
    const parting = new Set(['in', 'for', 'because']);
    const plain = (words: string[]): string[] => words.filter((typed) => !parting.has(typed.toLowerCase())).sort();
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (typed) => {
        const kept = Object.values(parseCommandText(typed.join(' '))).flatMap(wordsOf);
        expect(plain(kept)).toEqual(plain(typed));
      }),
      { numRuns: 1000 },
    );
  });
});
