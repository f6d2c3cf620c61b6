import { sql, type Kysely } from 'kysely';

/** How often a post whose arrival nobody knows of was looked for and not seen. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table outbox add column looks integer not null default 0`.execute(db);
}
