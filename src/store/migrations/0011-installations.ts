import { sql, type Kysely } from 'kysely';

/*
 * Tokens stand here encrypted only (store/vault.ts). One row for the bot of an organisation, one for each person who
 * installed the app; at most one of each kind is in use.
 */
const STATEMENTS = [
  sql`create table installations (
    enterprise_id text not null,
    kind text not null,
    user_id text not null,
    in_use boolean not null,
    token text not null,
    refresh_token text,
    expires_at timestamptz,
    scopes text not null,
    installed_at timestamptz not null,
    version integer not null default 1,
    exchange_holder text,
    exchange_until timestamptz,
    exchange_began_at timestamptz,
    exchange_problem text,
    primary key (enterprise_id, kind, user_id)
  )`,
  sql`create unique index installations_in_use on installations (enterprise_id, kind) where in_use`,

  sql`create table deployments (
    single boolean primary key check (single),
    enterprise_id text not null
  )`,

  sql`create table install_states (
    digest text primary key,
    browser text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null
  )`,

  sql`create table received_events (
    id text primary key,
    at timestamptz not null
  )`,

  sql`create table owner_messages (
    enterprise_id text not null,
    occasion text not null,
    person text not null,
    says text not null,
    buttons text,
    created_at timestamptz not null,
    due_at timestamptz not null,
    tries integer not null default 0,
    done_at timestamptz,
    problem text,
    primary key (enterprise_id, occasion, person)
  )`,
  sql`create index owner_messages_waiting on owner_messages (due_at) where done_at is null`,
];

/** Installations by OAuth: tokens, installs under way in browsers, events that were seen, messages to org owners. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(db);
}
