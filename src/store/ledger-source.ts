import type { Ledger } from '../engine/ledger.js';
import type { EntryDraft } from '../engine/ports.js';
import type { Head, LedgerRow } from '../engine/verify-ledger.js';
import { eraseClearTexts } from './clear-texts.js';
import type { Database } from './database.js';
import { appendEntries } from './ledger.js';
import { ledgerIn } from './ledger-search.js';

/** What command-line tools ask of a ledger, in its database or of the app that has it open. Everything is JSON. */
export interface LedgerSource extends Ledger {
  readonly enterpriseId: string;
  /** The head kept beside the entries; `null` where there are none. */
  head(): Promise<Head | null>;
  /** The next rows in their order, behind this one (`null`: from the first); none where nothing is left. */
  rows(after: number | null): Promise<readonly LedgerRow[]>;
  /** The rows of a stretch of time. @param after as for `rows` */
  rowsBetween(after: number | null, between: Between): Promise<readonly LedgerRow[]>;
  /** Every checkpoint that was written, as it is signed. */
  checkpoints(): Promise<readonly string[]>;
  /** Writes an entry that belongs to no run; answers its place. */
  record(entry: EntryDraft): Promise<Head | null>;
  /** Erases a person’s clear text and records that, at once; answers how many texts there were. */
  erase(person: string, actor: string): Promise<number>;
}

/** From this moment, and before that one, in ISO 8601. */
export interface Between {
  readonly from: string | null;
  readonly to: string | null;
}

/** A megabyte or so. */
const BATCH = 1000;

/** The ledger of one organisation in its database. */
export function ledgerSourceIn(db: Database, enterpriseId: string, now: () => Date): LedgerSource {
  const rowsBetween: LedgerSource['rowsBetween'] = async (after, { from, to }) => {
    let query = db
      .selectFrom('ledger_entries')
      .selectAll()
      .where('enterprise_id', '=', enterpriseId)
      .orderBy('sequence')
      .limit(BATCH);
    if (after !== null) query = query.where('sequence', '>', after);
    if (from !== null) query = query.where('at', '>=', new Date(from));
    if (to !== null) query = query.where('at', '<', new Date(to));
    const rows = await query.execute();
    return rows.map(({ sequence, entry, previous, hash, ...row }) => {
      const { run_id, kind, operation, outcome, people, targets } = row;
      const beside = { run_id, kind, at: momentOf(row.at), operation, outcome, people, targets };
      return { sequence, entry, previous, hash, beside };
    });
  };

  return {
    ...ledgerIn(db, enterpriseId),
    enterpriseId,
    rowsBetween,
    rows: (after) => rowsBetween(after, { from: null, to: null }),
    head: async () =>
      (await db
        .selectFrom('ledger_heads')
        .select(['sequence', 'hash'])
        .where('enterprise_id', '=', enterpriseId)
        .executeTakeFirst()) ?? null,
    checkpoints: async () => {
      const rows = await db
        .selectFrom('ledger_checkpoints')
        .select('signed')
        .where('enterprise_id', '=', enterpriseId)
        .orderBy('number')
        .execute();
      return rows.map(({ signed }) => signed);
    },
    record: (entry) => db.transaction().execute((trx) => appendEntries(trx, { enterpriseId, at: now() }, [entry])),
    erase: (person, actor) =>
      db.transaction().execute(async (trx) => {
        const texts = await eraseClearTexts(trx, person);
        const entry: EntryDraft = {
          kind: 'person.erased',
          actor,
          target: { kind: 'person', id: person },
          outcome: 'erased',
          detail: { texts },
        };
        await appendEntries(trx, { enterpriseId, at: now() }, [entry]);
        return texts;
      }),
  };
}

/** Somebody with access to the database can write `infinity` there. */
function momentOf(at: Date): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? String(at) : time.toISOString();
}

/** The organisations that have a ledger in this database: one, unless it was used for several deployments. */
export async function enterprisesIn(db: Database): Promise<readonly string[]> {
  const rows = await db.selectFrom('ledger_heads').select('enterprise_id').orderBy('enterprise_id').execute();
  return rows.map(({ enterprise_id }) => enterprise_id);
}
