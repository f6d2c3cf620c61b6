import { setTimeout as pause } from 'node:timers/promises';

import { beforeEach, describe, expect, it } from '@jest/globals';

import { withDatabase } from '../support/database.js';
import { AUDIT, startOn, withGrid } from '../support/gridkeeper.js';
import { audited, auditPosts, plans, runs, textOf, types } from '../support/steps.js';

/** Longer than the app waits before it looks for a post of which nobody knows whether it arrived. */
const UNTIL_THE_NEXT_LOOK_MS = 31_000;

/** One submission, one effect: whoever delivers it twice. */
describe('the same thing delivered more than once', () => {
  const database = withDatabase();
  const ahead = { by: 0 };
  const grid = withGrid(database, {
    clock: { now: () => new Date(Date.now() + ahead.by), sleep: (milliseconds) => pause(milliseconds) },
  });
  beforeEach(() => grid.current.slack.reset());

  it('has one call and one audit post where a confirmation comes five times at once', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await plans(slack, katherine, '/grant-admin', '@ada in marketing');
    const submitted = katherine.submit();
    const delivery = await slack.waitFor(() =>
      slack.deliveries('view_submission').find(({ body }) => body.includes('run.confirm')),
    );
    const replays = await Promise.all([1, 2, 3, 4].map(() => slack.replay(delivery)));
    await submitted;

    await audited(slack, 'succeeded');
    await pause(300);
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(1);
    expect(auditPosts(slack)).toHaveLength(1);
    // Whoever asks again is answered as the first time, so a repeated answer does no harm either.
    expect(new Set(replays.map(({ outcome }) => JSON.stringify(outcome).replace(/"date":"[^"]*"/u, ''))).size).toBe(1);
  });

  it('has one call where the confirmation comes five times, each newly signed', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await plans(slack, katherine, '/grant-admin', '@ada in marketing');
    await katherine.submit();
    const [delivery] = slack.deliveries('view_submission').slice(-1);
    if (!delivery) throw new Error('Nothing was delivered.');
    const now = Math.floor(Date.now() / 1000);
    await Promise.all([1, 2, 3, 4].map((second) => slack.deliver(delivery.body, { timestamp: now - second })));
    await audited(slack, 'succeeded');
    await pause(300);
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(1);
    expect(auditPosts(slack)).toHaveLength(1);
  });

  it('opens one form where a command comes twice', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/grant-admin');
    const [delivery] = slack.deliveries('slash_command').slice(-1);
    if (!delivery) throw new Error('Nothing was delivered.');
    await slack.deliver(delivery.body, { timestamp: Math.floor(Date.now() / 1000) - 2 });
    await pause(200);
    expect(katherine.views()).toHaveLength(1);
    const runsOfIt = await database.current.db
      .selectFrom('runs')
      .select('id')
      .where('state', '=', 'received')
      .execute();
    expect(runsOfIt.filter(({ id }) => id === katherine.view()?.private_metadata)).toHaveLength(1);
  });

  it('has one call where two processes get the same confirmation', async () => {
    const { slack, app } = grid.current;
    const other = await startOn(slack, database.current);
    try {
      const katherine = slack.as('katherine');
      await plans(slack, katherine, '/grant-admin', '@ada in marketing');
      await katherine.submit();
      const [delivery] = slack.deliveries('view_submission').slice(-1);
      if (!delivery) throw new Error('Nothing was delivered.');
      // The second process took the first one; now the first process gets it as well.
      slack.appUrl = `http://127.0.0.1:${app.port}`;
      await slack.deliver(delivery.body, { timestamp: Math.floor(Date.now() / 1000) - 1 });
      await audited(slack, 'succeeded');
      await pause(300);
      expect(slack.calls('admin.users.setAdmin')).toHaveLength(1);
      expect(auditPosts(slack)).toHaveLength(1);
    } finally {
      slack.appUrl = `http://127.0.0.1:${app.port}`;
      await other.app.stop();
    }
  });

  it('posts everything once and in order where Slack takes posts badly', async () => {
    const { slack } = grid.current;
    slack.setFault({ method: 'chat.postMessage', fault: 'http_500', times: 1 });
    const view = await runs(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing because of the launch');
    const seen = () =>
      slack
        .messages(AUDIT)
        .flatMap(({ metadata }) => (metadata ? [metadata.event_payload] : []))
        .filter((payload) => payload['run_id'] === view.private_metadata);
    // It is looked for twice; that somebody else is refused meanwhile makes the app look at what there is to post.
    for (const other of ['fran', 'kay', 'emmy', 'joan']) {
      await pause(400);
      ahead.by += UNTIL_THE_NEXT_LOOK_MS;
      await types(slack, slack.as(other), '/grant-admin');
    }
    await slack.waitFor(() => seen().length === 2, { timeout: 20_000 });
    await pause(500);
    expect(seen()).toMatchObject([
      { state: 'succeeded', sequence: 2 },
      { state: 'succeeded', sequence: 2 },
    ]);
    expect(auditPosts(slack).filter(({ text }) => text.includes('of the launch'))).toHaveLength(1);
  });

  it('tells the requester by direct message where the modal is gone', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await plans(slack, katherine, '/grant-admin', '@ada in marketing');
    slack.setFault({ method: 'admin.users.setAdmin', fault: 'slow', delay_ms: 400, times: 1 });
    await katherine.submit();
    await katherine.close();
    const [message] = await slack.waitFor(() => katherine.directMessages().length > 0 && katherine.directMessages(), {
      timeout: 25_000,
    });
    expect(textOf(message)).toMatchInlineSnapshot(`
     "✅ *Grant admin*
     Ada Lovelace (U0ADA000001): member → admin of Marketing (T0MARKETNG2)
     Done: Katherine Johnson (W0KATHER005) made Ada Lovelace (U0ADA000001) an admin of Marketing (T0MARKETNG2).
     Undo
     Run \`RUN\`"
    `);
  });

  it('does not tell by direct message what the modal has shown', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await runs(slack, katherine, '/grant-admin', '@ada in marketing');
    const waiting = (): Promise<unknown[]> =>
      database.current.db
        .selectFrom('outbox')
        .select('destination')
        .where('done_at', 'is', null)
        .where('destination', '=', `person:${katherine.id}`)
        .execute();
    for (let tries = 0; tries < 40 && (await waiting()).length > 0; tries += 1) await pause(50);
    expect(await waiting()).toEqual([]);
    expect(katherine.directMessages()).toEqual([]);
  });
});
