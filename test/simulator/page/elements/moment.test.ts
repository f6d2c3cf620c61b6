import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { fromLocalMoment, toLocalMoment } from '../../../../src/simulator/page/elements/moment.js';

const zones = ['UTC', 'Europe/London', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia', 'Australia/Lord_Howe'];

describe('toLocalMoment and fromLocalMoment', () => {
  it('are each other, to the minute, in every zone', () => {
    const minutes = fc.integer({ min: 0, max: 60 * 24 * 365 * 80 });
    fc.assert(
      fc.property(minutes, fc.constantFrom(...zones), (minute, zone) => {
        const text = toLocalMoment(minute * 60, zone);
        // Where a clock is set back, one hour stands twice on the dial.
        expect(toLocalMoment(fromLocalMoment(text, zone), zone)).toBe(text);
      }),
    );
  });

  it('go by the clocks of the zone, in summer and in winter', () => {
    expect(fromLocalMoment('2027-01-02T03:04', 'America/New_York')).toBe(Date.UTC(2027, 0, 2, 8, 4) / 1000);
    expect(fromLocalMoment('2027-07-02T03:04', 'America/New_York')).toBe(Date.UTC(2027, 6, 2, 7, 4) / 1000);
    expect(toLocalMoment(Date.UTC(2027, 0, 1, 20) / 1000, 'Asia/Kolkata')).toBe('2027-01-02T01:30');
  });

  it('are empty where there is no moment', () => {
    expect(toLocalMoment(null, 'UTC')).toBe('');
    expect(toLocalMoment(1e20, 'UTC')).toBe('');
    expect(fromLocalMoment('', 'UTC')).toBeNull();
    expect(fromLocalMoment('2026-13-45T99:99', 'UTC')).toBeNull();
  });
});
