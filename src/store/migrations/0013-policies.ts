import { sql, type Kysely } from 'kysely';

const STATEMENTS = [
  // Every policy that was ever in force stays: the ledger names them by their hash.
  sql`create table policies (
    enterprise_id text not null,
    number integer not null,
    kind text not null,
    hash text not null,
    name text not null,
    text text not null,
    since timestamptz not null,
    put_by text not null,
    why text not null,
    primary key (enterprise_id, number)
  )`,
  sql`create index policies_hash on policies (enterprise_id, hash, number)`,
  sql`create table policy_holders (
    enterprise_id text not null,
    holder text not null,
    hash text not null,
    held_until timestamptz not null,
    primary key (enterprise_id, holder)
  )`,
];

/** The policy in force is a row that all processes read, and each process says which one it was given. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(db);
}
