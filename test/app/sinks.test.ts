import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';

import type { Simulator } from '../../src/simulator/simulator.js';
import { withDatabase } from '../support/database.js';
import { startGrid } from '../support/engine.js';
import { startOn, type Grid } from '../support/gridkeeper.js';
import { startReceiver, type WebhookReceiver } from '../support/receiver.js';
import { audited, plans, runs, submits, textOf } from '../support/steps.js';

const SEED = Buffer.alloc(32, 7).toString('base64');
const SECRET_PATH = 'hook-of-a-receiver-4711';
const NOTHING_HANGS_MS = 10_000;

/** Whatever is the matter with those who are told, runs go on; where nothing can be recorded, no run does. */
describe('the places that a run is told to', () => {
  const database = withDatabase();
  let slack: Simulator;
  let receiver: WebhookReceiver;
  let grid: Grid;
  beforeAll(async () => {
    [slack, receiver] = await Promise.all([startGrid(), startReceiver()]);
    // A disk that is always full.
    const worm = { kind: 'file', path: '/dev/full' } as const;
    grid = await startOn(slack, database.current, {
      ledger: { signingKeys: [SEED], worm, sink: `${receiver.url}${SECRET_PATH}` },
    });
  });
  beforeEach(() => {
    slack.reset();
    receiver.answer = (response) => void response.writeHead(204).end();
  });
  afterEach(() => slack.clearFaults());
  afterAll(async () => {
    await grid.app.stop();
    await Promise.all([slack.stop(), receiver.stop()]);
  });

  const until = async (isSo: () => Promise<boolean> | boolean): Promise<void> => {
    for (let tries = 0; tries < 1000 && !(await isSo()); tries += 1) await sleep(20);
    expect(await isSo()).toBe(true);
  };
  const kinds = async (): Promise<string[]> =>
    (await database.current.db.selectFrom('ledger_entries').select('kind').orderBy('sequence').execute()).map(
      ({ kind }) => kind,
    );
  const streamed = (): Set<number> =>
    new Set(
      receiver.received.flatMap(({ body }) =>
        body
          .trimEnd()
          .split('\n')
          .map((line): number => JSON.parse(line).sequence),
      ),
    );

  it.each<[what: string, answer: WebhookReceiver['answer'], fault: 'http_500' | 'slow' | 'reset' | 'html']>([
    ['answer with errors', (response) => void response.writeHead(500).end(), 'http_500'],
    ['hang', () => undefined, 'slow'],
    ['break off', (response) => void response.destroy(), 'reset'],
    ['say what nobody understands', (response) => void response.writeHead(302, { location: '/' }).end(), 'html'],
  ])('stop no run where all of them %s; everything is recorded', async (_, answer, fault) => {
    receiver.answer = answer;
    slack.setFault({ method: 'chat.postMessage', fault, delay_ms: 5_000 });
    const before = (await kinds()).length;
    const began = performance.now();
    const result = await runs(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing');
    expect(performance.now() - began).toBeLessThan(NOTHING_HANGS_MS);
    expect(textOf(result)).toContain('Done');
    expect((await kinds()).slice(before)).toEqual(
      expect.arrayContaining(['call.intent', 'call.outcome', 'run.succeeded']),
    );
  });

  it('are counted in what they have not taken, with its age, for whoever watches', async () => {
    receiver.answer = (response) => void response.writeHead(500).end();
    await runs(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing');
    const headers = { authorization: 'Bearer metrics-token-of-a-test', connection: 'close' };
    const text = await (await fetch(`http://127.0.0.1:${grid.app.port}/metrics`, { headers })).text();
    for (const name of ['stream_entries', 'stream_age_seconds', 'checkpoints_waiting', 'checkpoints_age_seconds'])
      expect(Number(new RegExp(`^gridkeeper_${name} (\\S+)$`, 'mu').exec(text)?.[1])).toBeGreaterThan(0);
  });

  it('hear of everything when they are there again', async () => {
    await runs(slack, slack.as('alan'), '/grant-admin', '@tommy in sales & field');
    await audited(slack, 'succeeded');
    const last = (await kinds()).length;
    await until(() => streamed().has(last));
    expect([...streamed()].toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: last }, (__, index) => index + 1),
    );
    const readiness = await fetch(`http://127.0.0.1:${grid.app.port}/readyz`);
    expect(await readiness.text()).toMatch(/"ready":true.*"checkpoints":"[^"]*ENOSPC/u);
  });

  it('are told without a word of where the receiver is, but its host', () => {
    expect(grid.log.join('')).toContain(new URL(receiver.url).host);
    expect(grid.log.join('')).not.toContain(SECRET_PATH);
  });

  it('are told nothing where nothing can be recorded: then nothing is done, and whoever asked hears of it', async () => {
    const { db, schema } = database.current;
    const margaret = slack.as('margaret');
    await plans(slack, margaret, '/grant-admin', '@erna in sales & field');
    const calls = slack.calls('admin.users.setAdmin').length;
    await sql`alter table ${sql.id(schema, 'ledger_entries')} rename to entries_away`.execute(db);
    const began = performance.now();
    try {
      const says = textOf(await submits(slack, margaret));
      expect(says).toContain('could not record');
      expect(performance.now() - began).toBeLessThan(3_000);
    } finally {
      await sql`alter table ${sql.id(schema, 'entries_away')} rename to ledger_entries`.execute(db);
    }
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(calls);
    expect(slack.org.person('erna').workspaces['T0SALESFLD3']).toBe('member');
  });

  it('are told nothing while somebody holds the ledger and does not let go; whoever asked hears of it at once', async () => {
    // The embedded database has one connection, so nobody else can hold anything in it.
    const another = process.env['TEST_DATABASE_URL'] ? await database.current.another() : null;
    if (!another) return;
    const margaret = slack.as('margaret');
    await plans(slack, margaret, '/grant-admin', '@erna in sales & field');
    const calls = slack.calls('admin.users.setAdmin').length;
    const told = another.db.transaction().execute(async (trx) => {
      await sql`select from ledger_heads for update`.execute(trx);
      const began = performance.now();
      const says = textOf(await submits(slack, margaret));
      return { says, took: performance.now() - began };
    });
    const { says, took } = await told;
    expect(says).toContain('could not record');
    expect(took).toBeLessThan(3_500);
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(calls);
    await another.close();
  });
});
