import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';

import { verifyLedger } from '../../src/cli/audit/verify.js';
import type { LedgerEntry } from '../../src/engine/ledger/ledger.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { ledgerOverSocket } from '../../src/store/embedded/ledger-over-socket.js';
import { aDataDir, EmbeddedProcess, removeDataDir } from '../support/embedded.js';
import { startGrid } from '../support/engine.js';
import { configFor } from '../support/gridkeeper.js';

const METHOD = 'admin.users.setAdmin';
const STEPS = [
  'before the intent is written',
  'after the intent is written',
  'while the call is under way',
  'before the outcome is written',
  'after the outcome is written',
] as const;
/** Runs at each step, of which so many are under way when the process is killed. */
const AT_EACH_STEP = process.env['TEST_FULL'] ? 100 : 5;
const AT_ONCE = 5;
const KILLS = AT_EACH_STEP / AT_ONCE;

interface Stopped {
  readonly run: string;
  readonly step: (typeof STEPS)[number];
  readonly input: { readonly user_id: string; readonly team_id: string };
}

const Settled = z.array(z.object({ id: z.string(), state: z.string() }));

/** A real process is killed with `kill -9` while runs are at every step of a call, and the next one finds what it left. */
describe('kill -9 at each step between intent, call and outcome', () => {
  let slack: Simulator;
  let dataDir: string;
  let child: EmbeddedProcess | null = null;
  beforeAll(async () => {
    slack = await startGrid();
    dataDir = await aDataDir();
  });
  afterAll(async () => {
    await child?.kill();
    await slack.stop();
    await removeDataDir(dataDir);
  });

  const start = async (): Promise<EmbeddedProcess> => {
    const config = { ...configFor(slack, {}), database: { kind: 'embedded', dataDir } };
    const told = { config, installer: slack.org.person('dorothy').id, enterpriseName: slack.org.name };
    child = new EmbeddedProcess(JSON.stringify(told), './stopping-process.js');
    await child.hears('open');
    return child;
  };

  /** Somebody in a workspace who is no more than a member there, another one each time. */
  function* members(): Generator<Stopped['input']> {
    for (const { id, kind, org_role, deactivated, workspaces } of slack.org.people) {
      if (kind !== 'person' || org_role !== 'member' || deactivated) continue;
      for (const [team_id, role] of Object.entries(workspaces)) if (role === 'member') yield { user_id: id, team_id };
    }
  }

  const stopAt = async (step: Stopped['step'], input: Stopped['input'], by: EmbeddedProcess): Promise<Stopped> => {
    const requester = slack.org.person('margaret').id;
    const { event, answer, message } = await by.does('confirmUpTo', { step, requester, input });
    if (event !== 'done') throw new Error(message);
    return { step, input, run: z.string().parse(answer) };
  };

  const callsFor = ({ user_id, team_id }: Stopped['input']): number =>
    slack.calls(METHOD).filter(({ args }) => args['user_id'] === user_id && args['team_id'] === team_id).length;

  const entriesOf = async (run: string): Promise<readonly LedgerEntry[]> => {
    const source = await ledgerOverSocket(dataDir);
    return (await source.search({ run }, { limit: 100 })).entries;
  };

  const expectSettled = async ({ run, step, input }: Stopped, state: string | undefined): Promise<void> => {
    const entries = await entriesOf(run);
    const count = (kind: string): number => entries.filter((entry) => entry.kind === kind).length;
    const calls = callsFor(input);
    const isAdmin = slack.org.people.find(({ id }) => id === input.user_id)?.workspaces[input.team_id] === 'admin';
    const wasCalled = !['before the intent is written', 'after the intent is written'].includes(step);
    expect({ step, calls, isAdmin, state }).toEqual({
      step,
      calls: wasCalled ? 1 : 0,
      isAdmin: wasCalled,
      state: wasCalled ? 'succeeded' : 'failed',
    });
    const intents = step === 'before the intent is written' ? 0 : 1;
    expect({ step, intents: count('call.intent'), outcomes: count('call.outcome') }).toEqual({
      step,
      intents,
      outcomes: intents,
    });
    const ends = entries.filter(({ kind }) => ['run.succeeded', 'run.failed', 'run.settled'].includes(kind));
    expect({ step, ends: ends.map(({ outcome }) => outcome) }).toEqual({ step, ends: [state] });
  };

  it(
    `leaves no effect without an intent, no intent open, and one outcome each (${KILLS} kills, ${AT_ONCE} runs at each step)`,
    async () => {
      for (let kill = 0; kill < KILLS; kill += 1) {
        slack.reset();
        const running = child ?? (await start());
        const people = members();
        const stopped: Stopped[] = [];
        // What is under way comes last: Slack carries it out while, or after, the process is killed.
        const order = [...STEPS].sort(
          (one, other) => Number(one.startsWith('while')) - Number(other.startsWith('while')),
        );
        for (const step of order) {
          if (step.startsWith('while')) slack.setFault({ method: METHOD, fault: 'slow', delay_ms: 700 });
          for (let times = 0; times < AT_ONCE; times += 1) {
            const { value } = people.next();
            if (!value) throw new Error('There are not enough people in the simulated organisation.');
            stopped.push(await stopAt(step, value, running));
          }
        }
        const underWay = stopped.filter(({ step }) => step.startsWith('while'));
        await slack.waitFor(() => underWay.every(({ input }) => callsFor(input) === 1));
        await running.kill();
        slack.clearFaults();
        const next = await start();
        const { answer } = await next.does('settle', { runs: stopped.map(({ run }) => run) });
        const states = new Map(Settled.parse(answer).map(({ id, state }) => [id, state]));
        for (const each of stopped) await expectSettled(each, states.get(each.run));
      }
      const verdict = await verifyLedger(await ledgerOverSocket(dataDir), { outside: [], trusted: [] });
      expect(verdict).toMatchObject({ whole: true, bad: null });
    },
    process.env['TEST_FULL'] ? 600_000 : 60_000,
  );
});
