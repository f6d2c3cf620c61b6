import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { confirm } from '../../src/engine/confirm.js';
import { makePlan } from '../../src/engine/planning/make-plan.js';
import type { Run } from '../../src/engine/run.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { FakeClock, HOUR, MINUTE } from '../support/clock.js';
import { withDatabase } from '../support/database.js';
import { startEngineProcess, startGrid, type EngineProcess } from '../support/engine.js';
import { APPROVALS, AUDIT } from '../support/gridkeeper.js';

/** What a plan rests on besides the state it changes is looked at when it is made, and again when somebody says yes. */
describe('the channels and people that a plan rests on', () => {
  const database = withDatabase();
  const clock = new FakeClock(new Date().toISOString());
  let slack: Simulator;
  let app: EngineProcess;

  beforeAll(async () => {
    slack = await startGrid();
    app = await startEngineProcess(slack, database.current, clock);
  });
  afterAll(() => slack.stop());
  beforeEach(() => {
    slack.reset();
    clock.pass(MINUTE);
  });

  const opened = async (): Promise<Run> => {
    const id = randomUUID();
    const requester = slack.org.person('margaret').id;
    const newRun = { id, operation: 'admin.users.setAdmin', requester, origin: id, viewId: null };
    await app.ports.records.open(newRun, clock.now(), new Date(clock.now().getTime() + HOUR));
    return found(id);
  };
  const found = async (id: string): Promise<Run> => {
    const run = await app.ports.records.find(id);
    if (!run) throw new Error('The run is gone.');
    return run;
  };
  const adaToAdminOf = (team_id: string) => ({ user_id: slack.org.person('ada').id, team_id });

  it('nothing is planned while a guest reads the audit channel', async () => {
    slack.org.channel(AUDIT).members.push(slack.org.person('gia.multi').id);
    const planned = await makePlan(app.ports, await opened(), 0, adaToAdminOf('T0MARKETNG2'));
    expect(planned).toMatchObject({ kind: 'denied', because: { rule: 'audit-channel-is-not-fit' } });
  });

  const planned = async (): Promise<Run> => {
    const run = await opened();
    await makePlan(app.ports, run, 0, adaToAdminOf(slack.org.id));
    return found(run.id);
  };
  it.each<[what: string, change: () => unknown, rule: string]>([
    [
      'nobody could give it any more',
      () => ['grace', 'dorothy'].forEach((owner) => (slack.org.person(owner).org_role = 'member')),
      'nobody-can-approve',
    ],
    [
      'its channel is public by now',
      () => (slack.org.channel(APPROVALS).kind = 'public'),
      'approval-channel-is-not-fit',
    ],
  ])('no approval is asked for where %s', async (_, change, rule) => {
    const run = await planned();
    expect(run.state).toBe('planned');
    change();
    const confirmed = await confirm(app.ports, run, run.step);
    expect(confirmed).toMatchObject({ kind: 'changed', planned: { kind: 'denied', because: { rule } } });
    expect((await found(run.id)).state).toBe('denied');
    await app.deliver();
    expect(slack.messages(APPROVALS)).toHaveLength(0);
  });
});
