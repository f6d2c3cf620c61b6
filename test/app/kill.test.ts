import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import type { StoredMessage } from '../../src/simulator/messages/model.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { startProcess, type AppProcess } from '../support/app-process.js';
import { aDataDir, removeDataDir } from '../support/embedded.js';
import { startGrid } from '../support/engine.js';
import { AUDIT, environmentFor } from '../support/gridkeeper.js';
import { auditPosts, plans, submits, textOf, types } from '../support/steps.js';

const MARKETING = 'T0MARKETNG2';
const RESTART_MS = 120_000;

/** The real app as a process of its own, on the embedded database, killed with `kill -9` and started again. */
describe('kill -9', () => {
  let slack: Simulator;
  let dataDir: string;
  let app: AppProcess;

  const start = async (): Promise<void> => {
    app = await startProcess({ ...environmentFor(slack), DATA_DIR: dataDir });
    slack.appUrl = app.url;
  };
  const kill = (): Promise<unknown> => app.ends('SIGKILL');

  beforeAll(async () => {
    slack = await startGrid();
    dataDir = await aDataDir();
    await start();
  }, RESTART_MS);
  afterEach(() => slack.clearFaults());
  afterAll(async () => {
    await kill();
    await slack.stop();
    await removeDataDir(dataDir);
  });

  const posts = (about: string): StoredMessage[] => auditPosts(slack).filter(({ text }) => text.includes(about));
  const posted = (about: string, state: string): Promise<unknown> =>
    slack.waitFor(() => posts(about).at(-1)?.metadata?.event_payload['state'] === state, { timeout: 100_000 });
  const callsAbout = (user: string): number =>
    slack.calls('admin.users.setAdmin').filter(({ args }) => args['user_id'] === slack.org.person(user).id).length;

  it(
    'before the call: it is not known at once what became of it',
    async () => {
      const margaret = slack.as('margaret');
      await plans(slack, margaret, '/grant-admin', '@erna in sales & field');
      const reads = slack.calls('users.info').length;
      // Two people are read at the confirmation; the third question comes after the intent.
      await margaret.submit();
      slack.setFault({ method: 'users.info', fault: 'slow', delay_ms: 1500 });
      await slack.waitFor(() => slack.calls('users.info').length > reads + 2, { timeout: 10_000 });
      await kill();
      slack.clearFaults();
      await start();
      await posted('Erna', 'unknown');
      expect(callsAbout('erna')).toBe(0);
    },
    RESTART_MS,
  );

  it(
    'after the effect, before the answer: the run is found to have succeeded',
    async () => {
      const katherine = slack.as('katherine');
      await plans(slack, katherine, '/grant-admin', '@ada in marketing');
      slack.setFault({ method: 'admin.users.setAdmin', fault: 'slow', delay_ms: 3000, times: 1 });
      await katherine.submit();
      await slack.waitFor(() => callsAbout('ada') === 1);
      await kill();
      // The request has left; Slack carries it out although nobody waits for the answer any more.
      await slack.waitFor(() => slack.org.person('ada').workspaces[MARKETING] === 'admin', { timeout: 10_000 });
      await start();

      await posted('Ada', 'succeeded');
      expect(callsAbout('ada')).toBe(1);
      expect(posts('Ada')).toHaveLength(1);
      await slack.waitFor(() => katherine.directMessages().some(({ text }) => text.includes('Done')), {
        timeout: 30_000,
      });
    },
    RESTART_MS,
  );

  it(
    'while it posts: everything is posted once, in order',
    async () => {
      const alan = slack.as('alan');
      await plans(slack, alan, '/grant-admin', '@tommy in sales & field');
      slack.setFault({ method: 'chat.postMessage', fault: 'slow', delay_ms: 1500, times: 1 });
      await alan.submit();
      await slack.waitFor(() => slack.org.person('tommy').workspaces['T0SALESFLD3'] === 'admin');
      await slack.waitFor(() =>
        slack.calls('chat.postMessage').some(({ args }) => JSON.stringify(args).includes('Tommy')),
      );
      await kill();
      await slack.waitFor(() => posts('Tommy').length === 1, { timeout: 10_000 });
      await start();

      await posted('Tommy', 'succeeded');
      expect(posts('Tommy')).toHaveLength(1);
      // The step comes a second after the message: a channel takes one post a second.
      const steps = () => slack.messages(AUDIT).filter(({ text }) => text.startsWith('Done: Alan Turing'));
      await slack.waitFor(() => steps().length > 0, { timeout: 10_000 });
      expect(steps()).toHaveLength(1);
      expect(callsAbout('tommy')).toBe(1);
    },
    RESTART_MS,
  );

  it(
    'before an answer that somebody waits for in a modal: the next process gives it there',
    async () => {
      const grace = slack.as('grace');
      await types(slack, grace, '/grant-admin', '@emmy in marketing because of the fair');
      slack.setFault({ method: 'users.info', fault: 'slow', delay_ms: 3000 });
      await grace.submit();
      expect(textOf(grace.view())).toContain('Reading how things are now…');
      await kill();
      slack.clearFaults();
      await start();
      const plan = await slack.waitFor(() => grace.view()?.submit && grace.view());
      expect(textOf(plan)).toContain('member → admin of Marketing');
      expect(textOf(plan)).toContain('of the fair');

      slack.setFault({ method: 'users.info', fault: 'slow', delay_ms: 3000 });
      await grace.submit();
      expect(textOf(grace.view())).toContain('Checking once more');
      await kill();
      slack.clearFaults();
      await start();
      const again = await slack.waitFor(() => grace.view()?.submit && grace.view());
      expect(textOf(again)).toContain('⚠️ The app was interrupted. Nothing was changed.');
      expect(slack.org.person('emmy').workspaces[MARKETING]).toBe('member');
      expect(textOf(await submits(slack, grace))).toContain('Done: Grace Hopper');
    },
    RESTART_MS,
  );

  // Half a minute after the first look at it, which the others have not had to wait for.
  it(
    'before the call: the run is found to have failed, and nothing was changed',
    async () => {
      await posted('Erna', 'failed');
      expect(callsAbout('erna')).toBe(0);
      expect(slack.org.person('erna').workspaces['T0SALESFLD3']).toBe('member');
      expect(posts('Erna')).toHaveLength(1);
    },
    RESTART_MS,
  );
});
