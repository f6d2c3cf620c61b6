import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { approve } from '../../src/engine/approvals/approve.js';
import { confirm } from '../../src/engine/confirm.js';
import type { Policy } from '../../src/engine/decision.js';
import { makePlan } from '../../src/engine/planning/make-plan.js';
import type { Ports } from '../../src/engine/ports.js';
import type { Run } from '../../src/engine/run.js';
import { turnPage, type Turned } from '../../src/engine/reading/turn-page.js';
import { words } from '../../src/engine/words.js';
import { defaultPolicy } from '../../src/policy/default-policy.js';
import { ANOTHER } from '../../src/policy/four-eyes.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { FakeClock, HOUR, MINUTE } from '../support/clock.js';
import { withDatabase } from '../support/database.js';
import { startEngineProcess, startGrid, type EngineProcess } from '../support/engine.js';
import { textOf } from '../support/steps.js';

/** Where a policy wants somebody else's yes to a look at the organisation, whoever asked gets to see it all the same. */
describe('a reading that others have to approve', () => {
  const database = withDatabase();
  const clock = new FakeClock(new Date().toISOString());
  let slack: Simulator;
  let app: EngineProcess;
  let ports: Ports;

  beforeAll(async () => {
    slack = await startGrid();
    app = await startEngineProcess(slack, database.current, clock);
    ports = { ...app.ports, policyInForce: async () => readingTakesAYes };
  });
  afterAll(() => slack.stop());
  beforeEach(() => {
    slack.reset();
    slack.clearFaults();
    clock.pass(MINUTE);
  });

  const decide: Policy['decide'] = () => ({
    verdict: 'approve',
    approval: { needs: [ANOTHER.org_owner] },
    because: { rule: 'lists-need-approval', says: words`A list of people needs the yes of another org owner.` },
  });
  const readingTakesAYes: Policy = { ...defaultPolicy(), decide };

  const found = async (id: string): Promise<Run> => {
    const run = await ports.records.find(id);
    if (!run) throw new Error('The run is gone.');
    return run;
  };
  const asked = async (): Promise<Run> => {
    const id = randomUUID();
    const requester = slack.org.person('katherine').id;
    const newRun = { id, operation: 'admin.users.list', requester, origin: id, viewId: null };
    await ports.records.open(newRun, clock.now(), new Date(clock.now().getTime() + HOUR));
    await makePlan(ports, await found(id), 0, { team_id: 'T0MARKETNG2' });
    const planned = await found(id);
    await confirm(ports, planned, planned.step);
    return found(id);
  };
  const approved = async (): Promise<Run> => {
    const run = await asked();
    expect(run.state).toBe('awaiting_approval');
    await approve(ports, run, slack.org.person('grace').id);
    await app.deliver();
    return found(run.id);
  };
  const opened = (run: Run, by = run.requester): Promise<Turned> =>
    turnPage(ports, run, { by, step: run.step, onTaken: async () => true }, 'same');
  const told = () => slack.as('katherine').directMessages().at(-1);

  it('reads nothing before that, and tells whoever asked afterwards, with a button that opens it', async () => {
    const run = await asked();
    expect(slack.calls('admin.users.list')).toHaveLength(0);
    await approve(ports, run, slack.org.person('grace').id);
    await app.deliver();
    expect((await found(run.id)).state).toBe('succeeded');
    expect(textOf(told())).toMatchInlineSnapshot(`
     "✅ *List people*
     Done: Katherine Johnson (W0KATHER005) listed the people of Marketing (T0MARKETNG2). 22 rows. What is read is not kept: press the button below to see it, within a day.
     Show it
     Run \`RUN\`"
    `);
    expect(JSON.stringify(told()?.blocks)).toContain('run.show_answer');
  });

  it('shows the answer as it is then, again and again, and to nobody else', async () => {
    const run = await approved();
    const first = await opened(run);
    expect(first).toMatchObject({ kind: 'page' });
    if (first.kind !== 'page') return;
    expect(first.page.rows.length).toBeGreaterThan(0);
    expect(await opened(first.run)).toMatchObject({ kind: 'page' });
    expect(await opened(await found(run.id), slack.org.person('alan').id)).toEqual({ kind: 'stale' });
  });

  it('shows it no longer than a day', async () => {
    const run = await approved();
    clock.pass(25 * HOUR);
    expect(await opened(run)).toMatchObject({ kind: 'denied', because: { rule: 'approval-has-lapsed' } });
  });

  it('shows it no more where whoever said yes could not say so now', async () => {
    const run = await approved();
    slack.org.person('grace').org_role = 'member';
    expect(await opened(run)).toMatchObject({ kind: 'denied', because: { rule: 'lists-need-approval' } });
  });

  it('is not carried out where the yes has lost its weight before the call', async () => {
    const run = await asked();
    const { records } = ports;
    const advance: typeof records.advance = async (move) => {
      const moved = await records.advance(move);
      if (move.to === 'executing') slack.org.person('grace').org_role = 'member';
      return moved;
    };
    await approve({ ...ports, records: { ...records, advance } }, run, slack.org.person('grace').id);
    expect((await found(run.id)).state).toBe('superseded');
    expect(slack.calls('admin.users.list')).toHaveLength(0);
  });

  it('says so where Slack does not answer', async () => {
    const run = await asked();
    slack.setFault({ method: 'admin.users.list', fault: 'http_500' });
    await approve(ports, run, slack.org.person('grace').id);
    await app.deliver();
    expect((await found(run.id)).state).toBe('failed');
    expect(textOf(told())).toContain('It failed');
  });
});
