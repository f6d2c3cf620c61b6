import { stringify } from 'csv-stringify';

import type { Cell, Page } from '../engine/reading/page.js';
import { clean } from '../engine/text.js';
import { toPlain, type Names } from '../engine/words.js';

export interface CsvFile {
  /** `names` are those of places in the cells. */
  add(page: Page, names: Names): void;
  /** Of a file to which nothing was added: nothing. */
  end(): Promise<Buffer>;
}

/**
 * A CSV file of page after page, in UTF-8 with the mark that spreadsheets need to see it. One row is one line, and cells
 * that a spreadsheet would run as formulas are made harmless.
 */
export function csvFile(): CsvFile {
  const lines = stringify({ bom: true, escape_formulas: true, record_delimiter: 'windows' });
  const chunks: Buffer[] = [];
  const whole = new Promise<Buffer>((resolve, reject) => {
    lines.on('data', (chunk: Buffer | string) => void chunks.push(Buffer.from(chunk)));
    lines.on('end', () => resolve(Buffer.concat(chunks)));
    lines.on('error', reject);
  });
  whole.catch(() => undefined);
  let begun = false;
  return {
    add: ({ columns, rows }, names) => {
      if (!begun) lines.write([...columns]);
      begun = true;
      for (const row of rows) lines.write(row.map((cell) => inOneLine(textOf(cell, names))));
    },
    end: () => {
      lines.end();
      return whole;
    },
  };
}

/** A formula behind a blank or a tab would still be one for some spreadsheets, so nothing may stand before it. */
function inOneLine(text: string): string {
  return clean(text).replace(/\s+/gu, ' ').trim();
}

/** Moments in a form that machines read, too. */
function textOf(cell: Cell, names: Names): string {
  if (typeof cell === 'string') return cell;
  const written = cell.map((fragment) =>
    typeof fragment === 'object' && 'moment' in fragment
      ? new Date(fragment.moment * 1000).toISOString().replace('.000', '')
      : fragment,
  );
  return toPlain(written, names);
}
