import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';

import type { Simulator } from '../../src/simulator/simulator.js';
import { agree, Browser, install, textOf } from '../support/browser.js';
import { withDatabase } from '../support/database.js';
import { forgetInstall, startUninstalled, startUninstalledGrid, type Uninstalled } from '../support/installing.js';
import { plans, runs } from '../support/steps.js';
import { dump } from '../support/store.js';

const Install = z.object({ actor: z.string(), detail: z.record(z.string(), z.unknown()) });

describe('an install in the browser', () => {
  const database = withDatabase();
  let slack: Simulator;
  let gridkeeper: Uninstalled;
  const idOf = (who: string): string => slack.org.person(who).id;
  const entries = async (): Promise<unknown[]> => {
    const rows = await database.current.db.selectFrom('ledger_entries').select('entry').orderBy('sequence').execute();
    return rows.map(({ entry }): unknown => JSON.parse(entry));
  };

  beforeEach(async () => {
    slack = await startUninstalledGrid();
    gridkeeper = await startUninstalled(slack, database.current);
  });
  afterEach(async () => {
    await gridkeeper.app.stop();
    await slack.stop();
    await forgetInstall(database.current);
  });

  it('is what the app waits for; then it is ready without a restart, and grants admin', async () => {
    while ((await gridkeeper.readiness()).body['slack'] === 'not verified yet') await sleep(10);
    expect(await gridkeeper.readiness()).toEqual({
      status: 503,
      body: {
        ready: false,
        slack: 'the app is not installed: an org owner has to open /slack/install',
        admin_token: 'ok',
        database: 'ok',
      },
    });
    const page = await install(gridkeeper.url, { person: idOf('dorothy') });
    expect(page.status).toBe(200);
    expect(page.text).toContain('Installed on');
    await gridkeeper.app.ready;
    expect(await gridkeeper.readiness()).toMatchObject({ status: 200 });
    await runs(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing because launch week');
    expect(slack.calls('admin.users.setAdmin')).toMatchObject([{ token: 'user', ok: true }]);
    expect((await entries())[0]).toMatchObject({
      kind: 'install.done',
      actor: idOf('dorothy'),
      detail: { rank: 'org_owner', token: 'used', displaces: null, lacking: [] },
    });
    expect(JSON.stringify(await dump(database.current.db))).not.toMatch(/xox[bp]-|xoxe/u);
    expect(gridkeeper.log.join('')).not.toMatch(/xox[bp]-|simulated-client-secret|code=/u);
  });

  it('shows pages that run nothing, load nothing and escape what they are told', async () => {
    const { headers, body } = await new Browser().open(`${gridkeeper.url}/slack/install`);
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/u);
    expect(headers.get('set-cookie')).toMatch(
      /^gridkeeper-install=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/u,
    );
    expect(body).not.toMatch(/<script|src=|@import|url\(/u);
    const browser = new Browser();
    const back = new URL(await agree(browser, gridkeeper.url, { person: idOf('dorothy'), answer: 'cancel' }));
    back.searchParams.set('error', '<img src=x onerror=alert(1)>');
    expect((await browser.open(back.href)).body).toContain('<code>&lt;img src=x onerror=alert(1)&gt;</code>');
  });

  it('marks the cookie as one for https only wherever it is not on this machine', async () => {
    const { port } = gridkeeper.app;
    const { request } = await import('node:http');
    const cookie = await new Promise<string>((resolve, reject) => {
      const asked = request(
        { host: '127.0.0.1', port, path: '/slack/install', headers: { host: 'gridkeeper.example.com' } },
        (response) => {
          response.resume();
          resolve(String(response.headers['set-cookie']));
        },
      );
      asked.once('error', reject).end();
    });
    expect(cookie).toMatch(/^__Host-gridkeeper-install=.*; HttpOnly; SameSite=Lax; .*Secure$/u);
  });

  it('is finished once, and only in the browser it began in', async () => {
    const browser = new Browser();
    const back = await agree(browser, gridkeeper.url, { person: idOf('dorothy') });
    expect((await new Browser().open(back)).status).toBe(400);
    const forged = new URL(back);
    forged.searchParams.set('state', `${'A'.repeat(43)}.${'B'.repeat(43)}`);
    expect((await browser.open(forged.href)).status).toBe(400);
    const [one, other] = await Promise.all([browser.open(back), browser.copy().open(back)]);
    expect([one.status, other.status].sort((a, b) => a - b)).toEqual([200, 400]);
    const again = await browser.open(back);
    expect(textOf(again.body)).toMatchSnapshot('begun elsewhere');
    expect(slack.calls('oauth.v2.access')).toHaveLength(1);
  });

  it('does nothing when it is cancelled at Slack', async () => {
    const page = await install(gridkeeper.url, { person: idOf('dorothy'), answer: 'cancel' });
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining('Nothing was installed') });
    expect(slack.calls('oauth.v2.access')).toHaveLength(0);
  });

  it('is refused on a single workspace, with a page that says what to do; its tokens are given back', async () => {
    const page = await install(gridkeeper.url, { person: idOf('dorothy'), ground: slack.org.workspaces[0]?.id ?? '' });
    expect(page.status).toBe(403);
    expect(page.text).toMatchSnapshot('on a single workspace');
    expect(slack.calls('auth.revoke')).toMatchObject([
      { token: 'bot', ok: true },
      { token: 'user', ok: true },
    ]);
    expect(await gridkeeper.readiness()).toMatchObject({ status: 503 });
  });

  it('is refused for anybody who is no org admin, and recorded', async () => {
    await install(gridkeeper.url, { person: idOf('dorothy') });
    const page = await install(gridkeeper.url, { person: idOf('ada') });
    expect(page).toMatchObject({ status: 403, text: expect.stringContaining('You are a member.') });
    // The bot's token is the one in use: it is not given back.
    expect(slack.calls('auth.revoke')).toMatchObject([{ token: 'user' }]);
    expect((await entries()).at(-1)).toMatchObject({
      kind: 'install.refused',
      actor: idOf('ada'),
      because: 'not-an-org-admin',
    });
    await gridkeeper.app.ready;
    await plans(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing');
  });

  it('is refused for a second organisation with the same people, recorded, and shows nothing', async () => {
    await install(gridkeeper.url, { person: idOf('dorothy') });
    await gridkeeper.app.ready;
    const page = await install(gridkeeper.url, { person: idOf('dorothy'), ground: 'elsewhere' });
    expect(page.status).toBe(403);
    expect(page.text).toContain('This is another organisation’s Gridkeeper');
    expect(page.text).not.toContain(slack.org.id);
    expect((await entries()).at(-1)).toMatchObject({
      kind: 'install.refused',
      because: 'another-organisation',
      detail: { enterprise_id: 'E0ELSEWHERE' },
    });
    expect(slack.calls('auth.revoke')).toHaveLength(2);
    await runs(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing');
  });

  it('is refused for any organisation but the configured one, even the first', async () => {
    await gridkeeper.app.stop();
    gridkeeper = await startUninstalled(slack, database.current, { changes: { enterpriseId: 'E0CONFIGURED' } });
    const page = await install(gridkeeper.url, { person: idOf('dorothy') });
    expect(page).toMatchObject({ status: 403, text: expect.stringContaining('another organisation') });
    expect(await entries()).toMatchObject([{ kind: 'install.refused', enterprise_id: 'E0CONFIGURED' }]);
  });

  it.each([
    ['oauth.v2.access', 'bad_client_secret', 'SLACK_CLIENT_SECRET of this deployment is not the one'],
    ['oauth.v2.access', 'invalid_code', 'start again'],
    ['users.info', 'fatal_error', 'users.info'],
  ])('says what Slack said when %s answers %s, and keeps nothing', async (method, code, says) => {
    slack.setFault({ method, fault: 'error', error: code, times: 1 });
    const page = await install(gridkeeper.url, { person: idOf('dorothy') });
    expect(page.status).toBe(502);
    expect(page.text).toContain(code);
    expect(page.text).toContain(says);
    expect(await database.current.db.selectFrom('installations').selectAll().execute()).toEqual([]);
    expect((await install(gridkeeper.url, { person: idOf('dorothy') })).status).toBe(200);
  });

  it('warns on the spot where Slack granted less than is needed', async () => {
    const page = await install(gridkeeper.url, {
      person: idOf('dorothy'),
      ask: (query) => query.set('user_scope', 'admin.teams:read,admin.users:read,admin.users:write'),
    });
    // Which scopes those are changes with every operation.
    expect(page.text.replace(/admin\.[\w.:, ]+/u, '…')).toMatchSnapshot('too few scopes');
    expect((await entries())[0]).toMatchObject({
      detail: { lacking: expect.arrayContaining(['admin.usergroups:write']) },
    });
  });

  it('without admin rights leaves the app waiting for them, and says so', async () => {
    const page = await install(gridkeeper.url, {
      person: idOf('dorothy'),
      ask: (query) => query.set('user_scope', ''),
    });
    expect(page.text).toContain('No admin rights were granted');
    expect((await gridkeeper.readiness()).body['slack']).toBe(
      'there is no admin token: an org owner has to open /slack/install',
    );
    await install(gridkeeper.url, { person: idOf('dorothy') });
    await gridkeeper.app.ready;
  });

  it('again without admin rights keeps those that are there', async () => {
    await install(gridkeeper.url, { person: idOf('dorothy') });
    await gridkeeper.app.ready;
    const page = await install(gridkeeper.url, { person: idOf('grace'), ask: (query) => query.set('user_scope', '') });
    expect(page.text).toContain(`goes on working with those of ${idOf('dorothy')}`);
    await runs(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing');
  });

  it.each([
    ['two owners', 'dorothy', 'margaret'],
    ['an admin and an owner', 'alan', 'dorothy'],
    ['an owner and an admin', 'dorothy', 'alan'],
  ])('by %s at once leaves one token in use, never the lower one over the higher', async (_, one, other) => {
    const back = [];
    for (const who of [one, other]) {
      const browser = new Browser();
      back.push({ browser, url: await agree(browser, gridkeeper.url, { person: idOf(who) }) });
    }
    const pages = await Promise.all(back.map(({ browser, url }) => browser.open(url)));
    expect(pages.map(({ status }) => status)).toEqual([200, 200]);
    const rows = await database.current.db.selectFrom('installations').selectAll().where('kind', '=', 'user').execute();
    const inUse = rows.filter((row) => row.in_use).map(({ user_id }) => user_id);
    expect(inUse).toHaveLength(1);
    expect(inUse).not.toContain(idOf('alan'));
    const installs = z.array(Install).parse(await entries());
    // Each knows of the one before it: the first displaces nobody, the second finds the first.
    expect(installs.map(({ actor }) => actor).sort()).toEqual([idOf(one), idOf(other)].sort());
    expect(installs[0]?.detail).toMatchObject({ token: 'used', displaces: null });
    expect(installs[1]?.detail).toMatchObject(
      installs[1]?.actor === idOf('alan') ? { token: 'waits' } : { token: 'used', displaces: installs[0]?.actor },
    );
    await gridkeeper.app.ready;
    await runs(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing');
  });

  it('is noticed by the other processes of the deployment', async () => {
    const other = await startUninstalled(slack, database.current);
    await install(gridkeeper.url, { person: idOf('dorothy') });
    await other.app.ready;
    expect(await other.readiness()).toMatchObject({ status: 200 });
    await other.app.stop();
  });

  it('survives a restart', async () => {
    await install(gridkeeper.url, { person: idOf('dorothy') });
    await gridkeeper.app.ready;
    await gridkeeper.app.stop();
    gridkeeper = await startUninstalled(slack, database.current);
    await gridkeeper.app.ready;
    await runs(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing');
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(1);
  });
});
