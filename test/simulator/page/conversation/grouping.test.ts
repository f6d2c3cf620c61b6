import { describe, expect, it } from '@jest/globals';

import { rowsOf } from '../../../../src/simulator/page/conversation/grouping.js';
import { message } from '../support/samples.js';

const noon = Date.UTC(2026, 5, 1, 12) / 1000;
const at = (seconds: number, part = {}) => message({ ts: `${noon + seconds}.000001`, ...part });
const rows = (...messages: ReturnType<typeof message>[]) => rowsOf(messages, { timeZone: 'UTC', now: noon * 1000 });

describe('rowsOf', () => {
  it('names an author once for what they say at one time', () => {
    expect(
      rows(at(0), at(10), at(20, { user: 'W0ADA' }), at(400, { user: 'W0ADA' })).map(({ goesOn }) => goesOn),
    ).toEqual([false, true, false, false]);
  });

  it('begins each day anew', () => {
    expect(rows(at(-86_400), at(0), at(1)).map(({ day }) => day)).toEqual(['Yesterday', 'Today', '']);
  });

  it('does not run into an ephemeral message, or past a thread', () => {
    expect(rows(at(0), at(1, { ephemeral: true })).map(({ goesOn }) => goesOn)).toEqual([false, false]);
    expect(rows(at(0, { reply_count: 1 }), at(1)).map(({ goesOn }) => goesOn)).toEqual([false, false]);
  });
});
