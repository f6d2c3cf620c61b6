import { describe, expect, it } from '@jest/globals';
import { WebAPIHTTPError, WebAPIRateLimitedError, WebAPIRequestError, WebClient } from '@slack/web-api';

import { objectsIn } from '../../../src/simulator/json.js';
import { coverage } from '../../../src/simulator/web-api/coverage.js';
import { documentedErrors } from '../../../src/simulator/web-api/documented-errors.js';
import { allowances } from '../../../src/simulator/web-api/tiers.js';
import { codeOf, refusalOf, webClient } from '../support/clients.js';
import { post, useGrid } from '../support/grid.js';
import { fetchJson } from '../support/http.js';

const grid = useGrid();
const audit = 'C0AUDITLOG1';

async function errorOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => null,
    (error: unknown) => error,
  );
}

function texts(): string[] {
  return grid.simulator.messages(audit).map(({ text }) => text);
}

describe('POST /control/faults', () => {
  const set = (fault: object) => fetchJson(grid.simulator, '/control/faults', fault);
  const write = () => post(grid.bot, { channel: audit, text: 'written' });

  it('fails calls with any code, without effect, as often as told', async () => {
    await set({ method: 'chat.postMessage', fault: 'error', error: 'fatal_error', times: 2 });
    await expect(codeOf(write())).resolves.toBe('fatal_error');
    await expect(codeOf(write())).resolves.toBe('fatal_error');
    await expect(write()).resolves.toMatchObject({ ok: true });
    expect(texts()).toEqual(['written']);
  });

  it('answers an error with more fields, while what they do not name is done', async () => {
    const [marketing, sales] = ['T0MARKETNG2', 'T0SALESFLD3'];
    await set({
      method: 'admin.usergroups.addTeams',
      fault: 'error',
      error: 'auto_provision_failure',
      body: { errors: [sales] },
      effect: 'partial',
      times: 2,
    });
    const add = (...team_ids: string[]) =>
      refusalOf(grid.admin.admin.usergroups.addTeams({ usergroup_id: 'S0IDPENGINE1', team_ids }));
    await expect(add(sales)).resolves.toMatchObject({ error: 'auto_provision_failure' });
    await expect(add(marketing, sales)).resolves.toMatchObject({ data: { errors: [sales] } });
    const linked = grid.simulator.org.group('S0IDPENGINE1').links.map(({ team }) => team);
    expect(linked).toEqual(['T0ENGINEER1', marketing]);
    expect(grid.simulator.breaches()).toEqual([]);
  });

  it('answers an error after everything was done', async () => {
    await set({ method: 'chat.postMessage', fault: 'error', error: 'fatal_error', effect: 'whole', times: 1 });
    await expect(codeOf(write())).resolves.toBe('fatal_error');
    expect(texts()).toEqual(['written']);
  });

  it('warns in a successful answer, and in no other', async () => {
    await set({ method: '*', fault: 'warning' });
    await expect(write()).resolves.toMatchObject({
      ok: true,
      warning: 'missing_charset',
      response_metadata: { warnings: ['missing_charset'] },
    });
    const join = await grid.bot.conversations.join({ channel: audit });
    expect(join.response_metadata?.warnings).toEqual(['already_in_channel', 'missing_charset']);
    const { data } = await refusalOf(grid.bot.users.info({ user: 'U0NOBODY000' }));
    expect(data).not.toHaveProperty('warning');
  });

  it('hits one method, or with * all of them', async () => {
    await set({ method: 'auth.test', fault: 'error', error: 'internal_error' });
    await expect(write()).resolves.toMatchObject({ ok: true });
    await set({ method: '*', fault: 'error', error: 'service_unavailable' });
    await expect(codeOf(write())).resolves.toBe('service_unavailable');
  });

  it('limits the rate with a Retry-After', async () => {
    const { apiUrl, botToken } = grid.simulator;
    const client = new WebClient(botToken, { slackApiUrl: apiUrl, rejectRateLimitedCalls: true });
    await set({ method: 'auth.test', fault: 'rate_limited', retry_after: 30 });
    const error = await errorOf(client.auth.test());
    expect(error).toBeInstanceOf(WebAPIRateLimitedError);
    expect(error).toMatchObject({ retryAfter: 30 });
  });

  it('answers 500, or HTML with status 200', async () => {
    await set({ method: '*', fault: 'http_500', times: 1 });
    const error = await errorOf(write());
    expect(error).toBeInstanceOf(WebAPIHTTPError);
    expect(error).toMatchObject({ statusCode: 500 });
    await set({ method: '*', fault: 'html', times: 1 });
    await expect(codeOf(write())).resolves.toMatch(/^<!DOCTYPE html>/);
    expect(texts()).toEqual([]);
  });

  it('breaks the connection before the effect, or loses the answer after it', async () => {
    await set({ method: '*', fault: 'reset', times: 1 });
    expect(await errorOf(write())).toBeInstanceOf(WebAPIRequestError);
    expect(texts()).toEqual([]);
    await set({ method: '*', fault: 'reply_lost', times: 1 });
    expect(await errorOf(write())).toBeInstanceOf(WebAPIRequestError);
    expect(texts()).toEqual(['written']);
  });

  it('is slow, with the effect at once', async () => {
    await set({ method: '*', fault: 'slow', delay_ms: 300, times: 1 });
    const began = Date.now();
    const answer = write();
    await grid.simulator.waitFor(() => texts().length === 1);
    expect(Date.now() - began).toBeLessThan(250);
    await answer;
    expect(Date.now() - began).toBeGreaterThanOrEqual(290);
  });

  it('can be looked at and cleared, one by one or all at once', async () => {
    const first = grid.simulator.setFault({ method: 'auth.test', fault: 'html' });
    await expect(set({ method: '*', fault: 'reset', times: 3 })).resolves.toMatchObject({
      faults: [
        { id: first.id, method: 'auth.test', left: null },
        { method: '*', left: 3 },
      ],
    });
    await expect(fetchJson(grid.simulator, `/control/faults/${first.id}`, {}, 'DELETE')).resolves.toMatchObject({
      faults: [{ method: '*' }],
    });
    await expect(fetchJson(grid.simulator, '/control/faults', { clear: true })).resolves.toMatchObject({ faults: [] });
    await set({ method: '*', fault: 'reset' });
    await expect(fetchJson(grid.simulator, '/control/faults', {}, 'DELETE')).resolves.toMatchObject({ faults: [] });
    await expect(fetchJson(grid.simulator, '/control/faults')).resolves.toMatchObject({ faults: [] });
  });

  it('refuses what is no fault', async () => {
    await expect(set({ method: '*', fault: 'sulk' })).resolves.toMatchObject({ status: 400, error: 'invalid_body' });
  });
});

