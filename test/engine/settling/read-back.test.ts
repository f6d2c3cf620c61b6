import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { approve } from '../../../src/engine/approvals/approve.js';
import { close, needsAPerson } from '../../../src/engine/settling/close.js';
import { confirm } from '../../../src/engine/confirm.js';
import { makePlan } from '../../../src/engine/planning/make-plan.js';
import type { Ports } from '../../../src/engine/ports.js';
import type { Run } from '../../../src/engine/run.js';
import { settleAbandoned, settleUnknown } from '../../../src/engine/settling/settle.js';
import type { Simulator } from '../../../src/simulator/simulator.js';
import { FakeClock, MINUTE } from '../../support/clock.js';
import { crashing } from '../../support/crash.js';
import { withDatabase } from '../../support/database.js';
import { startEngineProcess, startGrid, type EngineProcess } from '../../support/engine.js';
import { auditPosts } from '../../support/steps.js';

const INVITE = 'admin.users.invite';

/** The state shows nothing of an invitation: it looks the same before and after, whether it was sent or not. */
describe('a run of which nothing can be read back', () => {
  const database = withDatabase();
  const clock = new FakeClock(new Date().toISOString());
  let slack: Simulator;
  let first: EngineProcess;
  let second: EngineProcess;

  beforeAll(async () => {
    slack = await startGrid();
    first = await startEngineProcess(slack, database.current, clock, 'first');
    second = await startEngineProcess(slack, database.current, clock, 'second');
  });
  afterAll(() => slack.stop());
  beforeEach(() => slack.reset());

  /** Into a private channel, so that it takes another one's yes whatever the local copy knows. */
  const asked = async (): Promise<Run> => {
    const { ports } = first;
    const id = randomUUID();
    const budget = slack.org.channel('budget');
    budget.members.push(slack.org.person('dorothy').id);
    const requester = slack.org.person('katherine').id;
    const input = {
      email: 'zoe@example.com',
      team_id: 'T0MARKETNG2',
      guest_kind: 'full',
      channel_ids: [budget.id],
    };
    const newRun = { id, operation: INVITE, requester, origin: id, viewId: null };
    await ports.records.open(newRun, clock.now(), new Date(clock.now().getTime() + 60 * MINUTE));
    const run = await ports.records.find(id);
    const made = run && (await makePlan(ports, run, 0, input));
    if (made?.kind !== 'planned') throw new Error(`No plan came of it: ${made?.kind}`);
    const confirmed = await confirm(ports, made.run, made.run.step);
    if (confirmed.kind !== 'waits') throw new Error(`It does not wait for an approval: ${confirmed.kind}`);
    return confirmed.run;
  };

  const carryOut = (ports: Ports, run: Run) => approve(ports, run, slack.org.person('alan').id);

  /** As another process would find it, again and again for an hour. */
  const settled = async (id: string): Promise<Run | null> => {
    for (let look = 0; look < 12; look += 1) {
      clock.pass(5 * MINUTE);
      await settleAbandoned(second.ports);
      await settleUnknown(second.ports);
    }
    await second.deliver();
    return second.ports.records.find(id);
  };

  const expectOpen = async (id: string): Promise<Run> => {
    const run = await settled(id);
    if (!run) throw new Error('The run is gone.');
    expect(run.state).toBe('unknown');
    expect(needsAPerson(run)).toBe(true);
    const post = auditPosts(slack).find(({ metadata }) => metadata?.event_payload['run_id'] === id);
    expect(post?.text).toContain('Please do not ask for it again');
    expect(JSON.stringify(post?.blocks)).toContain('run.close');
    return run;
  };

  it.each([
    ['Slack’s answer was lost', 'reply_lost' as const],
    ['the connection broke', 'reset' as const],
  ])('stays open where %s, and is sent once', async (_, fault) => {
    const run = await asked();
    slack.setFault({ method: INVITE, fault, times: 1 });
    await carryOut(first.ports, run);
    await expectOpen(run.id);
    expect(slack.calls(INVITE).length).toBeLessThanOrEqual(1);
  });

  it('stays open where Slack says that a part may have happened', async () => {
    const run = await asked();
    slack.setFault({ method: INVITE, fault: 'error', error: 'internal_error', times: 1 });
    await carryOut(first.ports, run);
    await expectOpen(run.id);
  });

  it.each(['before', 'after'] as const)('stays open where the process ended right %s the call', async (when) => {
    const { steps } = await triedOut();
    const run = await asked();
    const { ports } = crashing(first.ports, { step: steps.indexOf('call'), when });
    await expect(carryOut(ports, run)).rejects.toThrow(`${when} call`);
    const open = await expectOpen(run.id);
    expect(slack.calls(INVITE)).toHaveLength(when === 'after' ? 1 : 0);

    const margaret = slack.org.person('margaret').id;
    const closed = await close(second.ports, open, { by: margaret, happened: when === 'after', reason: 'I looked' });
    expect(closed).toMatchObject({ kind: 'closed', run: { state: when === 'after' ? 'succeeded' : 'failed' } });
  });

  /** How many steps a run takes that nothing happens to. */
  async function triedOut(): Promise<{ steps: string[] }> {
    const run = await asked();
    const { ports, steps } = crashing(first.ports, { step: Infinity, when: 'before' });
    await carryOut(ports, run);
    slack.reset();
    return { steps };
  }
});
