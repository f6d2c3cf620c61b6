import { sql, type Kysely } from 'kysely';

/*
 * Rows of the old copy and of the one being read stand side by side until the new one is complete. What is there
 * already stays in use as generation 1.
 */
const STATEMENTS = [
  sql`create table directory_entries (
    enterprise_id text not null,
    kind text not null,
    generation integer not null,
    id text not null,
    content text not null,
    primary key (enterprise_id, kind, generation, id)
  )`,
  sql`create table directory_reads (
    enterprise_id text not null,
    kind text not null,
    generation integer not null,
    cursor text,
    started_at timestamptz not null,
    complete integer,
    completed_at timestamptz,
    holder text,
    held_until timestamptz,
    primary key (enterprise_id, kind)
  )`,

  sql`insert into directory_entries (enterprise_id, kind, generation, id, content)
    select enterprise_id, 'people', 1, id, json_build_object('id', id, 'name', name, 'handle', handle, 'email', null,
      'mark', mark, 'orgAdmin', org_admin, 'orgOwner', org_owner)::text
    from directory_people`,
  sql`insert into directory_entries (enterprise_id, kind, generation, id, content)
    select enterprise_id, 'workspaces', 1, id, json_build_object('id', id, 'name', name)::text
    from directory_workspaces`,
  sql`insert into directory_reads (enterprise_id, kind, generation, started_at, complete, completed_at)
    select enterprise_id, kind, 1, completed_at, 1, completed_at
    from directory_syncs, (values ('people'), ('workspaces')) as kinds (kind)`,

  sql`drop table directory_people`,
  sql`drop table directory_workspaces`,
  sql`drop table directory_syncs`,
];

/** The local copy of the organisation is read page by page, each kind on its own. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(db);
}
