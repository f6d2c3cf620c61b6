import { describe, expect, it } from '@jest/globals';

import { outcomeOfRun } from '../../src/engine/outcome.js';
import { STATES } from '../../src/engine/state.js';
import { toPlain, words } from '../../src/engine/words.js';
import { catalogue } from '../../src/operations/catalogue.js';
import { aRun } from '../support/runs.js';

describe('outcomeOfRun', () => {
  it.each(STATES)('says in a sentence what became of a run that is %s, where nothing else is stored', (state) => {
    const says = toPlain(outcomeOfRun({ catalogue }, aRun({ state })), {});
    expect(says).toMatch(/^[A-Z].{15,}/su);
    expect(says).not.toContain('_approval');
    expect(says).not.toBe(state);
  });

  it.each(['unchanged', 'denied', 'withdrawn', 'expired', 'superseded'] as const)(
    'says of a run that is %s what was said when it ended',
    (state) => {
      const because = { rule: 'some-rule', says: words`As it was said then.` };
      expect(outcomeOfRun({ catalogue }, aRun({ state, because }))).toEqual(['As it was said then.']);
    },
  );
});
