import type { Ledger } from '../engine/ledger/ledger.js';
import type { EntryDraft } from '../engine/ports.js';
import type { Head, LedgerRow } from '../engine/ledger/verify-ledger.js';
import { eraseClearTexts } from './clear-texts.js';
import type { Database } from './database.js';
import { appendEntries } from './ledger.js';
import { headOf, nextRows, type Between } from './ledger-rows.js';
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

/** The ledger of one organisation in its database. */
export function ledgerSourceIn(db: Database, enterpriseId: string, now: () => Date): LedgerSource {
  const rowsBetween: LedgerSource['rowsBetween'] = (after, between) => nextRows(db, { enterpriseId, after, between });

  return {
    ...ledgerIn(db, enterpriseId),
    enterpriseId,
    rowsBetween,
    rows: (after) => rowsBetween(after, { from: null, to: null }),
    head: () => headOf(db, enterpriseId),
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

/** The organisations that have a ledger in this database: one, unless it was used for several deployments. */
export async function enterprisesIn(db: Database): Promise<readonly string[]> {
  const rows = await db.selectFrom('ledger_heads').select('enterprise_id').orderBy('enterprise_id').execute();
  return rows.map(({ enterprise_id }) => enterprise_id);
}
