import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { Simulator } from '../../src/simulator/simulator.js';
import { install } from '../support/browser.js';
import { withDatabase } from '../support/database.js';
import { forgetInstall, startUninstalled, startUninstalledGrid, type Uninstalled } from '../support/installing.js';

/** What people in Slack see of an app that is not installed, or only half. */
describe('while it is not installed', () => {
  const database = withDatabase();
  let slack: Simulator;
  let gridkeeper: Uninstalled;

  const types = async (): Promise<string> => {
    const katherine = slack.as('katherine');
    const answer = await katherine.command('/grant-admin', '@ada in marketing');
    if (!answer.ok) return answer.problem ?? '';
    return slack.waitFor(() => katherine.ephemerals().at(-1)?.text);
  };
  const start = async (): Promise<void> => {
    gridkeeper = await startUninstalled(slack, database.current, { changes: { enterpriseId: slack.org.id } });
  };

  beforeEach(async () => {
    slack = await startUninstalledGrid();
    await start();
  });
  afterEach(async () => {
    await gridkeeper.app.stop();
    await slack.stop();
    await forgetInstall(database.current);
  });

  const until = async (check: () => Promise<boolean>): Promise<void> => {
    while (!(await check())) await sleep(10);
  };

  it('says so to whoever types a command', async () => {
    await until(async () => String((await gridkeeper.readiness()).body['slack']).includes('not installed'));
    expect(await types()).toMatchInlineSnapshot(
      `"/grant-admin cannot be run now, because the app is not installed: an org owner has to open /slack/install. Nothing was changed."`,
    );
    expect(slack.breaches()).toEqual([]);
  });

  it('says so where the admin token is gone, after a restart too', async () => {
    await install(gridkeeper.url, { person: slack.org.person('dorothy').id });
    await gridkeeper.app.ready;
    await slack.tell({ type: 'tokens_revoked', tokens: { oauth: [slack.org.person('dorothy').id], bot: [] } });
    await gridkeeper.app.stop();
    await start();
    await until(async () => String((await gridkeeper.readiness()).body['slack']).includes('no admin token'));
    expect(await types()).toMatchInlineSnapshot(
      `"/grant-admin cannot be run now, because there is no admin token: an org owner has to open /slack/install. Nothing was changed."`,
    );
  });

  it('says so where the app’s own token is gone while it runs', async () => {
    await install(gridkeeper.url, { person: slack.org.person('dorothy').id });
    await gridkeeper.app.ready;
    await slack.tell({ type: 'tokens_revoked', tokens: { oauth: [], bot: [slack.org.bot.user_id] } });
    await until(async () => (await gridkeeper.readiness()).status === 503);
    expect(await types()).toMatchInlineSnapshot(
      `"The form could not be opened. The app is not installed on the organisation any more, so nothing was sent. An org owner has to open /slack/install of this app. (\`not_installed\`) Nothing was changed. Type /grant-admin again."`,
    );
    expect(slack.calls('views.open')).toEqual([]);
  });

  it('shows nothing to a second organisation, to nobody’s signature, and to anything but a command', async () => {
    await types();
    const [typed] = slack.deliveries('slash_command');
    const foreign = new URLSearchParams(typed?.body);
    foreign.set('enterprise_id', 'E0ELSEWHERE');
    const nothing = { status: 503, body: '' };
    expect((await slack.deliver(foreign.toString())).outcome).toMatchObject(nothing);
    expect((await slack.deliver({ type: 'shortcut', callback_id: 'admin' })).outcome).toMatchObject(nothing);
    const forged = await slack.deliver(typed?.body ?? '', { signature: `v0=${'0'.repeat(64)}` });
    expect(forged.outcome).toMatchObject({ status: 401, body: '' });
  });
});
