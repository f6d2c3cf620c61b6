import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { approve } from '../../src/engine/approvals/approve.js';
import { confirm } from '../../src/engine/confirm.js';
import { deny } from '../../src/engine/approvals/deny.js';
import { expire } from '../../src/engine/expire.js';
import { makePlan } from '../../src/engine/planning/make-plan.js';
import { remind } from '../../src/engine/approvals/remind.js';
import type { Run } from '../../src/engine/run.js';
import type { StoredMessage } from '../../src/simulator/messages/model.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { FakeClock, HOUR, MINUTE } from '../support/clock.js';
import { withDatabase } from '../support/database.js';
import { startEngineProcess, startGrid, type EngineProcess } from '../support/engine.js';
import { APPROVALS, forgetPosts } from '../support/gridkeeper.js';
import { auditPosts, textOf } from '../support/steps.js';

/** A request that waits, over the hour that it has, in two processes of one deployment. */
describe('a request that waits', () => {
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
  beforeEach(async () => {
    slack.reset();
    slack.clearFaults();
    await forgetPosts(database.current);
    // Whatever another test has left to be looked at again is out of the way.
    clock.pass(2 * HOUR);
  });

  const found = async (id: string): Promise<Run> => {
    const run = await app.ports.records.find(id);
    if (!run) throw new Error('The run is gone.');
    return run;
  };
  const planned = async (): Promise<Run> => {
    const id = randomUUID();
    const requester = slack.org.person('margaret').id;
    const newRun = { id, operation: 'admin.users.setAdmin', requester, origin: id, viewId: null };
    await app.ports.records.open(newRun, clock.now(), new Date(clock.now().getTime() + HOUR));
    const input = { user_id: slack.org.person('ada').id, team_id: slack.org.id, reason: 'she runs IT now' };
    await makePlan(app.ports, await found(id), 0, input);
    return found(id);
  };
  const asked = async (): Promise<Run> => {
    const run = await planned();
    await confirm(app.ports, run, run.step);
    return found(run.id);
  };
  const askedAndPosted = async (): Promise<Run> => {
    const run = await asked();
    await app.deliver();
    return run;
  };
  const sweep = async (): Promise<void> => {
    // Both processes at once, as two of a deployment do it.
    await Promise.all([remind(app.ports), remind(other.ports)]);
    await app.deliver();
  };
  const directTo = (who: string): StoredMessage[] => slack.as(who).directMessages();
  const inThread = (): StoredMessage[] =>
    slack.messages(APPROVALS).filter(({ thread_ts, ts }) => thread_ts !== null && thread_ts !== ts);
  const aloud = (message: StoredMessage | undefined): string => textOf(message).replaceAll(/<!date\^[^>]*>/gu, 'DATE');
  const buttonsIn = (message: StoredMessage | undefined): string[] =>
    [...JSON.stringify(message?.blocks ?? []).matchAll(/"action_id":"([^"]*)"/gu)].map(([, id]) => id ?? '');

  describe('reminds', () => {
    it('those who could decide, and whoever asked, at half time and ten minutes before the end, once each', async () => {
      await askedAndPosted();
      const before = directTo('margaret').length;
      clock.pass(29 * MINUTE);
      await sweep();
      expect(inThread()).toHaveLength(0);

      clock.pass(MINUTE);
      await sweep();
      await sweep();
      expect(inThread().map(aloud)).toMatchInlineSnapshot(`
       [
         "⏰ 30 minutes are left: without an answer it expires on DATE. Nobody has said yes yet.",
       ]
      `);
      expect(directTo('margaret').slice(before).map(aloud)).toMatchInlineSnapshot(`
       [
         "⏳ *Grant admin*
       Ada Lovelace (U0ADA000001): member → admin of the whole organisation, Analytical Engines (E0ANALYTIC1)
       ⏰ 30 minutes are left: without an answer it expires on DATE. Nobody has said yes yet. The approval channel has been reminded.
       Run \`RUN\`",
       ]
      `);

      clock.pass(20 * MINUTE);
      await sweep();
      await sweep();
      expect(inThread()).toHaveLength(2);
      expect(aloud(inThread()[1])).toContain('10 minutes are left');
      expect(inThread()[1]?.thread_ts).toBe(slack.messages(APPROVALS)[0]?.ts);

      clock.pass(9 * MINUTE);
      await sweep();
      expect(inThread()).toHaveLength(2);
      expect(directTo('margaret').slice(before)).toHaveLength(2);
    });

    it('once, and of the time that is left, where no process was there at half time', async () => {
      await askedAndPosted();
      clock.pass(56 * MINUTE);
      await sweep();
      await sweep();
      expect(inThread().map((message) => aloud(message).split(':')[0])).toEqual(['⏰ 4 minutes are left']);
    });

    it('nobody of what is decided, and nobody after the end', async () => {
      const run = await askedAndPosted();
      const expiring = await askedAndPosted();
      await deny(app.ports, run, { by: slack.org.person('grace').id, reason: 'not now' });
      clock.pass(31 * MINUTE);
      await expire(app.ports);
      await sweep();
      expect(inThread().map(({ metadata }) => metadata?.event_payload['run_id'])).toEqual([expiring.id]);

      clock.pass(30 * MINUTE);
      await sweep();
      await expire(app.ports);
      await sweep();
      expect(inThread()).toHaveLength(1);
      expect((await found(expiring.id)).state).toBe('expired');
      expect(aloud(directTo('margaret').at(-1))).toContain('Nobody approved it within an hour');
      expect(slack.messages(APPROVALS).flatMap(buttonsIn)).toEqual([]);
    });

    it('nobody where a press was quicker than the post', async () => {
      const run = await askedAndPosted();
      clock.pass(30 * MINUTE);
      await remind(app.ports);
      await approve(app.ports, await found(run.id), slack.org.person('grace').id);
      await app.deliver();
      expect(inThread()).toHaveLength(0);
    });

    it('and ends at once what nobody could say yes to any more', async () => {
      const run = await askedAndPosted();
      for (const who of ['grace', 'dorothy']) slack.org.person(who).org_role = 'member';
      clock.pass(30 * MINUTE);
      await sweep();
      const ended = await found(run.id);
      expect(ended).toMatchObject({ state: 'denied', because: { rule: 'nobody-can-approve' } });
      expect(aloud(directTo('margaret').at(-1))).toMatchInlineSnapshot(`
       "⛔ *Grant admin*
       Ada Lovelace (U0ADA000001): member → admin of the whole organisation, Analytical Engines (E0ANALYTIC1)
       It waits no more, because nobody can decide on it. This needs the yes of another org owner, and nobody could give it: it takes an org owner who is neither the requester nor the person concerned. Make somebody an org owner in Slack’s admin pages first, or make this one change there. Nothing was changed.
       Why?
       Run \`RUN\`"
      `);
      expect(slack.messages(APPROVALS).flatMap(buttonsIn)).toEqual([]);
    });

    it('and ends at once what holds no more, and shows how it would be now', async () => {
      const run = await askedAndPosted();
      slack.org.person('ada').org_role = 'owner';
      clock.pass(30 * MINUTE);
      await sweep();
      expect((await found(run.id)).state).toBe('superseded');
      expect(aloud(directTo('margaret').at(-1))).toMatchInlineSnapshot(`
       "⚠️ *Grant admin*
       Ada Lovelace (U0ADA000001): member → admin of the whole organisation, Analytical Engines (E0ANALYTIC1)
       What this plan was made on has changed since, so it was not carried out. Nothing was changed; ask again to see the new plan. As things are now, it would be this: Ada Lovelace (U0ADA000001): owner → admin of the whole organisation, Analytical Engines (E0ANALYTIC1).
       Look at the new plan
       Run \`RUN\`"
      `);
      expect(buttonsIn(directTo('margaret').at(-1))).toEqual(['run.replan']);
    });

    it('although Slack cannot be asked who could say yes', async () => {
      await askedAndPosted();
      slack.setFault({ method: 'users.info', fault: 'http_500' });
      clock.pass(30 * MINUTE);
      await sweep();
      expect(inThread()).toHaveLength(1);
    });
  });

  describe('asks by direct message', () => {
    const cards = (): StoredMessage[] => ['grace', 'dorothy'].flatMap((who) => directTo(who).slice(-1));

    it('those who could decide, where the channel is archived before it is asked', async () => {
      slack.org.channel(APPROVALS).archived = true;
      await askedAndPosted();
      expect(slack.calls('chat.postMessage').map(({ args }) => args['channel'])).not.toContain('C0APPROVAL2');
      expect(aloud(auditPosts(slack).at(-1))).toContain('waiting for an approval');
      expect(aloud(cards()[0])).toMatchInlineSnapshot(`
       "⏳ *Grant admin*: Margaret Hamilton (W0MARGAR003) asks for an approval
       *About* Ada Lovelace (U0ADA000001) in the whole organisation, Analytical Engines (E0ANALYTIC1)
       *What will change*
       Ada Lovelace (U0ADA000001): member → admin of the whole organisation, Analytical Engines (E0ANALYTIC1)
       ⚠️ An org admin can manage every workspace of the organisation.
       *Risk* It widens somebody’s rights or access. It can be undone afterwards.
       *Reason*
       she runs IT now
       A role in the whole organisation needs the yes of another org owner.
       *Still missing* the yes of another org owner; *2 people* could give it.
       You are asked here because the approval channel cannot be used.
       Approve
       Approve this?
       Ada Lovelace (U0ADA000001): member → admin of the whole organisation, Analytical Engines (E0ANALYTIC1). With the last yes it is carried out at once.
       Approve
       Cancel
       Deny
       Details
       Why?
       Expires on DATE unless it is decided. Run \`RUN\`"
      `);
      expect(cards().map(buttonsIn)).toEqual([
        ['run.approve', 'run.deny', 'run.details', 'run.why'],
        ['run.approve', 'run.deny', 'run.details', 'run.why'],
      ]);
    });

    it.each([
      ['is archived when the card is posted', () => (slack.org.channel(APPROVALS).archived = true)],
      ['has lost the app', () => slack.org.channel(APPROVALS).members.splice(0)],
    ])('where the channel %s, and the run says so', async (_, lose) => {
      const run = await asked();
      lose();
      await app.deliver();
      await app.deliver();
      expect(cards().map(buttonsIn)).toHaveLength(2);
      expect((await found(run.id)).asking?.people).toHaveLength(2);
      const told = directTo('margaret').map(aloud).join('\n');
      expect(told).toContain('are asked by direct message instead');
      const steps = slack.messages('admin-audit').map(({ text }) => text);
      expect(steps.some((text) => text.includes('The approval channel could not be used'))).toBe(true);
    });

    it('and keeps their messages current: one of them decides, and no button stays', async () => {
      const run = await asked();
      slack.org.channel(APPROVALS).archived = true;
      await app.deliver();
      await approve(app.ports, await found(run.id), slack.org.person('dorothy').id);
      await app.deliver();
      expect((await found(run.id)).state).toBe('succeeded');
      expect(
        cards()
          .map(aloud)
          .every((text) => text.includes('Done: Margaret Hamilton')),
      ).toBe(true);
      expect(cards().flatMap(buttonsIn)).toEqual([]);
    });

    it('and reminds them there', async () => {
      await asked();
      slack.org.channel(APPROVALS).archived = true;
      await app.deliver();
      clock.pass(30 * MINUTE);
      await sweep();
      expect(
        cards()
          .map(aloud)
          .every((text) => text.startsWith('⏰ 30 minutes are left')),
      ).toBe(true);
    });

    it('where the channel is archived after the card was posted, at the next reminder', async () => {
      await askedAndPosted();
      slack.org.channel(APPROVALS).archived = true;
      clock.pass(30 * MINUTE);
      await sweep();
      await app.deliver();
      expect(cards().map(buttonsIn)).toHaveLength(2);
    });

    it('as soon as Slack says who they are, where it did not at first', async () => {
      const run = await asked();
      slack.org.channel(APPROVALS).archived = true;
      slack.setFault({ method: 'users.info', fault: 'http_500' });
      await app.deliver();
      expect((await found(run.id)).asking?.people).toEqual([]);
      slack.clearFaults();
      clock.pass(5 * MINUTE);
      await app.deliver();
      expect(cards()).toHaveLength(2);
    });

    it('nobody twice, where two processes find out at once', async () => {
      const run = await asked();
      slack.org.channel(APPROVALS).archived = true;
      await Promise.all([app.deliver(), other.deliver()]);
      clock.pass(MINUTE);
      await Promise.all([app.deliver(), other.deliver()]);
      expect(cards()).toHaveLength(2);
      expect(directTo('grace').filter(({ metadata }) => metadata?.event_payload['run_id'] === run.id)).toHaveLength(1);
    });

    it('nobody where nobody is left who could say yes: the request ends', async () => {
      const run = await asked();
      slack.org.channel(APPROVALS).archived = true;
      for (const who of ['grace', 'dorothy']) slack.org.person(who).org_role = 'member';
      await app.deliver();
      await app.deliver();
      expect((await found(run.id)).state).toBe('denied');
      expect(aloud(directTo('margaret').at(-1))).toContain('nobody can decide on it');
    });

    it('nobody where the channel shows requests to the wrong people: that is refused', async () => {
      slack.org.channel(APPROVALS).kind = 'public';
      const run = await planned();
      expect(run).toMatchObject({ state: 'denied', because: { rule: 'approval-channel-is-not-fit' } });
    });
  });
});
