import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { approve } from '../../src/engine/approvals/approve.js';
import { confirm } from '../../src/engine/confirm.js';
import { expire } from '../../src/engine/expire.js';
import { makePlan } from '../../src/engine/planning/make-plan.js';
import { outcomeOfRun } from '../../src/engine/outcome.js';
import type { Run } from '../../src/engine/run.js';
import { toPlain } from '../../src/engine/words.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { FakeClock, HOUR, MINUTE } from '../support/clock.js';
import { withDatabase } from '../support/database.js';
import { startEngineProcess, startGrid, type EngineProcess } from '../support/engine.js';
import { auditPosts } from '../support/steps.js';

/** Nothing stays open for ever: forms, plans and requests end after an hour. */
describe('what nobody comes back to', () => {
  const database = withDatabase();
  const clock = new FakeClock(new Date().toISOString());
  let slack: Simulator;
  let app: EngineProcess;

  beforeAll(async () => {
    slack = await startGrid();
    app = await startEngineProcess(slack, database.current, clock);
  });
  afterAll(() => slack.stop());
  beforeEach(() => slack.reset());

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
  const waiting = async (): Promise<Run> => {
    const run = await opened();
    await makePlan(app.ports, run, 0, { user_id: slack.org.person('ada').id, team_id: slack.org.id });
    const planned = await found(run.id);
    await confirm(app.ports, planned, planned.step);
    return found(run.id);
  };

  it('a form expires after an hour, unposted', async () => {
    const run = await opened();
    clock.pass(HOUR - MINUTE);
    await expire(app.ports);
    expect((await found(run.id)).state).toBe('received');
    clock.pass(MINUTE);
    await expire(app.ports);
    await app.deliver();
    expect((await found(run.id)).state).toBe('expired');
    expect(auditPosts(slack)).toHaveLength(0);
  });

  it('a request expires an hour after it was made, and everybody is told', async () => {
    const run = await waiting();
    clock.pass(HOUR);
    await expire(app.ports);
    await app.deliver();
    expect((await found(run.id)).state).toBe('expired');
    expect(auditPosts(slack).at(-1)?.text).toContain('Nobody approved it within an hour');
    expect(slack.as('margaret').directMessages().at(-1)?.text).toContain('Nobody approved it within an hour');
  });

  it('a yes that comes too late does not count, even before anybody has noticed the hour', async () => {
    const run = await waiting();
    clock.pass(HOUR);
    const reviewed = await approve(app.ports, run, slack.org.person('grace').id);
    expect(reviewed.kind).toBe('too_late');
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);
  });

  it('a plan that expired cannot be confirmed', async () => {
    const run = await opened();
    await makePlan(app.ports, run, 0, { user_id: slack.org.person('ada').id, team_id: 'T0MARKETNG2' });
    const planned = await found(run.id);
    clock.pass(HOUR);
    await expire(app.ports);
    const late = await found(run.id);
    expect(late.state).toBe('expired');
    expect(toPlain(outcomeOfRun(app.ports, late), {})).toBe(
      'Nobody confirmed it within an hour, so it has expired. Nothing was changed; ask again if it is still wanted.',
    );
    expect(await confirm(app.ports, planned, planned.step)).toEqual({ kind: 'stale' });
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);
  });
});
