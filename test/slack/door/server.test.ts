import { once } from 'node:events';
import { connect } from 'node:net';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { startServer, type Health, type RunningServer } from '../../../src/slack/door/server.js';

describe('startServer', () => {
  let health: () => Promise<Health>;
  const faults: unknown[] = [];
  let server: RunningServer;

  beforeEach(async () => {
    health = async () => ({ ready: true, why: { slack: 'ok', database: 'ok' } });
    server = await startServer({
      host: '127.0.0.1',
      port: 0,
      slackEvents: async (request, response) => {
        if (request.headers['x-fault']) throw new Error('a fault');
        response.writeHead(200).end('taken');
      },
      health: () => health(),
      metrics: { token: 'a-token-of-monitoring', contentType: 'text/plain', text: async () => 'figures' },
      onFault: (error) => faults.push(error),
    });
  });
  afterEach(() => server.close());
  const ask = async (method: string, path: string, headers = {}): Promise<{ status: number; body: string }> => {
    const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
      method,
      headers: { connection: 'close', ...headers },
    });
    return { status: answer.status, body: await answer.text() };
  };

  it('hands Slack’s requests over', async () => {
    expect(await ask('POST', '/slack/events')).toEqual({ status: 200, body: 'taken' });
    expect(await ask('POST', '/slack/events?x=1')).toEqual({ status: 200, body: 'taken' });
  });

  it('says that it lives, and whether it could work', async () => {
    expect(await ask('GET', '/healthz')).toEqual({ status: 200, body: '{"ok":true}' });
    expect(await ask('GET', '/readyz')).toMatchObject({ status: 200 });
    health = async () => ({ ready: false, why: { slack: 'not verified yet', database: 'ok' } });
    expect(await ask('GET', '/readyz')).toEqual({
      status: 503,
      body: '{"ready":false,"slack":"not verified yet","database":"ok"}',
    });
    expect(await ask('GET', '/healthz')).toMatchObject({ status: 200 });
  });

  it('shows its figures to whoever has the token for them', async () => {
    const withToken = (authorization: string) => ask('GET', '/metrics', { authorization });
    expect(await withToken('Bearer a-token-of-monitoring')).toEqual({ status: 200, body: 'figures' });
    for (const wrong of ['Bearer a-token-of-monitorin', 'a-token-of-monitoring', 'Bearer ', '']) {
      expect(await withToken(wrong)).toMatchObject({ status: 401, body: expect.stringContaining('METRICS_TOKEN') });
    }
    expect(await ask('GET', '/metrics')).toMatchObject({ status: 401 });
  });

  it.each([
    ['GET', '/slack/events'],
    ['POST', '/healthz'],
    ['GET', '/'],
    ['POST', '/slack/events/'],
    ['GET', '/../etc/passwd'],
  ])('knows nothing of %s %s', async (method, path) => {
    expect(await ask(method, path)).toEqual({ status: 404, body: '{"error":"not found"}' });
  });

  it('answers 500 without a word about the fault, and goes on', async () => {
    expect(await ask('POST', '/slack/events', { 'x-fault': '1' })).toEqual({ status: 500, body: '' });
    expect(String(faults.at(-1))).toContain('a fault');
    expect(await ask('GET', '/healthz')).toMatchObject({ status: 200 });
  });

  it('closes within seconds although somebody has sent half a request and waits', async () => {
    const slow = connect(server.port, '127.0.0.1');
    slow.on('error', () => undefined);
    slow.write('POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-');
    await once(slow, 'connect');
    const started = Date.now();
    await server.close();
    expect(Date.now() - started).toBeLessThan(8_000);
    slow.destroy();
  }, 15_000);
});
