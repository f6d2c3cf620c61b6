import { stringify } from 'csv-stringify';

import type { Page } from '../engine/operation.js';
import { clean } from '../engine/text.js';

export interface CsvFile {
  add(page: Page): void;
  end(): Promise<Buffer>;
}

/**
 * A CSV file of page after page, in UTF-8 with the mark that spreadsheets need to see it. One row is one line, and cells
 * that a spreadsheet would run as formulas are made harmless.
 */
export function csvFile(): CsvFile {
  const lines = stringify({ bom: true, escape_formulas: true, record_delimiter: 'windows' });
  const chunks: Buffer[] = [];
  lines.on('data', (chunk: Buffer | string) => void chunks.push(Buffer.from(chunk)));
  let begun = false;
  return {
    add: (page) => {
      if (!begun) lines.write([...page.columns]);
      begun = true;
      for (const row of page.rows) lines.write(row.map((cell) => clean(cell).replace(/\s+/gu, ' ')));
    },
    end: () =>
      new Promise((resolve, reject) => {
        lines.on('error', reject);
        lines.on('end', () => resolve(Buffer.concat(chunks)));
        lines.end();
      }),
  };
}
