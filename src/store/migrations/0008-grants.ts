import { sql, type Kysely } from 'kysely';

/*
 * Rights that end by themselves. A level is one person in one workspace, or in the organisation; its row is locked by
 * whoever changes grants there. `due_at` is `ends_at` until somebody releases the grant.
 */
const STATEMENTS = [
  sql`create table grant_levels (
    enterprise_id text not null,
    person text not null,
    place text not null,
    base text not null,
    primary key (enterprise_id, person, place)
  )`,
  sql`create table grants (
    run_id text primary key references runs (id),
    enterprise_id text not null,
    person text not null,
    place text not null,
    role text not null,
    requester text not null,
    started_at timestamptz not null,
    ends_at timestamptz not null,
    due_at timestamptz not null,
    released_by text,
    ended_at timestamptz,
    ended_how text,
    ending integer not null default 1,
    try_at timestamptz not null,
    told integer not null default 0,
    told_at timestamptz,
    remind_at timestamptz,
    asked_at timestamptz,
    foreign key (enterprise_id, person, place) references grant_levels (enterprise_id, person, place)
  )`,
  sql`create index grants_in_force on grants (enterprise_id, place, person) where ended_at is null`,
  sql`create index grants_due on grants (try_at) where ended_at is null`,

  // The grant that a run ends.
  sql`alter table runs add column ends text references runs (id)`,
  // When a call was about to leave: a right whose call has an unknown outcome counts from there.
  sql`alter table calls add column at timestamptz`,
];

/** Grants for a time, and the runs that end them. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(db);
}
