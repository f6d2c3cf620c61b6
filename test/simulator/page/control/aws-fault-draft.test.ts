import { describe, expect, it } from '@jest/globals';

import {
  awsFaultOf,
  describeAwsFault,
  FIRST_AWS_DRAFT,
} from '../../../../src/simulator/page/control/aws-fault-draft.js';

describe('awsFaultOf', () => {
  it.each([
    [{}, { operation: '*', fault: 'error', error: 'ConflictException', times: 1 }],
    [
      { operation: 'AssumeRole', account: '222233334444', error: ' AccessDenied ', times: '' },
      { operation: 'AssumeRole', account: '222233334444', fault: 'error', error: 'AccessDenied' },
    ],
    [
      { fault: 'slow' as const, delay: '300' },
      { operation: '*', fault: 'slow', delay_ms: 300, times: 1 },
    ],
    [
      { fault: 'reply_lost' as const, times: '2' },
      { operation: '*', fault: 'reply_lost', times: 2 },
    ],
    [
      { fault: 'hang' as const, times: 'often' },
      { operation: '*', fault: 'hang' },
    ],
  ])('sends what belongs to the kind of fault, and nothing else: %j', (typed, fault) => {
    expect(awsFaultOf({ ...FIRST_AWS_DRAFT, ...typed })).toEqual(fault);
  });
});

describe('describeAwsFault', () => {
  it.each([
    [
      { operation: '*', fault: 'hang' as const },
      null,
      null,
      'Every operation in every account: No answer at all, every time',
    ],
    [
      { operation: 'AssumeRole', fault: 'error' as const, error: 'AccessDenied' },
      1,
      'Production',
      'AssumeRole in Production: Answer with a code (AccessDenied), once more',
    ],
    [{ operation: 'X', fault: 'slow' as const, delay_ms: 5 }, 3, null, 'X in every account: Slow (5 ms), 3 more times'],
  ])('says %j in a sentence', (fault, left, account, says) => {
    expect(describeAwsFault(fault, left, account)).toBe(says);
  });
});
