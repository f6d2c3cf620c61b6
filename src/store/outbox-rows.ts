import type { Notice } from '../engine/ports.js';
import type { Handle } from './database.js';

/**
 * Locks the rows of other runs that are told something, so that two writers do not take one number. The run's own row
 * is locked by its move. Runs first and the ledger's head last, in every transaction: otherwise two would wait for each
 * other.
 */
export async function lockOtherRuns(trx: Handle, others: readonly string[]): Promise<void> {
  if (others.length === 0) return;
  await trx.selectFrom('runs').select('id').where('id', 'in', others).orderBy('id').forUpdate().execute();
}

/** Adds notices to the outbox inside the caller's transaction; each run has a sequence per destination, from 1. */
export async function addNotices(trx: Handle, run: string, at: Date, notices: readonly Notice[]): Promise<void> {
  for (const notice of notices) {
    if (notice.refusalOf && (await refusalPosted(trx, notice.refusalOf, at))) continue;
    const run_id = notice.run ?? run;
    const destination = destinationOf(notice);
    const { last } = await trx
      .selectFrom('outbox')
      .select((row) => row.fn.max('sequence').as('last'))
      .where('run_id', '=', run_id)
      .where('destination', '=', destination)
      .executeTakeFirstOrThrow();
    await trx
      .insertInto('outbox')
      .values({
        run_id,
        destination,
        sequence: (last ?? 0) + 1,
        says: JSON.stringify(notice.says),
        refusal_of: notice.refusalOf ?? null,
        created_at: at,
        due_at: notice.unlessToldBy ?? at,
        unless_told: notice.unlessToldBy !== undefined,
      })
      .execute();
  }
}

/** Refusals to one person are posted at most this often (DESIGN section 1). */
const POST_REFUSALS_EVERY_MS = 60 * 60 * 1000;

/** Asked after the ledger's head is locked, so two refusals at once do not both find that there is none yet. */
async function refusalPosted(trx: Handle, person: string, at: Date): Promise<boolean> {
  const posted = await trx
    .selectFrom('outbox')
    .select('run_id')
    .where('refusal_of', '=', person)
    .where('created_at', '>', new Date(at.getTime() - POST_REFUSALS_EVERY_MS))
    .limit(1)
    .executeTakeFirst();
  return posted !== undefined;
}

/**
 * How a notice's addressee is written in the outbox: `audit`, `approval`, `reminder`, or with an ID, `person:W…`.
 */
function destinationOf({ to }: Notice): string {
  if (typeof to === 'string') return to;
  const [[kind, id] = []] = Object.entries(to);
  return `${kind}:${id}`;
}
