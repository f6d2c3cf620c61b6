import { describe, expect, it } from '@jest/globals';

import type { JsonObject } from '../../../src/simulator/json.js';
import { objectOr } from '../../../src/simulator/json.js';
import { codeOf, refusalOf, webClient } from '../support/clients.js';
import { useGrid } from '../support/grid.js';
import { manifest } from '../support/manifest.js';

const grid = useGrid();

async function send(path: string, init: RequestInit): Promise<JsonObject> {
  const response = await fetch(`${grid.simulator.url}${path}`, { method: 'POST', ...init });
  return objectOr(await response.json());
}

describe('api.test', () => {
  it('needs no token and gives back what it was given', async () => {
    await expect(webClient(grid.simulator).apiCall('api.test', { foo: 'bar' })).resolves.toMatchObject({
      args: { foo: 'bar' },
    });
  });

  it('fails with the error it was asked for', async () => {
    await expect(codeOf(webClient(grid.simulator).api.test({ error: 'my_error' }))).resolves.toBe('my_error');
  });
});

describe('tokens', () => {
  it('refuses a call without a token, with a wrong one, and one whose install is gone', async () => {
    await expect(codeOf(webClient(grid.simulator).auth.test())).resolves.toBe('not_authed');
    await expect(codeOf(webClient(grid.simulator, 'xoxb-other').auth.test())).resolves.toBe('invalid_auth');
    grid.simulator.revokeToken('user');
    await expect(codeOf(grid.admin.auth.test())).resolves.toBe('token_revoked');
    grid.simulator.revokeToken('bot');
    await expect(codeOf(grid.bot.auth.test())).resolves.toBe('account_inactive');
  });

  it('stops working when the person who installed the app is deactivated', async () => {
    grid.simulator.org.person('dorothy').deactivated = true;
    await expect(codeOf(grid.admin.auth.test())).resolves.toBe('account_inactive');
    await expect(grid.bot.auth.test()).resolves.toMatchObject({ ok: true });
  });

  it('takes a bot token nowhere below admin', async () => {
    const refused = codeOf(grid.bot.apiCall('admin.users.list'));
    await expect(refused).resolves.toBe('not_allowed_token_type');
  });

  it('takes the token out of the header or out of a form', async () => {
    const form = new URLSearchParams({ token: grid.simulator.botToken }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    await expect(send('/api/auth.test', { body: form, headers })).resolves.toMatchObject({ ok: true });
  });
});

describe('scopes', () => {
  it('says which scope was needed and which ones there are', async () => {
    const poor = { ...manifest, oauth_config: { scopes: { bot: ['chat:write'], user: [] } } };
    const simulator = await grid.another({ manifest: poor });
    const bot = webClient(simulator, simulator.botToken);
    const { error, data } = await refusalOf(bot.users.info({ user: 'U0ADA000001' }));
    expect(error).toBe('missing_scope');
    expect(data).toMatchObject({ needed: 'users:read', provided: 'chat:write' });
  });
});

describe('bodies', () => {
  const json = { 'content-type': 'application/json; charset=utf-8' };

  it('reads JSON, with numbers and truth values as they are', async () => {
    const headers = { ...json, authorization: `Bearer ${grid.simulator.botToken}` };
    const body = JSON.stringify({ team_id: 'T0ENGINEER1', limit: 1, include_locale: true });
    await expect(send('/api/users.list', { body, headers })).resolves.toMatchObject({ ok: true });
  });

  it.each([
    ['broken JSON', json, '{', 'invalid_json'],
    ['JSON that is no object', json, '[]', 'json_not_object'],
    ['an unknown content type', { 'content-type': 'text/xml' }, '<a/>', 'invalid_post_type'],
    ['an unknown charset', { 'content-type': 'application/json; charset=utf-16' }, '{}', 'invalid_charset'],
  ])('refuses %s', async (_what, headers, body, error) => {
    await expect(send('/api/api.test', { body, headers })).resolves.toMatchObject({ ok: false, error });
  });

  it('wants to know what a body is, and needs none', async () => {
    const body = new TextEncoder().encode('{}');
    await expect(send('/api/api.test', { body })).resolves.toMatchObject({ error: 'missing_post_type' });
    await expect(send('/api/api.test?foo=bar', {})).resolves.toEqual({ ok: true, args: { foo: 'bar' } });
  });

  it('refuses malformed argument names', async () => {
    const body = new URLSearchParams({ 'foo[7]': 'x' }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    await expect(send('/api/api.test', { body, headers })).resolves.toMatchObject({ error: 'invalid_arg_name' });
  });

  it('reads multipart forms, as clients send them with files', async () => {
    const body = new FormData();
    body.append('foo', 'bar');
    await expect(send('/api/api.test', { body })).resolves.toEqual({ ok: true, args: { foo: 'bar' } });
  });
});

describe('methods', () => {
  it('answers unknown_method for anything it does not have', async () => {
    await expect(codeOf(grid.admin.apiCall('admin.users.levitate'))).resolves.toBe('unknown_method');
  });

  it('names the scopes of the token in a header, which the client hands on', async () => {
    const { response_metadata } = await grid.bot.auth.test();
    expect(response_metadata).toMatchObject({ scopes: expect.arrayContaining(['chat:write', 'commands']) });
  });
});
