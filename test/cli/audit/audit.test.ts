import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';

import { CannotDo } from '../../../src/cli/cannot-do.js';
import { readArguments, type Verb } from '../../../src/cli/audit/options.js';
import { carryOut, publicKey } from '../../../src/cli/audit/run.js';
import type { ToolConfig } from '../../../src/config/tools.js';
import { storable } from '../../../src/engine/text.js';
import { ledgerDeeds, ledgerOverSocket } from '../../../src/store/embedded/ledger-over-socket.js';
import { isServed, serveTools, socketIn, ToolRefused } from '../../../src/store/embedded/socket.js';
import { ledgerSourceIn, type LedgerSource } from '../../../src/store/ledger-source.js';
import { withDatabase } from '../../support/database.js';
import { HOSTILE } from '../../support/hostile.js';
import { secondVerifier, sourceOf } from '../../support/ledger.js';
import { MARKETING } from '../../support/org.js';
import { INPUT, REQUESTER, SUBJECT } from '../../support/runs.js';
import { entry, moved, opened, storeOn, type TestStore } from '../../support/store.js';

const SEED = Buffer.alloc(32, 7).toString('base64');

/** Every verb, once on the database and once over the socket of an app that has the database open. */
describe.each(['the database', 'the running app'])('npm run audit, asking %s', (asked) => {
  const database = withDatabase();
  let directory: string;
  let store: TestStore;
  let source: LedgerSource;
  let closeSocket: (() => Promise<void>) | null = null;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'gk-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  beforeEach(async () => {
    await closeSocket?.();
    const enterprise = `E${randomUUID().slice(0, 8).toUpperCase()}`;
    store = storeOn(database.current.db, enterprise);
    const direct = ledgerSourceIn(database.current.db, enterprise, () => store.clock.now());
    if (asked === 'the database') {
      source = direct;
      return;
    }
    closeSocket = (await serveTools(directory, ledgerDeeds(direct))).close;
    source = await ledgerOverSocket(directory);
  });
  afterAll(async () => {
    await closeSocket?.();
  });

  const audit = async (...args: string[]): Promise<{ code: number; out: string; told: string[] }> => {
    const { verb, options } = readArguments(args);
    if (verb === 'public-key') throw new Error('It needs no ledger.');
    const out = new PassThrough();
    const told: string[] = [];
    const config: ToolConfig = {
      database: { kind: 'embedded', dataDir: directory },
      enterpriseId: null,
      ledger: { signingKeys: [], worm: null, sink: null },
    };
    const done = carryOut(
      { config, source, actor: 'the-operator', out, tell: (line) => told.push(line) },
      verb,
      options,
    );
    const written = buffer(out);
    const code = await done.finally(() => out.end());
    return { code, out: (await written).toString('utf8'), told };
  };
  const record = (kind: string, changes = {}): Promise<void> =>
    store.records.record(entry(kind, changes), store.clock.now());
  const entriesInDatabase = async (): Promise<Record<string, unknown>[]> => {
    const rows = await store.db
      .selectFrom('ledger_entries')
      .select('entry')
      .where('enterprise_id', '=', source.enterpriseId)
      .orderBy('sequence')
      .execute();
    return rows.map((row) => JSON.parse(row.entry));
  };

  it('verifies, and says what it verified against', async () => {
    await record('one');
    await record('two');
    const { code, out } = await audit('verify');
    const head = await source.head();
    expect(code).toBe(0);
    expect(out).toBe(
      `Ledger of ${source.enterpriseId}: 2 entries.\n` +
        `Head: ${head?.hash} (entry 2)\n` +
        'No checkpoint was found, so an end that was cut off with its head, or a ledger written anew, would not show. Set LEDGER_SIGNING_KEY and AUDIT_WORM_URL for the app.\n' +
        'The ledger is whole.\n',
    );
    expect(await entriesInDatabase()).toHaveLength(2);
  });

  it('verifies an empty ledger', async () => {
    const { code, out } = await audit('verify', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ whole: true, entries: 0, first_bad: null });
  });

  it.each([
    ['an edit', 2, sql`update ledger_entries set entry = replace(entry, 'W0ADMIN', 'W0OTHER') where sequence = 2`],
    ['a deletion', 2, sql`delete from ledger_entries where sequence = 2`],
    [
      'a swap',
      2,
      sql`update ledger_entries set entry = (select entry from ledger_entries other where other.sequence = 5 - ledger_entries.sequence and other.enterprise_id = ledger_entries.enterprise_id) where sequence in (2, 3)`,
    ],
    [
      'an insertion',
      1,
      sql`insert into ledger_entries select enterprise_id, 0, run_id, kind, at, entry, previous, hash from ledger_entries where sequence = 1`,
    ],
    ['a cut end', 4, sql`delete from ledger_entries where sequence = 4`],
    ['a head put back', 4, sql`update ledger_heads set sequence = 3`],
    ['a moment that is none', 3, sql`update ledger_entries set at = 'infinity' where sequence = 3`],
    ['blanks in a text', 3, sql`update ledger_entries set entry = replace(entry, '{', '{ ') where sequence = 3`],
  ])('names the first bad entry after %s', async (_, first, attack) => {
    for (let count = 1; count <= 4; count += 1) await record(`entry ${count}`);
    await database.current.db.transaction().execute(async (trx) => {
      // The ledgers of other tests stand in the same tables.
      const others = sql`enterprise_id <> ${source.enterpriseId}`;
      await sql`create temp table theirs on commit drop as select * from ledger_entries where ${others}`.execute(trx);
      await sql`delete from ledger_entries where ${others}`.execute(trx);
      await attack.execute(trx);
      await sql`insert into ledger_entries select * from theirs`.execute(trx);
    });
    const { code, out } = await audit('verify');
    expect(code).toBe(1);
    expect(out).toContain(`First bad entry: ${first}\n`);
    expect(out).toContain('THE LEDGER IS NOT WHOLE.');
  });

  it('exports JSON Lines that the second verifier takes, and the export is the last entry', async () => {
    for (const hostile of HOSTILE) await record('hostile', { detail: { text: hostile } });
    const { code, out, told } = await audit('export');
    expect(code).toBe(0);
    const lines = out.split('\n');
    expect(lines.pop()).toBe('');
    expect(lines).toHaveLength(HOSTILE.length + 1);
    expect(told).toEqual([`${lines.length} entries written.`]);
    expect(out.split(/\r\n|[\n\r\u0085\u2028\u2029]/u)).toHaveLength(lines.length + 1);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      kind: 'ledger.exported',
      actor: 'the-operator',
      detail: { format: 'jsonl', from: null, to: null },
    });
    expect((await (await secondVerifier()).verifyLines(lines, [])).bad).toBeNull();
    expect(lines.slice(0, -1).map((line) => JSON.parse(line).detail.text)).toEqual(HOSTILE.map(storable));
  });

  it('exports a stretch of time', async () => {
    await record('one');
    store.clock.pass(24 * 60 * 60_000);
    await record('two');
    store.clock.pass(24 * 60 * 60_000);
    const { out } = await audit('export', '--from', '2026-03-03', '--to', '2026-03-03');
    expect(
      out
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line).kind),
    ).toEqual(['two']);
    expect((await audit('export', '--to', '2026-03-02T09:00:00Z')).out).toBe('');
  });

  it('exports CSV: one record, one line, and no cell that a spreadsheet would run', async () => {
    const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1+1'];
    for (const formula of formulas) await record('odd', { actor: formula, error: `${formula}\nnext line` });
    const { out } = await audit('export', '--format', 'csv');
    const lines = out.split('\r\n');
    expect(lines[0]).toBe(
      '\uFEFFsequence,at,run_id,kind,operation,method,actor,requester,approvers,beneficiary,target,plan_hash,policy_hash,call,arguments,outcome,error,because,warnings,duration_ms,detail,digest,previous,hash',
    );
    expect(lines).toHaveLength(formulas.length + 3);
    for (const line of lines.slice(1, -2)) {
      expect(line).not.toMatch(/[\n\r\t]/u);
      for (const cell of line.split(',')) expect(cell).not.toMatch(/^"?[=+\-@\t\r＝＋－＠]/u);
    }
  });

  it('writes to a new file that nobody else can read, and never over one that is there', async () => {
    await record('one');
    const path = join(directory, `${randomUUID()}.jsonl`);
    const { out, told } = await audit('export', '--out', path);
    expect(out).toBe('');
    expect(told).toEqual([`2 entries written to ${path}.`]);
    expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(3);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await expect(audit('export', '--out', path)).rejects.toThrow(`${path} is there already.`);
  });

  it('searches, newest first, a line each, and records that', async () => {
    const target = { kind: 'person', id: SUBJECT, place: MARKETING };
    await record('call.outcome', { method: 'admin.users.setAdmin', target, outcome: 'refused', error: 'not_an_admin' });
    await record('another', { actor: 'W0OTHER' });
    const { code, out } = await audit('search', '--person', REQUESTER, '--outcome', 'refused');
    expect(code).toBe(0);
    expect(out).toBe(
      `#1 2026-03-02T09:00:00.000Z call.outcome ${SUBJECT} in ${MARKETING} = refused (not_an_admin) by ${REQUESTER}\n`,
    );
    expect((await entriesInDatabase()).at(-1)).toMatchObject({
      kind: 'ledger.searched',
      actor: 'the-operator',
      detail: { person: REQUESTER, outcome: 'refused' },
    });
    expect((await audit('search', '--person', 'W0NOBODY')).out).toBe('Nothing was found.\n');
  });

  it('says where there is more, and goes on from there', async () => {
    for (let count = 1; count <= 5; count += 1) await record(`entry ${count}`);
    const first = await audit('search', '--limit', '2', '--to', '2026-03-02');
    expect(first.out.split('\n').slice(-2)).toEqual(['There is more: ask again with --before 5.', '']);
    const next = await audit('search', '--limit', '2', '--before', '5', '--json');
    expect(
      next.out
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line).sequence),
    ).toEqual([4, 3]);
  });

  it('erases what was written by and about somebody, and the ledger verifies as before', async () => {
    const run = await opened(store);
    await moved(store, {
      run,
      from: ['received'],
      to: 'planned',
      changes: { input: { ...INPUT, reason: 'canary reason' }, freeText: ['reason'], names: { [SUBJECT]: 'Canary' } },
      entries: [entry('run.planned')],
    });
    const before = (await audit('export')).out.split('\n').filter(Boolean);
    const { code, out } = await audit('erase', '--person', SUBJECT);
    expect(code).toBe(0);
    expect(out).toContain(`2 texts of and about ${SUBJECT} erased`);
    expect((await store.records.find(run))?.input).toEqual(INPUT);
    const after = (await audit('export')).out.split('\n').filter(Boolean);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(JSON.parse(after.at(-2) ?? '')).toMatchObject({
      kind: 'person.erased',
      actor: 'the-operator',
      target: { kind: 'person', id: SUBJECT },
      detail: { texts: 2 },
    });
    expect((await audit('verify')).code).toBe(0);
    expect((await (await secondVerifier()).verifyLines(after, [])).bad).toBeNull();
    await expect(audit('erase', '--person', 'Ada')).rejects.toThrow(CannotDo);
  });
});

