import { beforeEach, describe, expect, it } from '@jest/globals';

import type { Move } from '../../src/engine/ports.js';
import type { State } from '../../src/engine/state.js';
import { words } from '../../src/engine/words.js';
import { endLeasesOfOthers } from '../../src/store/records.js';
import { chainOf, firstBroken } from '../support/chain.js';
import { HOUR, MINUTE } from '../support/clock.js';
import { withDatabase } from '../support/database.js';
import { MARKETING, ORG } from '../support/org.js';
import { INPUT, planOf, REQUESTER, SUBJECT } from '../support/runs.js';
import { aNewRun, dump, entry, moved, notice, opened, runIn, storeOn, type TestStore } from '../support/store.js';

const BECAUSE = { rule: 'org-admins-may-run', says: words`They may.` };

describe('Records', () => {
  const database = withDatabase();
  let store: TestStore;
  beforeEach(() => {
    store = storeOn(database.current.db);
  });
  const later = (milliseconds: number): Date => new Date(store.clock.now().getTime() + milliseconds);

  describe('open', () => {
    it('stores a run that was just received', async () => {
      const id = await opened(store);
      expect(await store.records.find(id)).toMatchObject({
        id,
        enterpriseId: ORG,
        operation: 'admin.users.setAdmin',
        requester: REQUESTER,
        state: 'received',
        step: 0,
        input: {},
        plan: null,
        viewId: 'V0VIEW',
        createdAt: store.clock.now(),
        dueAt: later(HOUR),
      });
    });

    it('answers what will be read of it later', async () => {
      const run = aNewRun();
      const opened = await store.records.open(run, store.clock.now(), later(HOUR));
      expect(opened).toEqual(await store.records.find(run.id));
    });

    it('takes an origin once, however often it is delivered', async () => {
      const attempts = Array.from({ length: 20 }, () => aNewRun({ origin: 'trigger-1' }));
      const answers = await Promise.all(attempts.map((run) => store.records.open(run, store.clock.now(), later(HOUR))));
      const found = await Promise.all(attempts.map(({ id }) => store.records.find(id)));
      const [only, ...others] = found.filter((run) => run !== null);
      expect(others).toEqual([]);
      expect(answers).toEqual(attempts.map(() => only));
    });
  });

  describe('find', () => {
    it.each([
      'no-such-run',
      'no such run',
      '',
      "'; drop table runs; --",
      'nul\u0000',
      'half \uD83D',
      'x'.repeat(10_000),
    ])('is null where there is no run %j', async (id) => {
      expect(await store.records.find(id)).toBeNull();
      expect(await store.records.glance(id)).toBeNull();
    });

    it('may be no more than a glance', async () => {
      const id = await runIn(store, 'planned');
      const { operation, requester, state } = (await store.records.find(id)) ?? {};
      expect(await store.records.glance(id)).toEqual({ operation, requester, state });
    });
  });

  describe('advance', () => {
    const whole = (run: string): Move => ({
      run,
      from: ['received'],
      to: 'planned',
      step: 0,
      at: store.clock.now(),
      changes: {
        step: 1,
        input: { ...INPUT, reason: 'launch week' },
        freeText: ['reason'],
        plan: planOf(),
        policyHash: 'policy-1',
        because: BECAUSE,
        viewId: 'V0OTHER',
        dueAt: later(HOUR),
        looks: 2,
        approval: { by: 'W0OWNER', verdict: 'approved', planHash: planOf().hash, at: store.clock.now() },
        names: { [SUBJECT]: 'Ada Lovelace', [MARKETING]: 'Marketing' },
        remarks: { closing: 'I looked' },
      },
      call: {
        index: 0,
        attempt: 1,
        method: 'admin.users.setAdmin',
        arguments: INPUT,
        state: 'intended',
        error: null,
        answer: null,
      },
      entries: [entry('run.planned'), entry('call.intent')],
      notices: [notice('audit', 'to all'), notice({ person: REQUESTER }, 'to one')],
    });

    it('writes everything at once, and answers the run as it is then', async () => {
      const id = await opened(store);
      const run = await store.records.advance(whole(id));
      expect(run).toMatchObject({
        state: 'planned',
        step: 1,
        input: { ...INPUT, reason: 'launch week' },
        plan: planOf(),
        policyHash: 'policy-1',
        because: BECAUSE,
        viewId: 'V0OTHER',
        looks: 2,
        dueAt: later(HOUR),
        approvals: [{ by: 'W0OWNER', verdict: 'approved', planHash: planOf().hash, at: store.clock.now() }],
        calls: [
          { index: 0, attempt: 1, method: 'admin.users.setAdmin', arguments: INPUT, state: 'intended', error: null },
        ],
        names: { [SUBJECT]: 'Ada Lovelace', [MARKETING]: 'Marketing' },
        remarks: { closing: 'I looked' },
      });
      expect(await store.records.find(id)).toEqual(run);
      const content = await dump(store.db);
      expect(content['ledger_entries']?.filter((line) => line.includes(id))).toHaveLength(2);
      expect(content['outbox']?.filter((line) => line.includes(id))).toHaveLength(2);
      expect(store.told.times).toBe(1);
    });

    it('leaves what it was not told about as it is', async () => {
      const id = await opened(store);
      const before = await store.records.advance(whole(id));
      const after = await store.records.advance({ run: id, from: ['planned'], at: later(1), entries: [] });
      expect(after).toEqual(before);
    });

    it('takes a value away where it is told null', async () => {
      const id = await opened(store);
      await store.records.advance(whole(id));
      const changes = { plan: null, because: null, dueAt: null };
      const run = await store.records.advance({
        run: id,
        from: ['planned'],
        at: store.clock.now(),
        changes,
        entries: [],
      });
      expect(run).toMatchObject(changes);
    });

    it.each<[what: string, state: 'planned' | 'executing', expected: Partial<Move>]>([
      ['in another state', 'planned', { from: ['awaiting_approval'], step: 1 }],
      ['at another step', 'planned', { from: ['planned'], step: 0 }],
      ['held by another process', 'executing', { from: ['executing'], step: 2, heldBy: 'second' }],
      ['held by nobody', 'planned', { from: ['planned'], step: 1, heldBy: 'first' }],
      ['held by a process that is alive', 'executing', { from: ['executing'], step: 2, leaseRunOut: true }],
      ['not there', 'planned', { from: ['planned'], step: 1, run: 'no such run' }],
    ])('writes nothing at all about a run that is %s', async (_, state, expected) => {
      const run = await runIn(store, state);
      const to = state === 'planned' ? 'executing' : 'succeeded';
      const before = await dump(store.db);
      expect(await store.records.advance({ ...whole(run), to, ...expected })).toBeNull();
      expect(await dump(store.db)).toEqual(before);
      expect(store.told.times).toBe(0);
    });

    it.each<[State, State]>([
      ['received', 'executing'],
      ['planned', 'succeeded'],
      ['succeeded', 'executing'],
      ['denied', 'planned'],
      ['executing', 'withdrawn'],
      ['unknown', 'executing'],
    ])('refuses to go from %s to %s, which is not on the table', async (from, to) => {
      const run = await opened(store);
      const before = await dump(store.db);
      await expect(
        store.records.advance({ run, from: [from], to, at: store.clock.now(), entries: [] }),
      ).rejects.toThrow(`Run ${run} cannot go from ${from} to ${to}.`);
      expect(await dump(store.db)).toEqual(before);
    });

    it('refuses a move if any of the states it may start from forbids it', async () => {
      const run = await opened(store);
      const move: Move = { run, from: ['received', 'succeeded'], to: 'denied', at: store.clock.now(), entries: [] };
      await expect(store.records.advance(move)).rejects.toThrow('cannot go from succeeded to denied');
    });

    it('writes nothing at all where a part of it cannot be written', async () => {
      const run = await opened(store);
      await store.records.advance(whole(run));
      const before = await dump(store.db);
      const again: Move = { ...whole(run), from: ['planned'], to: 'executing', step: 1 };
      // More calls than its column can count.
      const broken: Move = { ...again, ...(again.call ? { call: { ...again.call, index: 2 ** 40 } } : {}) };
      await expect(store.records.advance(broken)).rejects.toMatchObject({ code: '22003' });
      expect(await dump(store.db)).toEqual(before);
    });

    it('writes nothing at all where its ledger entry has no canonical text', async () => {
      const run = await opened(store);
      const before = await dump(store.db);
      const move = { ...whole(run), entries: [entry('run.planned', { detail: { seats: Number.NaN } })] };
      await expect(store.records.advance(move)).rejects.toThrow();
      expect(await dump(store.db)).toEqual(before);
      expect(store.told.times).toBe(0);
    });

    it('lets one of twenty win where all want the same', async () => {
      const run = await runIn(store, 'awaiting_approval');
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          store.records.advance({
            run,
            from: ['awaiting_approval'],
            to: index % 2 === 0 ? 'executing' : 'denied',
            step: 2,
            at: store.clock.now(),
            changes: {
              step: 3,
              approval: { by: `W0OWNER${index}`, verdict: 'approved', planHash: 'h', at: store.clock.now() },
            },
            entries: [entry('approval.given', { actor: `W0OWNER${index}` })],
            notices: [notice('audit', `approved by ${index}`)],
          }),
        ),
      );
      const winners = answers.filter((answer) => answer !== null);
      expect(winners).toHaveLength(1);
      expect(winners[0]?.approvals).toHaveLength(1);
      const content = await dump(store.db);
      for (const table of ['ledger_entries', 'outbox'])
        expect(content[table]?.filter((line) => line.includes(run))).toHaveLength(1);
    });

    it('keeps what the last of two forms said, and forgets the words of the first', async () => {
      const run = await runIn(store, 'planned');
      const form = (reason: string | null): Promise<unknown> =>
        moved(store, {
          run,
          from: ['planned'],
          to: 'planned',
          changes: { input: reason === null ? INPUT : { ...INPUT, reason }, freeText: ['reason'] },
        });
      await form('the first reason');
      await form('the second reason');
      expect((await store.records.find(run))?.input).toEqual({ ...INPUT, reason: 'the second reason' });
      await form(null);
      expect((await store.records.find(run))?.input).toEqual(INPUT);
      expect(JSON.stringify(await dump(store.db))).not.toContain('the first reason');
    });
  });

  describe('a lease', () => {
    const lease = (holder: string, milliseconds: number) => ({ holder, until: later(milliseconds) });
    const held = (run: string): Promise<string[]> =>
      store.records
        .abandoned(later(MINUTE))
        .then((runs) => runs.filter(({ id }) => id === run).map(({ holder }) => holder));

    it('comes with executing, and goes with it', async () => {
      const run = await runIn(store, 'planned');
      await moved(store, { run, from: ['planned'], to: 'executing', lease: lease('first', 30_000) });
      expect(await held(run)).toEqual(['first']);
      await moved(store, { run, from: ['executing'], to: 'unknown', heldBy: 'first', lease: lease('first', 60_000) });
      expect(await held(run)).toEqual([]);
      const { holder, lease_until } = await store.db
        .selectFrom('runs')
        .select(['holder', 'lease_until'])
        .where('id', '=', run)
        .executeTakeFirstOrThrow();
      expect([holder, lease_until]).toEqual([null, null]);
    });

    it('is renewed by its holder', async () => {
      const run = await runIn(store, 'executing');
      await moved(store, { run, from: ['executing'], heldBy: 'first', lease: lease('first', 2 * MINUTE) });
      expect(await held(run)).toEqual([]);
    });

    it('can be taken over when it has run out, to the millisecond, and not before', async () => {
      const run = await runIn(store, 'executing');
      const settle = (at: Date) =>
        store.records.advance({
          run,
          from: ['executing'],
          to: 'unknown',
          heldBy: 'first',
          leaseRunOut: true,
          at,
          entries: [],
        });
      expect(await store.records.abandoned(later(29_999))).not.toContainEqual(expect.objectContaining({ id: run }));
      expect(await settle(later(29_999))).toBeNull();
      expect(await store.records.abandoned(later(30_000))).toContainEqual({ id: run, holder: 'first' });
      expect(await settle(later(30_000))).toMatchObject({ state: 'unknown' });
    });

    it('is no use to a holder whose run was taken over', async () => {
      const run = await runIn(store, 'executing');
      await moved(store, {
        run,
        from: ['executing'],
        leaseRunOut: true,
        at: later(MINUTE),
        lease: lease('second', 90_000),
      });
      const late = {
        run,
        from: ['executing'] as const,
        heldBy: 'first',
        lease: lease('first', 90_000),
        at: later(MINUTE),
        entries: [],
      };
      expect(await store.records.advance(late)).toBeNull();
      expect(await store.records.advance({ ...late, to: 'succeeded' })).toBeNull();
    });

    it('ends at once where nobody else can have the database open', async () => {
      const [mine, others] = [await runIn(store, 'executing'), await runIn(store, 'executing')];
      await moved(store, { run: mine, from: ['executing'], heldBy: 'first', lease: lease('me', 30_000) });
      await endLeasesOfOthers(store.db, 'me', store.clock.now());
      const abandoned = (await store.records.abandoned(store.clock.now())).map(({ id }) => id);
      expect(abandoned).toContain(others);
      expect(abandoned).not.toContain(mine);
    });
  });

  describe('due', () => {
    it('names the runs of these states whose time has come, the longest overdue first', async () => {
      const late = await opened(store);
      const planned = await runIn(store, 'planned');
      await moved(store, { run: planned, from: ['planned'], changes: { dueAt: later(1) } });
      const notYet = await opened(store);
      await moved(store, { run: notYet, from: ['received'], changes: { dueAt: later(2 * HOUR) } });
      const never = await opened(store);
      await moved(store, { run: never, from: ['received'], changes: { dueAt: null } });

      const mine = [late, planned, notYet, never];
      const due = async (states: State[], at: Date): Promise<string[]> =>
        (await store.records.due(states, at)).filter((id) => mine.includes(id));
      expect(await due(['received', 'planned'], later(HOUR))).toEqual([planned, late]);
      expect(await due(['received'], later(HOUR))).toEqual([late]);
      expect(await due(['received'], later(HOUR - 1))).toEqual([]);
    });
  });

  describe('record', () => {
    it('appends an entry that belongs to no run', async () => {
      await store.records.record(
        entry('request.refused', { actor: null, because: 'another-organisation' }),
        store.clock.now(),
      );
      const { rows, head } = await chainOf(store.db, ORG);
      expect(JSON.parse(rows.at(-1)?.entry ?? '')).toMatchObject({ kind: 'request.refused', actor: null });
      expect(rows.at(-1)?.entry).not.toContain('run_id');
      expect(firstBroken(rows, head)).toBeNull();
    });
  });

  describe('undoneBy', () => {
    it('names the run that undid it, once that has succeeded', async () => {
      const done = await runIn(store, 'executing');
      await moved(store, { run: done, from: ['executing'], to: 'succeeded' });
      const undoing = await opened(store, { undoes: done });
      expect((await store.records.find(done))?.undoneBy).toBeNull();
      await moved(store, { run: undoing, from: ['received'], to: 'planned' });
      await moved(store, { run: undoing, from: ['planned'], to: 'executing' });
      await moved(store, { run: undoing, from: ['executing'], to: 'succeeded' });
      expect((await store.records.find(done))?.undoneBy).toBe(undoing);
      expect((await store.records.find(undoing))?.undoes).toBe(done);
    });

    it('is no conflict where two runs undid it at the same time: both calls were made, so both are recorded', async () => {
      const done = await runIn(store, 'executing');
      await moved(store, { run: done, from: ['executing'], to: 'succeeded' });
      const undoing = [await opened(store, { undoes: done }), await opened(store, { undoes: done })];
      for (const run of undoing) {
        await moved(store, { run, from: ['received'], to: 'planned' });
        await moved(store, { run, from: ['planned'], to: 'executing' });
        expect((await moved(store, { run, from: ['executing'], to: 'succeeded' })).state).toBe('succeeded');
      }
      expect(undoing).toContain((await store.records.find(done))?.undoneBy);
    });
  });
});
