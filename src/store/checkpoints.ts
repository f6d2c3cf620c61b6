import { sql } from 'kysely';

import { hashOf, readCheckpoint, type Checkpoint } from '../engine/ledger/checkpoint.js';
import type { Checkpoints, Undelivered } from '../engine/ledger/checkpoints.js';
import type { Database, Handle } from './database.js';
import { headOf } from './ledger-rows.js';
import { addNotices } from './outbox-rows.js';

/** Checkpoints in the database. A number is written once: whoever comes second to it has written nothing. */
export function checkpointsIn(db: Database, enterpriseId: string, onNotice: () => void): Checkpoints {
  return {
    enterpriseId,
    ...signingIn(db, enterpriseId),
    ...deliveriesIn(db, enterpriseId),
    announce: async (before, at, says) => {
      const announced = await db.transaction().execute((trx) => announce(trx, enterpriseId, { before, at, says }));
      if (announced) onNotice();
      return announced;
    },
  };
}

type Signing = Pick<Checkpoints, 'newest' | 'head' | 'hashesOf' | 'hasSigned' | 'add'>;

/** What is to be signed, and what was. */
function signingIn(db: Database, enterpriseId: string): Signing {
  return {
    newest: async () => {
      const row = await db
        .selectFrom('ledger_checkpoints')
        .select('signed')
        .where('enterprise_id', '=', enterpriseId)
        .orderBy('number', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ? checkpointIn(row.signed) : null;
    },
    head: () => headOf(db, enterpriseId),
    hashesOf: async (sequences) => {
      const { rows } = await sql<{ hash: string }>`
        select hash from ledger_entries
        where enterprise_id = ${enterpriseId} and sequence = any(${[...sequences]}::int[])
        order by sequence`.execute(db);
      return rows.map(({ hash }) => hash);
    },
    hasSigned: async (publicKey) => {
      const row = await db
        .selectFrom('ledger_checkpoints')
        .select('number')
        .where('enterprise_id', '=', enterpriseId)
        .where('public_key', '=', publicKey)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
    add: async (checkpoint, line) => {
      const { number, count: sequence, head, public_key } = checkpoint;
      const at = new Date(checkpoint.at);
      const written = await db
        .insertInto('ledger_checkpoints')
        .values({
          enterprise_id: enterpriseId,
          number,
          sequence,
          head,
          at,
          public_key,
          signed: line,
          hash: hashOf(checkpoint),
          due_at: at,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('number')
        .executeTakeFirst();
      return written !== undefined;
    },
  };
}

type Deliveries = Pick<Checkpoints, 'claim' | 'delivered' | 'later' | 'undelivered'>;

/** What became of them on their way outside. */
function deliveriesIn(db: Database, enterpriseId: string): Deliveries {
  const update = (checkpoint: Checkpoint) =>
    db
      .updateTable('ledger_checkpoints')
      .where('enterprise_id', '=', enterpriseId)
      .where('number', '=', checkpoint.number);
  return {
    claim: async (now, until) => {
      const { rows } = await sql<{ signed: string; tries: number }>`
        update ledger_checkpoints set claimed_until = ${until}
        where (enterprise_id, number) = (
          select enterprise_id, number from ledger_checkpoints
          where enterprise_id = ${enterpriseId} and delivered_at is null
          order by number limit 1
        ) and delivered_at is null and due_at <= ${now} and (claimed_until is null or claimed_until <= ${now})
        returning signed, tries`.execute(db);
      const [row] = rows;
      return row ? { checkpoint: checkpointIn(row.signed), line: row.signed, tries: row.tries } : null;
    },
    delivered: async (checkpoint, at) => {
      await update(checkpoint).set({ delivered_at: at, claimed_until: null, problem: null }).execute();
    },
    later: async (checkpoint, { dueAt, problem }) => {
      await update(checkpoint)
        .set(({ eb }) => ({ due_at: dueAt, problem, claimed_until: null, tries: eb('tries', '+', 1) }))
        .where('delivered_at', 'is', null)
        .execute();
    },
    undelivered: async () => {
      const { rows } = await sql<Undelivered>`
        select count(*)::int as count, min(at) as since,
          (array_agg(problem order by number) filter (where problem is not null))[1] as problem,
          (array_agg(greatest(due_at, claimed_until) order by number))[1] as "dueAt"
        from ledger_checkpoints where enterprise_id = ${enterpriseId} and delivered_at is null`.execute(db);
      return rows[0] ?? { count: 0, since: null, problem: null, dueAt: null };
    },
  };
}

interface Announcement {
  readonly before: Date;
  readonly at: Date;
  readonly says: Parameters<Checkpoints['announce']>[2];
}

/** Of several processes, the one whose update finds it not posted yet writes the notice, in the same transaction. */
async function announce(trx: Handle, enterpriseId: string, { before, at, says }: Announcement): Promise<boolean> {
  const { rows } = await sql<{ signed: string }>`
    update ledger_checkpoints set posted = true
    where posted = false and (enterprise_id, number) = (
      select enterprise_id, number from ledger_checkpoints
      where enterprise_id = ${enterpriseId} and at < ${before}
      order by number desc limit 1
    )
    returning signed`.execute(trx);
  const [row] = rows;
  if (!row) return false;
  const checkpoint = checkpointIn(row.signed);
  const notice = { to: 'ledger', says: says(checkpoint, row.signed) } as const;
  await addNotices(trx, `checkpoint:${enterpriseId}:${checkpoint.number}`, at, [notice]);
  return true;
}

/** What stands there was written by the app; somebody with the database can have changed it. */
function checkpointIn(signed: string): Checkpoint {
  const read = readCheckpoint(signed);
  if (read) return read.checkpoint;
  throw new Error('A checkpoint in the database is none any more. Run: npm run audit -- verify');
}
