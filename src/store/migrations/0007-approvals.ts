import { sql, type Kysely } from 'kysely';

/** How a request for approval was put to people, when they are next reminded, and which request it takes the place of. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table runs add column asking text`.execute(db);
  await sql`alter table runs add column remind_at timestamptz`.execute(db);
  await sql`alter table runs add column replaces text references runs (id)`.execute(db);
  await sql`create index runs_remind on runs (remind_at) where remind_at is not null`.execute(db);
  await sql`create index runs_replacing on runs (replaces) where replaces is not null`.execute(db);
}
