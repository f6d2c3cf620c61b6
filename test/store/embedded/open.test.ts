import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';

import { aDataDir, EmbeddedProcess, removeDataDir } from '../../support/embedded.js';

/*
 * The embedded database in processes of their own. Most of the time here is waiting, for locks to go stale and for
 * connections not to come, so everything is started at once and looked at one by one.
 */

const SECONDS = 1_000;
const processes: EmbeddedProcess[] = [];
const dirs: string[] = [];

const start = (dir: string): EmbeddedProcess => {
  const started = new EmbeddedProcess(dir);
  processes.push(started);
  return started;
};
const fresh = async (): Promise<{ dir: string; process: EmbeddedProcess }> => {
  const dir = await aDataDir();
  dirs.push(dir);
  const process = start(dir);
  const said = await process.hears('open', 'refused');
  if (said.event !== 'open') throw new Error(said.message);
  return { dir, process };
};

/** A second process on the directory of one that is alive. */
async function secondProcess() {
  const { dir, process: first } = await fresh();
  await first.rows('create table held (by text)');
  const second = await start(dir).hears('open', 'refused');
  const rows = await first.rows("insert into held values ('the first one') returning by");
  const closed = await first.does('close');
  const asked = Date.now();
  const third = start(dir);
  await third.hears('open');
  const milliseconds = Date.now() - asked;
  const kept = await third.rows('select by from held');
  await rm(join(dir, 'gridkeeper.lock'), { recursive: true });
  const lost = await third.hears('lost');
  return { dir, second, rows, closed, milliseconds, kept, lost };
}

/** A process that is killed while it writes, and the next one on its directory. */
async function killed() {
  const { dir, process: first } = await fresh();
  await first.rows('create table written (number integer primary key)');
  first.begins('writeForEver');
  for (let heard = 0; heard < 100; heard += 1) await first.hears('written');
  await first.kill();
  const acknowledged = 100 + first.said.filter(({ event }) => event === 'written').length;

  const asked = Date.now();
  const next = start(dir);
  await next.hears('open', 'refused');
  const milliseconds = Date.now() - asked;
  const rows = await next.rows('select count(*)::int as count, max(number) as last from written');
  return { acknowledged, milliseconds, rows };
}

/** What one process sees that does everything the database must survive. */
async function alone() {
  const { process } = await fresh();
  await process.rows('create table kept (id integer primary key, name text not null)');
  const ticks = await process.does('ticksDuring', {
    text: 'select count(*) from generate_series(1, 3000000) as a where a % 7 = 3',
  });
  const errors = [
    await process.does('sql', { text: 'insert into kept values (1, null)' }),
    await process.does('sql', { text: "insert into kept values (1, 'a'), (1, 'b')" }),
    await process.does('sql', { text: 'select * from nowhere' }),
    await process.does('sql', { text: 'selekt 1' }),
  ];
  const beside = await process.does('besideTransaction');
  const after = await process.rows('select 1 as one');
  return { ticks: ticks.answer, errors, beside: beside.answer, after };
}

/** A directory in which there is something else where the database should be. */
async function spoilt() {
  const dir = await aDataDir();
  dirs.push(dir);
  await rm(join(dir, 'database'), { recursive: true, force: true });
  await writeFile(join(dir, 'database'), 'this is no database');
  const refused = await start(dir).hears('open', 'refused');
  const locked = await readdir(dir);
  return { refused, locked };
}

const Written = z.tuple([z.object({ count: z.number(), last: z.number() })]);
const Ticks = z.object({ ticks: z.number(), longest: z.number(), milliseconds: z.number() });
const Beside = z.object({ error: z.object({ message: z.string() }), milliseconds: z.number() });

const [second, kill, one, spoiltStart] = [secondProcess(), killed(), alone(), spoilt()];
// Looked at in the tests below; a failure must not end the process before they run.
for (const scene of [second, kill, one, spoiltStart]) scene.catch(() => undefined);

describe('openEmbedded', () => {
  afterAll(async () => {
    await Promise.allSettled([second, kill, one, spoiltStart]);
    await Promise.all(processes.map((process) => process.kill()));
    await Promise.all(dirs.map(removeDataDir));
  });

  it(
    'refuses a second process in words, and the first one does not notice',
    async () => {
      const { dir, second: refused, rows } = await second;
      expect(refused).toEqual({
        event: 'refused',
        name: 'DataDirInUse',
        message: `DATA_DIR ${dir} is in use by another Gridkeeper process. The embedded database serves one process: stop the other one, or give this one another DATA_DIR, or use DATABASE_URL (PostgreSQL) to run several.`,
      });
      expect(rows).toEqual([{ by: 'the first one' }]);
    },
    40 * SECONDS,
  );

  it(
    'lets the next process in at once when the first has closed it, and everything is there',
    async () => {
      const { closed, milliseconds, kept } = await second;
      expect(closed.event).toBe('done');
      expect(milliseconds).toBeLessThan(5 * SECONDS);
      expect(kept).toEqual([{ by: 'the first one' }]);
    },
    40 * SECONDS,
  );

  it(
    'says so when its lock was taken away, so that the app can stop',
    async () => {
      expect((await second).lost).toMatchObject({ code: 'ECOMPROMISED' });
    },
    40 * SECONDS,
  );

  it(
    'takes over the lock that kill -9 left behind, within ten seconds',
    async () => {
      expect((await kill).milliseconds).toBeLessThan(10 * SECONDS);
    },
    40 * SECONDS,
  );

  it(
    'loses nothing that was acknowledged before kill -9',
    async () => {
      const { acknowledged, rows } = await kill;
      const [{ count, last }] = Written.parse(rows);
      expect(last).toBeGreaterThanOrEqual(acknowledged);
      expect(count).toBe(last);
    },
    40 * SECONDS,
  );

  it(
    'does not starve the event loop while a query works',
    async () => {
      const { ticks, longest, milliseconds } = Ticks.parse((await one).ticks);
      expect(milliseconds).toBeGreaterThan(200);
      expect(ticks).toBeGreaterThan(milliseconds / 10 / 3);
      expect(longest).toBeLessThan(1 * SECONDS);
    },
    40 * SECONDS,
  );

  it(
    'keeps PostgreSQL’s own codes on the way between the threads',
    async () => {
      const { errors } = await one;
      expect(errors).toMatchObject([
        { event: 'failed', code: '23502' },
        { event: 'failed', code: '23505', constraint: 'kept_pkey' },
        { event: 'failed', code: '42P01', message: 'relation "nowhere" does not exist' },
        { event: 'failed', code: '42601' },
      ]);
    },
    40 * SECONDS,
  );

  it(
    'fails within seconds where somebody asks beside an open transaction, and goes on working',
    async () => {
      const { beside, after } = await one;
      const { error, milliseconds } = Beside.parse(beside);
      expect(error.message).toMatch(/timeout/u);
      expect(milliseconds).toBeLessThan(8 * SECONDS);
      expect(after).toEqual([{ one: 1 }]);
    },
    40 * SECONDS,
  );

  it(
    'says what is wrong where it cannot open what is there, and leaves no lock behind',
    async () => {
      const { refused, locked } = await spoiltStart;
      expect(refused.event).toBe('refused');
      expect(refused.message).toMatch(/^The embedded database failed: .*Errno/u);
      expect(refused.message).not.toContain('[object Object]');
      expect(locked).toEqual(['database']);
    },
    40 * SECONDS,
  );
});