describe('what npm run audit is told', () => {
  it.each<[string[], string]>([
    [[], 'npm run --silent audit -- verify'],
    [['frobnicate'], 'npm run --silent audit -- verify'],
    [['verify', '--person', 'W0A'], '“verify” does not take --person.'],
    [['search', '--nonsense'], '--nonsense'],
  ])('%j is refused in words', (args, words) => {
    expect(() => readArguments(args)).toThrow(words);
  });

  it('prints the public key of the key that signs', () => {
    const config: ToolConfig = {
      database: { kind: 'embedded', dataDir: '' },
      enterpriseId: null,
      ledger: { signingKeys: [SEED], worm: null, sink: null },
    };
    const { options } = readArguments(['public-key']);
    expect(publicKey(config, options)).toBe('6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw=');
    expect(publicKey(config, readArguments(['public-key', '--pem']).options)).toContain('-----BEGIN PUBLIC KEY-----');
    const none = { ...config, ledger: { signingKeys: [], worm: null, sink: null } };
    expect(() => publicKey(none, options)).toThrow('LEDGER_SIGNING_KEY is not set');
  });

  it('takes every verb that it names', () => {
    const verbs: Verb[] = ['verify', 'export', 'checkpoints', 'search', 'erase', 'public-key'];
    for (const verb of verbs) expect(readArguments([verb]).verb).toBe(verb);
  });
});

