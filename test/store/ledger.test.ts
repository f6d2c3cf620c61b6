import { createHash, randomUUID } from 'node:crypto';

import { beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { canonical } from '../../src/engine/canonical.js';
import { clean, storable } from '../../src/engine/text.js';
import { GENESIS } from '../../src/engine/ledger/checkpoint.js';
import { appendEntries } from '../../src/store/ledger.js';
import { chainOf, firstBroken, type LedgerRow } from '../support/chain.js';
import { withDatabase } from '../support/database.js';
import { anyText, HOSTILE } from '../support/hostile.js';
import { ORG } from '../support/org.js';
import { INPUT } from '../support/runs.js';
import { entry, moved, opened, runIn, storeOn, type TestStore } from '../support/store.js';

describe('the ledger', () => {
  const database = withDatabase();
  let store: TestStore;
  /** A chain of its own for each test. */
  let enterprise: string;
  beforeEach(() => {
    enterprise = `E${randomUUID().slice(0, 8).toUpperCase()}`;
    store = storeOn(database.current.db, enterprise);
  });
  const record = (kind: string, changes = {}): Promise<void> =>
    store.records.record(entry(kind, changes), store.clock.now());
  const chain = () => chainOf(store.db, enterprise);

  it('begins at the genesis hash, and every entry names the one before it', async () => {
    await record('one');
    await record('two');
    const { rows, head } = await chain();
    expect(rows[0]?.previous).toBe(GENESIS);
    expect(rows[1]?.previous).toBe(rows[0]?.hash);
    expect(head).toEqual({ sequence: 2, hash: rows[1]?.hash });
    expect(firstBroken(rows, head)).toBeNull();
  });

  it('stores the very text that was hashed, in its canonical form', async () => {
    await record('one', { detail: { z: 1, a: 'Zoë & Söhne' }, because: undefined });
    const { rows } = await chain();
    const text = rows[0]?.entry ?? '';
    expect(text).toBe(canonical(JSON.parse(text)));
    expect(rows[0]?.hash).toBe(
      createHash('sha256')
        .update(`${'0'.repeat(64)}${text}`)
        .digest('hex'),
    );
  });

  it('writes who, what, when and about which run, with milliseconds', async () => {
    const run = await runIn(store, 'planned');
    store.clock.pass(7);
    await moved(store, { run, from: ['planned'], entries: [entry('call.intent', { call: { index: 0, attempt: 1 } })] });
    const { rows } = await chain();
    expect(JSON.parse(rows.at(-1)?.entry ?? '')).toEqual({
      v: 1,
      sequence: 1,
      at: '2026-03-02T09:00:00.007Z',
      enterprise_id: enterprise,
      run_id: run,
      operation: 'admin.users.setAdmin',
      kind: 'call.intent',
      actor: 'W0ADMIN',
      call: { index: 0, attempt: 1 },
    });
  });

  it('has no gaps and no forks where many write at once', async () => {
    // Several processes where there can be several; the embedded database has one pool with one connection.
    const processes = process.env['TEST_DATABASE_URL'] ? 2 : 0;
    const others = await Promise.all(Array.from({ length: processes }, () => database.current.another()));
    const stores = [store, ...others.map(({ db }) => storeOn(db, enterprise))];
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (stores[index % stores.length] ?? store).records.record(entry(`written by ${index}`), store.clock.now()),
      ),
    );
    const { rows, head } = await chain();
    expect(rows.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(firstBroken(rows, head)).toBeNull();
    await Promise.all(others.map((other) => other.close()));
  });

  it('has no gap where a transaction was undone', async () => {
    await record('one');
    await expect(
      store.db.transaction().execute(async (trx) => {
        await appendEntries(trx, { enterpriseId: enterprise, at: store.clock.now() }, [entry('never')]);
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    await record('two');
    const { rows, head } = await chain();
    expect(rows).toHaveLength(2);
    expect(firstBroken(rows, head)).toBeNull();
  });

  it('keeps each organisation’s chain for itself', async () => {
    const other = storeOn(store.db, `${enterprise}X`);
    await record('one');
    await other.records.record(entry('theirs'), store.clock.now());
    await record('two');
    for (const id of [enterprise, `${enterprise}X`]) {
      const { rows, head } = await chainOf(store.db, id);
      expect(firstBroken(rows, head)).toBeNull();
    }
    expect((await chain()).rows).toHaveLength(2);
  });

  it('survives any text that got into an entry', async () => {
    for (const text of HOSTILE) await record('hostile', { detail: { text: clean(text), raw: text } });
    const { rows, head } = await chain();
    expect(firstBroken(rows, head)).toBeNull();
    expect(rows.map(({ entry }) => JSON.parse(entry).detail.raw)).toEqual(HOSTILE.map(storable));
    for (const { entry } of rows) expect(entry).not.toMatch(/[\n\r\0]/u);
  });

  it('holds digests of what people wrote: the salted hash, and nothing of the text', async () => {
    const run = await opened(store);
    const reason = 'because <!channel> Ünïcödé';
    await moved(store, {
      run,
      from: ['received'],
      to: 'planned',
      changes: { input: { ...INPUT, reason }, freeText: ['reason'] },
      entries: [entry('run.planned')],
    });
    const { salt, content } = await store.db
      .selectFrom('clear_texts')
      .select(['salt', 'content'])
      .where('run_id', '=', run)
      .where('field', '=', 'input:reason')
      .executeTakeFirstOrThrow();
    const { rows } = await chain();
    const { digest } = JSON.parse(rows[0]?.entry ?? '');
    expect(content).toBe(reason);
    expect(salt.length).toBeGreaterThanOrEqual(32);
    expect(digest).toEqual({
      reason: createHash('sha256')
        .update(salt + reason)
        .digest('hex'),
    });
    expect(rows[0]?.entry).not.toContain('channel');
  });

  it('salts every text anew, so that equal texts cannot be told by their digests', async () => {
    for (let times = 0; times < 2; times += 1) {
      const run = await opened(store);
      await moved(store, {
        run,
        from: ['received'],
        to: 'planned',
        changes: { input: { ...INPUT, reason: 'the same' }, freeText: ['reason'] },
        entries: [entry('run.planned')],
      });
    }
    const digests = (await chain()).rows.map(({ entry }) => JSON.parse(entry).digest.reason);
    expect(new Set(digests).size).toBe(2);
  });

  it('shows every tampering, with the first entry that is not what it was', async () => {
    for (let count = 0; count < 30; count += 1) await record(`entry ${count}`, { detail: { count } });
    const { rows, head } = await chain();
    const changed = (index: number, change: Partial<LedgerRow>): LedgerRow[] =>
      rows.map((row, at) => (at === index ? { ...row, ...change } : row));
    const flipped = (text: string, at: number): string =>
      text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);

    const place = fc.nat(rows.length - 1);
    fc.assert(
      fc.property(place, fc.nat(), fc.constantFrom('entry', 'previous', 'hash'), (index, at, column) => {
        const text = rows[index]?.[column] ?? '';
        const tampered = changed(index, { [column]: flipped(text, at % text.length) });
        expect(firstBroken(tampered, head)).toBe(index + 1);
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(place, place, (one, other) => {
        fc.pre(one !== other);
        const [first, second] = [rows[one], rows[other]];
        if (!first || !second) throw new Error('There is no such row.');
        const swapped = rows.map((row, at) => (at === one ? second : at === other ? first : row));
        expect(firstBroken(swapped, head)).toBe(Math.min(one, other) + 1);
        const doubled = rows.toSpliced(one, 0, second);
        expect(firstBroken(doubled, head)).not.toBeNull();
      }),
    );
    for (const index of rows.keys()) {
      expect(firstBroken(rows.toSpliced(index, 1), head)).toBe(index + 1);
      expect(firstBroken(rows.slice(0, index), head)).toBe(index + 1);
    }
  });

  it('shows a rewritten tail against a head that was kept outside', async () => {
    for (let count = 0; count < 10; count += 1) await record(`entry ${count}`);
    const { rows, head } = await chain();
    const rewritten: LedgerRow[] = [];
    for (const [index, row] of rows.entries()) {
      const previous = rewritten.at(-1)?.hash ?? GENESIS;
      const text = index === 4 ? row.entry.replace('entry 4', 'entry 5') : row.entry;
      rewritten.push({
        ...row,
        entry: text,
        previous,
        hash: createHash('sha256')
          .update(previous + text)
          .digest('hex'),
      });
    }
    expect(firstBroken(rewritten, { sequence: 10, hash: rewritten.at(-1)?.hash ?? '' })).toBeNull();
    expect(firstBroken(rewritten, head)).toBe(11);
  });

  it('takes any well-formed text and gives the same text back', async () => {
    await fc.assert(
      fc.asyncProperty(anyText(), async (text) => {
        const kept = clean(text);
        await record('any', { detail: { kept } });
        const { rows } = await chain();
        expect(JSON.parse(rows.at(-1)?.entry ?? '').detail.kept).toBe(kept);
      }),
      { numRuns: 30 },
    );
    const { rows, head } = await chain();
    expect(firstBroken(rows, head)).toBeNull();
  });

  it('is not the ledger of another organisation', async () => {
    await record('ours');
    expect((await chainOf(store.db, `${ORG}-other`)).rows).toEqual([]);
  });
});
