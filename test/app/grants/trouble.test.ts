import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { endGrants } from '../../../src/engine/grants/end-grants.js';
import { endingRun } from '../../../src/engine/grants/ending-run.js';
import { sweepGrants } from '../../../src/engine/grants/sweep-grants.js';
import type { Run } from '../../../src/engine/run.js';
import type { Simulator } from '../../../src/simulator/simulator.js';
import { FakeClock, HOUR, MINUTE } from '../../support/clock.js';
import { Crash, crashing } from '../../support/crash.js';
import { withDatabase } from '../../support/database.js';
import { startTwoProcesses, type EngineProcess } from '../../support/engine.js';
import { forgetGrants, found, grantOf, MARKETING, minutes, ran, timeless } from '../../support/grants.js';
import { auditPosts, textOf } from '../../support/steps.js';

const DAY = 24 * HOUR;

describe('the end of a right for a time', () => {
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
  afterEach(() => slack.clearFaults());

  const ada = (): string | undefined => slack.org.person('ada').workspaces[MARKETING];
  const granted = (duration = '1h'): Promise<Run> => ran(slack, first.ports, { duration });
  const takenAway = () => slack.calls('admin.users.setRegular').length;
  const urgentPosts = () => auditPosts(slack).filter(({ text }) => text.includes('has not ended'));

  it('comes soon after the app is up again, once, however long it was down', async () => {
    const run = await granted();
    clock.pass(30 * DAY);
    await Promise.all([sweepGrants(second.ports), sweepGrants(first.ports)]);
    await minutes(second.ports, clock, 2);
    expect(ada()).toBe('member');
    expect(takenAway()).toBe(1);
    expect(await grantOf(first.ports, run.id)).toMatchObject({ end: 'in_time', ending: 1 });
  });

  it('is tried through an outage every minute, with words that grow more urgent, and comes when it is over', async () => {
    const run = await granted();
    slack.setFault({ method: 'admin.teams.list', fault: 'error', error: 'service_unavailable' });
    clock.pass(HOUR);
    await minutes(first.ports, clock, 12);
    await minutes(first.ports, clock, 48, 10);
    expect(ada()).toBe('admin');
    expect(takenAway()).toBe(0);
    slack.clearFaults();
    await minutes(first.ports, clock, 2);
    expect(ada()).toBe('member');
    expect(takenAway()).toBe(1);
    await first.deliver();
    // At once, after ten minutes, after an hour, and after seven.
    expect(urgentPosts().map(({ text }) => timeless(text).split('\n').at(-1))).toMatchInlineSnapshot(`
     [
       "*Why* It should have ended at (a moment), 1 minute ago. What the role is now could not be read (\`admin.teams.list\`: \`service_unavailable\`). It is tried again every minute, until it is seen to be over.",
       "*Why* It should have ended at (a moment), 11 minutes ago. What the role is now could not be read (\`admin.teams.list\`: \`service_unavailable\`). It is tried again every minute, until it is seen to be over. If it cannot wait, take the role away in Slack’s admin pages.",
       "*Why* It should have ended at (a moment), 1 hour and 2 minutes ago. What the role is now could not be read (\`admin.teams.list\`: \`service_unavailable\`). It is tried again every minute, until it is seen to be over. Somebody should take the role away in Slack’s admin pages now.",
       "*Why* It should have ended at (a moment), 7 hours ago. What the role is now could not be read (\`admin.teams.list\`: \`service_unavailable\`). It is tried again every minute, until it is seen to be over. Somebody should take the role away in Slack’s admin pages now.",
     ]
    `);
    expect(auditPosts(slack).at(-1)?.text).toContain('A right for a time is over');
    expect(await grantOf(first.ports, run.id)).toMatchObject({ end: 'in_time', told: 4, ending: 5 });
    const cards = slack
      .as('margaret')
      .directMessages()
      .map((message) => timeless(textOf(message)));
    expect(cards).toMatchInlineSnapshot(`
     [
       "⌛ *A right for a time has ended.* Ada Lovelace (U0ADA000001) was an admin of Marketing (T0MARKETNG2); it ended at (a moment).
     Its time was over.
     Grant admin. Run \`RUN\`",
       "*A right for a time has not ended.* Ada Lovelace (U0ADA000001), admin of Marketing (T0MARKETNG2). It should have ended at (a moment), 1 minute ago. What the role is now could not be read (\`admin.teams.list\`: \`service_unavailable\`). It is tried again every minute, until it is seen to be over.",
       "Its time was over. Ada Lovelace (U0ADA000001) is a member of Marketing (T0MARKETNG2).",
     ]
    `);
  });

  it.each(['not_an_admin', 'token_revoked', 'missing_scope'])(
    'is tried on where Slack refuses the call with %s',
    async (error) => {
      await granted();
      slack.setFault({ method: 'admin.users.setRegular', fault: 'error', error });
      clock.pass(HOUR);
      await minutes(first.ports, clock, 6, 2);
      expect(ada()).toBe('admin');
      await first.deliver();
      expect(urgentPosts()).toHaveLength(2);
      expect(urgentPosts()[0]?.text).toContain(error);
      slack.clearFaults();
      await minutes(first.ports, clock, 2);
      expect(ada()).toBe('member');
    },
  );

  it('waits out a rate limit without a word', async () => {
    await granted();
    slack.setFault({ method: 'admin.users.setRegular', fault: 'rate_limited', retry_after: 30, times: 2 });
    slack.setFault({ method: 'admin.teams.list', fault: 'rate_limited', retry_after: 20, times: 2 });
    clock.pass(HOUR);
    await minutes(first.ports, clock, 5);
    expect(ada()).toBe('member');
    await first.deliver();
    expect(urgentPosts()).toEqual([]);
  });

  it('is seen to have come although the answer was lost', async () => {
    const run = await granted();
    slack.setFault({ method: 'admin.users.setRegular', fault: 'reply_lost', times: 1 });
    clock.pass(HOUR);
    await minutes(first.ports, clock, 3);
    expect(ada()).toBe('member');
    expect(takenAway()).toBe(1);
    expect(await grantOf(first.ports, run.id)).toMatchObject({ end: 'in_time' });
    expect(await found(first.ports, endingRun(run.id, 1).id)).toMatchObject({ state: 'succeeded' });
  });

  it('is tried once more where an answer was lost and nothing had happened', async () => {
    const run = await granted();
    slack.setFault({ method: 'admin.users.setRegular', fault: 'error', error: 'internal_error', times: 1 });
    clock.pass(HOUR);
    await minutes(first.ports, clock, 4);
    expect(ada()).toBe('member');
    expect(takenAway()).toBe(2);
    expect(await found(first.ports, endingRun(run.id, 1).id)).toMatchObject({ state: 'failed' });
    expect(await grantOf(first.ports, run.id)).toMatchObject({ end: 'in_time', ending: 2 });
  });

  it.each([
    ['is switched off', () => (slack.org.person('ada').deactivated = true), 'gone', undefined],
    ['has left the workspace', () => delete slack.org.person('ada').workspaces[MARKETING], 'gone', undefined],
    [
      'was made a member by hand',
      () => (slack.org.person('ada').workspaces[MARKETING] = 'member'),
      'in_time',
      'member',
    ],
    ['was made an owner by hand', () => (slack.org.person('ada').workspaces[MARKETING] = 'owner'), 'moved_on', 'owner'],
  ] satisfies [string, () => unknown, string, string | undefined][])(
    'leaves things as they are where the person %s',
    async (_, change, end, role) => {
      const run = await granted();
      change();
      clock.pass(HOUR);
      await minutes(first.ports, clock, 3);
      expect(takenAway()).toBe(0);
      expect(await grantOf(first.ports, run.id)).toMatchObject({ end });
      if (role) expect(ada()).toBe(role);
      await first.deliver();
      const last = auditPosts(slack).at(-1);
      expect(last?.text).toContain('A right for a time is over');
      if (end === 'moved_on')
        expect(last?.text).toContain('somebody has changed that by hand, so it was left as it is');
    },
  );

  it('comes although whoever asked for it has no rights any more, and the channels are unfit', async () => {
    await granted();
    slack.org.person('margaret').org_role = 'member';
    slack.org.person('margaret').deactivated = true;
    slack.setFault({ method: 'chat.postMessage', fault: 'error', error: 'is_archived' });
    clock.pass(HOUR);
    await minutes(first.ports, clock, 2);
    expect(ada()).toBe('member');
  });

  it('waits, loudly, where the app works with the rights of the person by now, and comes when it does not', async () => {
    const run = await granted();
    const ports = { ...first.ports, installer: slack.org.person('ada').id };
    clock.pass(HOUR);
    await minutes(ports, clock, 3);
    expect(ada()).toBe('admin');
    await first.deliver();
    expect(urgentPosts()[0]?.text).toContain('has installed this app meanwhile');
    await minutes(first.ports, clock, 2);
    expect(ada()).toBe('member');
    expect(await grantOf(first.ports, run.id)).toMatchObject({ end: 'in_time' });
  });

  it('counts from the call where nobody saw its answer, not from when that was found out', async () => {
    slack.setFault({ method: 'admin.users.setAdmin', fault: 'reply_lost', times: 1 });
    const run = await granted('8h');
    expect(run.state).toBe('unknown');
    const left = clock.now();
    clock.pass(3 * DAY);
    await minutes(first.ports, clock, 3);
    expect(await grantOf(first.ports, run.id)).toMatchObject({ end: 'in_time', startedAt: left });
    expect(ada()).toBe('member');
  });

  describe('by a process that ends in the middle', () => {
    const every = process.env['TEST_FULL'] ? 1 : 4;
    it.each(Array.from({ length: 40 / every }, (_, step) => step * every))(
      'is taken up by another: step %i',
      async (step) => {
        const run = await granted();
        clock.pass(HOUR);
        for (const when of ['before', 'after'] as const) {
          const { ports } = crashing(first.ports, { step, when });
          await endGrants(ports).catch((error: unknown) => {
            const crashed =
              error instanceof AggregateError
                ? error.errors.every((one) => one instanceof Crash)
                : error instanceof Crash;
            if (!crashed) throw error;
          });
        }
        clock.pass(30 * MINUTE);
        await minutes(second.ports, clock, 6);
        expect(ada()).toBe('member');
        expect(await grantOf(second.ports, run.id)).toMatchObject({ end: 'in_time' });
        expect(takenAway()).toBeLessThanOrEqual(2);
        const entries = await database.current.db
          .selectFrom('ledger_entries')
          .select('entry')
          .where('kind', '=', 'grant.ended')
          .execute();
        expect(entries.filter(({ entry }) => entry.includes(run.id))).toHaveLength(1);
      },
    );
  });
});
