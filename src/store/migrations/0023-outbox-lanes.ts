import { sql, type Kysely } from 'kysely';

const STATEMENTS = [
  // What is said to nobody in particular, and asks for no approval, is said in the audit channel.
  sql`alter table outbox add column lane text not null generated always as (case
    when destination in ('approval', 'reminder') then 'approval'
    when position(':' in destination) > 0 then substring(destination from position(':' in destination) + 1)
    else 'audit' end) stored`,
  // The first that may go is found without reading all that waits.
  sql`drop index outbox_waiting`,
  sql`create index outbox_waiting on outbox (created_at, run_id, destination, sequence) where done_at is null`,
  // However much waits: whether an earlier post of the same run does is found without reading all that does.
  sql`create index outbox_waiting_in_order on outbox (run_id, destination, sequence) where done_at is null`,
  sql`create table outbox_lanes (
    lane text primary key,
    free_at timestamptz not null,
    tries integer not null default 0,
    problem text,
    failing_since timestamptz
  )`,
];

/**
 * A lane is everything for one channel of Slack's: `audit`, `approval`, or the ID of the person whose direct messages it
 * is. It has a pace, and trouble of its own.
 */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(db);
}
