import { beforeEach, describe, expect, it } from '@jest/globals';

import { eraseClearTexts } from '../../src/store/clear-texts.js';
import { chainOf, firstBroken } from '../support/chain.js';
import { withDatabase } from '../support/database.js';
import { MARKETING, ORG } from '../support/org.js';
import { INPUT, planOf, REQUESTER, SUBJECT } from '../support/runs.js';
import { dump, entry, moved, notice, opened, storeOn, type TestStore } from '../support/store.js';

const REASON = 'canary-reason-4711';
const REMARK = 'canary-remark-0815';
const NAME = 'Canary Name Lovelace';
const OTHER = 'Canary Name Johnson';
const PLACE = 'Canary Workspace';

describe('people’s words and names', () => {
  const database = withDatabase();
  let store: TestStore;
  beforeEach(() => {
    store = storeOn(database.current.db);
  });

  /** A run through all its states, with somebody's words and everybody's names. */
  const wholeRun = async (requester = REQUESTER): Promise<string> => {
    const input = { ...INPUT, reason: REASON };
    const names = { [SUBJECT]: NAME, [requester]: OTHER, [MARKETING]: PLACE };
    const run = await opened(store, { requester });
    const at = store.clock.now();
    await moved(store, {
      run,
      from: ['received'],
      to: 'planned',
      changes: { step: 1, input, freeText: ['reason'], plan: planOf({ input }), names },
      entries: [entry('run.planned', { target: { id: SUBJECT } })],
    });
    await moved(store, {
      run,
      from: ['planned'],
      to: 'awaiting_approval',
      entries: [entry('run.awaiting_approval')],
      notices: [notice('audit', 'asks'), notice('approval', 'asks')],
    });
    await moved(store, {
      run,
      from: ['awaiting_approval'],
      to: 'executing',
      lease: { holder: 'first', until: at },
      changes: { approval: { by: 'W0OWNER', verdict: 'approved', planHash: 'h', at }, names: { W0OWNER: OTHER } },
      call: {
        index: 0,
        attempt: 1,
        method: 'admin.users.setAdmin',
        arguments: INPUT,
        state: 'succeeded',
        error: null,
        answer: null,
      },
      entries: [entry('approval.given')],
    });
    await moved(store, {
      run,
      from: ['executing'],
      to: 'succeeded',
      changes: { remarks: { closing: REMARK } },
      entries: [entry('run.closed')],
    });
    return run;
  };

  it('stand in one table only, whatever became of the run', async () => {
    await wholeRun();
    for (const [table, lines] of Object.entries(await dump(store.db))) {
      const text = lines.join('\n');
      const expected = table === 'clear_texts';
      for (const canary of [REASON, REMARK, NAME, OTHER, PLACE])
        expect([table, canary, text.includes(canary)]).toEqual([table, canary, expected]);
    }
  });

  it('come back with the run', async () => {
    const run = await store.records.find(await wholeRun());
    expect(run?.input).toEqual({ ...INPUT, reason: REASON });
    expect(run?.remarks).toEqual({ closing: REMARK });
    expect(run?.names).toEqual({
      [SUBJECT]: NAME,
      [REQUESTER]: OTHER,
      [MARKETING]: PLACE,
      W0OWNER: OTHER,
      'typed:reason': REASON,
    });
  });

  it('take the newest name of somebody who is called otherwise now', async () => {
    const run = await wholeRun();
    await moved(store, { run, from: ['succeeded'], changes: { names: { [SUBJECT]: 'Ada King' } } });
    expect((await store.records.find(run))?.names[SUBJECT]).toBe('Ada King');
  });

  it('are nowhere any more once they were erased, while the chain verifies and the run loads', async () => {
    const run = await wholeRun();
    const before = await chainOf(store.db, ORG);

    await eraseClearTexts(store.db, SUBJECT);

    const everything = JSON.stringify(await dump(store.db));
    expect(everything).not.toContain(NAME);
    expect(everything).not.toContain(REASON);
    expect(everything).not.toContain(REMARK);
    const { rows, head } = await chainOf(store.db, ORG);
    expect(rows).toEqual(before.rows);
    expect(firstBroken(rows, head)).toBeNull();
    const found = await store.records.find(run);
    expect(found).toMatchObject({ state: 'succeeded', input: INPUT, plan: { before: { user_id: SUBJECT } } });
    expect(found?.names[SUBJECT]).toBeUndefined();
  });

  it('are erased of a requester, too: what they wrote, and what they are called', async () => {
    const theirs = await wholeRun('W0LEAVER');
    const another = await wholeRun('W0STAYER');

    await eraseClearTexts(store.db, 'W0LEAVER');

    expect((await store.records.find(theirs))?.input).toEqual(INPUT);
    expect((await store.records.find(theirs))?.names['W0LEAVER']).toBeUndefined();
    expect((await store.records.find(another))?.input).toEqual({ ...INPUT, reason: REASON });
    expect((await store.records.find(another))?.names['W0STAYER']).toBe(OTHER);
  });

  it('are erased of a requester whose name was never read', async () => {
    const run = await opened(store, { requester: 'W0NAMELESS' });
    const changes = { input: { ...INPUT, reason: REASON }, freeText: ['reason'] };
    await moved(store, { run, from: ['received'], to: 'planned', changes, entries: [entry('run.planned')] });
    await eraseClearTexts(store.db, 'W0NAMELESS');
    expect((await store.records.find(run))?.input).toEqual(INPUT);
  });

  it('say nothing by their digests once the salt is gone', async () => {
    const run = await wholeRun();
    await eraseClearTexts(store.db, REQUESTER);
    const { rows } = await chainOf(store.db, ORG);
    const own = rows.map((row) => JSON.parse(row.entry)).find(({ run_id, digest }) => run_id === run && digest);
    expect(own.digest.reason).toMatch(/^[0-9a-f]{64}$/u);
    expect((await dump(store.db))['clear_texts']?.join() ?? '').not.toContain(`"run_id":"${run}","field":"input:`);
  });
});
