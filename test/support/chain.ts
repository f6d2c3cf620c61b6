import { createHash } from 'node:crypto';

import type { Database } from '../../src/store/database.js';

/*
 * The ledger's chain derived once more, from its description in the design and from nothing of the app's own code, as
 * an auditor would do it.
 */

export interface LedgerRow {
  readonly sequence: number;
  readonly entry: string;
  readonly previous: string;
  readonly hash: string;
}

export interface Head {
  readonly sequence: number;
  readonly hash: string;
}

export async function chainOf(
  db: Database,
  enterpriseId: string,
): Promise<{ rows: LedgerRow[]; head: Head | undefined }> {
  const rows = await db
    .selectFrom('ledger_entries')
    .select(['sequence', 'entry', 'previous', 'hash'])
    .where('enterprise_id', '=', enterpriseId)
    .orderBy('sequence')
    .execute();
  const head = await db
    .selectFrom('ledger_heads')
    .select(['sequence', 'hash'])
    .where('enterprise_id', '=', enterpriseId)
    .executeTakeFirst();
  return { rows, head };
}

/** The sequence of the first entry that is not what it was, or `null` where all are, up to the head. */
export function firstBroken(rows: readonly LedgerRow[], head: Head | undefined): number | null {
  let previous = '0'.repeat(64);
  for (const [index, row] of rows.entries()) {
    const hash = createHash('sha256')
      .update(previous + row.entry, 'utf8')
      .digest('hex');
    if (row.sequence !== index + 1 || row.previous !== previous || row.hash !== hash) return index + 1;
    if (sequenceIn(row.entry) !== row.sequence) return index + 1;
    previous = hash;
  }
  const whole = head === undefined ? rows.length === 0 : head.sequence === rows.length && head.hash === previous;
  return whole ? null : rows.length + 1;
}

function sequenceIn(entry: string): unknown {
  try {
    return JSON.parse(entry).sequence;
  } catch {
    return null;
  }
}
