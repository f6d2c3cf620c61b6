import { sha256 } from '../engine/canonical.js';
import { ChangesPaused, type Pause, type Pauses } from '../engine/pausing/pause.js';
import type { Database, Handle } from './database.js';
import { appendEntries, lockHead } from './ledger.js';
import { putOwnerMessages } from './owner-messages.js';

/** The record of pauses in the database, each with its place in the ledger. */
export function pausesIn(db: Database, enterpriseId: string, newSalt: () => string): Pauses {
  return {
    inForce: () => pauseInForce(db, enterpriseId),

    begin: ({ id, by, byOperator, at, reason }, tells) =>
      db.transaction().execute(async (trx) => {
        // Whoever starts a change takes the same lock: it is written before this pause, or finds it.
        await lockHead(trx, enterpriseId);
        const salt = newSalt();
        const begun = await trx
          .insertInto('pauses')
          .values({
            id,
            enterprise_id: enterpriseId,
            paused_by: by,
            by_operator: byOperator,
            paused_at: at,
            reason,
            salt,
            resumed_by: null,
            resumed_at: null,
          })
          .onConflict((conflict) => conflict.doNothing())
          .returning('id')
          .executeTakeFirst();
        if (!begun) return false;
        const digest = { reason: sha256(salt + reason) };
        const entry = { kind: 'changes.paused', actor: by, outcome: 'paused', detail: { pause: id }, digest };
        await appendEntries(trx, { enterpriseId, at }, [entry]);
        await putOwnerMessages(trx, enterpriseId, tells, at);
        return true;
      }),

    end: ({ id }, { by }, at, tells) =>
      db.transaction().execute(async (trx) => {
        await lockHead(trx, enterpriseId);
        const ended = await trx
          .updateTable('pauses')
          .set({ resumed_by: by, resumed_at: at })
          .where('id', '=', id)
          .where('resumed_at', 'is', null)
          .returning('id')
          .executeTakeFirst();
        if (!ended) return false;
        const entry = { kind: 'changes.resumed', actor: by, outcome: 'resumed', detail: { pause: id } };
        await appendEntries(trx, { enterpriseId, at }, [entry]);
        await putOwnerMessages(trx, enterpriseId, tells, at);
        return true;
      }),
  };
}

async function pauseInForce(handle: Handle, enterpriseId: string): Promise<Pause | null> {
  const row = await handle
    .selectFrom('pauses')
    .selectAll()
    .where('enterprise_id', '=', enterpriseId)
    .where('resumed_at', 'is', null)
    .executeTakeFirst();
  if (!row) return null;
  const { id, paused_by: by, by_operator: byOperator, paused_at: at, reason } = row;
  return { id, by, byOperator, at, reason };
}

/**
 * The last thing that a transaction does which starts a change. It holds the ledger's head from here to its end, so a
 * pause is written either before, and is seen here, or after all of this.
 * @throws ChangesPaused, which undoes the transaction.
 */
export async function refuseInPause(trx: Handle, enterpriseId: string): Promise<void> {
  await lockHead(trx, enterpriseId);
  if (await pauseInForce(trx, enterpriseId)) throw new ChangesPaused();
}

/** Erases why somebody paused changes, also where org owners were told; answers how many reasons there were. */
export async function erasePauseReasons(handle: Handle, person: string): Promise<number> {
  const erased = await handle
    .updateTable('pauses')
    .set({ reason: null, salt: null })
    .where('paused_by', '=', person)
    .where('reason', 'is not', null)
    .returning('id')
    .execute();
  if (erased.length > 0) {
    await handle
      .updateTable('owner_messages')
      .set({ says: JSON.stringify(['What was said here has been erased.']) })
      .where(
        'occasion',
        'in',
        erased.map(({ id }) => `pause:${id}`),
      )
      .execute();
  }
  return erased.length;
}
