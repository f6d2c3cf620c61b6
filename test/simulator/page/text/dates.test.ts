import { describe, expect, it } from '@jest/globals';

import { dayOfMessage, formatSlackDate, timeOfMessage } from '../../../../src/simulator/page/text/dates.js';

const now = Date.UTC(2026, 5, 3, 12);
const place = { timeZone: 'UTC', now };
const seconds = (...parts: [number, number, number, number?, number?, number?]): number => Date.UTC(...parts) / 1000;

describe('formatSlackDate', () => {
  const moment = seconds(2026, 0, 5, 9, 7, 3);

  it.each([
    ['{date_num}', '2026-01-05'],
    ['{date}', 'January 5, 2026'],
    ['{date_short}', 'Jan 5, 2026'],
    ['{date_long}', 'Monday, January 5, 2026'],
    ['{date_pretty}', 'January 5, 2026'],
    ['{time}', '9:07 AM'],
    ['{time_secs}', '9:07:03 AM'],
    ['on {date_short} at {time}', 'on Jan 5, 2026 at 9:07 AM'],
    ['{unheard_of}', '{unheard_of}'],
  ])('writes %s as %s', (pattern, written) => {
    expect(formatSlackDate(pattern, moment, place).replaceAll('\u202f', ' ')).toBe(written);
  });

  it.each([
    [seconds(2026, 5, 3, 1), 'today', '11 hours ago'],
    [seconds(2026, 5, 2, 23), 'yesterday', '13 hours ago'],
    [seconds(2026, 5, 4, 23), 'tomorrow', 'in 35 hours'],
  ])('names the days around today (%d)', (timestamp, day, ago) => {
    expect(formatSlackDate('{date_short_pretty}', timestamp, place)).toBe(day);
    if (day !== 'tomorrow') expect(formatSlackDate('{ago}', timestamp, place)).toBe(ago);
  });

  it('gives the pattern back where the timestamp is no time', () => {
    expect(formatSlackDate('{date}', Number.NaN, place)).toBe('{date}');
    expect(formatSlackDate('{date}', 1e20, place)).toBe('{date}');
  });
});

describe('dayOfMessage and timeOfMessage', () => {
  it('read the ts of a message', () => {
    const ts = `${now / 1000}.000200`;

    expect(dayOfMessage(ts, place)).toBe('Today');
    expect(timeOfMessage(ts, place).replaceAll('\u202f', ' ')).toBe('12:00 PM');
  });
});
