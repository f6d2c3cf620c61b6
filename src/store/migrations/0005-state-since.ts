import { sql, type Kysely } from 'kysely';

/** Since when a run has been in its state: an unknown outcome is not looked for for ever. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table runs add column state_since timestamptz`.execute(db);
  await sql`update runs set state_since = updated_at`.execute(db);
  await sql`alter table runs alter column state_since set not null`.execute(db);
}
