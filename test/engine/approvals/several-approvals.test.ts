import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { approve } from '../../../src/engine/approvals/approve.js';
import { deny } from '../../../src/engine/approvals/deny.js';
import { confirm } from '../../../src/engine/confirm.js';
import type { ApprovalNeed, Policy } from '../../../src/engine/decision.js';
import { makePlan } from '../../../src/engine/planning/make-plan.js';
import type { Ports } from '../../../src/engine/ports.js';
import type { Run } from '../../../src/engine/run.js';
import { toPlain, words } from '../../../src/engine/words.js';
import { defaultPolicy } from '../../../src/policy/default-policy.js';
import { ANOTHER } from '../../../src/policy/four-eyes.js';
import type { Simulator } from '../../../src/simulator/simulator.js';
import { FakeClock, HOUR, MINUTE } from '../../support/clock.js';
import { withDatabase } from '../../support/database.js';
import { startEngineProcess, startGrid, type EngineProcess } from '../../support/engine.js';

describe('a run that needs the yes of several people', () => {
  const database = withDatabase();
  const clock = new FakeClock(new Date().toISOString());
  let slack: Simulator;
  let app: EngineProcess;
  let other: EngineProcess;

  beforeAll(async () => {
    slack = await startGrid();
    app = await startEngineProcess(slack, database.current, clock);
    other = await startEngineProcess(slack, database.current, clock);
  });
  afterAll(() => slack.stop());
  beforeEach(() => {
    slack.reset();
    clock.pass(MINUTE);
  });

  /** The default policy, with these needs wherever it wants an approval. */
  const wanting = (process: EngineProcess, ...needs: readonly ApprovalNeed[]): Ports => {
    const policy = defaultPolicy();
    const decide: Policy['decide'] = (question) => {
      const decision = policy.decide(question);
      return decision.verdict === 'approve' ? { ...decision, approval: { needs } } : decision;
    };
    return { ...process.ports, policyInForce: async () => ({ ...policy, decide }) };
  };
  const TWO_OWNERS: ApprovalNeed = { ...ANOTHER.org_owner, count: 2, says: words`2 org owners` };
  const people = (...names: readonly string[]): ApprovalNeed => ({
    count: 1,
    from: [{ kind: 'people', ids: names.map((name) => slack.org.person(name).id) }],
    says: words`one of ${names.join(', ')}`,
  });

  /** Margaret, an org owner, asks to make Ada an org admin. */
  const asked = async (ports: Ports): Promise<Run> => {
    const id = randomUUID();
    const newRun = {
      id,
      operation: 'admin.users.setAdmin',
      requester: slack.org.person('margaret').id,
      origin: id,
      viewId: null,
    };
    await ports.records.open(newRun, clock.now(), new Date(clock.now().getTime() + HOUR));
    await makePlan(ports, await found(id), 0, { user_id: slack.org.person('ada').id, team_id: slack.org.id });
    const planned = await found(id);
    await confirm(ports, planned, planned.step);
    return found(id);
  };
  const found = async (id: string): Promise<Run> => {
    const run = await app.ports.records.find(id);
    if (!run) throw new Error('The run is gone.');
    return run;
  };
  const sent = (): number => slack.calls('admin.users.setAdmin').length;
  const id = (name: string): string => slack.org.person(name).id;

  it('waits after the first of two, and runs on the second', async () => {
    const ports = wanting(app, TWO_OWNERS);
    const run = await asked(ports);
    const first = await approve(ports, run, id('grace'));
    expect(first).toMatchObject({ kind: 'waits', run: { state: 'awaiting_approval' }, wants: [{ count: 1 }] });
    expect(sent()).toBe(0);
    const second = await approve(ports, await found(run.id), id('dorothy'));
    expect(second).toMatchObject({ kind: 'done', run: { state: 'succeeded' } });
    expect((await found(run.id)).approvals.map(({ by }) => by)).toEqual([id('grace'), id('dorothy')]);
    await app.deliver();
    const told = slack.as('margaret').directMessages();
    expect(told.map(({ text }) => text).join('\n')).toContain('Still missing: the yes of 2 org owners (1 more).');
  });

  it('counts nobody twice', async () => {
    const ports = wanting(app, TWO_OWNERS);
    const run = await asked(ports);
    await approve(ports, run, id('grace'));
    for (const seen of [run, await found(run.id)]) {
      expect(await approve(ports, seen, id('grace'))).toMatchObject({ kind: 'waits', wants: [{ count: 1 }] });
    }
    expect((await found(run.id)).approvals).toHaveLength(1);
    expect(sent()).toBe(0);
  });

  it('wants one of each of two groups, and distinct people', async () => {
    const ports = wanting(app, people('grace', 'dorothy'), people('grace', 'katherine'));
    const run = await asked(ports);
    expect(await approve(ports, run, id('grace'))).toMatchObject({ kind: 'waits' });
    expect(await approve(ports, await found(run.id), id('emmy'))).toMatchObject({ kind: 'not_you' });
    const last = await approve(ports, await found(run.id), id('dorothy'));
    expect(last).toMatchObject({ kind: 'done', run: { state: 'succeeded' } });
  });

  it('ends with one no, from somebody who had said yes as well', async () => {
    const ports = wanting(app, TWO_OWNERS);
    const run = await asked(ports);
    await approve(ports, run, id('grace'));
    expect(await deny(ports, await found(run.id), { by: id('grace'), reason: 'not now' })).toMatchObject({
      kind: 'done',
      run: { state: 'denied' },
    });
    expect((await found(run.id)).approvals).toMatchObject([{ by: id('grace'), verdict: 'denied' }]);
    expect(sent()).toBe(0);
  });

  it.each([1, 2, 3])('has one winner where the last two say yes at once, in two processes (%d)', async () => {
    const [here, there] = [wanting(app, TWO_OWNERS), wanting(other, TWO_OWNERS)];
    const run = await asked(here);
    await approve(here, run, id('grace'));
    const waiting = await found(run.id);
    slack.org.person('katherine').org_role = 'owner';
    const reviewed = await Promise.all([
      approve(here, waiting, id('dorothy')),
      approve(there, waiting, id('katherine')),
    ]);
    expect(reviewed.map(({ kind }) => kind).sort()).toEqual(['done', 'too_late']);
    expect(sent()).toBe(1);
  });

  it.each([1, 2, 3])('takes both where the first two say yes at once (%d)', async () => {
    const [here, there] = [wanting(app, TWO_OWNERS), wanting(other, TWO_OWNERS)];
    const run = await asked(here);
    const reviewed = await Promise.all([approve(here, run, id('grace')), approve(there, run, id('dorothy'))]);
    expect(reviewed.map(({ kind }) => kind).sort()).toEqual(['done', 'waits']);
    expect((await found(run.id)).state).toBe('succeeded');
    expect(sent()).toBe(1);
  });

  it('does not count a yes of somebody who has lost the rank by the time of the second', async () => {
    const ports = wanting(app, TWO_OWNERS);
    const run = await asked(ports);
    await approve(ports, run, id('grace'));
    slack.org.person('grace').org_role = 'member';
    expect(await approve(ports, await found(run.id), id('dorothy'))).toMatchObject({
      kind: 'waits',
      wants: [{ count: 1 }],
    });
    expect(sent()).toBe(0);
  });

  it('is refused at once where there are not enough people, with who is missing', async () => {
    for (const [needs, says] of [
      [
        [{ ...TWO_OWNERS, count: 3, says: words`3 org owners` }],
        'there is nobody for the yes of 3 org owners (1 more)',
      ],
      [[people('grace'), people('grace')], 'there is nobody for the yes of one of grace'],
      [[people('margaret')], 'This needs the yes of one of margaret, and nobody could give it'],
    ] as const) {
      const run = await asked(wanting(app, ...needs));
      expect(run).toMatchObject({ state: 'denied', because: { rule: 'nobody-can-approve' } });
      expect(toPlain(run.because?.says ?? [], {})).toContain(says);
    }
  });
});
