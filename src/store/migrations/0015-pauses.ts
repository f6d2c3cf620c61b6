import { sql, type Kysely } from 'kysely';

/** The emergency stop: one row for each time that all changes were paused, at most one of them open. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table pauses (
    id text primary key,
    enterprise_id text not null,
    paused_by text not null,
    by_operator boolean not null,
    paused_at timestamptz not null,
    reason text,
    salt text,
    resumed_by text,
    resumed_at timestamptz
  )`.execute(db);
  await sql`create unique index pauses_in_force on pauses (enterprise_id) where resumed_at is null`.execute(db);
}
