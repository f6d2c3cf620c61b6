import { sql, type Kysely } from 'kysely';

/** What is kept of a call's answer, and how far the pages of an answer have been turned. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table calls add column answer text`.execute(db);
  await sql`alter table runs add column pages text`.execute(db);
}
