import { randomUUID } from 'node:crypto';

import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { exportLine } from '../../src/engine/ledger/export-line.js';
import { verifyLedger, type Verdict } from '../../src/cli/audit/verify.js';
import { readCheckpoint } from '../../src/engine/ledger/checkpoint.js';
import type { Checkpoints } from '../../src/engine/ledger/checkpoints.js';
import { makeCheckpoint, RetiredKey, type SigningKeys } from '../../src/engine/ledger/make-checkpoint.js';
import { signingKey } from '../../src/engine/ledger/signing-key.js';
import type { LedgerRow } from '../../src/engine/ledger/verify-ledger.js';
import { checkpointsIn } from '../../src/store/checkpoints.js';
import { appendEntries } from '../../src/store/ledger.js';
import { ledgerSourceIn, type LedgerSource } from '../../src/store/ledger-source.js';
import { HOUR, MINUTE } from '../support/clock.js';
import { withDatabase } from '../support/database.js';
import { secondVerifier, type SecondVerifier } from '../support/ledger.js';
import { entry, storeOn, type TestStore } from '../support/store.js';

const [OLD, NEW] = [7, 8].map((byte) => signingKey(Buffer.alloc(32, byte).toString('base64')));
if (!OLD || !NEW) throw new Error('There are two keys.');
const KEYS: SigningKeys = { current: OLD, before: null };

