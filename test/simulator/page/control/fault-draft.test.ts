import { describe, expect, it } from '@jest/globals';

import { describeFault, faultOf, FIRST_DRAFT, isBody } from '../../../../src/simulator/page/control/fault-draft.js';

describe('faultOf', () => {
  it.each([
    [{}, { method: '*', fault: 'error', error: 'fatal_error', times: 1 }],
    [
      { method: ' views.open ', error: 'invalid_blocks', times: '' },
      { method: 'views.open', fault: 'error', error: 'invalid_blocks' },
    ],
    [
      { error: 'auto_provision_failure', body: '{"errors":["T1"]}', effect: 'partial' as const },
      {
        method: '*',
        fault: 'error',
        error: 'auto_provision_failure',
        body: { errors: ['T1'] },
        effect: 'partial',
        times: 1,
      },
    ],
    [
      { fault: 'warning' as const, warnings: 'one, two' },
      { method: '*', fault: 'warning', warnings: ['one', 'two'], times: 1 },
    ],
    [
      { fault: 'rate_limited' as const, retryAfter: '30' },
      { method: '*', fault: 'rate_limited', retry_after: 30, times: 1 },
    ],
    [
      { fault: 'slow' as const, delay: 'long', times: '3' },
      { method: '*', fault: 'slow', delay_ms: 2000, times: 3 },
    ],
    [
      { fault: 'reply_lost' as const, times: '-1' },
      { method: '*', fault: 'reply_lost' },
    ],
  ])('reads %j', (draft, fault) => {
    expect(faultOf({ ...FIRST_DRAFT, ...draft })).toEqual(fault);
  });
});

describe('isBody', () => {
  it('takes a JSON object or nothing', () => {
    expect(['', ' ', '{"errors":[]}', '{', '[]', 'T1'].map(isBody)).toEqual([true, true, true, false, false, false]);
  });
});

describe('describeFault', () => {
  it.each([
    [
      { method: '*', fault: 'error' as const, error: 'ekm_access_denied' },
      null,
      'Every method: Answer with an error code (ekm_access_denied), every time',
    ],
    [
      { method: '*', fault: 'error' as const, error: 'fatal_error', effect: 'whole' as const },
      1,
      'Every method: Answer with an error code (fatal_error), done all the same, once more',
    ],
    [{ method: '*', fault: 'warning' as const }, 1, 'Every method: Do it, and warn (missing_charset), once more'],
    [
      { method: 'views.open', fault: 'rate_limited' as const, retry_after: 5 },
      1,
      'views.open: Rate limited (429), retry after 5 s, once more',
    ],
    [
      { method: 'views.open', fault: 'slow' as const, delay_ms: 100 },
      2,
      'views.open: Slow answer (100 ms), 2 more times',
    ],
  ])('says %j', (fault, left, words) => {
    expect(describeFault(fault, left)).toBe(words);
  });
});
