import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { Ports } from '../../../src/engine/ports.js';
import { sweepGrants } from '../../../src/engine/grants/sweep-grants.js';
import type { Simulator } from '../../../src/simulator/simulator.js';
import { FakeClock, HOUR } from '../../support/clock.js';
import { withDatabase } from '../../support/database.js';
import { startTwoProcesses, type EngineProcess } from '../../support/engine.js';
import { forgetGrants, grantOf, MARKETING, minutes, ran } from '../../support/grants.js';

/** The time of a right is over in the very moment in which another run gives the same person something more. */
describe('a right that ends while another is being granted', () => {
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

  const ada = (): string | undefined => slack.org.person('ada').workspaces[MARKETING];
  const takenAway = (): number => slack.calls('admin.users.setRegular').length;
  /** The time of what was granted for an hour is over, and another process looks after it. */
  const overNow = async (): Promise<void> => {
    clock.pass(HOUR);
    await sweepGrants(second.ports);
  };
  /** The process in which this happens right before the end of a run is written, after its last look. */
  const beforeItsEnd = (meanwhile: () => Promise<void>): Ports => {
    const { records } = first.ports;
    let done = false;
    const advance: Ports['records']['advance'] = async (move) => {
      if (move.to === 'succeeded' && !done) {
        done = true;
        await meanwhile();
      }
      return records.advance(move);
    };
    return { ...first.ports, records: { ...records, advance } };
  };

  it('is not taken away under a run that only records a longer time', async () => {
    const old = await ran(slack, first.ports, { duration: '1h' });
    const longer = await ran(slack, beforeItsEnd(overNow), { duration: '8h' });
    expect(ada()).toBe('admin');
    await minutes(first.ports, clock, 2);
    expect(ada()).toBe('admin');
    expect(takenAway()).toBe(0);
    expect((await grantOf(first.ports, old.id)).endedAt).not.toBeNull();
    expect((await grantOf(first.ports, longer.id)).endedAt).toBeNull();
    await minutes(first.ports, clock, 3, 4 * 60);
    expect(ada()).toBe('member');
    expect(takenAway()).toBe(1);
  });

  it('is not taken away under a run that only records that it is for good', async () => {
    const old = await ran(slack, first.ports, { duration: '1h' });
    await ran(slack, beforeItsEnd(overNow), {});
    await minutes(first.ports, clock, 2);
    expect(ada()).toBe('admin');
    expect(takenAway()).toBe(0);
    expect(await grantOf(first.ports, old.id)).toMatchObject({ end: 'made_permanent' });
  });

  it('is not taken for a change by hand where the app itself gives a higher role', async () => {
    const old = await ran(slack, first.ports, { duration: '1h' });
    const owner = await ran(slack, beforeItsEnd(overNow), { operation: 'admin.users.setOwner', duration: '8h' });
    await minutes(first.ports, clock, 2);
    expect(ada()).toBe('owner');
    expect(await grantOf(first.ports, old.id)).toMatchObject({ end: 'in_time' });
    await minutes(first.ports, clock, 3, 4 * 60);
    expect(await grantOf(first.ports, owner.id)).toMatchObject({ end: 'in_time' });
    expect(ada()).toBe('member');
  });

  it('ends within seconds once the other run has ended, however that was', async () => {
    const old = await ran(slack, first.ports, { duration: '1h' });
    slack.setFault({ method: 'admin.users.setOwner', fault: 'error', error: 'not_allowed', times: 1 });
    const { admin } = first.ports;
    const refused: Ports = {
      ...first.ports,
      admin: { call: async (method, send) => (await overNow(), admin.call(method, send)) },
    };
    await ran(slack, refused, { operation: 'admin.users.setOwner', duration: '8h' });
    expect(takenAway()).toBe(0);
    clock.pass(6_000);
    await sweepGrants(second.ports);
    expect(ada()).toBe('member');
    expect(takenAway()).toBe(1);
    clock.pass(20_000);
    await sweepGrants(second.ports);
    expect(await grantOf(first.ports, old.id)).toMatchObject({ end: 'in_time' });
  });
});