describe('checkpoints', () => {
  const database = withDatabase();
  let second: SecondVerifier;
  let store: TestStore;
  let source: LedgerSource;
  let checkpoints: Checkpoints;
  beforeAll(async () => {
    second = await secondVerifier();
  });
  beforeEach(() => {
    const enterpriseId = `E${randomUUID().slice(0, 8).toUpperCase()}`;
    const { db } = database.current;
    store = storeOn(db, enterpriseId);
    source = ledgerSourceIn(db, enterpriseId, () => store.clock.now());
    checkpoints = checkpointsIn(db, enterpriseId, () => undefined);
  });

  const record = async (times = 1): Promise<void> => {
    const place = { enterpriseId: source.enterpriseId, at: store.clock.now() };
    const drafts = Array.from({ length: times }, () => entry('something'));
    await store.db.transaction().execute((trx) => appendEntries(trx, place, drafts));
  };
  /** Signs what is there; answers how many entries that were, or null where nothing was signed. */
  const sign = async ({ keys = KEYS, isStart = false, by = checkpoints } = {}): Promise<number | null> =>
    (await makeCheckpoint(by, keys, { now: store.clock.now(), isStart }))?.count ?? null;
  const verify = (): Promise<Verdict> => verifyLedger(source, { outside: [], trusted: [KEYS.current.publicKey] });
  const allRows = async (): Promise<LedgerRow[]> => {
    const rows: LedgerRow[] = [];
    for (let more = await source.rows(null); more.length > 0; more = await source.rows(rows.length)) rows.push(...more);
    return rows;
  };
  /** What the second verifier says about the same. */
  const verifiedBySecond = async (): Promise<{ problems: readonly string[]; bad: unknown; covered: number }> => {
    await source.record(entry('ledger.exported'));
    const kept = second.readCheckpoints(await source.checkpoints(), [KEYS.current.publicKey]);
    const report = await second.verifyLines((await allRows()).map(exportLine), kept.checkpoints);
    return { problems: kept.problems, bad: report.bad, covered: report.covered };
  };

  it('are signed every hour and at every start, while there is anything new', async () => {
    expect(await sign({ isStart: true })).toBeNull();
    await record();
    expect(await sign()).toBe(1);
    await record();
    store.clock.pass(HOUR - 1);
    expect(await sign()).toBeNull();
    store.clock.pass(1);
    expect(await sign()).toBe(2);
    store.clock.pass(5 * HOUR);
    expect(await sign()).toBeNull();
    expect(await sign({ isStart: true })).toBeNull();
    await record();
    expect(await sign()).toBe(3);
    store.clock.pass(MINUTE);
    await record();
    expect(await sign()).toBeNull();
    expect(await sign({ isStart: true })).toBe(4);
    const numbers = (await source.checkpoints()).map((line) => readCheckpoint(line)?.checkpoint.number);
    expect(numbers).toEqual([1, 2, 3, 4]);
  });

  it('cover the whole ledger, as both verifiers find', async () => {
    await record(2500);
    await sign();
    await record(30);
    store.clock.pass(HOUR);
    await sign();
    expect(await verify()).toMatchObject({ whole: true, checkpoints: 2, covered: 2530, notes: [] });
    expect(await verifiedBySecond()).toEqual({ problems: [], bad: null, covered: 2530 });
  });

  it('are written by one of many processes, without gaps, while entries are written', async () => {
    const { db } = database.current;
    const processes = Array.from({ length: 4 }, () => checkpointsIn(db, source.enterpriseId, () => undefined));
    for (let round = 1; round <= 5; round += 1) {
      await Promise.all([record(10), ...processes.map((by) => sign({ by, isStart: true })), record(10)]);
      store.clock.pass(HOUR);
    }
    await sign();
    const { whole, covered, problems } = await verify();
    expect({ whole, covered, problems }).toEqual({ whole: true, covered: 100, problems: [] });
  });

  it('do not cover what is missing in the database: that is said instead of signed', async () => {
    await record(3);
    await store.db
      .deleteFrom('ledger_entries')
      .where('enterprise_id', '=', source.enterpriseId)
      .where('sequence', '=', 2)
      .execute();
    await expect(sign()).rejects.toThrow('Entries are missing in the ledger');
  });

  describe('where the key changes', () => {
    beforeEach(async () => {
      await record();
      await sign();
    });

    it('are signed at once, with both keys where both are known, and believed by whoever knows the old one', async () => {
      const keys = { current: NEW, before: OLD };
      expect(await sign({ keys })).toBe(1);
      await record();
      store.clock.pass(HOUR);
      expect(await sign({ keys: { current: NEW, before: null } })).toBe(2);
      const { whole, covered, notes, problems } = await verify();
      expect({ whole, covered, problems }).toEqual({ whole: true, covered: 2, problems: [] });
      expect(notes).toEqual([expect.stringContaining('signed with both.')]);
      expect(await verifiedBySecond()).toEqual({ problems: [], bad: null, covered: 2 });
    });

    it('are not believed where the old key did not sign the change, until the new one is given', async () => {
      await sign({ keys: { current: NEW, before: null } });
      expect((await verify()).problems).toEqual([
        expect.stringContaining(`the key ${NEW.publicKey}, which is not known`),
      ]);
      expect((await verifiedBySecond()).problems).toEqual([expect.stringContaining('which is not known')]);
      const trusted = [OLD.publicKey, NEW.publicKey];
      expect(await verifyLedger(source, { outside: [], trusted })).toMatchObject({ whole: true });
    });

    it('are not signed by a process that still has the old one, unless the new key agrees', async () => {
      await sign({ keys: { current: NEW, before: OLD } });
      await record();
      await expect(sign({ isStart: true })).rejects.toThrow(RetiredKey);
      expect(await sign({ keys: { current: OLD, before: NEW } })).toBe(2);
      expect(await verify()).toMatchObject({ whole: true, covered: 2 });
    });
  });

  it.each([
    ['later', MINUTE],
    ['earlier', -MINUTE],
  ])('give away a restored backup that went on and was signed %s: both heads are printed', async (_, passed) => {
    await record(3);
    await sign();
    const backup = await source.rows(null);
    await record(2);
    store.clock.pass(HOUR);
    await sign();
    const outside = (await source.checkpoints()).map((line) => ({ line, place: 'outside' }));
    const lost = await source.head();
    // The database of before is put back, and goes on.
    const ofOrg = source.enterpriseId;
    await store.db.deleteFrom('ledger_entries').where('enterprise_id', '=', ofOrg).where('sequence', '>', 3).execute();
    await store.db
      .updateTable('ledger_heads')
      .set({ sequence: 3, hash: backup.at(-1)?.hash ?? '' })
      .where('enterprise_id', '=', ofOrg)
      .execute();
    await store.db
      .deleteFrom('ledger_checkpoints')
      .where('enterprise_id', '=', ofOrg)
      .where('number', '=', 2)
      .execute();
    store.clock.pass(passed);
    await record(2);
    await sign({ isStart: true });

    const verdict = await verifyLedger(source, { outside, trusted: [KEYS.current.publicKey] });
    const head = await source.head();
    expect(verdict).toMatchObject({ whole: false, bad: { first: 4, last: 4 } });
    expect(verdict.bad?.why).toContain(`head of entry 5 in the checkpoint: ${lost?.hash}`);
    expect(verdict.bad?.why).toContain(`head of entry 5 in this ledger:       ${head?.hash}`);
    const [fork] = verdict.problems;
    expect(fork).toContain('There are two checkpoints with the number 2.');
    expect(fork).toContain(lost?.hash);
    expect(fork).toContain(head?.hash);

    await source.record(entry('ledger.exported'));
    const lines = [...outside.map(({ line }) => line), ...(await source.checkpoints())];
    const kept = second.readCheckpoints(lines, [KEYS.current.publicKey]);
    expect(kept.problems).toEqual([expect.stringContaining('two checkpoints with the number 2')]);
    expect(kept.problems[0]).toContain(lost?.hash);
    expect(kept.problems[0]).toContain(head?.hash);
    const theirs = await second.verifyLines((await source.rows(null)).map(exportLine), kept.checkpoints);
    expect(theirs.bad).toMatchObject({ first: 4, last: 4 });
    expect(theirs.bad?.why).toContain(lost?.hash);
    expect(theirs.bad?.why).toContain(head?.hash);
  });
});
