import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { checkpointBucket } from '../../src/aws/checkpoint-bucket.js';
import { readCheckpoint } from '../../src/engine/ledger/checkpoint.js';
import type { Checkpoints } from '../../src/engine/ledger/checkpoints.js';
import { deliverCheckpoints, type NotTaken, type OutsidePlace } from '../../src/engine/ledger/deliver-checkpoints.js';
import { makeCheckpoint } from '../../src/engine/ledger/make-checkpoint.js';
import { signingKey } from '../../src/engine/ledger/signing-key.js';
import { checkpointsIn } from '../../src/store/checkpoints.js';
import { checkpointFile } from '../../src/witness/checkpoint-file.js';
import { cutOff } from '../../src/witness/cut-off.js';
import { startBucket, type TestBucket } from '../support/bucket.js';
import { HOUR, MINUTE } from '../support/clock.js';
import { withDatabase } from '../support/database.js';
import { entry, storeOn, type TestStore } from '../support/store.js';

const KEYS = { current: signingKey(Buffer.alloc(32, 7).toString('base64')), before: null };

describe('checkpoints on their way outside', () => {
  const database = withDatabase();
  let store: TestStore;
  let checkpoints: Checkpoints;
  let trouble: NotTaken[];
  let directory: string;
  let bucket: TestBucket;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'gk-'));
    bucket = await startBucket();
  });
  afterAll(async () => {
    await rm(directory, { recursive: true, force: true });
    await bucket.stop();
  });
  beforeEach(() => {
    const enterpriseId = `E${randomUUID().slice(0, 8).toUpperCase()}`;
    store = storeOn(database.current.db, enterpriseId);
    checkpoints = checkpointsIn(database.current.db, enterpriseId, () => undefined);
    trouble = [];
    bucket.fault = null;
  });

  /** Signs so many checkpoints, an hour apart; answers their lines. */
  const signed = async (times: number): Promise<string[]> => {
    for (let count = 0; count < times; count += 1) {
      await store.records.record(entry('something'), store.clock.now());
      await makeCheckpoint(checkpoints, KEYS, { now: store.clock.now(), isStart: true });
      store.clock.pass(HOUR);
    }
    const rows = await store.db
      .selectFrom('ledger_checkpoints')
      .select('signed')
      .where('enterprise_id', '=', checkpoints.enterpriseId)
      .orderBy('number')
      .execute();
    return rows.map((row) => row.signed);
  };
  const deliver = (place: OutsidePlace, by = checkpoints): Promise<number | null> =>
    deliverCheckpoints({ checkpoints: by, place, clock: store.clock, onTrouble: (each) => trouble.push(each) });
  const inBucket = (): OutsidePlace =>
    checkpointBucket(
      {
        kind: 's3',
        bucket: 'ledger',
        prefix: 'grid',
        region: 'eu-central-1',
        endpoint: bucket.endpoint,
        retainDays: 30,
        mode: 'COMPLIANCE',
      },
      store.clock,
      { credentials: bucket.credentials, patience: { connectionMs: 300, requestMs: 300 } },
    );
  const objects = (): [string, string][] =>
    [...bucket.objects].flatMap(([path, { body }]) =>
      path.includes(checkpoints.enterpriseId) ? [[path, body] as [string, string]] : [],
    );

  describe('to a file', () => {
    let path: string;
    beforeEach(() => {
      path = join(directory, `${randomUUID()}.jsonl`);
    });

    it('are a line each, in their order, behind what is there', async () => {
      const lines = await signed(2);
      expect(await deliver(checkpointFile(path))).toBeNull();
      lines.push(...(await signed(1)).slice(2));
      await deliver(checkpointFile(path));
      expect(await readFile(path, 'utf8')).toBe(`${lines.join('\n')}\n`);
      expect((await stat(path)).mode & 0o777).toBe(0o640);
      expect(lines.map((line) => readCheckpoint(line)?.checkpoint.number)).toEqual([1, 2, 3]);
      expect(await checkpoints.undelivered()).toEqual({ count: 0, since: null, problem: null, dueAt: null });
    });

    it('begin a new line where a crash has left half of one', async () => {
      await writeFile(path, '{"checkpoint":{"at":"20');
      const [line] = await signed(1);
      await deliver(checkpointFile(path));
      expect(await readFile(path, 'utf8')).toBe(`{"checkpoint":{"at":"20\n${line}\n`);
    });

    it('begin a new line where the file may be added to and not be read', async () => {
      if (process.getuid?.() === 0) return;
      await writeFile(path, 'half');
      await chmod(path, 0o200);
      const [line] = await signed(1);
      await deliver(checkpointFile(path));
      await chmod(path, 0o600);
      expect(await readFile(path, 'utf8')).toBe(`half\n${line}\n`);
    });

    it('wait where the place is not there, ever longer up to five minutes, and arrive when it is', async () => {
      const [line] = await signed(1);
      const nowhere = checkpointFile(join(directory, 'not-there', 'file'));
      const pauses: (number | null)[] = [];
      for (let tries = 0; tries < 12; tries += 1) {
        pauses.push(await deliver(nowhere));
        expect(await deliver(checkpointFile(path))).toBe(Math.max(1000, pauses.at(-1) ?? 0));
        store.clock.pass(pauses.at(-1) ?? 0);
      }
      expect(pauses.slice(0, 3)).toEqual([1000, 2000, 4000]);
      expect(pauses.at(-1)).toBe(5 * MINUTE);
      expect(trouble.at(-1)).toMatchObject({ checkpoint: 1, tries: 12, problem: expect.stringContaining('ENOENT') });
      expect(await checkpoints.undelivered()).toMatchObject({ count: 1, problem: expect.stringContaining('ENOENT') });
      await deliver(checkpointFile(path));
      expect(await readFile(path, 'utf8')).toBe(`${line}\n`);
    });
  });

  describe('to a bucket', () => {
    it('are an object each, locked for as long as is set, and put only where nothing is', async () => {
      const lines = await signed(2);
      expect(await deliver(inBucket())).toBeNull();
      expect(trouble).toEqual([]);
      expect(objects()).toEqual(
        lines.map((line, index) => [
          expect.stringMatching(
            new RegExp(`^/ledger/grid/${checkpoints.enterpriseId}/00000000${index + 1}-[0-9a-f]{16}\\.json$`, 'u'),
          ),
          `${line}\n`,
        ]),
      );
      const [[path] = ['']] = objects();
      const { mode, until } = bucket.objects.get(path) ?? {};
      expect(mode).toBe('COMPLIANCE');
      expect(until).toEqual(new Date(store.clock.now().getTime() + 30 * 24 * HOUR));
    });

    it('count as taken where an earlier try has arrived and its answer was lost', async () => {
      const [line] = await signed(1);
      const place = inBucket();
      const lost: OutsidePlace = {
        name: place.name,
        put: async (...args) => {
          await place.put(...args);
          throw new Error('The answer was lost.');
        },
      };
      await deliver(lost);
      store.clock.pass(MINUTE);
      expect(await deliver(place)).toBeNull();
      expect(objects()).toEqual([[expect.anything(), `${line}\n`]]);
      expect(bucket.requests.at(-1)).toMatch(/ 412$/u);
      expect((await checkpoints.undelivered()).count).toBe(0);
    });

    it.each([
      [403, 'AccessDenied', 'The app needs s3:PutObject'],
      [404, 'NoSuchBucket', 'Make the bucket, with object lock.'],
      [400, 'InvalidRequest', 'Was the bucket made with object lock?'],
      [503, 'SlowDown', 'SlowDown'],
    ])('wait where AWS says %s %s, which is told with what to do', async (status, code, remedy) => {
      await signed(1);
      bucket.fault = { kind: 'refuse', status, code };
      expect(await deliver(inBucket())).toBe(1000);
      const problem = trouble[0]?.problem;
      expect(problem).toContain(`${code}: told by a test`);
      expect(problem).toContain(remedy);
      expect(problem).not.toContain(bucket.credentials.secretAccessKey);
      bucket.fault = null;
      store.clock.pass(1000);
      expect(await deliver(inBucket())).toBeNull();
      expect(objects()).toHaveLength(1);
    });

    it('are given up on for now where the bucket does not answer', async () => {
      await signed(1);
      bucket.fault = { kind: 'hang' };
      expect(await deliver(inBucket())).toBe(1000);
      expect(trouble).toHaveLength(1);
      bucket.fault = null;
      store.clock.pass(1000);
      await deliver(inBucket());
      expect(objects()).toHaveLength(1);
    });

    it('cannot be signed for by anybody else', async () => {
      await signed(1);
      const { endpoint } = bucket;
      const stranger = { accessKeyId: bucket.credentials.accessKeyId, secretAccessKey: 'guessed' };
      const place = { kind: 's3', bucket: 'ledger', prefix: '', region: 'eu-central-1', endpoint } as const;
      await deliver(
        checkpointBucket({ ...place, retainDays: 1, mode: 'GOVERNANCE' }, store.clock, { credentials: stranger }),
      );
      expect(trouble).toEqual([expect.objectContaining({ problem: expect.stringContaining('SignatureDoesNotMatch') })]);
    });
  });

  it('are brought by whoever comes first, each once, while nothing goes wrong', async () => {
    const lines = await signed(5);
    const path = join(directory, `${randomUUID()}.jsonl`);
    const processes = Array.from({ length: 4 }, () =>
      checkpointsIn(database.current.db, checkpoints.enterpriseId, () => undefined),
    );
    await Promise.all(processes.map((by) => deliver(checkpointFile(path), by)));
    await deliver(checkpointFile(path));
    expect(await readFile(path, 'utf8')).toBe(`${lines.join('\n')}\n`);
  });

  it('are brought again where a process ended with one in its hands', async () => {
    await signed(1);
    const taken: string[] = [];
    const place: OutsidePlace = { name: 'a test', put: async (name) => void taken.push(name) };
    await checkpoints.claim(store.clock.now(), new Date(store.clock.now().getTime() + MINUTE));
    await deliver(place);
    expect(taken).toEqual([]);
    store.clock.pass(MINUTE);
    await deliver(place);
    expect(taken).toHaveLength(1);
  });

  it('are not waited for by anybody where the place hangs, and nothing more is sent there while it does', async () => {
    await signed(1);
    let puts = 0;
    let free = (): void => undefined;
    const hanging: OutsidePlace = {
      name: 'a disk that hangs',
      put: () => {
        puts += 1;
        return new Promise((resolve) => {
          free = resolve;
        });
      },
    };
    const place = cutOff(hanging, 20);
    await deliver(place);
    expect(trouble[0]?.problem).toBe('It did not answer within 0.02 s.');
    store.clock.pass(MINUTE);
    await deliver(place);
    expect(trouble[1]?.problem).toBe('It still does not answer to what was sent there before.');
    expect(puts).toBe(1);
    free();
    await new Promise((resolve) => setImmediate(resolve));
    store.clock.pass(MINUTE);
    await deliver(place);
    expect(puts).toBe(2);
  });
});
