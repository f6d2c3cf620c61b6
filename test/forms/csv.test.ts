import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import type { Cell, Page } from '../../src/engine/reading/page.js';
import { moment, place, words } from '../../src/engine/words.js';
import { csvFile } from '../../src/forms/csv.js';
import { anyText, HOSTILE } from '../support/hostile.js';

const BOM = '\uFEFF';

function page(rows: readonly (readonly Cell[])[], columns: readonly string[] = ['Name', 'Note']): Page {
  return { columns, rows, says: words`Rows.`, next: null };
}

async function csvOf(...pages: Page[]): Promise<string> {
  const file = csvFile();
  for (const one of pages) file.add(one, { T1: 'Sales & Field' });
  return (await file.end()).toString('utf8');
}

/** A reader of our own, so that what is written is not read by its own writer: RFC 4180. */
function parse(csv: string): string[][] {
  const cells = [...csv.replace(BOM, '').matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gu)];
  const rows: string[][] = [[]];
  for (const [whole, quoted, bare, end] of cells) {
    if (whole === '' && rows.at(-1)?.length === 0) continue;
    rows.at(-1)?.push(quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}

describe('csvFile', () => {
  it('begins with the mark of UTF-8 and the columns, once for all pages', async () => {
    expect(await csvOf(page([['Ada', 'x']]), page([['Zoë', 'y']]))).toBe(`${BOM}Name,Note\r\nAda,x\r\nZoë,y\r\n`);
  });

  it('has the columns where there are no rows', async () => {
    expect(await csvOf(page([]))).toBe(`${BOM}Name,Note\r\n`);
  });

  it('keeps what people wrote, literally: no escaping of Slack’s', async () => {
    const [, row] = parse(await csvOf(page([['Zoë <!channel> & "Söhne", Ltd', words`in ${place('T1')}`]])));
    expect(row).toEqual(['Zoë <!channel> & "Söhne", Ltd', 'in Sales & Field (T1)']);
  });

  it('writes moments as machines read them', async () => {
    expect(parse(await csvOf(page([['Gia', words`${moment(2_053_879_200)}`]])))[1]?.[1]).toBe('2035-01-31T18:00:00Z');
  });

  it.each([
    ['=cmd|" /C calc"!A0', `'=cmd|" /C calc"!A0`],
    ['+1+1', `'+1+1`],
    ['-2+3', `'-2+3`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['\t=1+1', `'=1+1`],
    ['\r=1+1', `'=1+1`],
    ['\n\n=1+1', `'=1+1`],
    ['  =1+1', `'=1+1`],
    ['\u00A0=1+1', `'=1+1`],
    ['\u202E=1+1', `'=1+1`],
    ['＝1+1', `'＝1+1`],
  ])('makes %j harmless', async (cell, written) => {
    expect(parse(await csvOf(page([[cell, '']])))[1]).toEqual([written, '']);
  });

  it.each(HOSTILE)('has one line for a row with %j in it', async (text) => {
    const csv = await csvOf(page([[text, text]]));
    expect(csv.split('\r\n')).toHaveLength(3);
    expect(csv).not.toMatch(/[^\r]\n/u);
  });

  it('has as many rows and cells as went in, whatever they are, and none of them is a formula', async () => {
    const rows = fc.array(fc.tuple(anyText(), anyText()), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const [, ...read] = parse(await csvOf(page(given)));
        expect(read.map((row) => row.length)).toEqual(given.map(() => 2));
        for (const cell of read.flat()) expect(cell).not.toMatch(/^\s*[=+\-@\t\r]/u);
      }),
    );
  });

  it('takes a row a few thousand times without growing beyond it', async () => {
    const file = csvFile();
    const rows = Array.from({ length: 100 }, (_, index) => [`Person ${index}`, 'x'.repeat(100)]);
    for (let pages = 0; pages < 50; pages += 1) file.add(page(rows), {});
    const content = await file.end();
    expect(content.toString().split('\r\n')).toHaveLength(5_002);
    expect(content.length).toBeLessThan(5_001 * 115);
  });
});