describe('GET /control/methods', () => {
  it('names every method with its own codes and those of all', async () => {
    const { methods } = await fetchJson(grid.simulator, '/control/methods');
    const byName = new Map(objectsIn(methods).map(({ method, errors }) => [method, errors]));
    expect(byName.get('admin.users.invite')).toEqual(expect.arrayContaining(['user_disabled', 'ratelimited']));
    expect(byName.size).toBe(coverage.length);
    expect(Object.keys(documentedErrors).sort()).toEqual(coverage.map(({ method }) => method).sort());
  });
});

describe('Slack’s rate limits', () => {
  const limited = () =>
    new WebClient(grid.simulator.adminToken, { slackApiUrl: grid.simulator.apiUrl, rejectRateLimitedCalls: true });

  it('know every method', () => {
    expect(Object.keys(allowances).sort()).toEqual(coverage.map(({ method }) => method).sort());
  });

  it('are off, and once switched on hold each method to its tier, with the time to wait', async () => {
    const client = limited();
    const count = async () => client.admin.conversations.search({ total_count_only: true });
    for (let calls = 0; calls < 21; calls += 1) await count();
    await fetchJson(grid.simulator, '/control/limits', { on: true });
    for (let calls = 0; calls < 20; calls += 1) await count();
    grid.pass(10_000);
    const error = await errorOf(count());
    expect(error).toBeInstanceOf(WebAPIRateLimitedError);
    expect(error).toMatchObject({ retryAfter: expect.any(Number) });
    await client.users.info({ user: 'U0ADA000001' });
    grid.pass(50_000);
    await count();
    grid.simulator.rateLimits = false;
  });

  it('count messages by channel', async () => {
    grid.simulator.rateLimits = true;
    const client = new WebClient(grid.simulator.botToken, {
      slackApiUrl: grid.simulator.apiUrl,
      rejectRateLimitedCalls: true,
    });
    for (let calls = 0; calls < 60; calls += 1) await client.chat.postMessage({ channel: audit, text: 'x' });
    expect(await errorOf(client.chat.postMessage({ channel: audit, text: 'x' }))).toBeInstanceOf(
      WebAPIRateLimitedError,
    );
    await client.chat.postMessage({ channel: 'C0APPROVAL2', text: 'x' });
    grid.simulator.rateLimits = false;
  });
});

