import { sql, type RawBuilder } from 'kysely';

import type { Backlog, LaneTrouble } from '../engine/outbox.js';
import type { Words } from '../engine/words.js';
import type { Database } from './database.js';

/*
 * A lane is everything for one channel of Slack's: `audit`, `approval`, or the ID of the person whose direct messages
 * it is. Its row says from when on it may have another post, and what is the matter with it.
 */

const AUDIT = 'audit';
/** What is said of a backlog, before it. */
const AHEAD = 'backlog';
const ANNOUNCE_EVERY_MS = 60 * 60_000;

/** While it is being said that much waits, all that waits goes on waiting. */
export const isBehindAnAnnouncement: RawBuilder<boolean> = sql<boolean>`(
  next.lane = ${AUDIT} and next.destination <> ${AHEAD} and exists (
    select from outbox as ahead where ahead.lane = ${AUDIT} and ahead.done_at is null and ahead.destination = ${AHEAD}
  )
)`;

/** Whether the lane had no post after `from`; if so, it may have the next one at `to`. */
export async function takeTurn(db: Database, lane: string, { from, to }: { from: Date; to: Date }): Promise<boolean> {
  const { rows } = await sql`
    insert into outbox_lanes (lane, free_at) values (${lane}, ${to})
    on conflict (lane) do update set free_at = excluded.free_at where outbox_lanes.free_at <= ${from}
    returning lane`.execute(db);
  return rows.length > 0;
}

/** Nothing is tried in this lane before `until`. */
export async function holdUp(db: Database, lane: string, { code, since }: LaneTrouble, until: Date): Promise<void> {
  await sql`
    insert into outbox_lanes (lane, free_at, tries, problem, failing_since)
    values (${lane}, ${until}, 1, ${code}, ${since})
    on conflict (lane) do update set
      free_at = greatest(outbox_lanes.free_at, excluded.free_at),
      tries = outbox_lanes.tries + 1,
      problem = excluded.problem,
      failing_since = coalesce(outbox_lanes.failing_since, excluded.failing_since)`.execute(db);
}

/** Something got through. What was tried in vain meanwhile comes in its turn again, and not after later ones. */
export async function recover(db: Database, lane: string): Promise<void> {
  await sql`
    with recovered as (
      update outbox_lanes set tries = 0, problem = null, failing_since = null
      where lane = ${lane} and problem is not null returning free_at
    )
    update outbox set due_at = recovered.free_at from recovered
    where lane = ${lane} and done_at is null and tries > 0 and not sending and due_at > recovered.free_at`.execute(db);
}

/** How often nothing got through since something last did. */
export async function laneTries(db: Database, lane: string): Promise<number> {
  const row = await db.selectFrom('outbox_lanes').select('tries').where('lane', '=', lane).executeTakeFirst();
  return row?.tries ?? 0;
}

/** What waits for the audit channel. */
export async function backlogIn(db: Database): Promise<Backlog> {
  const { rows } = await sql<Omit<Backlog, 'trouble'>>`
    select count(*)::int as posts, count(distinct run_id)::int as runs, min(created_at) as since
    from outbox where lane = ${AUDIT} and done_at is null and destination <> ${AHEAD}`.execute(db);
  const lane = await db
    .selectFrom('outbox_lanes')
    .select(['problem', 'failing_since'])
    .where('lane', '=', AUDIT)
    .executeTakeFirst();
  const trouble = lane?.problem && lane.failing_since ? { code: lane.problem, since: lane.failing_since } : null;
  return { ...(rows[0] ?? { posts: 0, runs: 0, since: null }), trouble };
}

/** Has it said in the audit channel before what waits for it, unless that was done within an hour. */
export async function announce(db: Database, says: Words, at: Date): Promise<void> {
  await sql`
    insert into outbox (run_id, destination, sequence, says, created_at, due_at)
    select ${`${AHEAD}:${at.toISOString()}`}, ${AHEAD}, 1, ${JSON.stringify(says)}, ${at}::timestamptz, ${at}::timestamptz
    where not exists (
      select from outbox
      where destination = ${AHEAD} and (done_at is null or done_at > ${new Date(at.getTime() - ANNOUNCE_EVERY_MS)})
    )
    on conflict do nothing`.execute(db);
}
