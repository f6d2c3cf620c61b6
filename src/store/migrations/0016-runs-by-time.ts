import { sql, type Kysely } from 'kysely';

/** The history is read from its newest end, a page at a time. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create index runs_by_time on runs (enterprise_id, created_at, id)`.execute(db);
}
