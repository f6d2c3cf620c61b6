import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { close, needsAPerson } from '../../src/engine/settling/close.js';
import type { Policy } from '../../src/engine/decision.js';
import { confirm } from '../../src/engine/confirm.js';
import { makePlan } from '../../src/engine/planning/make-plan.js';
import type { Run } from '../../src/engine/run.js';
import { settleUnknown } from '../../src/engine/settling/settle.js';
import { defaultPolicy } from '../../src/policy/default-policy.js';
import { OWN_RIGHT } from '../../src/policy/floor.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { FakeClock, MINUTE } from '../support/clock.js';
import { withDatabase } from '../support/database.js';
import { startEngineProcess, startGrid, type EngineProcess } from '../support/engine.js';
import { AUDIT } from '../support/gridkeeper.js';
import { theRun } from '../support/readings.js';
import { auditPosts, textOf } from '../support/steps.js';

const CALL = 'admin.users.setAdmin';
/** What the role of somebody in a workspace is read from. */
const READ = 'admin.teams.admins.list';

describe('an unknown outcome that cannot be read back', () => {
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

  /** The call had its effect and its answer was lost. */
  const unknown = async (whom = 'ada'): Promise<Run> => {
    const { ports } = app;
    const id = randomUUID();
    const requester = slack.org.person('margaret').id;
    const newRun = { id, operation: CALL, requester, origin: id, viewId: null };
    await ports.records.open(newRun, clock.now(), new Date(clock.now().getTime() + 60 * MINUTE));
    const input = { user_id: slack.org.person(whom).id, team_id: 'T0MARKETNG2' };
    await makePlan(ports, await theRun(ports, id), 0, input);
    slack.setFault({ method: CALL, fault: 'reply_lost', times: 1 });
    const confirmed = await confirm(ports, await theRun(ports, id), 1);
    slack.clearFaults();
    if (confirmed.kind !== 'ran' || confirmed.run.state !== 'unknown') throw new Error('It is known how it ended.');
    return confirmed.run;
  };
  const look = async (): Promise<void> => {
    clock.pass(MINUTE);
    await settleUnknown(app.ports);
  };
  const now = (run: Run): Promise<Run> => theRun(app.ports, run.id);

  it.each(['token_revoked', 'missing_scope', 'not_an_admin'])(
    'is given to a person at once where Slack refuses with %s, and is not looked at again',
    async (error) => {
      const run = await unknown();
      slack.setFault({ method: READ, fault: 'error', error });
      await look();
      expect(needsAPerson(await now(run))).toBe(true);
      const looks = slack.calls(READ).length;
      await look();
      expect(slack.calls(READ)).toHaveLength(looks);

      await app.deliver();
      const post = auditPosts(slack).at(-1);
      const message = slack.as('margaret').directMessages().at(-1);
      expect(textOf(post)).toContain('Say how it ended');
      for (const says of [textOf(post), textOf(message), slack.messages(AUDIT).at(-1)?.text]) {
        expect(says).toContain(`\`${READ}\` was refused with \`${error}\``);
        expect(says).not.toContain('within two minutes');
      }
    },
  );

  it('reads well', async () => {
    await unknown();
    slack.setFault({ method: READ, fault: 'error', error: 'token_revoked' });
    await look();
    await app.deliver();
    expect(textOf(slack.as('margaret').directMessages().at(-1))).toMatchInlineSnapshot(`
     "❓ *Grant admin*
     Ada Lovelace (U0ADA000001): member → admin of Marketing (T0MARKETNG2)
     No clear answer came from Slack, and how things are now could not be read: \`admin.teams.admins.list\` was refused with \`token_revoked\`. The app’s token does not work any more, so nothing can be run. An org owner has to reinstall the app. Whether this call happened cannot be told from here. An org owner or org admin has to look in Slack’s admin pages and say how it ended, with the button on this run’s message in the audit channel. Please do not ask for it again before that.
     Run \`RUN\`"
    `);
    expect(textOf(auditPosts(slack).at(-1))).toMatchInlineSnapshot(`
     "❓ *Grant admin: somebody has to say how it ended*
     *Requested by* Margaret Hamilton (W0MARGAR003) with \`admin.users.setAdmin\`
     *Change* Ada Lovelace (U0ADA000001): member → admin of Marketing (T0MARKETNG2)
     *Outcome* No clear answer came from Slack, and how things are now could not be read: \`admin.teams.admins.list\` was refused with \`token_revoked\`. The app’s token does not work any more, so nothing can be run. An org owner has to reinstall the app. Whether this call happened cannot be told from here. An org owner or org admin has to look in Slack’s admin pages and say how it ended, with the button on this run’s message in the audit channel. Please do not ask for it again before that.
     Say how it ended
     Run \`RUN\`"
    `);
  });

  it.each([
    [
      'does not answer',
      { fault: 'http_500' as const },
      'for ten minutes `admin.teams.admins.list` got no usable answer',
    ],
    [
      'is in trouble',
      { fault: 'error' as const, error: 'internal_error' },
      'for ten minutes `admin.teams.admins.list` was refused (`internal_error`)',
    ],
    ['is busy', { fault: 'rate_limited' as const, retry_after: 1 }, 'was put off (`ratelimited`)'],
  ])('is looked at for ten minutes where Slack %s, and then given to a person', async (_, fault, says) => {
    const run = await unknown();
    slack.setFault({ method: READ, ...fault });
    for (let minute = 1; minute < 10; minute += 1) await look();
    expect(needsAPerson(await now(run))).toBe(false);
    await look();
    expect(needsAPerson(await now(run))).toBe(true);
    await app.deliver();
    expect(slack.messages(AUDIT).at(-1)?.text).toContain(says);
  });

  it('is settled where Slack comes back within that time', async () => {
    const run = await unknown();
    slack.setFault({ method: READ, fault: 'http_500' });
    for (let minute = 1; minute < 9; minute += 1) await look();
    slack.clearFaults();
    await look();
    expect((await now(run)).state).toBe('succeeded');
    expect(slack.calls(CALL)).toHaveLength(1);
  });

  it('stands in the ledger, and is closed by an eligible person’s word only', async () => {
    const run = await unknown();
    slack.setFault({ method: READ, fault: 'error', error: 'token_revoked' });
    await look();
    const given = await now(run);
    const emmy = await close(app.ports, given, { by: slack.org.person('emmy').id, happened: true, reason: 'So I say' });
    expect(emmy).toMatchObject({ kind: 'not_you', because: { rule: 'deny-by-default' } });
    const policy: Policy = { ...defaultPolicy(), mayStart: () => ({ allowed: true, because: OWN_RIGHT }) };
    const ports = { ...app.ports, policyInForce: async () => policy };
    const letIn = await close(ports, given, { by: slack.org.person('emmy').id, happened: true, reason: 'So I say' });
    expect(letIn).toMatchObject({ kind: 'not_you', because: { rule: 'closed-by-org-admins' } });
    const closing = { by: slack.org.person('katherine').id, happened: false, reason: 'The audit log does not have it' };
    const closed = await close(app.ports, given, closing);
    expect(closed).toMatchObject({ kind: 'closed', run: { state: 'failed', calls: [{ error: 'closed_by_hand' }] } });
    await app.deliver();
    expect(textOf(auditPosts(slack).at(-1))).toContain('Somebody looked at it and found that it did not happen.');
    const entries = await database.current.db
      .selectFrom('ledger_entries')
      .select('entry')
      .where('run_id', '=', run.id)
      .where('kind', '=', 'run.handed_over')
      .execute();
    expect(entries.map(({ entry }) => JSON.parse(entry))).toMatchObject([
      { outcome: 'not_readable', error: 'token_revoked', because: 'only-a-person-can-tell', actor: null },
    ]);
  });

  it('keeps no other run from being settled, not even where the app itself fails at it', async () => {
    const [bad, good] = [await unknown('ada'), await unknown('emmy')];
    const { ports } = app;
    const faulty = {
      ...ports,
      readAnew: () => {
        const reader = ports.readAnew();
        const person = async (id: string) => {
          if (id === slack.org.person('ada').id) throw new TypeError('a fault of ours');
          return reader.person(id);
        };
        return { ...reader, person };
      },
    };
    clock.pass(MINUTE);
    await expect(settleUnknown(faulty)).rejects.toMatchObject({ errors: [new TypeError('a fault of ours')] });
    expect((await now(good)).state).toBe('succeeded');
    expect((await now(bad)).state).toBe('unknown');
    clock.pass(10 * MINUTE);
    await expect(settleUnknown(faulty)).rejects.toThrow('1 of 1 went wrong');
    expect(needsAPerson(await now(bad))).toBe(true);
    await app.deliver();
    expect(slack.messages(AUDIT).at(-1)?.text).toContain('the app itself failed at it');
  });
});
