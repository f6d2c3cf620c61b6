import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { isTerminal, mayMove, type State } from '../../src/engine/state.js';

/** The table of DESIGN section 1, written down a second time. */
const DESIGN: Record<State, readonly State[]> = {
  received: ['planned', 'denied', 'expired'],
  planned: ['awaiting_approval', 'executing', 'unchanged', 'denied', 'withdrawn', 'expired'],
  awaiting_approval: ['executing', 'denied', 'withdrawn', 'expired', 'superseded'],
  executing: ['succeeded', 'partly', 'refused', 'failed', 'superseded', 'unknown'],
  unknown: ['succeeded', 'partly', 'failed'],
  succeeded: [],
  partly: [],
  refused: [],
  failed: [],
  unchanged: [],
  denied: [],
  withdrawn: [],
  expired: [],
  superseded: [],
};
const STATES = Object.keys(DESIGN).filter((key): key is State => key in DESIGN);
const anyState = fc.constantFrom(...STATES);

describe('mayMove', () => {
  it('allows exactly the moves of the design', () => {
    for (const from of STATES)
      expect(STATES.filter((to) => mayMove(from, to))).toEqual(STATES.filter((to) => DESIGN[from].includes(to)));
  });

  it('lets nothing leave a terminal state, whatever is tried in whatever order', () => {
    fc.assert(
      fc.property(fc.array(anyState, { maxLength: 50 }), (tried) => {
        let state: State = 'received';
        let ended: State | null = null;
        for (const to of tried) {
          if (mayMove(state, to)) state = to;
          ended ??= isTerminal(state) ? state : null;
          if (ended) expect(state).toBe(ended);
        }
      }),
    );
  });

  it('reaches no call without a plan that was confirmed', () => {
    expect(STATES.filter((from) => mayMove(from, 'executing'))).toEqual(['planned', 'awaiting_approval']);
  });

  it('lets a run that may have reached Slack end as done or not done, never as withdrawn or denied', () => {
    expect(STATES.filter((to) => mayMove('unknown', to))).toEqual(['succeeded', 'partly', 'failed']);
  });
});

describe('isTerminal', () => {
  it('is true of the nine ways in which a run can end', () => {
    expect(STATES.filter(isTerminal)).toEqual([
      'succeeded',
      'partly',
      'refused',
      'failed',
      'unchanged',
      'denied',
      'withdrawn',
      'expired',
      'superseded',
    ]);
  });
});
