import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { verifyLedger } from '../../src/cli/audit/verify.js';
import { signingKey } from '../../src/engine/ledger/signing-key.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { ledgerSourceIn } from '../../src/store/ledger-source.js';
import { withDatabase } from '../support/database.js';
import { startGrid } from '../support/engine.js';
import { startOn, type Grid, type GridOptions } from '../support/gridkeeper.js';
import { runs } from '../support/steps.js';

const SEED = Buffer.alloc(32, 7).toString('base64');

describe('an app that signs its ledger', () => {
  const database = withDatabase();
  let slack: Simulator;
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'gk-'));
    slack = await startGrid();
  });
  afterAll(async () => {
    await slack.stop();
    await rm(directory, { recursive: true, force: true });
  });

  const path = (): string => join(directory, 'checkpoints.jsonl');
  const linesOutside = async (): Promise<string[]> =>
    (await readFile(path(), 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
  const health = async ({ app }: Grid): Promise<Record<string, unknown>> => {
    const answer = await fetch(`http://127.0.0.1:${app.port}/readyz`);
    expect(answer.status).toBe(200);
    return JSON.parse(await answer.text());
  };
  const until = async (isSo: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; tries < 500 && !(await isSo()); tries += 1) await sleep(20);
    expect(await isSo()).toBe(true);
  };
  const withApp = async (ledger: NonNullable<GridOptions['ledger']>, then: (grid: Grid) => Promise<void>) => {
    const grid = await startOn(slack, database.current, { ledger });
    try {
      await then(grid);
    } finally {
      await grid.app.stop();
    }
  };

  it('says what cannot be proven without a key, and without a place outside', async () => {
    await withApp({ signingKeys: [], worm: null, sink: null }, async (grid) => {
      await runs(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing');
      expect(await health(grid)).toMatchObject({
        checkpoints: expect.stringContaining('LEDGER_SIGNING_KEY is not set'),
      });
      expect(grid.log.join('')).toContain(
        'a ledger that was written anew by somebody with the database, would not show',
      );
    });
    await withApp({ signingKeys: [SEED], worm: null, sink: null }, async (grid) => {
      expect(await health(grid)).toMatchObject({ checkpoints: expect.stringContaining('AUDIT_WORM_URL is not set') });
    });
  });

  it('says where its place outside is not there, and goes on; what waits arrives when it is', async () => {
    const worm = { kind: 'file', path: join(directory, 'not-mounted', 'file') } as const;
    await withApp({ signingKeys: [SEED], worm, sink: null }, async (grid) => {
      await until(async () => (await health(grid))['checkpoints'] !== 'ok');
      expect((await health(grid))['checkpoints']).toMatch(
        /^a checkpoint is not outside yet, the oldest since .*: ENOENT/u,
      );
      expect(grid.log.filter((line) => line.includes('"alert":"checkpoints"')).join('')).toContain('ENOENT');
      await runs(slack, slack.as('margaret'), '/grant-admin', '@erna in sales & field');
      expect(slack.org.person('erna').workspaces['T0SALESFLD3']).toBe('admin');
    });
  });

  it('brings a checkpoint outside at every start, and the ledger verifies against it', async () => {
    await withApp({ signingKeys: [SEED], worm: { kind: 'file', path: path() }, sink: null }, async (grid) => {
      await until(async () => (await linesOutside()).length >= 2);
      expect(await health(grid)).toMatchObject({ checkpoints: 'ok' });
      const source = ledgerSourceIn(database.current.db, slack.org.id, () => new Date());
      const outside = (await linesOutside()).map((line) => ({ line, place: path() }));
      const verdict = await verifyLedger(source, { outside, trusted: [signingKey(SEED).publicKey] });
      expect(verdict).toMatchObject({ whole: true, covered: verdict.entries });
    });
  });
});
