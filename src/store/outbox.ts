import { sql, type Selectable, type Updateable } from 'kysely';

import type { Outbox, Post } from '../engine/outbox.js';
import type { Words } from '../engine/words.js';
import type { Database } from './database.js';
import { stored } from './stored.js';
import type { OutboxRow } from './tables.js';

/** The outbox in the database. Several processes share it: a post belongs to whoever has claimed it last. */
export function outboxIn(db: Database): Outbox {
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
    sending: async (post, underWay) => {
      await update(post, { sending: underWay, looks: 0 });
    },
    posted: async (post, { channel, ts }) => {
      await update(post, { sending: false, channel, ts });
    },
    done: async (post, at, problem) => {
      await update(post, { sending: false, done_at: at, claimed_until: null, problem: problem ?? null });
    },
    later: async (post, { dueAt, problem, looks }) => {
      await update(post, { claimed_until: null, due_at: dueAt, problem, looks, tries: post.tries + 1 });
    },
    nextDue: async () => {
      const { rows } = await sql<{ due: Date | null }>`
        select min(greatest(due_at, claimed_until)) as due from outbox as next
        where next.done_at is null and ${isNextAtItsDestination}`.execute(db);
      return rows[0]?.due ?? null;
    },
  };
}

/** Where only one process can have the database open, whoever else claimed a post is gone. */
export async function endClaims(db: Database): Promise<void> {
  await db.updateTable('outbox').set({ claimed_until: null }).where('done_at', 'is', null).execute();
}

/** A later post of the same run and destination waits for the earlier ones, whatever keeps them. */
const isNextAtItsDestination = sql<boolean>`not exists (
  select from outbox as earlier
  where earlier.run_id = next.run_id and earlier.destination = next.destination
    and earlier.sequence < next.sequence and earlier.done_at is null
)`;

async function claimNext(db: Database, now: Date, until: Date): Promise<Selectable<OutboxRow> | undefined> {
  const { rows } = await sql<Selectable<OutboxRow>>`
    update outbox set claimed_until = ${until}
    where (run_id, destination, sequence) = (
      select run_id, destination, sequence from outbox as next
      where next.done_at is null and next.due_at <= ${now}
        and (next.claimed_until is null or next.claimed_until <= ${now})
        and ${isNextAtItsDestination}
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
    says: stored<Words>(row.says),
    createdAt: row.created_at,
    tries: row.tries,
    sending: row.sending,
    looks: row.looks,
    posted: placeOf(row),
    first: first ? placeOf(first) : null,
  };
}

const REMINDER = 'reminder';

/** Where the message stands in whose thread a reminder belongs. */
const cardOf = (destination: string): string =>
  destination === REMINDER ? 'approval' : destination.replace(REMINDER, 'approver');

function placeOf({ channel, ts }: { channel: string | null; ts: string | null }): Post['posted'] {
  return channel && ts ? { channel, ts } : null;
}
