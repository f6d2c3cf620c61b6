import { sql, type Kysely } from 'kysely';

import { searchedBy } from '../../engine/ledger/ledger.js';
import type { JsonObject } from '../../engine/planning/plan.js';
import { stored } from '../stored.js';

const COLUMNS = sql`alter table ledger_entries
  add column operation text,
  add column outcome text,
  add column people text[] not null default '{}',
  add column targets text[] not null default '{}'`;

const INDEXES = [
  sql`create index ledger_entries_people on ledger_entries using gin (people)`,
  sql`create index ledger_entries_targets on ledger_entries using gin (targets)`,
  sql`create index ledger_entries_operation on ledger_entries (enterprise_id, operation, sequence)`,
  sql`create index ledger_entries_outcome on ledger_entries (enterprise_id, outcome, sequence)`,
  sql`create index ledger_entries_at on ledger_entries (enterprise_id, at)`,
];

const CHECKPOINTS = [
  sql`create table ledger_checkpoints (
    enterprise_id text not null,
    number integer not null,
    sequence integer not null,
    head text not null,
    at timestamptz not null,
    public_key text not null,
    signed text not null,
    hash text not null,
    posted boolean not null default false,
    delivered_at timestamptz,
    due_at timestamptz not null,
    claimed_until timestamptz,
    tries integer not null default 0,
    problem text,
    primary key (enterprise_id, number)
  )`,
  sql`create index ledger_checkpoints_waiting on ledger_checkpoints (enterprise_id, number) where delivered_at is null`,
  // What is said in the audit channel need not be about a run.
  sql`alter table outbox drop constraint outbox_run_id_fkey`,
];

const BATCH = 500;

interface Row {
  readonly enterprise_id: string;
  readonly sequence: number;
  readonly entry: string;
}

/** The ledger can be searched, what is in it already, too; and its heads are signed and leave the database. */
export async function up(db: Kysely<never>): Promise<void> {
  await COLUMNS.execute(db);
  for (let last: Row | undefined, more = true; more;) {
    const { rows }: { rows: Row[] } = await sql<Row>`
      select enterprise_id, sequence, entry from ledger_entries
      where (enterprise_id, sequence) > (${last?.enterprise_id ?? ''}, ${last?.sequence ?? 0})
      order by enterprise_id, sequence limit ${BATCH}`.execute(db);
    // Not in SQL: PostgreSQL cannot look into JSON that holds an escaped NUL, and an entry may.
    for (const row of rows) await fillIn(db, row);
    last = rows.at(-1);
    more = rows.length === BATCH;
  }
  for (const statement of [...INDEXES, ...CHECKPOINTS]) await statement.execute(db);
}

async function fillIn(db: Kysely<never>, { enterprise_id, sequence, entry }: Row): Promise<void> {
  const { operation, outcome, people, targets } = searchedBy(stored<JsonObject>(entry));
  await sql`update ledger_entries
    set operation = ${operation}, outcome = ${outcome}, people = ${[...people]}, targets = ${[...targets]}
    where enterprise_id = ${enterprise_id} and sequence = ${sequence}`.execute(db);
}
