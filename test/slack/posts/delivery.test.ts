import { readFile } from 'node:fs/promises';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { Outbox } from '../../../src/engine/outbox.js';
import type { Notice } from '../../../src/engine/ports.js';
import type { State } from '../../../src/engine/state.js';
import { catalogue } from '../../../src/operations/catalogue.js';
import type { StoredMessage } from '../../../src/simulator/messages/model.js';
import { startSimulator, type Simulator } from '../../../src/simulator/simulator.js';
import { deliverAndRest, deliverDue, type DeliveryOptions, type Trouble } from '../../../src/slack/posts/delivery.js';
import { botClients } from '../../../src/slack/clients/web-clients.js';
import { MINUTE } from '../../support/clock.js';
import { withDatabase } from '../../support/database.js';
import { planOf } from '../../support/runs.js';
import { readAloud } from '../../support/showable.js';
import { SILENT } from '../../support/slack-api.js';
import { entry, moved, notice, opened, storeOn, type TestStore } from '../../support/store.js';

const [AUDIT, APPROVALS] = ['admin-audit', 'admin-approvals'];

describe('deliverDue', () => {
  const database = withDatabase();
  let slack: Simulator;
  let store: TestStore;
  let trouble: Trouble[];
  let refused: string[];
  let requester: string;

  beforeAll(async () => {
    // Message timestamps are the store's time: what was sent before is looked for by them.
    store = storeOn(database.current.db);
    const manifest: unknown = JSON.parse(await readFile('manifest.json', 'utf8'));
    slack = await startSimulator({ manifest, clock: () => store.clock.now().getTime() });
  });
  afterAll(() => slack.stop());
  beforeEach(async () => {
    store = storeOn(database.current.db);
    await store.db.deleteFrom('outbox').execute();
    await store.db.deleteFrom('outbox_lanes').execute();
    slack.reset();
    slack.clearFaults();
    trouble = [];
    refused = [];
    requester = slack.org.person('katherine').id;
  });

  const optionsFor = (outbox: Outbox): DeliveryOptions => ({
    outbox,
    catalogue,
    records: store.records,
    clock: store.clock,
    client: botClients(slack.botToken, { slackApiUrl: slack.apiUrl, logger: SILENT }).posting,
    auditChannel: slack.org.channel(AUDIT).id,
    approvalChannel: slack.org.channel(APPROVALS).id,
    onCardRefused: async (run, code) => void refused.push(`${run.id} ${code}`),
    onTrouble: (each) => trouble.push(each),
  });
  const deliver = (outbox: Outbox = store.outbox): Promise<void> => deliverDue(optionsFor(outbox));

  /** A planned run about which something is told. */
  const runTelling = async (...notices: Notice[]): Promise<string> => {
    const run = await opened(store, { requester });
    const changes = { step: 1, plan: planOf(), input: planOf().before };
    await moved(store, { run, from: ['received'], to: 'planned', changes, entries: [entry('run.planned')], notices });
    return run;
  };
  const tell = (run: string, from: State, to: State, ...notices: Notice[]): Promise<unknown> =>
    moved(store, { run, from: [from], to, entries: [entry(`run.${to}`)], notices });

  const isTop = ({ ts, thread_ts }: StoredMessage): boolean => thread_ts === null || thread_ts === ts;
  const top = (channel = AUDIT): StoredMessage[] =>
    slack.messages(channel).filter((message) => message.metadata && isTop(message));
  const thread = (): StoredMessage[] => slack.messages(AUDIT).filter((message) => !isTop(message));
  const waiting = async (): Promise<number> =>
    (await store.db.selectFrom('outbox').select('sequence').where('done_at', 'is', null).execute()).length;
  const posts = (): number => slack.calls('chat.postMessage').length;

  it('posts one message for a run, every later step in its thread, and keeps the message current', async () => {
    const run = await runTelling(notice('audit', 'confirmed'));
    await deliver();
    expect(readAloud(top()[0]?.blocks)).toContain('*Grant admin: planned*');

    await tell(run, 'planned', 'executing', notice('audit', 'it runs'));
    await tell(run, 'executing', 'succeeded', notice('audit', 'it is done'));
    await deliver();

    expect(top()).toHaveLength(1);
    expect(readAloud(top()[0]?.blocks)).toContain('*Grant admin: done*');
    expect(thread().map(({ text }) => text)).toEqual(['it runs', 'it is done']);
    expect(slack.messages(AUDIT).flatMap(({ metadata }) => metadata?.event_payload['sequence'])).toEqual([3, 2, 3]);
    expect(await waiting()).toBe(0);
    expect(slack.breaches()).toEqual([]);
  });

  it('posts one card for a request and keeps it current: it never keeps buttons that do nothing', async () => {
    const run = await runTelling();
    await tell(run, 'planned', 'awaiting_approval', notice('approval', 'asks'));
    await deliver();
    expect(JSON.stringify(top(APPROVALS)[0]?.blocks)).toContain('run.approve');

    await tell(run, 'awaiting_approval', 'withdrawn', notice('approval', 'withdrawn'));
    await deliver();
    expect(top(APPROVALS)).toHaveLength(1);
    expect(JSON.stringify(top(APPROVALS)[0]?.blocks)).not.toContain('run.approve');
    expect(readAloud(top(APPROVALS)[0]?.blocks)).toContain('withdrawn');
  });

  it('tells people by direct message', async () => {
    await runTelling(notice({ person: requester }, 'it is done'));
    await deliver();
    expect(
      slack
        .as('katherine')
        .directMessages()
        .map(({ text }) => text),
    ).toEqual([expect.stringContaining('it is done')]);
  });

  it('never wakes a channel up, and shows nobody a preview', async () => {
    await runTelling(notice('audit', '<!channel> @here https://evil.example'));
    await deliver();
    expect(slack.calls('chat.postMessage')[0]?.args).toMatchObject({
      unfurl_links: 'false',
      unfurl_media: 'false',
      link_names: 'false',
    });
  });

  describe('where Slack is away', () => {
    it('keeps everything, in order, and delivers it later', async () => {
      slack.setFault({ method: 'chat.postMessage', fault: 'http_500', times: 3 });
      const run = await runTelling(notice('audit', 'one'));
      await tell(run, 'planned', 'executing', notice('audit', 'two'));
      await tell(run, 'executing', 'succeeded', notice('audit', 'three'));
      for (let turn = 0; turn < 8; turn += 1) {
        await deliver();
        store.clock.pass(MINUTE);
      }
      expect(thread().map(({ text }) => text)).toEqual(['two', 'three']);
      expect(top()).toHaveLength(1);
      expect(await waiting()).toBe(0);
    });

    it('goes on with what is for others', async () => {
      slack.setFault({ method: 'conversations.open', fault: 'http_500' });
      const run = await runTelling(notice({ person: requester }, 'not yet'));
      store.clock.pass(1);
      await tell(run, 'planned', 'executing', notice('audit', 'meanwhile'));
      await deliver();
      expect(top()).toHaveLength(1);
      expect(await waiting()).toBe(1);
    });

    it('comes back after a second, then after twice as long each time, and at last every five minutes', async () => {
      slack.setFault({ method: 'chat.postMessage', fault: 'error', error: 'channel_not_found' });
      await runTelling(notice('audit', 'one'));
      const pauses: number[] = [];
      for (let turn = 0; turn < 10; turn += 1) {
        await deliver();
        const due = await store.outbox.nextDue();
        if (!due) throw new Error('It waits still.');
        pauses.push((due.getTime() - store.clock.now().getTime()) / 1000);
        store.clock.pass(due.getTime() - store.clock.now().getTime());
      }
      expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300]);
      slack.clearFaults();
      await deliver();
      expect(top()).toHaveLength(1);
    });

    it('waits as long as Slack asks to', async () => {
      slack.setFault({ method: 'chat.postMessage', fault: 'rate_limited', retry_after: 30, times: 1 });
      await runTelling(notice('audit', 'one'));
      await deliver();
      expect(await store.outbox.nextDue()).toEqual(new Date(store.clock.now().getTime() + 30_000));
      store.clock.pass(29_999);
      await deliver();
      expect(posts()).toBe(1);
      store.clock.pass(1);
      await deliver();
      expect(top()).toHaveLength(1);
      // Turned away surely means not arrived: nobody has to look for it.
      expect(slack.calls('conversations.history')).toHaveLength(0);
    });

    it('tells the operator what is in the way, and nothing secret', async () => {
      slack.setFault({ method: 'chat.postMessage', fault: 'html', times: 1 });
      const run = await runTelling(notice('audit', 'one'));
      await deliver();
      expect(trouble).toEqual([
        { destination: 'audit', run, problem: 'chat.postMessage: unreadable_answer', tries: 1 },
      ]);
    });
  });

  describe('where nobody knows whether a post arrived', () => {
    it.each([
      ['a message', 'audit', () => top()],
      ['a card', 'approval', () => top(APPROVALS)],
    ] as const)('finds %s that did, and sends it no second time', async (_, to, found) => {
      slack.setFault({ method: 'chat.postMessage', fault: 'reply_lost', times: 1 });
      await runTelling(notice(to, 'one'));
      await deliver();
      expect(await waiting()).toBe(1);
      store.clock.pass(MINUTE);
      await deliver();
      expect(found()).toHaveLength(1);
      expect(posts()).toBe(1);
      expect(await waiting()).toBe(0);
    });

    it('finds a step in its thread', async () => {
      const run = await runTelling(notice('audit', 'one'));
      await deliver();
      slack.setFault({ method: 'chat.postMessage', fault: 'reply_lost', times: 1 });
      await tell(run, 'planned', 'executing', notice('audit', 'two'));
      await deliver();
      store.clock.pass(MINUTE);
      await deliver();
      expect(thread().map(({ text }) => text)).toEqual(['two']);
      expect(readAloud(top()[0]?.blocks)).toContain('*Grant admin: running*');
    });

    it('finds a direct message', async () => {
      slack.setFault({ method: 'chat.postMessage', fault: 'reply_lost', times: 1 });
      await runTelling(notice({ person: requester }, 'it is done'));
      await deliver();
      store.clock.pass(MINUTE);
      await deliver();
      expect(slack.as('katherine').directMessages()).toHaveLength(1);
    });

    it('sends again what did not, when two looks half a minute apart have not found it', async () => {
      slack.setFault({ method: 'chat.postMessage', fault: 'reset', times: 1 });
      await runTelling(notice('audit', 'one'));
      await deliver();
      const turns: string[] = [];
      for (const wait of [29_999, 1, 29_999, 1]) {
        store.clock.pass(wait);
        await deliver();
        turns.push(`${slack.calls('conversations.history').length} looks, ${posts()} posts`);
      }
      expect(turns).toEqual(['0 looks, 1 posts', '1 looks, 1 posts', '1 looks, 1 posts', '2 looks, 2 posts']);
      expect([top().length, await waiting()]).toEqual([1, 0]);
    });

    it('does not send again what Slack was only slow with', async () => {
      slack.setFault({ method: 'chat.postMessage', fault: 'reset', times: 1 });
      const run = await runTelling(notice('audit', 'one'));
      await deliver();
      store.clock.pass(MINUTE);
      await deliver();
      const { posting } = botClients(slack.botToken, { slackApiUrl: slack.apiUrl, logger: SILENT });
      const metadata = { event_type: 'gridkeeper_run', event_payload: { run_id: run, sequence: 1 } };
      await posting.chat.postMessage({ channel: slack.org.channel(AUDIT).id, text: 'arrived late', metadata });
      store.clock.pass(MINUTE);
      await deliver();
      expect(top().map(({ text }) => text)).toEqual(['arrived late']);
      expect(await waiting()).toBe(0);
    });

    it('looks for it however much was said in the channel since', async () => {
      slack.setFault({ method: 'chat.postMessage', fault: 'reply_lost', times: 1 });
      await runTelling(notice('audit', 'one'));
      await deliver();
      const katherine = slack.as('katherine');
      for (let count = 0; count < 250; count += 1) {
        store.clock.pass(10);
        katherine.say(AUDIT, `talk ${count}`);
      }
      store.clock.pass(MINUTE);
      let claimed = 0;
      const keep: Outbox['keep'] = async (...kept) => {
        claimed += 1;
        await store.outbox.keep(...kept);
      };
      await deliver({ ...store.outbox, keep });
      expect(top()).toHaveLength(1);
      expect(posts()).toBe(1);
      // Pages take time, and nobody else may send it meanwhile.
      expect(claimed).toBe(slack.calls('conversations.history').length);
    });

    it('is not taken in by a message of somebody else that looks like it', async () => {
      slack.setFault({ method: 'chat.postMessage', fault: 'reset', times: 1 });
      const run = await runTelling(notice('audit', 'one'));
      await deliver();
      const { posting } = botClients(slack.botToken, { slackApiUrl: slack.apiUrl, logger: SILENT });
      for (const event_payload of [{ run_id: run, sequence: 2 }, { run_id: 'another', sequence: 1 }, { sequence: 1 }]) {
        const metadata = { event_type: 'gridkeeper_run', event_payload };
        await posting.chat.postMessage({ channel: slack.org.channel(AUDIT).id, text: 'other', metadata });
      }
      for (let look = 0; look < 2; look += 1) {
        store.clock.pass(MINUTE);
        await deliver();
      }
      expect(
        top()
          .map(({ text }) => text)
          .filter((text) => text !== 'other'),
      ).toHaveLength(1);
    });

    it('does not send while it cannot look', async () => {
      slack.setFault({ method: 'chat.postMessage', fault: 'reply_lost', times: 1 });
      await runTelling(notice('audit', 'one'));
      await deliver();
      slack.setFault({ method: 'conversations.history', fault: 'http_500' });
      store.clock.pass(MINUTE);
      await deliver();
      expect(posts()).toBe(1);
      slack.clearFaults();
      store.clock.pass(MINUTE);
      await deliver();
      expect([posts(), top().length]).toEqual([1, 1]);
    });
  });

  describe('where a process ends in the middle', () => {
    class Ended extends Error {}

    it.each(['sending', 'posted', 'done'] as const)(
      'before it has written that it is %s, the next one goes on from there',
      async (step) => {
        await runTelling(notice('audit', 'one'));
        const ending: Outbox = { ...store.outbox, [step]: () => Promise.reject(new Ended()) };
        await expect(deliver(ending)).rejects.toBeInstanceOf(Ended);
        await deliver();
        expect(posts()).toBe(step === 'sending' ? 0 : 1);
        store.clock.pass(MINUTE);
        await deliver();
        expect(top()).toHaveLength(1);
        expect(posts()).toBe(1);
        expect(await waiting()).toBe(0);
      },
    );
  });

  describe('what no later try changes', () => {
    const removed = async (channel: string): Promise<void> => {
      await deliver();
      const [message] = top(channel);
      if (!message) throw new Error('There is a message.');
      slack.slack.messages.remove(message);
    };

    it('is given up where somebody has deleted a card', async () => {
      const run = await runTelling(notice('approval', 'asks'));
      await removed(APPROVALS);
      await tell(run, 'planned', 'withdrawn', notice('approval', 'withdrawn'));
      await deliver();
      expect(await waiting()).toBe(0);
      expect(trouble.map(({ problem }) => problem)).toEqual(['chat.update: message_not_found']);
    });

    it('is given up where somebody has deleted a run’s message, and with it the thread for its steps', async () => {
      const run = await runTelling(notice('audit', 'one'));
      await removed(AUDIT);
      await tell(run, 'planned', 'executing', notice('audit', 'two'));
      await tell(run, 'executing', 'succeeded', notice('audit', 'three'));
      await deliver();
      expect(await waiting()).toBe(0);
      expect(trouble.map(({ problem }) => problem)).toEqual(Array(2).fill('chat.postMessage: cannot_reply_to_message'));
    });

    it.each(['user_not_found', 'user_not_visible', 'user_disabled', 'cannot_dm_bot', 'messages_tab_disabled'])(
      'is given up where a person cannot be written to (%s), and others are',
      async (error) => {
        slack.setFault({ method: 'conversations.open', fault: 'error', error, times: 1 });
        await runTelling(notice({ person: 'U0AAAAAAAA' }, 'for nobody'), notice({ person: requester }, 'for somebody'));
        await deliver();
        expect(await waiting()).toBe(0);
        expect(slack.as('katherine').directMessages()).toHaveLength(1);
        const problems = await store.db
          .selectFrom('outbox')
          .select('problem')
          .where('problem', 'is not', null)
          .execute();
        expect(problems).toEqual([{ problem: `conversations.open: ${error}` }]);
      },
    );

    it('is never a reason to give up the audit channel', async () => {
      for (const error of [
        'channel_not_found',
        'is_archived',
        'not_in_channel',
        'user_not_found',
        'restricted_action',
      ]) {
        slack.setFault({ method: 'chat.postMessage', fault: 'error', error, times: 1 });
      }
      await runTelling(notice('audit', 'one'));
      for (let turn = 0; turn < 6; turn += 1) {
        await deliver();
        store.clock.pass(5 * MINUTE);
      }
      expect(top()).toHaveLength(1);
    });
  });

  it('is shared by processes: each post is delivered by one of them', async () => {
    for (let count = 0; count < 5; count += 1)
      await runTelling(notice('audit', `${count}`), notice({ person: requester }, `${count}`));
    await Promise.all([deliver(), deliver(), deliver()]);
    await deliver();
    expect(top()).toHaveLength(5);
    expect(slack.as('katherine').directMessages()).toHaveLength(5);
    expect(posts()).toBe(10);
  });

  it('rests until the next post is due, and for a second at least where somebody else has what is due', async () => {
    const rest = (changes: Partial<Outbox> = {}): Promise<number | null> =>
      deliverAndRest(optionsFor({ ...store.outbox, ...changes }));
    expect(await rest()).toBeNull();
    slack.setFault({ method: 'chat.postMessage', fault: 'rate_limited', retry_after: 7 });
    await runTelling(notice('audit', 'one'));
    expect(await rest()).toBe(7_000);
    expect(await rest({ nextDue: () => Promise.resolve(store.clock.now()) })).toBe(1_000);
  });

  it('says whose post it was when there is no such run', async () => {
    const run = await runTelling(notice('audit', 'one'));
    const records = { find: () => Promise.resolve(null) };
    const options = {
      records,
      outbox: store.outbox,
      clock: store.clock,
      catalogue,
      onTrouble: () => undefined,
      onCardRefused: async () => undefined,
    };
    const { posting: client } = botClients('xoxb-none', { slackApiUrl: slack.apiUrl, logger: SILENT });
    await expect(deliverDue({ ...options, client, auditChannel: 'C1', approvalChannel: 'C2' })).rejects.toThrow(run);
  });
});
