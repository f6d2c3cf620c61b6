import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Simulator } from '../../../src/simulator/simulator.js';
import { startProcess, type AppProcess } from '../../support/app-process.js';
import { aDataDir, EmbeddedProcess, removeDataDir } from '../../support/embedded.js';
import { startGrid } from '../../support/engine.js';
import { MARKETING } from '../../support/grants.js';
import { environmentFor } from '../../support/gridkeeper.js';
import { auditPosts, runs, textOf } from '../../support/steps.js';

const campaign = process.env['TEST_FULL'] ? it : it.skip;
const WAIT = { timeout: 90_000 };
const RESTART_MS = 120_000;

/** Every end that lies ahead is due a month ago, as if the app had been down for so long. */
const A_MONTH_LATER = `update grants
  set ends_at = now() - interval '30 days', due_at = now() - interval '30 days', try_at = now() - interval '30 days',
    remind_at = null
  where ended_at is null and released_by is null`;

describe('kill -9 while a right for a time is being taken away', () => {
  let slack: Simulator;
  let dataDir: string;
  let app: AppProcess;
  const start = async (): Promise<void> => {
    app = await startProcess({ ...environmentFor(slack), DATA_DIR: dataDir });
    slack.appUrl = app.url;
  };
  beforeAll(async () => {
    if (!process.env['TEST_FULL']) return;
    slack = await startGrid();
    dataDir = await aDataDir();
    await start();
  }, RESTART_MS);
  afterAll(async () => {
    if (!process.env['TEST_FULL']) return;
    await app.ends('SIGKILL');
    await slack.stop();
    await removeDataDir(dataDir);
  });

  campaign(
    'and a month down: each right has ended, exactly once',
    async () => {
      const margaret = slack.as('margaret');
      for (const whom of ['@ada', '@emmy']) {
        await runs(slack, margaret, '/grant-admin', `${whom} in marketing for 8h`);
        await margaret.close();
      }
      const cardOf = (name: string) =>
        slack
          .as('margaret')
          .directMessages()
          .find(
            (message) =>
              message.metadata?.event_type === 'gridkeeper_grant' &&
              message.thread_ts === null &&
              textOf(message).includes(name),
          );
      const card = await slack.waitFor(() => cardOf('Ada Lovelace'), WAIT);

      slack.setFault({ method: 'admin.users.setRegular', fault: 'slow', delay_ms: 2000, times: 1 });
      await margaret.press('grant.release', { channel: card.channel, ts: card.ts });
      await slack.waitFor(() => slack.calls('admin.users.setRegular').length === 1);
      await app.ends('SIGKILL');
      // The request has left; Slack carries it out although nobody waits for the answer any more.
      await slack.waitFor(() => slack.org.person('ada').workspaces[MARKETING] === 'member', WAIT);
      const database = new EmbeddedProcess(dataDir);
      await database.hears('open');
      await database.rows(A_MONTH_LATER);
      await database.does('close');
      await database.kill();
      await start();

      await slack.waitFor(() => textOf(cardOf('Ada Lovelace')).includes('has ended'), WAIT);
      await slack.waitFor(() => textOf(cardOf('Emmy Noether')).includes('has ended'), WAIT);
      expect(slack.org.person('emmy').workspaces[MARKETING]).toBe('member');
      expect(slack.calls('admin.users.setRegular').map(({ args }) => args['user_id'])).toEqual([
        slack.org.person('ada').id,
        slack.org.person('emmy').id,
      ]);
      const over = () => auditPosts(slack).filter(({ text }) => text.includes('A right for a time is over'));
      await slack.waitFor(() => over().length === 2, WAIT);
    },
    RESTART_MS,
  );
});
