import { randomUUID } from 'node:crypto';

import { sql } from 'kysely';

import type { Outbox } from '../../src/engine/outbox.js';
import type { EntryDraft, Move, Notice, Records } from '../../src/engine/ports.js';
import type { NewRun, Run } from '../../src/engine/run.js';
import type { Database } from '../../src/store/database.js';
import { outboxIn } from '../../src/store/outbox.js';
import { recordsIn } from '../../src/store/records.js';
import { FakeClock, HOUR } from './clock.js';
import { MARKETING, ORG } from './org.js';
import { REQUESTER, SUBJECT } from './runs.js';

export interface TestStore {
  readonly db: Database;
  readonly records: Records;
  readonly outbox: Outbox;
  readonly clock: FakeClock;
  /** How often the store said that something new waits to be posted. */
  readonly told: { times: number };
}

/** The store on this database, with a clock that stands still: posts may go one right after the other. */
export function storeOn(db: Database, enterpriseId = ORG, postsApartMs = 0): TestStore {
  const told = { times: 0 };
  const records = recordsIn({
    db,
    enterpriseId,
    newSalt: () => randomUUID(),
    onNotice: () => {
      told.times += 1;
    },
  });
  return { db, records, told, outbox: outboxIn(db, postsApartMs), clock: new FakeClock() };
}

export const aNewRun = (changes: Partial<NewRun> = {}): NewRun => ({
  id: randomUUID(),
  operation: 'admin.users.setAdmin',
  requester: REQUESTER,
  origin: randomUUID(),
  viewId: 'V0VIEW',
  ...changes,
});

/** Opens a run; answers its ID. */
export async function opened({ records, clock }: TestStore, changes: Partial<NewRun> = {}): Promise<string> {
  const run = aNewRun(changes);
  await records.open(run, clock.now(), new Date(clock.now().getTime() + HOUR));
  return run.id;
}

export const entry = (kind: string, changes: Partial<EntryDraft> = {}): EntryDraft => ({
  kind,
  actor: REQUESTER,
  ...changes,
});

export const notice = (to: Notice['to'], says: string, changes: Partial<Notice> = {}): Notice => ({
  to,
  says: [says],
  ...changes,
});

/** Moves a run and insists that it moved. */
export async function moved(store: TestStore, move: Omit<Move, 'at' | 'entries'> & Partial<Move>): Promise<Run> {
  const run = await store.records.advance({ at: store.clock.now(), entries: [], ...move });
  if (!run) throw new Error(`Run ${move.run} did not move.`);
  return run;
}

/** A run in a state, brought there by legal moves. */
export async function runIn(store: TestStore, state: 'planned' | 'awaiting_approval' | 'executing'): Promise<string> {
  const run = await opened(store);
  await moved(store, {
    run,
    from: ['received'],
    to: 'planned',
    changes: { step: 1, input: { user_id: SUBJECT, team_id: MARKETING } },
  });
  if (state === 'awaiting_approval') await moved(store, { run, from: ['planned'], to: state, changes: { step: 2 } });
  if (state === 'executing') {
    const lease = { holder: 'first', until: new Date(store.clock.now().getTime() + 30_000) };
    await moved(store, { run, from: ['planned'], to: state, changes: { step: 2 }, lease });
  }
  return run;
}

/** Every row of every table of this schema, as text: for “nothing was written” and “this is nowhere”. */
export async function dump(db: Database): Promise<Record<string, string[]>> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = current_schema() order by 1`.execute(
    db,
  );
  const content: Record<string, string[]> = {};
  for (const { name } of tables) {
    const { rows } = await sql<{ line: string }>`
      select row_to_json(whole)::text as line from ${sql.table(name)} as whole order by 1`.execute(db);
    content[name] = rows.map(({ line }) => line);
  }
  return content;
}
