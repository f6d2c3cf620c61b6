import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, it } from '@jest/globals';

import { exportLine } from '../../../src/engine/ledger/export-line.js';
import { verifyLedger } from '../../../src/cli/audit/verify.js';
import { signingKey } from '../../../src/engine/ledger/signing-key.js';
import type { LedgerRow } from '../../../src/engine/ledger/verify-ledger.js';
import { ledgerSourceIn, type LedgerSource } from '../../../src/store/ledger-source.js';
import { ATTACKS, diceOf, headOf } from '../../support/attacks.js';
import { withDatabase } from '../../support/database.js';
import { HOSTILE } from '../../support/hostile.js';
import { checkpointOf, secondVerifier, sourceOf, type SecondVerifier } from '../../support/ledger.js';
import { MARKETING } from '../../support/org.js';
import { SUBJECT } from '../../support/runs.js';
import { entry, moved, opened, storeOn } from '../../support/store.js';

const KEY = signingKey(Buffer.alloc(32, 7).toString('base64'));
const PLACES = 1000;

describe('a ledger that was tampered with', () => {
  const database = withDatabase();
  const enterpriseId = `E${randomUUID().slice(0, 8).toUpperCase()}`;
  let source: LedgerSource;
  let second: SecondVerifier;
  let rows: readonly LedgerRow[];
  let checkpoints: readonly string[];
  let kept: ReturnType<SecondVerifier['readCheckpoints']>;

  beforeAll(async () => {
    second = await secondVerifier();
    const store = storeOn(database.current.db, enterpriseId);
    source = ledgerSourceIn(database.current.db, enterpriseId, () => store.clock.now());
    for (let count = 0; count < 12; count += 1) {
      const run = await opened(store);
      const target = { kind: 'person', id: SUBJECT, place: MARKETING };
      const detail = { text: (HOSTILE[count] ?? 'plain').toWellFormed(), count };
      await moved(store, {
        run,
        from: ['received'],
        to: 'planned',
        entries: [entry('run.planned', { target, detail })],
      });
      await moved(store, { run, from: ['planned'], to: 'withdrawn', entries: [entry('run.withdrawn', { target })] });
      store.clock.pass(10 * 60_000);
    }
    // The end of every whole export.
    await source.record(entry('ledger.exported'));
    rows = await source.rows(null);
    const early = checkpointOf(rows, 9, { key: KEY, before: null, at: '2026-03-02T10:00:00.000Z', enterpriseId });
    const between = { key: KEY, before: early, at: '2026-03-02T10:45:00.000Z', enterpriseId };
    checkpoints = [early, checkpointOf(rows, rows.length, between)];
    kept = second.readCheckpoints(checkpoints, [KEY.publicKey]);
  });

  const byTheApp = (of: LedgerSource) =>
    verifyLedger(of, {
      outside: checkpoints.map((line) => ({ line, place: 'outside' })),
      trusted: [KEY.publicKey],
    });

  it('is found whole by both verifiers as long as nobody has', async () => {
    const verdict = await byTheApp(source);
    expect(verdict).toMatchObject({ whole: true, bad: null, entries: 25, covered: 25, problems: [], notes: [] });
    expect(kept.problems).toEqual([]);
    const other = await second.verifyLines(rows.map(exportLine), kept.checkpoints);
    expect(other).toMatchObject({ bad: null, entries: 25, covered: 25 });
  });

  it(`is found out at ${PLACES} places, by both verifiers, which name the same first bad entry`, async () => {
    const seed = Number(process.env['SEED'] ?? 20_261_125);
    const dice = diceOf(seed);
    const kinds = Object.entries(ATTACKS);
    for (let place = 0; place < PLACES; place += 1) {
      const [name, attack] = kinds[place % kinds.length] ?? ['', null];
      if (!attack) throw new Error('There is no such attack.');
      const { rows: after, head, firstBad } = attack(rows, dice);
      const ours = await byTheApp(sourceOf(enterpriseId, { rows: after, head }));
      const theirs = await second.verifyLines(after.map(exportLine), kept.checkpoints);
      const told = { seed, place, name, first: firstBad, last: firstBad };
      expect({ seed, place, name, first: ours.bad?.first, last: ours.bad?.last }).toEqual(told);
      expect({ seed, place, name, first: theirs.bad?.first, last: theirs.bad?.last }).toEqual(told);
      expect(ours.whole).toBe(false);
    }
  });

  it('is found out where only the export was, at every kind of place', async () => {
    const lines = rows.map(exportLine);
    const dice = diceOf(4711);
    const firstBad = async (changed: readonly string[]): Promise<number | undefined> =>
      (await second.verifyLines(changed, kept.checkpoints)).bad?.first;
    for (let times = 0; times < 300; times += 1) {
      const at = dice(lines.length);
      const line = lines[at] ?? '';
      const place = dice(line.length);
      const byte = String.fromCharCode(line.charCodeAt(place) ^ (1 << dice(5)));
      if (byte === '\n') continue;
      expect(await firstBad(lines.with(at, line.slice(0, place) + byte + line.slice(place + 1)))).toBe(at + 1);
      expect(await firstBad(lines.toSpliced(at, 1))).toBe(at + 1);
      expect(await firstBad(lines.slice(0, at))).toBe(at + 1);
      expect(await firstBad(lines.toSpliced(at, 0, line))).toBe(at + 2);
      expect(await firstBad(lines.with(at, line.replace('{', '{ ')))).toBe(at + 1);
      expect(await firstBad(lines.with(at, line.replace('{', '{"actor":"W0FORGED",')))).toBe(at + 1);
    }
  });

  it('prints both heads where this is another copy than the one that was signed', async () => {
    const attack = ATTACKS['another end, from an older copy that went on'];
    const { rows: after, head } = attack?.(rows, diceOf(1)) ?? { rows, head: headOf(rows) };
    const { bad } = await byTheApp(sourceOf(enterpriseId, { rows: after, head }));
    const theirs = await second.verifyLines(after.map(exportLine), kept.checkpoints);
    for (const why of [bad?.why, theirs.bad?.why]) {
      expect(why).toMatch(/head of entry \d+ in the checkpoint: [0-9a-f]{64}/u);
      expect(why).toMatch(/head of entry \d+ in this (?:ledger|export): +[0-9a-f]{64}/u);
    }
  });

  it('cannot be found out without checkpoints where all of it was written anew: both say so of themselves', async () => {
    const attack = ATTACKS['an entry edited, the rest hashed anew'];
    const { rows: after, head } = attack?.(rows, diceOf(1)) ?? { rows, head: headOf(rows) };
    const verdict = await verifyLedger(sourceOf(enterpriseId, { rows: after, head }), { outside: [], trusted: [] });
    expect(verdict.whole).toBe(true);
    expect((await second.verifyLines(after.map(exportLine), [])).bad).toBeNull();
  });
});
