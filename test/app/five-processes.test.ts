import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';

import { Dice } from '../../src/simulator/seed/large/dice.js';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import type { OpenDatabase } from '../../src/store/database.js';
import { recordsIn } from '../../src/store/records.js';
import { startProcess, type AppProcess } from '../support/app-process.js';
import { withDatabase } from '../support/database.js';
import { environmentFor, startOn, type Grid } from '../support/gridkeeper.js';
import { closeConnections } from '../support/requests.js';
import { plans, submits } from '../support/steps.js';
import { ownDatabase, storm } from '../support/storm.js';

/** `npm run test:full` on PostgreSQL: five processes, two of which are killed. Else two in this process, and none is. */
const server = process.env['TEST_DATABASE_URL'];
const FULL = process.env['TEST_FULL'] === '1' && server !== undefined;
const EVENTS = FULL ? Number(process.env['TEST_EVENTS'] ?? 5_000) : 12;
const TIMES = 4;
const AT_ONCE = 40;
const SEED = Number(process.env['TEST_SEED'] ?? Date.now() % 2 ** 31);
const LONG_MS = FULL ? 45 * 60_000 : 120_000;

interface Event {
  readonly run: string;
  readonly person: string;
  readonly workspace: string;
}

describe(`${EVENTS} submissions, each delivered ${TIMES} times and shuffled (TEST_SEED=${SEED})`, () => {
  const opened = withDatabase({ alongside: '_alarm' });
  const dice = new Dice(SEED);
  let slack: Simulator;
  let database: OpenDatabase;
  let processes: { readonly url: string; readonly kill: () => Promise<unknown>; readonly kind: string }[] = [];
  let end: () => Promise<unknown>;
  let genuine = { form: '', confirm: '', ada: '' };

  beforeAll(async () => {
    const manifest: unknown = JSON.parse(await readFile('manifest.json', 'utf8'));
    slack = await startSimulator({ manifest, org: { people: Math.ceil(EVENTS * 1.25) + 100 } });
    if (FULL && server) await startFive(server);
    else await startTwo();
    slack.appUrl = processes[0]?.url ?? null;
    await slack.waitFor(() => slack.calls('admin.users.list').length > 0, { timeout: 30_000 });
    await sleep(FULL ? 15_000 : 0);
    const katherine = slack.as('katherine');
    await plans(slack, katherine, '/grant-admin', '@ada in marketing because launch week');
    await submits(slack, katherine);
    const [form = '', confirm = ''] = slack.deliveries('view_submission').map(({ body }) => body);
    genuine = { form, confirm, ada: slack.org.person('ada').id };
  }, LONG_MS);
  afterAll(async () => {
    closeConnections();
    await end();
    await slack.stop();
  }, LONG_MS);

  async function startFive(url: string): Promise<void> {
    const own = await ownDatabase(url);
    database = own;
    const started: AppProcess[] = [];
    for (const kind of ['web', 'web', 'web', 'worker', 'worker']) {
      const app = await startProcess({ ...environmentFor(slack), DATABASE_URL: own.url, LOG_LEVEL: 'error' }, [kind]);
      started.push(app);
      processes.push({ url: app.url, kind, kill: () => app.ends('SIGKILL') });
    }
    end = async () => {
      await Promise.all(started.map((app) => app.ends('SIGKILL')));
      await own.drop();
    };
  }

  async function startTwo(): Promise<void> {
    database = opened.current;
    const grids: Grid[] = [];
    for (let count = 0; count < 2; count += 1) grids.push(await startOn(slack, opened.current));
    processes = grids.map(({ app }) => ({
      url: `http://127.0.0.1:${app.port}`,
      kind: 'both',
      kill: () => Promise.resolve(),
    }));
    end = () => Promise.all(grids.map(({ app }) => app.stop()));
  }

  /** Ends one of them for good, and takes it off the list of those who take requests. */
  const kill = (kind: string): void => {
    const one = processes.find((each) => each.kind === kind);
    if (!FULL || !one) return;
    processes = processes.filter((each) => each !== one);
    void one.kill();
  };
  const urls = (): string[] => processes.filter(({ kind }) => kind !== 'worker').map(({ url }) => url);

  /** What the person in front of a run's modal sends. */
  const bodyOf = (template: string, event: Event, callback: string): string => {
    const payload: unknown = JSON.parse(new URLSearchParams(template).get('payload') ?? '{}');
    const view = { ...Object(Object(payload).view), id: `V${event.run}`, private_metadata: event.run };
    const text = JSON.stringify({ ...Object(payload), view: { ...view, callback_id: callback } })
      .replaceAll(genuine.ada, event.person)
      .replaceAll('T0MARKETNG2', event.workspace);
    return new URLSearchParams({ payload: text }).toString();
  };
  const runsIn = async (): Promise<{ id: string; state: string; step: number }[]> =>
    database.db.selectFrom('runs').select(['id', 'state', 'step']).where('id', 'like', 'storm-%').execute();
  const until = async (isDone: (runs: { state: string; step: number }[]) => boolean): Promise<void> => {
    for (const deadline = Date.now() + LONG_MS / 3; Date.now() < deadline; await sleep(250))
      if (isDone(await runsIn())) return;
    const states = (await runsIn()).map(({ state }) => state);
    throw new Error(`Not done: ${JSON.stringify(Object.fromEntries(states.map((one) => [one, count(states, one)])))}`);
  };

  it(
    'have one effect each',
    async () => {
      const events = await openRuns(EVENTS);
      const deliver = (bodies: readonly string[], onDelivery: (sent: number) => void): Promise<void> =>
        storm({ slack, bodies, times: TIMES, atOnce: AT_ONCE, dice, urls, onDelivery });
      const whole = EVENTS * TIMES;

      await deliver(
        events.map((event) => bodyOf(genuine.form, event, 'run.form:0')),
        (sent) => (sent === Math.floor(whole / 3) ? kill('web') : undefined),
      );
      // A worker takes over what the killed process had in hand; these modals are nobody's, so the form is sent once more.
      await until((runs) => runs.every(({ state, step }) => state === 'planned' || step > 0));
      const left = new Map((await runsIn()).map(({ id, state, step }) => [id, state === 'received' ? step : null]));
      const again = events.filter(({ run }) => left.get(run));
      await deliver(
        again.map((event) => bodyOf(genuine.form, event, `run.form:${left.get(event.run)}`)),
        () => undefined,
      );
      await until((runs) => runs.every(({ state }) => state === 'planned'));
      expect(await entries('run.planned')).toEqual({ entries: EVENTS, runs: EVENTS });

      await confirmAll(events, (sent) => (sent === Math.floor(whole / 2) ? kill('worker') : undefined));
      // A process that was killed leaves plans that their people confirm once more.
      for (let rounds = 0; rounds < 3; rounds += 1) await confirmAll(events, () => undefined);
      await until((runs) => runs.every(({ state }) => state === 'succeeded'));

      const calls = slack.calls('admin.users.setAdmin').map(({ args }) => String(args['user_id']));
      expect(new Set(calls).size).toBe(calls.length);
      expect(calls.length).toBe(EVENTS + 1);
      expect(await entries('run.succeeded')).toEqual({ entries: EVENTS, runs: EVENTS });
      for (const { person, workspace } of events) expect(slack.org.person(person).workspaces[workspace]).toBe('admin');
      expect(await gapsInLedger()).toBe(0);
    },
    LONG_MS,
  );

  async function confirmAll(events: readonly Event[], onDelivery: (sent: number) => void): Promise<void> {
    const open = new Map((await runsIn()).flatMap(({ id, state, step }) => (state === 'planned' ? [[id, step]] : [])));
    const bodies = events.flatMap((event) =>
      open.has(event.run) ? [bodyOf(genuine.confirm, event, `run.confirm:${open.get(event.run)}`)] : [],
    );
    await storm({ slack, bodies, times: TIMES, atOnce: AT_ONCE, dice, urls, onDelivery });
    await until((runs) => runs.every(({ state }) => state !== 'executing' && state !== 'unknown'));
  }

  /** As many runs of as many people, with an open form each. */
  async function openRuns(many: number): Promise<Event[]> {
    const enterpriseId = slack.org.id;
    const records = recordsIn({ db: database.db, enterpriseId, newSalt: randomUUID, onNotice: () => undefined });
    const katherine = slack.org.person('katherine').id;
    const members = slack.org.people.flatMap((person) => {
      const workspace = Object.keys(person.workspaces).find((id) => person.workspaces[id] === 'member');
      const fits = person.kind === 'person' && !person.deactivated && person.org_role === 'member' && workspace;
      return fits ? [{ person: person.id, workspace }] : [];
    });
    const events = members
      .filter(({ person }) => person !== genuine.ada)
      .slice(0, many)
      .map((member) => ({ run: `storm-${randomUUID()}`, ...member }));
    expect(events).toHaveLength(many);
    const [now, later] = [new Date(), new Date(Date.now() + 60 * 60_000)];
    for (const { run: id } of events) {
      const run = { id, operation: 'admin.users.setAdmin', requester: katherine, origin: id, viewId: `V${id}` };
      await records.open(run, now, later);
    }
    return events;
  }

  async function entries(kind: string): Promise<{ entries: number; runs: number } | undefined> {
    const { rows } = await sql<{ entries: number; runs: number }>`
      select count(*)::int as entries, count(distinct run_id)::int as runs from ledger_entries
      where kind = ${kind} and run_id like 'storm-%'`.execute(database.db);
    return rows[0];
  }

  async function gapsInLedger(): Promise<number | undefined> {
    const { rows } = await sql<{ gaps: number }>`
      select (max(sequence) - count(*))::int as gaps from ledger_entries`.execute(database.db);
    return rows[0]?.gaps;
  }
});

const count = (all: readonly string[], one: string): number => all.filter((each) => each === one).length;