describe('the socket for tools', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'gk-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('can be opened by its owner alone, is gone when it is closed, and takes the place of one left behind', async () => {
    expect(await isServed(directory)).toBe(false);
    const first = await serveTools(directory, {});
    expect((await stat(socketIn(directory))).mode & 0o777).toBe(0o600);
    expect(await isServed(directory)).toBe(true);
    await first.close();
    await expect(stat(socketIn(directory))).rejects.toThrow('ENOENT');
    const second = await serveTools(directory, {});
    const third = await serveTools(directory, {});
    expect(await isServed(directory)).toBe(true);
    await third.close();
    await second.close();
  });

  it('says what went wrong on the other side, in its words', async () => {
    const { close } = await serveTools(directory, {
      ping: async () => ({ enterprise_id: 'E0A' }),
      'ledger/head': () => Promise.reject(new Error('The database does not answer.')),
    });
    const source = await ledgerOverSocket(directory);
    await expect(source.head()).rejects.toThrow(new ToolRefused('The database does not answer.'));
    await expect(source.checkpoints()).rejects.toThrow('of another version');
    await close();
  });

  it('does not let a tool write just any entry', async () => {
    const deeds = ledgerDeeds(sourceOf('E0A', { rows: [], head: null }));
    expect(() => deeds['ledger/record']?.({ kind: 'run.succeeded', actor: 'somebody' })).toThrow('ledger.exported');
  });

  it('refuses a path that is too long for the operating system, in words', async () => {
    await expect(serveTools(join(directory, 'x'.repeat(100)), {})).rejects.toThrow('give DATA_DIR a shorter one');
  });
});
