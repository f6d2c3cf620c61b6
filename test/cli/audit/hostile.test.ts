import { randomUUID } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { readArguments } from '../../../src/cli/audit/options.js';
import { carryOut } from '../../../src/cli/audit/run.js';
import { ledgerSourceIn, type LedgerSource } from '../../../src/store/ledger-source.js';
import { withDatabase } from '../../support/database.js';
import { anyText, HOSTILE } from '../../support/hostile.js';
import { secondVerifier } from '../../support/ledger.js';
import { INPUT, SUBJECT } from '../../support/runs.js';
import { entry, moved, opened, storeOn, type TestStore } from '../../support/store.js';

const TEXTS = 1_000;
const IN_ONE_RUN = 20;
/** What a spreadsheet, a terminal or a reader of lines would take for more than text. */
const MORE_HOSTILE = [
  '=HYPERLINK("https://evil.example","pay")',
  '+1+1',
  '-2+3',
  '@SUM(A1:A9)',
  '\t=1+1',
  '\r=1+1',
  '＝1+1',
  ' =cmd|"/c calc"!A1',
  '","=1+1","',
  'line\u2028separator\u2029and\u0085next',
  '\u001B[2J\u001B]0;title\u0007gone',
  '\u009B31mred',
];
const ENDS_A_LINE = /[\n\r\u0085\u2028\u2029\v\f]/u;
// oxlint-disable-next-line no-control-regex -- these are what must not be there
const MOVES_A_TERMINAL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

/** Texts of every kind in every field of an entry that can hold one, and what comes out at the other end. */
describe(`${TEXTS} hostile texts in the ledger`, () => {
  const database = withDatabase();
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
  const texts = [...HOSTILE, ...MORE_HOSTILE, ...fc.sample(anyText(), { numRuns: TEXTS, seed })].slice(0, TEXTS);
  let store: TestStore;
  let source: LedgerSource;

  beforeAll(async () => {
    const enterprise = `E${randomUUID().slice(0, 8).toUpperCase()}`;
    store = storeOn(database.current.db, enterprise);
    source = ledgerSourceIn(database.current.db, enterprise, () => store.clock.now());
    for (let from = 0; from < texts.length; from += IN_ONE_RUN) {
      const some = texts.slice(from, from + IN_ONE_RUN);
      const [first = ''] = some;
      const run = await opened(store);
      await moved(store, {
        run,
        from: ['received'],
        to: 'planned',
        changes: {
          input: { ...INPUT, reason: first },
          freeText: ['reason'],
          remarks: { denial: first },
          names: { [SUBJECT]: first },
        },
        entries: some.map((text) =>
          entry('run.planned', {
            actor: text,
            target: { kind: 'person', id: text, place: text },
            because: text,
            method: text,
            error: text,
            warnings: [text],
            arguments: { [text]: text },
            detail: { text },
          }),
        ),
      });
    }
  });

  const audit = async (...args: string[]): Promise<string> => {
    const { verb, options } = readArguments(args);
    if (verb === 'public-key') throw new Error('It needs no ledger.');
    const out = new PassThrough();
    const config = { database: { kind: 'embedded', dataDir: '' }, enterpriseId: null } as const;
    const desk = {
      config: { ...config, ledger: { signingKeys: [], worm: null, sink: null } },
      source,
      actor: 'the-operator',
      out,
    };
    const written = buffer(out);
    await carryOut({ ...desk, tell: () => undefined }, verb, options).finally(() => out.end());
    return (await written).toString('utf8');
  };

  it(`are a line each in JSON Lines, and the chain is whole (SEED=${seed})`, async () => {
    const lines = (await audit('export')).split('\n');
    expect(lines.pop()).toBe('');
    expect(lines).toHaveLength(texts.length + 1);
    for (const line of lines) expect(line).not.toMatch(ENDS_A_LINE);
    const errors = lines.slice(0, -1).map((line): unknown => JSON.parse(line).error);
    expect(errors).toEqual(texts.map((text) => text.toWellFormed().replaceAll('\0', '')));
    expect((await (await secondVerifier()).verifyLines(lines, [])).bad).toBeNull();
    expect(await audit('verify')).toContain('The ledger is whole.');
  });

  it('are a record and a line each in CSV, and no cell of it would be run', async () => {
    const csv = await audit('export', '--format', 'csv');
    const lines = csv.split('\r\n');
    expect(lines.pop()).toBe('');
    const entries = (await source.head())?.sequence ?? 0;
    expect(lines).toHaveLength(entries + 1);
    const columns = lines[0]?.split(',').length;
    for (const line of lines.slice(1)) {
      expect(line).not.toMatch(ENDS_A_LINE);
      expect(line).not.toMatch(MOVES_A_TERMINAL);
      const cells = cellsOf(line);
      expect(cells).toHaveLength(columns ?? 0);
      for (const cell of cells) expect(cell).not.toMatch(/^[\s=+\-@＝＋－＠]/u);
    }
  });

  it('are a line each in what search says, and move no terminal', async () => {
    const lines = (await audit('search', '--kind', 'run.planned', '--limit', '5000')).split('\n');
    expect(lines.pop()).toBe('');
    expect(lines).toHaveLength(texts.length);
    for (const line of lines) {
      expect(line).toMatch(/^#\d+ /u);
      expect(line).not.toMatch(ENDS_A_LINE);
      expect(line).not.toMatch(MOVES_A_TERMINAL);
    }
  });

  it('are kept for whoever asks for the run, and go with it', async () => {
    const { content } = await store.db
      .selectFrom('clear_texts')
      .select('content')
      .where('field', '=', `name:${SUBJECT}`)
      .limit(1)
      .executeTakeFirstOrThrow();
    expect(content.isWellFormed()).toBe(true);
    expect(await audit('erase', '--person', SUBJECT)).toContain('erased');
    expect(await store.db.selectFrom('clear_texts').select('field').execute()).toEqual([]);
    expect(await audit('verify')).toContain('The ledger is whole.');
  });
});

/** As RFC 4180 has it. */
function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/gu)].map(
    ([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain,
  );
}
