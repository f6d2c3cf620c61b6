import { randomUUID } from 'node:crypto';

import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql, type Kysely } from 'kysely';

import { canonical } from '../../src/engine/canonical.js';
import { searchedBy, type Ledger, type LedgerFilter } from '../../src/engine/ledger/ledger.js';
import type { JsonObject } from '../../src/engine/planning/plan.js';
import { ledgerIn } from '../../src/store/ledger-search.js';
import * as search from '../../src/store/migrations/0010-ledger.js';
import * as first from '../../src/store/migrations/0001-runs-ledger-outbox-directory.js';
import { openSchema, withDatabase } from '../support/database.js';
import { HOUR } from '../support/clock.js';
import { MARKETING } from '../support/org.js';
import { REQUESTER, SUBJECT } from '../support/runs.js';
import { entry, moved, opened, storeOn, type TestStore } from '../support/store.js';

describe('searching the ledger', () => {
  const database = withDatabase();
  let store: TestStore;
  let ledger: Ledger;
  beforeEach(() => {
    const enterprise = `E${randomUUID().slice(0, 8).toUpperCase()}`;
    store = storeOn(database.current.db, enterprise);
    ledger = ledgerIn(database.current.db, enterprise);
  });
  const record = (kind: string, changes = {}): Promise<void> =>
    store.records.record(entry(kind, changes), store.clock.now());
  const found = async (filter: LedgerFilter): Promise<string[]> =>
    (await ledger.search(filter, { limit: 100 })).entries.map(({ kind }) => kind);

  it('finds people in whatever part they had, and nobody by a part of an ID', async () => {
    await record('acted', { actor: 'W0X' });
    await record('asked', { actor: null, requester: 'W0X' });
    await record('approved', { actor: null, approvers: ['W0Y', 'W0X'] });
    await record('gained', { actor: null, beneficiary: 'W0X' });
    await record('concerned', { actor: null, target: { kind: 'person', id: 'W0X', place: MARKETING } });
    await record('another', { actor: 'W0XY' });
    expect(await found({ person: 'W0X' })).toEqual(['concerned', 'gained', 'approved', 'asked', 'acted']);
    expect(await found({ person: 'W0' })).toEqual([]);
  });

  it('finds by target and place, outcome, kind and moment, all of them together', async () => {
    await record('one', { target: { kind: 'channel', id: 'C0A', place: MARKETING }, outcome: 'succeeded' });
    store.clock.pass(HOUR);
    const later = store.clock.now();
    await record('two', { target: { kind: 'workspace', id: MARKETING }, outcome: 'refused' });
    expect(await found({ target: MARKETING })).toEqual(['two', 'one']);
    expect(await found({ target: 'C0A' })).toEqual(['one']);
    expect(await found({ target: MARKETING, outcome: 'refused' })).toEqual(['two']);
    expect(await found({ kind: 'one' })).toEqual(['one']);
    expect(await found({ from: later })).toEqual(['two']);
    expect(await found({ to: later })).toEqual(['one']);
    expect(await found({ target: MARKETING, outcome: 'failed' })).toEqual([]);
  });

  it('finds by run and operation', async () => {
    const run = await opened(store);
    await moved(store, { run, from: ['received'], to: 'denied', entries: [entry('run.denied')] });
    await record('request.refused');
    expect(await found({ run })).toEqual(['run.denied']);
    expect(await found({ operation: 'admin.users.setAdmin' })).toEqual(['run.denied']);
    // An end says how, whichever verb wrote it.
    expect(await found({ outcome: 'denied' })).toEqual(['run.denied']);
  });

  it('shows somebody what they took part in, and the operations they may run', async () => {
    const run = await opened(store);
    await moved(store, { run, from: ['received'], to: 'denied', entries: [entry('run.denied', { actor: 'W0OTHER' })] });
    await record('mine', { actor: SUBJECT });
    await record('theirs', { actor: REQUESTER });
    expect(await found({ seenBy: { person: SUBJECT, operations: [] } })).toEqual(['mine']);
    expect(await found({ seenBy: { person: SUBJECT, operations: ['admin.users.setAdmin'] } })).toEqual([
      'mine',
      'run.denied',
    ]);
  });

  it('turns pages, newest first, each entry once, while more are written', async () => {
    for (let count = 1; count <= 25; count += 1) await record(`entry ${count}`, { actor: 'W0MANY' });
    const seen: string[] = [];
    let before: number | undefined;
    for (;;) {
      const page = await ledger.search(
        { person: 'W0MANY' },
        { limit: 10, ...(before === undefined ? {} : { before }) },
      );
      seen.push(...page.entries.map(({ kind }) => kind));
      await record('written meanwhile', { actor: 'W0MANY' });
      if (page.next === null) break;
      before = page.next;
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => `entry ${25 - index}`));
  });

  it('answers an empty page where nothing is', async () => {
    expect(await ledger.search({ person: 'W0NOBODY' }, { limit: 10 })).toEqual({ entries: [], next: null });
  });

  it('takes what is no ID for none: a search by it finds nothing, and the entry is written', async () => {
    for (const actor of ['', 'W0 X', `W0\u0000`, '<!channel>', 'W'.repeat(200)]) await record('odd', { actor });
    expect(await found({ kind: 'odd' })).toHaveLength(5);
    expect(await found({ person: 'W0 X' })).toEqual([]);
  });
});

describe('the migration that makes old entries searchable', () => {
  const database = withDatabase();
  const schema = `test_${randomUUID().replaceAll('-', '')}`;
  const written: JsonObject[] = [
    { kind: 'run.denied', actor: 'W0B', beneficiary: 'W0A', operation: 'admin.users.remove', sequence: 1 },
    {
      kind: 'call.outcome',
      actor: null,
      target: { kind: 'person', id: 'W0C', place: 'T0A' },
      outcome: 'succeeded',
      sequence: 2,
    },
    { kind: 'run.planned', actor: 'W0 not an id', target: { kind: 'organisation', id: '' }, sequence: 3 },
    { kind: 'odd', actor: 'W0D', detail: { nul: 'a\u0000b', quote: '"' }, sequence: 4 },
  ];

  beforeAll(async () => {
    await sql`create schema ${sql.ref(schema)}`.execute(database.current.db);
  });

  it('takes from each what a new entry would be found by', async () => {
    const opened = await openSchema(schema);
    const { db } = opened;
    // oxlint-disable-next-line no-unsafe-type-assertion -- a migration knows no tables
    const bare = db as unknown as Kysely<never>;
    await first.up(bare);
    for (const said of written)
      await sql`insert into ledger_entries (enterprise_id, sequence, kind, at, entry, previous, hash)
        values ('E0OLD', ${said['sequence']}, ${said['kind']}, now(), ${canonical(said)}, '', '')`.execute(db);

    await search.up(bare);

    const rows = await db
      .selectFrom('ledger_entries')
      .select(['operation', 'outcome', 'people', 'targets'])
      .orderBy('sequence')
      .execute();
    expect(rows).toEqual(written.map((said) => searchedBy(said)));
    await sql`drop schema ${sql.ref(schema)} cascade`.execute(db);
    await opened.close();
  });
});
