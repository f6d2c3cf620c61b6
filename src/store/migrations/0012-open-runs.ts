import { sql, type Kysely } from 'kysely';

/** Few runs wait among very many that have ended; monitoring counts them without reading the others. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create index runs_open on runs (state) where state in ('awaiting_approval', 'executing', 'unknown')`.execute(
    db,
  );
}
