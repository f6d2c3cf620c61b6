import { readFile } from 'node:fs/promises';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { AUDIT_CHANNEL } from '../../src/engine/owner-messages.js';
import { catalogue } from '../../src/operations/catalogue.js';
import type { StoredMessage } from '../../src/simulator/messages/model.js';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { deliverDue, type DeliveryOptions } from '../../src/slack/posts/delivery.js';
import { tellOwners } from '../../src/slack/install/telling-owners.js';
import { botClients } from '../../src/slack/clients/web-clients.js';
import { ownerMessagesIn } from '../../src/store/owner-messages.js';
import { HOUR, MINUTE } from '../support/clock.js';
import { withDatabase } from '../support/database.js';
import { ALL_READ, directoryOf } from '../support/directory.js';
import { ORG } from '../support/org.js';
import { planOf } from '../support/runs.js';
import { SILENT } from '../support/slack-api.js';
import { entry, moved, notice, opened, storeOn, type TestStore } from '../support/store.js';

const [AUDIT, APPROVALS] = ['admin-audit', 'admin-approvals'];
const SECOND = 1_000;

/** Posts at the pace that Slack asks for, one a second for each channel, while it is there and while it is not. */
describe('posts that have to wait', () => {
  const database = withDatabase();
  let slack: Simulator;
  let store: TestStore;
  let requester: string;
  let days = 0;
  beforeAll(async () => {
    store = storeOn(database.current.db);
    const manifest: unknown = JSON.parse(await readFile('manifest.json', 'utf8'));
    slack = await startSimulator({ manifest, clock: () => store.clock.now().getTime() });
  });
  afterAll(() => slack.stop());
  beforeEach(async () => {
    store = storeOn(database.current.db, ORG, SECOND);
    // Slack's timestamps only ever grow, from one test to the next, too.
    store.clock.pass((days += 2) * 24 * HOUR);
    await store.db.deleteFrom('outbox').execute();
    await store.db.deleteFrom('outbox_lanes').execute();
    slack.reset();
    slack.clearFaults();
    requester = slack.org.person('katherine').id;
  });

  const options = (): DeliveryOptions => ({
    outbox: store.outbox,
    catalogue,
    records: store.records,
    clock: store.clock,
    client: botClients(slack.botToken, { slackApiUrl: slack.apiUrl, logger: SILENT }).posting,
    auditChannel: slack.org.channel(AUDIT).id,
    approvalChannel: slack.org.channel(APPROVALS).id,
    onCardRefused: async () => undefined,
    onTrouble: () => undefined,
  });
  const deliver = (): Promise<void> => deliverDue(options());
  /** Delivers whenever something is due, until nothing is left; answers how long that took. */
  const deliverAll = async (within = HOUR): Promise<number> => {
    const from = store.clock.now().getTime();
    for (;;) {
      await deliver();
      const due = await store.outbox.nextDue();
      const now = store.clock.now().getTime();
      if (!due) return now - from;
      if (now - from > within)
        throw new Error(`Something waits still: ${JSON.stringify(await store.outbox.backlog())}`);
      store.clock.pass(Math.max(0, due.getTime() - now));
    }
  };
  const runTelling = async (...texts: string[]): Promise<string> => {
    const run = await opened(store, { requester });
    const changes = { step: 1, plan: planOf(), input: planOf().before };
    const notices = texts.map((text) => notice('audit', text));
    await moved(store, { run, from: ['received'], to: 'planned', changes, entries: [entry('run.planned')], notices });
    return run;
  };

  const posted = (): StoredMessage[] => slack.messages(AUDIT).filter(({ metadata }) => metadata !== null);
  const summaries = (): string[] =>
    posted().flatMap(({ metadata, text }) => (metadata?.event_type === 'gridkeeper_backlog' ? [text] : []));
  const millisecondsOf = ({ ts }: StoredMessage): number => Math.round(Number(ts) * 1000);
  const shortestGap = (): number => {
    const at = posted().map(millisecondsOf);
    return Math.min(...at.slice(1).map((time, index) => time - (at[index] ?? 0)));
  };
  /** What arrived of each run: the texts of its thread, in the order in which they stand in the channel. */
  const arrived = (): Map<unknown, string[]> => {
    const byRun = new Map<unknown, string[]>();
    for (const { ts, thread_ts, text, metadata } of posted()) {
      if (metadata?.event_type !== 'gridkeeper_run') continue;
      const isStep = thread_ts !== null && thread_ts !== ts;
      const run = metadata.event_payload['run_id'];
      byRun.set(run, [...(byRun.get(run) ?? []), isStep ? text : 'its message']);
    }
    return byRun;
  };

  it('leave one a second for each channel, and no channel waits for another', async () => {
    for (let count = 0; count < 3; count += 1) {
      const run = await runTelling('one', 'two');
      await moved(store, { run, from: ['planned'], entries: [], notices: [notice('approval', 'asks')] });
    }
    await deliver();
    expect([posted().length, slack.messages(APPROVALS).length]).toEqual([1, 1]);
    expect(await deliverAll()).toBe(5 * SECOND);
    expect(posted()).toHaveLength(6);
    expect(shortestGap()).toBe(SECOND);
    expect(summaries()).toEqual([]);
  });

  it('leave one a second from several processes, too', async () => {
    for (let count = 0; count < 4; count += 1) await runTelling('one');
    for (let turn = 0; turn < 4; turn += 1) {
      await Promise.all([deliver(), deliver(), deliver()]);
      expect(posted()).toHaveLength(turn + 1);
      store.clock.pass(SECOND);
    }
    expect(slack.calls('chat.postMessage')).toHaveLength(4);
  });

  it('leave one a second together with what the channel is told about the app itself', async () => {
    const messages = ownerMessagesIn(store.db, ORG);
    const { client, auditChannel, clock, outbox } = options();
    const about = { occasion: `paused:${days}`, person: AUDIT_CHANNEL, says: ['All changes are paused.'], asks: null };
    await messages.put([about], clock.now());
    await runTelling('one');
    await deliver();
    for (let turn = 0; turn < 3; turn += 1) {
      await tellOwners({
        messages,
        client,
        auditChannel,
        clock,
        takeTurn: (lane, now) => outbox.takeTurn(lane, now),
        directory: directoryOf(ALL_READ),
        enterpriseId: ORG,
      });
      store.clock.pass(SECOND);
    }
    expect(posted().map(({ metadata }) => metadata?.event_type)).toEqual(['gridkeeper_run', 'gridkeeper_owner_notice']);
    expect(shortestGap()).toBeGreaterThanOrEqual(SECOND);
  });

  it('are not tried one after the other while nothing gets through to their channel', async () => {
    slack.setFault({ method: 'chat.postMessage', fault: 'error', error: 'is_archived' });
    for (let count = 0; count < 15; count += 1) await runTelling('one');
    await deliver();
    expect(slack.calls('chat.postMessage')).toHaveLength(1);
    const since = store.clock.now();
    for (let minute = 0; minute < 60; minute += 1) {
      store.clock.pass(MINUTE);
      await deliver();
    }
    expect(slack.calls('chat.postMessage').length).toBeLessThan(40);
    expect(await store.outbox.backlog()).toEqual({
      posts: 15,
      runs: 15,
      since,
      trouble: { code: 'is_archived', since },
    });

    slack.clearFaults();
    await deliverAll();
    expect(posted()).toHaveLength(15);
    expect(await store.outbox.backlog()).toEqual({ posts: 0, runs: 0, since: null, trouble: null });
    expect(summaries()).toEqual([]);
  });

  it('go on where only one of them is refused', async () => {
    const refused = await runTelling('one');
    slack.setFault({ method: 'chat.postMessage', fault: 'error', error: 'invalid_blocks', times: 3 });
    await deliver();
    for (let count = 0; count < 3; count += 1) {
      store.clock.pass(1);
      await runTelling('one');
    }
    slack.clearFaults();
    await deliverAll();
    expect(arrived().get(refused)).toHaveLength(1);
    expect(posted()).toHaveLength(4);
  });

  it.each(['reply_lost', 'reset'] as const)(
    'are announced once where many wait, before all of them, even where the word about them had no answer (%s)',
    async (fault) => {
      slack.setFault({ method: 'chat.postMessage', fault: 'error', error: 'not_in_channel' });
      for (let count = 0; count < 25; count += 1) {
        await runTelling('one', 'two');
        store.clock.pass(MINUTE);
        await deliver();
      }
      slack.clearFaults();
      slack.setFault({ method: 'chat.postMessage', fault, times: 1 });
      await deliverAll();
      const [first, ...rest] = posted();
      expect(first?.metadata?.event_type).toBe('gridkeeper_backlog');
      expect(summaries()).toHaveLength(1);
      expect(rest).toHaveLength(50);
      expect(shortestGap()).toBeGreaterThanOrEqual(SECOND);
      expect([...arrived().values()]).toEqual(Array.from({ length: 25 }, () => ['its message', 'two']));
    },
  );

  it('arrive once, in order per run and slowly, after a day with 300 runs on which Slack was away', async () => {
    const began = store.clock.now();
    slack.setFault({ method: '*', fault: 'http_500' });
    const told = new Map<unknown, string[]>();
    for (let count = 0; count < 300; count += 1) {
      const more = count % 10 === 0 ? ['two'] : [];
      told.set(await runTelling('one', ...more), ['its message', ...more]);
      store.clock.pass((24 * HOUR) / 300);
      await deliver();
    }
    expect(posted()).toEqual([]);
    const before = slack.calls('chat.postMessage').length;
    expect(before).toBeLessThan(600);

    slack.clearFaults();
    slack.setFault({ method: 'chat.postMessage', fault: 'rate_limited', retry_after: 30, times: 2 });
    await deliverAll();
    expect(posted()).toHaveLength(331);
    expect(arrived()).toEqual(told);
    expect(shortestGap()).toBeGreaterThanOrEqual(SECOND);
    expect(summaries()).toEqual([
      expect.stringMatching(/^⏳ \*330 posts about 300 runs had to wait\*, the oldest since .*: .* \(`http_500`\)\./u),
    ]);
    expect(Math.min(...posted().map(millisecondsOf))).toBeGreaterThan(began.getTime() + 24 * HOUR - MINUTE);
    expect(await store.outbox.nextDue()).toBeNull();
  }, 120_000);
});
