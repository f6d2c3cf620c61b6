import { sql, type Kysely } from 'kysely';

/** How far the ledger has been streamed to its receiver. The entries themselves are buffered in the ledger. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table ledger_streams (
    enterprise_id text primary key,
    sequence integer not null,
    hash text not null,
    holder text,
    claimed_until timestamptz,
    due_at timestamptz not null,
    tries integer not null default 0,
    problem text,
    failing_since timestamptz
  )`.execute(db);
}
