import { sql, type Kysely } from 'kysely';

/*
 * Text that is hashed or shown again is stored as text, not jsonb: jsonb reorders keys and refuses NUL and lone
 * surrogates. People's words and names live in `clear_texts` only, so that they can be erased (DESIGN 6.13).
 */
const STATEMENTS = [
  sql`create table runs (
    id text primary key,
    enterprise_id text not null,
    operation text not null,
    requester text not null,
    origin text not null unique,
    state text not null,
    step integer not null default 0,
    input text not null default '{}',
    plan text,
    plan_hash text,
    policy_hash text,
    because text,
    view_id text,
    undoes text references runs (id),
    looks integer not null default 0,
    holder text,
    lease_until timestamptz,
    due_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null
  )`,
  sql`create index runs_due on runs (state, due_at) where due_at is not null`,
  sql`create index runs_leased on runs (lease_until) where state = 'executing'`,
  sql`create index runs_undoing on runs (undoes) where undoes is not null`,

  sql`create table approvals (
    run_id text not null references runs (id),
    approver text not null,
    verdict text not null,
    plan_hash text not null,
    at timestamptz not null,
    primary key (run_id, approver)
  )`,

  sql`create table calls (
    run_id text not null references runs (id),
    index integer not null,
    attempt integer not null,
    method text not null,
    arguments text not null,
    state text not null,
    error text,
    primary key (run_id, index, attempt)
  )`,

  sql`create table clear_texts (
    run_id text not null references runs (id),
    field text not null,
    salt text not null,
    content text not null,
    primary key (run_id, field)
  )`,
  sql`create index clear_texts_field on clear_texts (field)`,

  sql`create table ledger_heads (
    enterprise_id text primary key,
    sequence integer not null,
    hash text not null
  )`,
  sql`create table ledger_entries (
    enterprise_id text not null,
    sequence integer not null,
    run_id text,
    kind text not null,
    at timestamptz not null,
    entry text not null,
    previous text not null,
    hash text not null,
    primary key (enterprise_id, sequence)
  )`,
  sql`create index ledger_entries_run on ledger_entries (run_id) where run_id is not null`,

  sql`create table outbox (
    run_id text not null references runs (id),
    destination text not null,
    sequence integer not null,
    says text not null,
    refusal_of text,
    created_at timestamptz not null,
    due_at timestamptz not null,
    unless_told boolean not null default false,
    tries integer not null default 0,
    claimed_until timestamptz,
    sending boolean not null default false,
    channel text,
    ts text,
    done_at timestamptz,
    problem text,
    primary key (run_id, destination, sequence)
  )`,
  sql`create index outbox_waiting on outbox (due_at) where done_at is null`,
  sql`create index outbox_refusals on outbox (refusal_of, created_at) where refusal_of is not null`,

  sql`create table directory_people (
    enterprise_id text not null,
    id text not null,
    name text not null,
    handle text not null,
    mark text,
    org_admin boolean not null,
    org_owner boolean not null,
    primary key (enterprise_id, id)
  )`,
  sql`create table directory_workspaces (
    enterprise_id text not null,
    id text not null,
    name text not null,
    primary key (enterprise_id, id)
  )`,
  sql`create table directory_syncs (
    enterprise_id text primary key,
    completed_at timestamptz not null
  )`,
];

/** Everything the first run needs: runs, the ledger, the outbox and the local copy of the organisation. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(db);
}