describe('GET /control/calls', () => {
  it('lists each call with its arguments and without tokens', async () => {
    await grid.bot.apiCall('users.info', { user: 'U0ADA000001', token: grid.simulator.botToken });
    await errorOf(webClient(grid.simulator, 'xoxb-other').auth.test());
    const { calls } = await fetchJson(grid.simulator, '/control/calls');
    expect(calls).toMatchObject([
      { method: 'users.info', token: 'bot', args: { user: 'U0ADA000001' }, ok: true, error: null },
      { method: 'auth.test', token: 'unknown', ok: false, error: 'invalid_auth' },
    ]);
    expect(JSON.stringify(calls)).not.toContain('xox');
    expect(grid.simulator.calls('users.info')).toHaveLength(1);
  });

  it('picks one method, shows JSON as JSON, and counts calls that met a fault', async () => {
    grid.simulator.setFault({ method: 'chat.postMessage', fault: 'reset', times: 1 });
    const blocks = [{ type: 'divider' as const }];
    await errorOf(post(grid.bot, { channel: audit, text: 'x', blocks }));
    await grid.bot.auth.test();
    const { calls } = await fetchJson(grid.simulator, '/control/calls?method=chat.postMessage');
    expect(calls).toMatchObject([{ args: { channel: audit, blocks }, ok: false, error: 'reset' }]);
  });
});

describe('POST /control/people', () => {
  const change = (id: string, changes: object) => fetchJson(grid.simulator, '/control/people', { id, changes });

  it('changes roles, guests and activity behind the app’s back', async () => {
    await change('ada', { org_role: 'admin' });
    await change('U0ADA000001', { workspace: { team: 'marketing', role: 'owner' } });
    await change('ada', { workspace: { team: 'engineering', role: null } });
    expect(grid.simulator.org.person('ada')).toMatchObject({ org_role: 'admin', workspaces: { T0MARKETNG2: 'owner' } });
    expect(grid.simulator.org.person('ada').workspaces).not.toHaveProperty('T0ENGINEER1');
    await change('kay', { guest: 'single_channel' });
    const { user } = await grid.bot.users.info({ user: grid.simulator.org.person('kay').id });
    expect(user).toMatchObject({ is_ultra_restricted: true });
    await change('kay', { guest: false, deactivated: true });
    expect(grid.simulator.org.person('kay')).toMatchObject({
      deactivated: true,
      workspaces: { T0ENGINEER1: 'member' },
    });
  });

  it('refuses nobody, nowhere and nonsense', async () => {
    await expect(change('nobody', {})).resolves.toMatchObject({ status: 400, error: 'user_not_found' });
    const nowhere = change('ada', { workspace: { team: 'moon', role: 'owner' } });
    await expect(nowhere).resolves.toMatchObject({ error: 'team_not_found' });
    await expect(change('ada', { org_role: 'king' })).resolves.toMatchObject({ error: 'invalid_body' });
  });
});

describe('POST /control/reset', () => {
  it('goes back to the seed: roles, messages, calls, faults', async () => {
    await grid.admin.admin.users.setAdmin({ team_id: 'E0ANALYTIC1', user_id: 'U0ADA000001' });
    await post(grid.bot, { channel: audit, text: 'x' });
    grid.simulator.setFault({ method: '*', fault: 'html' });
    await fetchJson(grid.simulator, '/control/reset', {});
    expect(grid.simulator.org.person('ada').org_role).toBe('member');
    expect(texts()).toEqual([]);
    expect(grid.simulator.calls()).toEqual([]);
    await expect(grid.bot.auth.test()).resolves.toMatchObject({ ok: true });
  });
});

describe('GET /control/org', () => {
  it('shows the organisation as it is now', async () => {
    await grid.admin.admin.users.setAdmin({ team_id: 'E0ANALYTIC1', user_id: 'U0ADA000001' });
    const shown = await fetchJson(grid.simulator, '/control/org');
    expect(shown).toMatchObject({
      org: { id: 'E0ANALYTIC1' },
      people: expect.arrayContaining([expect.objectContaining({ handle: 'ada', org_role: 'admin' })]),
    });
  });
});
