import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { fromLocalMoment, toLocalMoment } from '../../../../src/simulator/page/elements/moment.js';

describe('toLocalMoment and fromLocalMoment', () => {
  it('are each other, to the minute', () => {
    const minutes = fc.integer({ min: 0, max: 60 * 24 * 365 * 80 });
    fc.assert(
      fc.property(minutes, (minute) => {
        const text = toLocalMoment(minute * 60);
        // Where a clock is set back, one hour stands twice on the dial.
        expect(toLocalMoment(fromLocalMoment(text))).toBe(text);
      }),
    );
  });

  it('are empty where there is no moment', () => {
    expect(toLocalMoment(null)).toBe('');
    expect(toLocalMoment(1e20)).toBe('');
    expect(fromLocalMoment('')).toBeNull();
    expect(fromLocalMoment('2026-13-45T99:99')).toBeNull();
  });
});
