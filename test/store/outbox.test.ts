import { beforeEach, describe, expect, it } from '@jest/globals';

import type { Post } from '../../src/engine/outbox.js';
import type { Notice } from '../../src/engine/ports.js';
import { toPlain } from '../../src/engine/words.js';
import { endClaims, outboxIn } from '../../src/store/outbox.js';
import { HOUR, MINUTE } from '../support/clock.js';
import { withDatabase } from '../support/database.js';
import { REQUESTER } from '../support/runs.js';
import { entry, moved, notice, opened, storeOn, type TestStore } from '../support/store.js';

describe('the outbox', () => {
  const database = withDatabase();
  let store: TestStore;
  beforeEach(async () => {
    store = storeOn(database.current.db);
    await store.db.deleteFrom('outbox').execute();
    await store.db.deleteFrom('outbox_lanes').execute();
  });

  const later = (milliseconds: number): Date => new Date(store.clock.now().getTime() + milliseconds);
  const claim = (): Promise<Post | null> => store.outbox.claim(store.clock.now(), later(MINUTE));
  const tell = async (run: string, ...notices: Notice[]): Promise<void> => {
    await moved(store, { run, from: ['received'], entries: [entry('told')], notices });
  };
  const deliver = async (): Promise<string> => {
    const post = await claim();
    if (!post) return '-';
    await store.outbox.done(post, store.clock.now());
    return `${post.destination} ${post.sequence}: ${toPlain(post.says, {})}`;
  };

  it('gives posts back in the order in which they were told', async () => {
    const run = await opened(store);
    await tell(run, notice('audit', 'first'), notice('approval', 'card'), notice('audit', 'second'));
    store.clock.pass(1);
    await tell(run, notice({ person: 'W1' }, 'done'), notice('audit', 'third'));
    const delivered = [
      await deliver(),
      await deliver(),
      await deliver(),
      await deliver(),
      await deliver(),
      await deliver(),
    ];
    expect(delivered).toEqual([
      'approval 1: card',
      'audit 1: first',
      'audit 2: second',
      'audit 3: third',
      'person:W1 1: done',
      '-',
    ]);
  });

  it('counts from one for each run and destination', async () => {
    const [one, other] = [await opened(store), await opened(store)];
    await tell(one, notice('audit', 'a'), notice('audit', 'b'));
    await tell(other, notice('audit', 'c'), notice({ person: 'W1' }, 'd'), notice({ person: 'W2' }, 'e'));
    const sequences = await store.db.selectFrom('outbox').select(['run_id', 'destination', 'sequence']).execute();
    expect(sequences).toEqual(
      expect.arrayContaining([
        { run_id: one, destination: 'audit', sequence: 1 },
        { run_id: one, destination: 'audit', sequence: 2 },
        { run_id: other, destination: 'audit', sequence: 1 },
        { run_id: other, destination: 'person:W1', sequence: 1 },
        { run_id: other, destination: 'person:W2', sequence: 1 },
      ]),
    );
  });

  it('holds a post back until the one before it at its destination is through, and no other', async () => {
    const [one, other] = [await opened(store), await opened(store)];
    await tell(one, notice('audit', 'a'), notice('audit', 'b'));
    store.clock.pass(1);
    await tell(other, notice('audit', 'c'));
    const first = await claim();
    expect(first).toMatchObject({ run: one, sequence: 1 });
    expect(await deliver()).toBe('audit 1: c');
    expect(await claim()).toBeNull();
    if (first) await store.outbox.later(first, { dueAt: later(MINUTE), problem: 'slack_away', looks: 0 });
    expect(await claim()).toBeNull();
    store.clock.pass(MINUTE);
    expect([await deliver(), await deliver()]).toEqual(['audit 1: a', 'audit 2: b']);
  });

  it('gives each post to one of ten who want it at once', async () => {
    const runs = await Promise.all(Array.from({ length: 5 }, () => opened(store)));
    for (const run of runs) await tell(run, notice('audit', 'a'), notice('approval', 'b'));
    const claims = await Promise.all(Array.from({ length: 20 }, () => claim()));
    const got = claims.flatMap((post) => (post ? [`${post.run} ${post.destination} ${post.sequence}`] : []));
    expect(new Set(got).size).toBe(got.length);
    // Whoever came while a row was locked went away with nothing; the rest is there for the next turn.
    for (let post = await claim(); post; post = await claim())
      got.push(`${post.run} ${post.destination} ${post.sequence}`);
    expect(new Set(got).size).toBe(10);
    expect(got).toHaveLength(10);
  });

  it('gives a post to another process when the first one was not heard of in its time', async () => {
    await tell(await opened(store), notice('audit', 'a'));
    const first = await claim();
    expect(await claim()).toBeNull();
    store.clock.pass(MINUTE);
    expect(await claim()).toEqual(first);
  });

  it('leaves a post with whoever says to be still at it', async () => {
    await tell(await opened(store), notice('audit', 'a'));
    const first = await claim();
    if (!first) throw new Error('There is a post.');
    store.clock.pass(MINUTE - 1);
    await store.outbox.keep(first, later(MINUTE));
    store.clock.pass(MINUTE - 1);
    expect(await claim()).toBeNull();
    store.clock.pass(1);
    expect(await claim()).toEqual(first);
  });

  it('remembers how far a delivery had come', async () => {
    await tell(await opened(store), notice('audit', 'a'), notice('audit', 'b'));
    const first = await claim();
    if (!first) throw new Error('There is a post.');
    expect(first).toMatchObject({ sending: false, posted: null, first: null, tries: 0 });

    await store.outbox.sending(first, true);
    store.clock.pass(MINUTE);
    expect(await claim()).toMatchObject({ sequence: 1, sending: true, posted: null });

    await store.outbox.later(first, { dueAt: later(0), problem: 'not seen', looks: 1 });
    expect(await claim()).toMatchObject({ sequence: 1, sending: true, looks: 1 });
    await store.outbox.sending(first, true);
    store.clock.pass(MINUTE);
    expect(await claim()).toMatchObject({ sequence: 1, sending: true, looks: 0 });

    await store.outbox.posted(first, { channel: 'C1', ts: '1.2' });
    store.clock.pass(MINUTE);
    expect(await claim()).toMatchObject({ sequence: 1, sending: false, posted: { channel: 'C1', ts: '1.2' } });

    await store.outbox.done(first, store.clock.now());
    expect(await claim()).toMatchObject({ sequence: 2, first: { channel: 'C1', ts: '1.2' }, posted: null });
  });

  it('knows that a post surely did not arrive', async () => {
    await tell(await opened(store), notice('audit', 'a'));
    const post = await claim();
    if (!post) throw new Error('There is a post.');
    await store.outbox.sending(post, true);
    await store.outbox.sending(post, false);
    await store.outbox.later(post, { dueAt: later(0), problem: 'ratelimited', looks: 0 });
    expect(await claim()).toMatchObject({ sending: false, tries: 1 });
  });

  it('keeps what could not be delivered, with the reason', async () => {
    await tell(await opened(store), notice({ person: 'W1' }, 'a'));
    const post = await claim();
    if (post) await store.outbox.done(post, store.clock.now(), 'chat.postMessage: user_not_found');
    const row = await store.db.selectFrom('outbox').select(['problem', 'done_at']).executeTakeFirstOrThrow();
    expect(row).toEqual({ problem: 'chat.postMessage: user_not_found', done_at: store.clock.now() });
    expect(await claim()).toBeNull();
  });

  it('has nobody’s claims where nobody else can have the database open', async () => {
    await tell(await opened(store), notice('audit', 'a'));
    await claim();
    expect(await claim()).toBeNull();
    await endClaims(store.db);
    expect(await claim()).not.toBeNull();
  });

  describe('nextDue', () => {
    it('is when the next waiting post is due', async () => {
      expect(await store.outbox.nextDue()).toBeNull();
      const run = await opened(store);
      await tell(run, notice({ person: REQUESTER }, 'in time', { unlessToldBy: later(10_000) }));
      expect(await store.outbox.nextDue()).toEqual(later(10_000));
      await tell(run, notice('audit', 'now'));
      expect(await store.outbox.nextDue()).toEqual(store.clock.now());
    });

    it('is not now for a post that nobody could claim now', async () => {
      await tell(await opened(store), notice('audit', 'first'), notice('audit', 'second'));
      const first = await claim();
      if (!first) throw new Error('There is a post.');
      expect(await store.outbox.nextDue()).toEqual(later(MINUTE));
      await store.outbox.later(first, { dueAt: later(HOUR), problem: 'slack_away', looks: 0 });
      expect(await store.outbox.nextDue()).toEqual(later(HOUR));
      await store.outbox.done(first, store.clock.now());
      expect(await store.outbox.nextDue()).toEqual(store.clock.now());
    });
  });

  describe('a notice that the modal may show first', () => {
    const result = () => notice({ person: REQUESTER }, 'Done.', { unlessToldBy: later(10_000) });

    it('is sent where the modal did not show it in time', async () => {
      await tell(await opened(store), result());
      store.clock.pass(9_999);
      expect(await claim()).toBeNull();
      store.clock.pass(1);
      expect(await deliver()).toBe(`person:${REQUESTER} 1: Done.`);
    });

    it('is not sent where the modal has shown it', async () => {
      const run = await opened(store);
      await tell(run, result());
      await store.records.told(run, REQUESTER, store.clock.now());
      store.clock.pass(HOUR);
      expect(await claim()).toBeNull();
    });

    it('takes nothing from other people, other runs, or what is not for the modal', async () => {
      const [run, other] = [await opened(store), await opened(store)];
      await tell(
        run,
        notice({ person: 'W1' }, 'theirs', { unlessToldBy: later(0) }),
        notice({ person: REQUESTER }, 'always'),
      );
      await tell(other, result());
      await store.records.told(run, REQUESTER, store.clock.now());
      store.clock.pass(HOUR);
      expect([await deliver(), await deliver(), await deliver(), await deliver()].sort()).toEqual([
        '-',
        `person:${REQUESTER} 1: Done.`,
        `person:${REQUESTER} 1: always`,
        'person:W1 1: theirs',
      ]);
    });

    it('is sent all the same where its delivery had begun', async () => {
      const run = await opened(store);
      await tell(run, result());
      store.clock.pass(10_000);
      const post = await claim();
      if (!post) throw new Error('There is a post.');
      await store.outbox.sending(post, true);
      await store.records.told(run, REQUESTER, store.clock.now());
      store.clock.pass(MINUTE);
      expect(await claim()).toMatchObject({ sending: true });
    });
  });

  describe('a refusal', () => {
    const refuse = async (person: string): Promise<void> => {
      const run = await opened(store, { requester: person });
      await moved(store, {
        run,
        from: ['received'],
        to: 'denied',
        entries: [entry('run.denied', { actor: person })],
        notices: [notice('audit', `${person} was refused`, { refusalOf: person })],
      });
    };
    const posts = async (): Promise<number> => (await store.db.selectFrom('outbox').selectAll().execute()).length;
    const recorded = async (person: string): Promise<number> =>
      (await store.db.selectFrom('ledger_entries').select('entry').where('kind', '=', 'run.denied').execute()).filter(
        (row) => JSON.parse(row.entry).actor === person,
      ).length;

    it('is posted once an hour, and recorded every time', async () => {
      for (let times = 0; times < 5; times += 1) await refuse('W0KEEN');
      expect([await posts(), await recorded('W0KEEN')]).toEqual([1, 5]);
      store.clock.pass(HOUR - 1);
      await refuse('W0KEEN');
      expect(await posts()).toBe(1);
      store.clock.pass(1);
      await refuse('W0KEEN');
      expect([await posts(), await recorded('W0KEEN')]).toEqual([2, 7]);
    });

    it('is posted once where many come at the same time', async () => {
      await Promise.all(Array.from({ length: 20 }, () => refuse('W0CROWD')));
      expect([await posts(), await recorded('W0CROWD')]).toEqual([1, 20]);
    });

    it('of one person is posted whatever others try', async () => {
      await refuse('W0ONE');
      await refuse('W0TWO');
      expect(await posts()).toBe(2);
    });
  });

  describe('a notice of another run', () => {
    it('takes the next number of that run, also where both are told at once', async () => {
      const [undone, undoing] = [await opened(store), await opened(store)];
      await tell(undone, notice('audit', 'done'));
      await Promise.all([
        tell(undoing, notice('audit', 'undone', { run: undone })),
        tell(undone, notice('audit', 'more')),
        tell(undoing, notice('audit', 'again', { run: undone })),
      ]);
      const rows = await store.db.selectFrom('outbox').select(['run_id', 'sequence']).orderBy('sequence').execute();
      expect(rows).toEqual([1, 2, 3, 4].map((sequence) => ({ run_id: undone, sequence })));
    });
  });

  it('is shared by processes', async () => {
    await tell(await opened(store), notice('audit', 'a'));
    const other = await database.current.another();
    const theirs = await outboxIn(other.db).claim(store.clock.now(), later(MINUTE));
    expect(theirs?.says).toEqual(['a']);
    expect(await claim()).toBeNull();
    await other.close();
  });
});
