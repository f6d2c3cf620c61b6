import { describe, expect, it } from '@jest/globals';

import type { Simulator } from '../../../src/simulator/simulator.js';
import type { Agreement } from '../../../src/simulator/oauth/oauth.js';
import { codeOf, webClient } from '../support/clients.js';
import { useGrid } from '../support/grid.js';
import { manifest } from '../support/manifest.js';

const HOUR = 3_600_000;
const grid = useGrid({ rotation: true });

const agreed = (simulator: Simulator, changes: Partial<Agreement> = {}): string =>
  simulator.slack.oauth.agree({
    person: simulator.org.person('margaret').id,
    ground: { kind: 'org' },
    scopes: { bot: ['users:read'], user: ['admin.users:read'] },
    ...changes,
  });
const access = (simulator: Simulator, more: Record<string, string>): Promise<Record<string, unknown>> => {
  const { id: client_id, secret: client_secret } = simulator.oauthClient;
  const args = { client_id, client_secret, ...more };
  return webClient(simulator)
    .apiCall('oauth.v2.access', args)
    .then((answer) => ({ ...answer }));
};
const exchange = (simulator: Simulator, refresh_token: unknown): Promise<Record<string, unknown>> =>
  access(simulator, { grant_type: 'refresh_token', refresh_token: String(refresh_token) });

describe('oauth.v2.access', () => {
  it('gives out tokens of the organisation for a code, once', async () => {
    const simulator = await grid.another();
    const code = agreed(simulator);
    const install = await access(simulator, { code });
    expect(install).toMatchObject({
      is_enterprise_install: true,
      team: null,
      enterprise: { id: simulator.org.id },
      token_type: 'bot',
      scope: 'users:read',
      authed_user: { id: simulator.org.person('margaret').id, scope: 'admin.users:read', token_type: 'user' },
    });
    expect(install).not.toHaveProperty('refresh_token');
    await expect(codeOf(access(simulator, { code }))).resolves.toBe('invalid_code');
    const admin = webClient(simulator, String(Object(install['authed_user'])['access_token']));
    const shown = await admin.auth.test();
    expect(shown).toMatchObject({ user: 'margaret', response_metadata: { scopes: ['admin.users:read'] } });
    await expect(codeOf(admin.admin.users.setRegular({ team_id: 'T', user_id: 'U' }))).resolves.toBe('missing_scope');
  });

  it('keeps the bot’s token from one install to the next, until the app is taken off', async () => {
    const simulator = await grid.another();
    const first = await access(simulator, { code: agreed(simulator) });
    const second = await access(simulator, { code: agreed(simulator, { person: simulator.org.person('grace').id }) });
    expect(second['access_token']).toBe(first['access_token']);
    expect(simulator.slack.oauth.uninstall().users).toHaveLength(2);
    const bot = webClient(simulator, String(first['access_token']));
    await expect(codeOf(bot.auth.test())).resolves.toBe('account_inactive');
    expect((await access(simulator, { code: agreed(simulator) }))['access_token']).not.toBe(first['access_token']);
  });

  it('says of a single workspace that it is one, and of another organisation which', async () => {
    const simulator = await grid.another();
    const team = simulator.org.workspaces[0]?.id ?? '';
    expect(await access(simulator, { code: agreed(simulator, { ground: { kind: 'workspace', team } }) })).toMatchObject(
      {
        is_enterprise_install: false,
        team: { id: team },
      },
    );
    const foreign = await access(simulator, { code: agreed(simulator, { ground: { kind: 'elsewhere' } }) });
    expect(foreign).toMatchObject({ is_enterprise_install: true, enterprise: { id: 'E0ELSEWHERE' } });
    const bot = webClient(simulator, String(foreign['access_token']));
    expect(await bot.auth.test()).toMatchObject({ enterprise_id: 'E0ELSEWHERE' });
  });

  it('refuses another client, a wrong secret and a code of its own making', async () => {
    const { simulator } = grid;
    await expect(codeOf(access(simulator, { client_id: '1.2' }))).resolves.toBe('invalid_client_id');
    await expect(codeOf(access(simulator, { client_secret: 'x' }))).resolves.toBe('bad_client_secret');
    await expect(codeOf(access(simulator, { code: '1.2.3' }))).resolves.toBe('invalid_code');
    await expect(codeOf(exchange(simulator, 'xoxe-1-none'))).resolves.toBe('invalid_refresh_token');
  });

  it('exchanges tokens that live twelve hours; the old refresh token is good until the new token is used', async () => {
    const { simulator } = grid;
    const install = await access(simulator, { code: agreed(simulator) });
    const { access_token: old, refresh_token: refresh } = install;
    expect(install['expires_in']).toBe(43_200);
    const lost = await exchange(simulator, refresh);
    const fresh = await exchange(simulator, refresh);
    expect(new Set([old, lost['access_token'], fresh['access_token']]).size).toBe(3);
    await webClient(simulator, String(old)).auth.test();
    await webClient(simulator, String(fresh['access_token'])).auth.test();
    await expect(codeOf(exchange(simulator, refresh))).resolves.toBe('invalid_refresh_token');
    grid.pass(12 * HOUR);
    await expect(codeOf(webClient(simulator, String(old)).auth.test())).resolves.toBe('token_expired');
    const next = await exchange(simulator, fresh['refresh_token']);
    await webClient(simulator, String(next['access_token'])).auth.test();
  });

  it('leaves no secret in the log of calls', async () => {
    const { simulator } = grid;
    await access(simulator, { code: agreed(simulator) });
    expect(simulator.calls('oauth.v2.access').at(-1)?.args).toMatchObject({
      client_secret: '[redacted]',
      code: '[redacted]',
    });
  });
});

describe('the authorise page', () => {
  const oauth_config = { redirect_urls: ['https://app.example/slack/oauth_redirect'] };

  it('asks who agrees to what on which ground, and leads back to the app', async () => {
    const simulator = await grid.another({ appUrl: 'http://127.0.0.1:1', manifest: { ...manifest, oauth_config } });
    const { id } = simulator.oauthClient;
    const open = (query: string): Promise<Response> => fetch(`${simulator.url}/oauth/v2/authorize?${query}`);
    expect((await open('client_id=1.2')).status).toBe(400);
    const page = await open(`client_id=${id}&scope=commands&user_scope=admin.users:read&state=a%22b`);
    const text = await page.text();
    expect(text).toContain('<code>admin.users:read</code>');
    expect(text).toContain('Dorothy Vaughan (owner)');
    expect(text).toContain('value="a&quot;b"');
  });
});
