import { sql } from 'kysely';

import type { Head, LedgerRow } from '../engine/ledger/verify-ledger.js';
import type { Database } from './database.js';

/** The head kept beside the entries; `null` where there are none. */
export async function headOf(db: Database, enterpriseId: string): Promise<Head | null> {
  const head = await db
    .selectFrom('ledger_heads')
    .select(['sequence', 'hash'])
    .where('enterprise_id', '=', enterpriseId)
    .executeTakeFirst();
  return head ?? null;
}

/** From this moment, and before that one, in ISO 8601. */
export interface Between {
  readonly from: string | null;
  readonly to: string | null;
}

interface Wanted {
  readonly enterpriseId: string;
  /** Only behind this sequence; `null`: from the first. */
  readonly after: number | null;
  readonly between: Between;
}

/** A megabyte or so. */
const BATCH = 1000;

/**
 * The next rows of a ledger in their order; none where nothing is left. They are asked for by a stretch of sequences, not
 * by a number of rows: without statistics, which the embedded database does not gather, a database would sort all that
 * is left for every batch.
 */
export async function nextRows(db: Database, wanted: Wanted): Promise<LedgerRow[]> {
  const { after } = wanted;
  const next = after === null ? [] : await stretch(db, wanted, after + 1);
  if (next.length > 0) return next;
  // Where somebody has taken many out, the next one is far off.
  const first = await firstOf(db, wanted);
  return first === null ? [] : stretch(db, wanted, first);
}

async function stretch(db: Database, wanted: Wanted, begin: number): Promise<LedgerRow[]> {
  const rows = await selected(db, wanted)
    .selectAll()
    .where('sequence', '>=', begin)
    // Somebody with access to the database can have written the largest integer there is.
    .where(sql<boolean>`sequence < ${begin}::bigint + ${BATCH}`)
    .orderBy('sequence')
    .execute();
  return rows.map(({ sequence, entry, previous, hash, ...row }) => {
    const { run_id, kind, operation, outcome, people, targets } = row;
    const beside = { run_id, kind, at: momentOf(row.at), operation, outcome, people, targets };
    return { sequence, entry, previous, hash, beside };
  });
}

async function firstOf(db: Database, wanted: Wanted): Promise<number | null> {
  let query = selected(db, wanted).select((row) => row.fn.min('sequence').as('first'));
  if (wanted.after !== null) query = query.where('sequence', '>', wanted.after);
  return (await query.executeTakeFirst())?.first ?? null;
}

function selected(db: Database, { enterpriseId, between: { from, to } }: Wanted) {
  let query = db.selectFrom('ledger_entries').where('enterprise_id', '=', enterpriseId);
  if (from !== null) query = query.where('at', '>=', new Date(from));
  if (to !== null) query = query.where('at', '<', new Date(to));
  return query;
}

/** Somebody with access to the database can write `infinity` there. */
function momentOf(at: Date): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? String(at) : time.toISOString();
}
