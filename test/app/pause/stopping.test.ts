import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { confirm } from '../../../src/engine/confirm.js';
import { makePlan } from '../../../src/engine/planning/make-plan.js';
import { pauseAs, resumeAs } from '../../../src/engine/pausing/pause-changes.js';
import type { JsonObject } from '../../../src/engine/planning/plan.js';
import type { Ports } from '../../../src/engine/ports.js';
import { release } from '../../../src/engine/grants/release.js';
import type { Run } from '../../../src/engine/run.js';
import { settleAbandoned, settleUnknown } from '../../../src/engine/settling/settle.js';
import type { Simulator } from '../../../src/simulator/simulator.js';
import { FakeClock, HOUR, MINUTE } from '../../support/clock.js';
import { withDatabase } from '../../support/database.js';
import { startTwoProcesses, type EngineProcess } from '../../support/engine.js';
import { forgetGrants, found, grantOf, MARKETING, minutes, ran } from '../../support/grants.js';

/** A pause by one process, in the middle of what another one does. */
describe('a pause', () => {
  const database = withDatabase();
  let slack: Simulator;
  let first: EngineProcess;
  let second: EngineProcess;
  const clock = new FakeClock(new Date().toISOString());

  beforeAll(async () => {
    ({ slack, first, second } = await startTwoProcesses(database.current, clock));
  });
  afterAll(() => slack.stop());
  beforeEach(async () => {
    await forgetGrants(database.current);
    slack.reset();
  });
  afterEach(async () => {
    slack.clearFaults();
    await resumeAs(second.ports, slack.org.person('margaret').id);
  });

  const pause = async (): Promise<void> => {
    const paused = await pauseAs(second.ports, slack.org.person('grace').id, { id: randomUUID(), reason: 'an attack' });
    expect(paused.kind).toBe('paused');
  };
  const planned = async (
    wish: { by?: string; operation?: string; input?: JsonObject; whom?: string } = {},
  ): Promise<Run> => {
    const { by = 'margaret', whom = 'ada', operation = 'admin.users.setAdmin' } = wish;
    const input = wish.input ?? { user_id: slack.org.person(whom).id, team_id: MARKETING };
    const id = randomUUID();
    const newRun = { id, operation, requester: slack.org.person(by).id, origin: id, viewId: null };
    await first.ports.records.open(newRun, clock.now(), new Date(clock.now().getTime() + HOUR));
    const made = await makePlan(first.ports, await found(first.ports, id), 0, input);
    if (made.kind !== 'planned') throw new Error(`No plan came of it: ${made.kind}`);
    return made.run;
  };
  const calls = (method = 'admin.users.setAdmin'): number => slack.calls(method).length;
  /** The process in which something happens right before the run’s call leaves. */
  const before = (meanwhile: () => Promise<void>): Ports => {
    let looks = 0;
    return {
      ...first.ports,
      readAnew: () => {
        looks += 1;
        const reader = first.ports.readAnew();
        // The first look is the confirmation’s, the second one that before the call.
        const read = async (id: string) => (looks === 2 && (looks += 1) && (await meanwhile()), reader.person(id));
        return { ...reader, person: read };
      },
    };
  };

  it('keeps the call of a run from leaving that was confirmed before it', async () => {
    const run = await planned();
    const confirmed = await confirm(before(pause), run, run.step);
    expect(confirmed).toMatchObject({ kind: 'ran', run: { state: 'failed' } });
    expect(calls()).toBe(0);
    const { calls: made } = await found(first.ports, run.id);
    expect(made).toMatchObject([{ state: 'unsent', error: 'paused' }]);
    const post = slack.as('margaret');
    clock.pass(MINUTE);
    await first.deliver();
    expect(post.directMessages().at(-1)?.text).toContain(
      'It failed (`paused`) and nothing was changed. All changes were paused before the call left.',
    );
  });

  it('ends the waiting for a rate limit without another try', async () => {
    slack.setFault({ method: 'admin.users.setAdmin', fault: 'rate_limited', retry_after: 20, times: 1 });
    const run = await planned();
    const nap = clock.sleep.bind(clock);
    const waiting: Ports = {
      ...first.ports,
      clock: {
        now: () => clock.now(),
        sleep: async (milliseconds) => (await pause().catch(() => undefined), nap(milliseconds)),
      },
    };
    await confirm(waiting, run, run.step);
    expect(calls()).toBe(1);
    expect(await found(first.ports, run.id)).toMatchObject({ state: 'failed' });
  });

  it('does not stop what had left before it', async () => {
    const run = await planned();
    const sending: Ports = {
      ...first.ports,
      admin: { call: async (method, send) => (await pause(), first.ports.admin.call(method, send)) },
    };
    await confirm(sending, run, run.step);
    expect(await found(first.ports, run.id)).toMatchObject({ state: 'succeeded' });
  });

  it('stops a change of the record alone, as when a right for a time is made permanent', async () => {
    await ran(slack, first.ports, { duration: '2h' });
    const made = calls();
    const run = await planned();
    expect(run.plan?.calls).toEqual([]);
    await confirm(before(pause), run, run.step);
    expect(await found(first.ports, run.id)).toMatchObject({ state: 'failed' });
    expect(calls()).toBe(made);
    const [grant] = await first.ports.grants.inForce();
    expect(grant?.base).toBe('member');
  });

  it('lets the end of a right for a time go on, by the clock and by its release', async () => {
    const inTime = await ran(slack, first.ports, { duration: '1h' });
    const released = await ran(slack, first.ports, { duration: '8h', whom: 'emmy' });
    await pause();
    const emmy = slack.org.person('emmy').id;
    expect(await release(first.ports, released.id, emmy)).toMatchObject({ kind: 'released' });
    expect(await grantOf(first.ports, released.id)).toMatchObject({ end: 'released' });
    await minutes(first.ports, clock, 3, 30);
    expect(await grantOf(first.ports, inTime.id)).toMatchObject({ end: 'in_time' });
    expect(slack.org.person('ada').workspaces[MARKETING]).toBe('member');
    expect(slack.org.person('emmy').workspaces[MARKETING]).toBe('member');
  });

  it('stands in the ledger before or after everything that starts, wherever it comes in between', async () => {
    // All of them plain members: to take a role from an owner would need another owner's yes.
    const people = ['ada', 'robin', 'tommy', 'erna'];
    const runs: Run[] = [];
    for (const whom of people) {
      const { id, workspaces } = slack.org.person(whom);
      const [team_id = ''] = Object.keys(workspaces);
      runs.push(await planned({ input: { user_id: id, team_id } }));
    }
    const pausing = sleep(40).then(pause);
    await Promise.all(runs.map((run, index) => confirm((index % 2 ? first : second).ports, run, run.step)));
    await pausing;
    await settleAbandoned(first.ports);
    await settleUnknown(first.ports);

    const rows = await database.current.db
      .selectFrom('ledger_entries')
      .select(['kind', 'run_id', 'sequence'])
      .orderBy('sequence')
      .execute();
    const at = rows.findLast(({ kind }) => kind === 'changes.paused')?.sequence ?? 0;
    for (const { id } of runs) {
      const run = await found(first.ports, id);
      const confirmed = rows.find(({ kind, run_id }) => run_id === id && kind === 'run.confirmed');
      expect(confirmed ? confirmed.sequence < at : run.state === 'planned').toBe(true);
      expect(['planned', 'succeeded', 'failed']).toContain(run.state);
      if (run.state === 'failed') expect(run.calls.at(-1)?.error).toBe('paused');
    }
    const done = await Promise.all(runs.map(({ id }) => found(first.ports, id)));
    expect(calls()).toBe(done.filter(({ state }) => state === 'succeeded').length);
  });
});
