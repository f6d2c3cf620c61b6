import { sql, type Kysely } from 'kysely';

/**
 * Which versions can work on this schema: those that know this migration or a later one. A migration that only adds
 * leaves it as it is; one that takes something away raises it (decision 0016).
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create table schema_works_with (
    single boolean primary key default true check (single),
    oldest text not null
  )`.execute(db);
  await sql`insert into schema_works_with (oldest) values ('0021')`.execute(db);
}
