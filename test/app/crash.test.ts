import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { approve } from '../../src/engine/approvals/approve.js';
import { confirm } from '../../src/engine/confirm.js';
import { makePlan } from '../../src/engine/planning/make-plan.js';
import type { Ports } from '../../src/engine/ports.js';
import type { Run } from '../../src/engine/run.js';
import { settleAbandoned, settleUnknown } from '../../src/engine/settling/settle.js';
import { isTerminal } from '../../src/engine/state.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { FakeClock, MINUTE } from '../support/clock.js';
import { Crash, crashing, type CrashPoint } from '../support/crash.js';
import { withDatabase } from '../support/database.js';
import { startTwoProcesses, type EngineProcess } from '../support/engine.js';
import { auditPosts } from '../support/steps.js';

const MARKETING = 'T0MARKETNG2';

/** A process ends at every point between the confirmation and the outcome; another one finds what it left. */
describe('a process that ends in the middle of a run', () => {
  const database = withDatabase();
  let slack: Simulator;
  let first: EngineProcess;
  let second: EngineProcess;
  // The real time to begin with: message timestamps of the simulated Slack are compared with it.
  const clock = new FakeClock(new Date().toISOString());

  beforeAll(async () => {
    ({ slack, first, second } = await startTwoProcesses(database.current, clock));
  });
  afterAll(() => slack.stop());
  beforeEach(() => slack.reset());

  const planned = async (place: string): Promise<Run> => {
    const { ports } = first;
    const [requester, user_id] = [slack.org.person('margaret').id, slack.org.person('ada').id];
    const id = randomUUID();
    const newRun = { id, operation: 'admin.users.setAdmin', requester, origin: id, viewId: null };
    await ports.records.open(newRun, clock.now(), new Date(clock.now().getTime() + 60 * MINUTE));
    const run = await ports.records.find(id);
    const made = run && (await makePlan(ports, run, 0, { user_id, team_id: place, reason: 'because' }));
    if (made?.kind !== 'planned') throw new Error(`No plan came of it: ${made?.kind}`);
    return made.run;
  };

  /** What an operator would see after starting the app again and waiting for two minutes. */
  const restartAndSettle = async (ports: Ports): Promise<void> => {
    for (let minute = 0; minute < 4; minute += 1) {
      clock.pass(MINUTE / 2 + 1);
      await settleAbandoned(ports);
      await settleUnknown(ports);
    }
    await second.deliver();
    clock.pass(5 * MINUTE);
    await second.deliver();
  };

  const expectWhole = async (id: string, didIt: boolean): Promise<void> => {
    const run = await second.ports.records.find(id);
    const rows = await database.current.db
      .selectFrom('ledger_entries')
      .select(['kind', 'entry'])
      .where('run_id', '=', id)
      .orderBy('sequence')
      .execute();
    const kinds = rows.map(({ kind }) => kind);
    const count = (kind: string): number => kinds.filter((other) => other === kind).length;
    const effects = slack.calls('admin.users.setAdmin').length;

    expect(effects).toBeLessThanOrEqual(1);
    expect(count('call.outcome')).toBe(count('call.intent'));
    expect(count('call.intent')).toBeGreaterThanOrEqual(effects);
    if (effects > 0) expect(run?.state).toBe('succeeded');
    expect(slack.org.person('ada').workspaces[MARKETING] === 'admin').toBe(effects > 0);
    if (didIt) expect(effects).toBe(1);
    // What was confirmed has ended, and stands in the audit channel once; what was not is as if nothing had been.
    const confirmed = kinds.includes('run.confirmed');
    expect(confirmed ? run && isTerminal(run.state) : run?.state === 'planned').toBe(true);
    const posts = auditPosts(slack).filter(({ metadata }) => metadata?.event_payload['run_id'] === id);
    expect(posts.map(({ metadata }) => metadata?.event_payload['state'])).toEqual(confirmed ? [run?.state] : []);
  };

  it('goes through to the end where it does not end', async () => {
    const run = await planned(MARKETING);
    const { ports, steps } = crashing(first.ports, { step: Infinity, when: 'before' });
    await confirm(ports, run, run.step);
    await restartAndSettle(second.ports);
    await expectWhole(run.id, true);
    // The campaign below goes through every one of these.
    expect(steps).toMatchInlineSnapshot(`
     [
       "person",
       "workspace",
       "person",
       "workspace",
       "person",
       "workspace",
       "advance",
       "advance",
       "person",
       "workspace",
       "person",
       "workspace",
       "person",
       "workspace",
       "advance",
       "call",
       "advance",
     ]
    `);
  });

  const points: CrashPoint[] = Array.from({ length: 19 }, (_, step) => step).flatMap((step) => [
    { step, when: 'before' as const },
    { step, when: 'after' as const },
  ]);

  it.each(points)('leaves nothing doubled, lost or unrecorded: $when step $step', async (point) => {
    const run = await planned(MARKETING);
    const { ports } = crashing(first.ports, point);
    const ended = await confirm(ports, run, run.step).then(
      () => false,
      (error: unknown) => {
        if (error instanceof Crash) return true;
        throw error;
      },
    );
    const effectsBefore = slack.calls('admin.users.setAdmin').length;
    await restartAndSettle(second.ports);
    expect(slack.calls('admin.users.setAdmin').length).toBe(effectsBefore);
    await expectWhole(run.id, !ended);
  });

  it('does not overtake whoever has taken its run over: a slow process sends nothing after its lease', async () => {
    const run = await planned(MARKETING);
    const slow: Ports = {
      ...first.ports,
      readAnew: () => {
        const reader = first.ports.readAnew();
        return {
          ...reader,
          person: async (id) => {
            // Reading takes so long that another process thinks this one is gone, and settles the run.
            const executing = await second.ports.records.find(run.id);
            if (executing?.state === 'executing') await restartAndSettle(second.ports);
            return reader.person(id);
          },
        };
      },
    };
    const confirmed = await confirm(slow, run, run.step);
    expect(confirmed).toMatchObject({ kind: 'ran', run: { state: 'failed' } });
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);
  });

  it('does not run twice where an approval and a restart come together', async () => {
    const run = await planned(slack.org.id);
    await confirm(first.ports, run, run.step);
    const waiting = await first.ports.records.find(run.id);
    if (!waiting) throw new Error('The run is gone.');
    const grace = slack.org.person('grace').id;
    const { ports } = crashing(first.ports, { step: 12, when: 'before' });
    await approve(ports, waiting, grace).catch(() => undefined);
    await approve(second.ports, waiting, grace);
    await restartAndSettle(second.ports);
    expect(slack.calls('admin.users.setAdmin').length).toBeLessThanOrEqual(1);
    expect(isTerminal((await second.ports.records.find(run.id))?.state ?? 'received')).toBe(true);
  });
});
