import { sql } from 'kysely';

import type { Database } from './database.js';

/** What waits in the database at a moment. */
export interface Waiting {
  readonly waitingApprovals: number;
  readonly executing: number;
  /** Runs whose outcome is not known. */
  readonly unknown: number;
  /** Posts that Slack has not taken yet, and since when the oldest of them waits. */
  readonly undelivered: number;
  readonly undeliveredSince: Date | null;
}

/** Counts what waits for a person, for Slack, for an answer; by indexes of what is not done, however much is. */
export async function waitingIn(db: Database): Promise<Waiting> {
  const { rows } = await sql<Waiting>`
    select
      count(*) filter (where state = 'awaiting_approval')::int as "waitingApprovals",
      count(*) filter (where state = 'executing')::int as executing,
      count(*) filter (where state = 'unknown')::int as unknown,
      (select count(*)::int from outbox where done_at is null) as undelivered,
      (select min(created_at) from outbox where done_at is null) as "undeliveredSince"
    from runs where state in ('awaiting_approval', 'executing', 'unknown')`.execute(db);
  return rows[0] ?? { waitingApprovals: 0, executing: 0, unknown: 0, undelivered: 0, undeliveredSince: null };
}
