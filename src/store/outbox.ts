import { sql, type Selectable, type Updateable } from 'kysely';

import type { Outbox, Post } from '../engine/outbox.js';
import type { Words } from '../engine/words.js';
import type { Database } from './database.js';
import { announce, backlogIn, holdUp, isBehindAnAnnouncement, laneTries, recover, takeTurn } from './outbox-lanes.js';
import { stored } from './stored.js';
import type { OutboxRow } from './tables.js';

/** Slack takes one post a second for each channel (docs.slack.dev/apis/web-api/rate-limits). */
export const POSTS_APART_MS = 1_000;

/** The outbox in the database. Several processes share it: a post belongs to whoever has claimed it last. */
export function outboxIn(db: Database, apartMs: number = POSTS_APART_MS): Outbox {
  const update = (post: Post, values: Updateable<OutboxRow>): Promise<unknown> =>
    db
      .updateTable('outbox')
      .set(values)
      .where('run_id', '=', post.run)
      .where('destination', '=', post.destination)
      .where('sequence', '=', post.sequence)
      .execute();

  return {
    claim: async (now, until) => {
      const row = await claimNext(db, now, until);
      return row ? postFrom(db, row) : null;
    },
    keep: async (post, until) => {
      await update(post, { claimed_until: until });
    },
    takeTurn: (lane, now) => takeTurn(db, lane, { from: now, to: new Date(now.getTime() + apartMs) }),
    release: async (post) => {
      await update(post, { claimed_until: null });
    },
    sending: async (post, underWay) => {
      await update(post, { sending: underWay, looks: 0 });
    },
    posted: async (post, { channel, ts }) => {
      await update(post, { sending: false, channel, ts });
      await recover(db, post.lane);
    },
    done: async (post, at, problem) => {
      await update(post, { sending: false, done_at: at, claimed_until: null, problem: problem ?? null });
    },
    later: async (post, { dueAt, problem, looks }) => {
      await update(post, { claimed_until: null, due_at: dueAt, problem, looks, tries: post.tries + 1 });
    },
    holdUp: (post, trouble, until) => holdUp(db, post.lane, trouble, until),
    nextDue: async () => {
      const { rows } = await sql<{ due: Date | null }>`
        select min(greatest(next.due_at, next.claimed_until, lane.free_at)) as due
        from (
          select distinct on (run_id, destination) * from outbox
          where done_at is null order by run_id, destination, sequence
        ) as next
        left join outbox_lanes as lane on lane.lane = next.lane
        where not ${isBehindAnAnnouncement}`.execute(db);
      return rows[0]?.due ?? null;
    },
    backlog: () => backlogIn(db),
    announce: (says, at) => announce(db, says, at),
  };
}

/** Where only one process can have the database open, whoever else claimed a post is gone. */
export async function endClaims(db: Database): Promise<void> {
  await db.updateTable('outbox').set({ claimed_until: null }).where('done_at', 'is', null).execute();
}

/**
 * A later post of the same run and destination waits for the earlier ones, whatever keeps them. Written so that each row
 * is looked up by the index: as a join the database compares all that waits with all that waits.
 */
const isNextAtItsDestination = sql<boolean>`next.sequence = (
  select earlier.sequence from outbox as earlier
  where earlier.run_id = next.run_id and earlier.destination = next.destination and earlier.done_at is null
  order by earlier.sequence limit 1
)`;

async function claimNext(db: Database, now: Date, until: Date): Promise<Selectable<OutboxRow> | undefined> {
  const { rows } = await sql<Selectable<OutboxRow>>`
    update outbox set claimed_until = ${until}
    where (run_id, destination, sequence) = (
      select run_id, destination, sequence from outbox as next
      where next.done_at is null and next.due_at <= ${now}
        and (next.claimed_until is null or next.claimed_until <= ${now})
        and ${isNextAtItsDestination} and not ${isBehindAnAnnouncement}
        and next.lane <> all (array(select lane from outbox_lanes where free_at > ${now}))
      order by next.created_at, next.run_id, next.destination, next.sequence
      limit 1
      for update skip locked
    )
    returning *`.execute(db);
  return rows[0];
}

async function postFrom(db: Database, row: Selectable<OutboxRow>): Promise<Post> {
  const isReminder = row.destination.startsWith(REMINDER);
  const above = db
    .selectFrom('outbox')
    .select(['channel', 'ts'])
    .where('run_id', '=', row.run_id)
    .where('destination', '=', isReminder ? cardOf(row.destination) : row.destination)
    .where('ts', 'is not', null)
    .orderBy('sequence')
    .limit(1);
  const first = await (isReminder ? above : above.where('sequence', '<', row.sequence)).executeTakeFirst();
  return {
    run: row.run_id,
    destination: row.destination,
    sequence: row.sequence,
    lane: row.lane,
    says: stored<Words>(row.says),
    createdAt: row.created_at,
    tries: row.tries,
    sending: row.sending,
    looks: row.looks,
    posted: placeOf(row),
    first: first ? placeOf(first) : null,
    laneTries: await laneTries(db, row.lane),
  };
}

const REMINDER = 'reminder';

/** Where the message stands in whose thread a reminder belongs. */
const cardOf = (destination: string): string =>
  destination === REMINDER ? 'approval' : destination.replace(REMINDER, 'approver');

function placeOf({ channel, ts }: { channel: string | null; ts: string | null }): Post['posted'] {
  return channel && ts ? { channel, ts } : null;
}
