import { describe, expect, it } from '@jest/globals';

import { toPlain } from '../../../src/engine/words.js';
import { wayBack } from '../../../src/engine/planning/undo.js';
import { aRun, planOf } from '../../support/runs.js';

describe('wayBack', () => {
  const done = aRun({ state: 'succeeded', plan: planOf({ from: 'member' }) });

  it('of what was done is the inverse operation with its input', () => {
    expect(wayBack(done)).toEqual({
      open: true,
      operation: 'admin.users.setRegular',
      input: { user_id: 'W0MEMBER', team_id: 'T0MARKET01' },
    });
  });

  it('is closed once it has been gone', () => {
    const way = wayBack({ ...done, undoneBy: 'another run' });
    expect(way.open).toBe(false);
  });

  it.each([
    'received',
    'planned',
    'executing',
    'unknown',
    'partly',
    'refused',
    'failed',
    'unchanged',
    'denied',
  ] as const)('is closed where the run is %s', (state) => {
    const way = wayBack({ ...done, state });
    expect(way.open ? '' : toPlain(way.why, {})).toBe('Only what was done can be undone.');
  });

  it('says why there is none where the operation has no inverse', () => {
    const way = wayBack(
      aRun({
        state: 'succeeded',
        operation: 'admin.users.setRegular',
        plan: planOf({ operation: 'admin.users.setRegular', from: 'guest' }),
      }),
    );
    expect(way.open ? '' : toPlain(way.why, {})).toBe(
      'Slack offers no call that turns a full member back into a guest.',
    );
  });
});
