import { createWriteStream } from 'node:fs';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { parsed, type LedgerRow } from '../../engine/ledger/verify-ledger.js';
import type { LedgerSource } from '../../store/ledger-source.js';
import { CannotDo } from '../cannot-do.js';
import { cellsOf, csvOfEntries } from './csv.js';
import { exportLine } from '../../engine/ledger/export-line.js';

export interface ExportWish {
  readonly actor: string;
  readonly format: 'jsonl' | 'csv';
  readonly from: Date | null;
  readonly to: Date | null;
}

/**
 * Writes the ledger to `out`, a batch at a time; answers how many entries there were. That it leaves is an entry first,
 * and the last one of a whole export.
 */
export async function exportLedger(source: LedgerSource, wish: ExportWish, out: Writable): Promise<number> {
  const { actor, format, from, to } = wish;
  const between = { from: from?.toISOString() ?? null, to: to?.toISOString() ?? null };
  const own = await source.record({
    kind: 'ledger.exported',
    actor,
    outcome: 'exported',
    detail: { format, ...between },
  });
  let count = 0;
  async function* rows(): AsyncGenerator<LedgerRow> {
    let last: number | null = null;
    for (;;) {
      const batch = await source.rowsBetween(last, between);
      for (const row of batch) {
        if (row.sequence > (own?.sequence ?? 0)) return;
        count += 1;
        yield row;
      }
      last = batch.at(-1)?.sequence ?? null;
      if (last === null) return;
    }
  }
  if (format === 'jsonl') await pipeline(Readable.from(lines(rows())), out, { end: isFile(out) });
  else await pipeline(Readable.from(cells(rows())), csvOfEntries(), out, { end: isFile(out) });
  return count;
}

async function* lines(rows: AsyncIterable<LedgerRow>): AsyncGenerator<string> {
  for await (const row of rows) yield `${exportLine(row)}\n`;
}

async function* cells(rows: AsyncIterable<LedgerRow>): AsyncGenerator<string[]> {
  for await (const { entry, sequence, previous, hash } of rows)
    yield cellsOf({ ...(parsed(entry) ?? { sequence, kind: 'unreadable' }), previous, hash });
}

/** Standard output stays open. */
const isFile = (out: Writable): boolean => out !== process.stdout;

/** A new file that nobody else can read; one that is there already is left alone. */
export async function newFile(path: string): Promise<Writable> {
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  await new Promise<void>((resolve, reject) => {
    file.once('open', () => resolve());
    file.once('error', (error) =>
      reject(
        new CannotDo(
          'code' in error && error.code === 'EEXIST'
            ? `${path} is there already. Give another name with --out.`
            : `${path} cannot be written: ${error.message}`,
        ),
      ),
    );
  });
  return file;
}
