import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';

import { SlackBusy, SlackRefused, SlackUnreachable } from '../../../src/engine/errors/slack-errors.js';
import { calling, shaped } from '../../../src/slack/clients/errors.js';
import { answeredBy, clientOf, type Answer, type SlackApi } from '../../support/slack-api.js';

const METHOD = 'admin.users.setAdmin';

/** An answer with exactly this status, these headers and this body. */
const raw =
  (status: number, body: string, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(status, headers).end(body);
  };

const reset: Answer = (_, response) => {
  response.socket?.destroy();
};

/** An error with all its own fields, which comparing errors would leave out. */
const fieldsOf = (error: unknown): unknown =>
  error instanceof Error ? { ...Object.fromEntries(Object.entries(error)), told: error.message } : error;

describe('calling', () => {
  let slack: SlackApi;
  beforeAll(async () => {
    slack = await answeredBy({});
  });
  afterAll(() => slack.stop());

  const outcome = async (answer: Answer, client = slack.client): Promise<unknown> => {
    slack.answers = { [METHOD]: answer };
    return calling(METHOD, () => client.apiCall(METHOD)).then(({ ok }) => ({ ok }), fieldsOf);
  };

  it('gives back what Slack answered', async () => {
    expect(await outcome({ ok: true })).toEqual({ ok: true });
  });

  it.each(['user_not_found', 'not_an_admin', 'cannot_set_org_admin_to_regular_at_workspace_level', 'a.code-1:2'])(
    'knows Slack’s own refusal %s',
    async (code) => {
      expect(await outcome({ ok: false, error: code })).toEqual(fieldsOf(new SlackRefused(METHOD, code)));
    },
  );

  it.each([
    ['30 seconds', raw(429, '{"ok":false,"error":"ratelimited"}', { 'retry-after': '30' }), 30],
    ['no time at all, which is a second at least', raw(429, '', { 'retry-after': '0' }), 1],
    ['a code in the body', { ok: false, error: 'ratelimited' }, 1],
    ['the other spelling of the code', { ok: false, error: 'rate_limited' }, 1],
  ])('knows that Slack asks to wait: %s', async (_, answer, seconds) => {
    expect(await outcome(answer)).toEqual(fieldsOf(new SlackBusy(METHOD, seconds)));
  });

  const page = `<!DOCTYPE html><html><title>xoxp-in-a-page</title>${'x'.repeat(5_000)}</html>`;
  it.each<[what: string, answer: Answer, problem: string]>([
    ['a page with status 200', raw(200, page, { 'content-type': 'text/html' }), 'unreadable_answer'],
    ['an empty body', raw(200, ''), 'unreadable_answer'],
    ['half of an answer', raw(200, '{"ok": true, "us'), 'unreadable_answer'],
    ['an answer that says nothing', raw(200, '{}'), 'unreadable_answer'],
    ['a no without a code', raw(200, '{"ok": false}'), 'unreadable_answer'],
    ['a no with a number for a code', raw(200, '{"ok": false, "error": 17}'), 'unreadable_answer'],
    ['a no with an object for a code', raw(200, '{"ok": false, "error": {"code": "x"}}'), 'unreadable_answer'],
    [
      'a no with a sentence for a code',
      raw(200, '{"ok": false, "error": "something went wrong"}'),
      'unreadable_answer',
    ],
    ['a word of somebody in between', raw(200, 'Forbidden'), 'unreadable_answer'],
    ['a list', raw(200, '[]'), 'unreadable_answer'],
    ['null', raw(200, 'null'), 'unreadable_answer'],
    ['429 without a time', raw(429, ''), 'unreadable_answer'],
    ['429 with a date', raw(429, '', { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }), 'unreadable_answer'],
    ['500', raw(500, 'Internal Server Error'), 'http_500'],
    ['502 with a page', raw(502, page), 'http_502'],
    ['404', raw(404, ''), 'http_404'],
    ['a redirect', raw(302, '', { location: 'https://evil.example/' }), 'connection_lost'],
    ['a reset before the answer', reset, 'connection_lost'],
    ['a reset in the middle of the answer', cutOff, 'unreadable_answer'],
  ])('does not know what happened after %s', async (_, answer, problem) => {
    const error = await outcome(answer);
    expect(error).toEqual(fieldsOf(new SlackUnreachable(METHOD, problem, true)));
    expect(JSON.stringify(error)).not.toContain('xoxp');
  });

  it('does not know what happened where no answer came in time, or only half of one', async () => {
    const hasty = clientOf(slack.url, 150);
    const never: Answer = () => undefined;
    const halfway: Answer = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"ok":');
    };
    expect(await outcome(never, hasty)).toEqual(fieldsOf(new SlackUnreachable(METHOD, 'timeout', true)));
    expect(await outcome(halfway, hasty)).toMatchObject({ name: 'SlackUnreachable', sent: true });
  });

  it('knows that nothing was sent where nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    server.close();
    const error = await outcome({}, clientOf(`http://127.0.0.1:${port}/api/`));
    expect(error).toEqual(fieldsOf(new SlackUnreachable(METHOD, 'unreachable', false)));
  });

  it('knows that nothing was sent where the name is not known', async () => {
    // RFC 2606 promises that there is no such name.
    const error = await outcome({}, clientOf('http://slack.invalid/api/', 10_000));
    expect(error).toEqual(fieldsOf(new SlackUnreachable(METHOD, 'unreachable', false)));
  }, 15_000);

  it('leaves its own errors as they are', async () => {
    for (const error of [
      new SlackRefused('users.info', 'x'),
      new SlackBusy('a', 3),
      new SlackUnreachable('b', 'c', false),
    ]) {
      await expect(calling(METHOD, () => Promise.reject(error))).rejects.toBe(error);
    }
  });

  it('makes of anything else that is thrown an outcome that is not known', async () => {
    const thrown = await calling(METHOD, () => Promise.reject(new TypeError('x is not a function'))).catch(fieldsOf);
    expect(thrown).toEqual(fieldsOf(new SlackUnreachable(METHOD, 'unreadable_answer', true)));
  });
});

function cutOff(_: unknown, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' }).write('{"ok": true');
  setTimeout(() => response.socket?.destroy(), 20);
}

describe('shaped', () => {
  const Page = z.object({ users: z.array(z.object({ id: z.string() })) });

  it('reads what is needed of an answer', () => {
    expect(shaped('admin.users.list', Page, { ok: true, users: [{ id: 'W1', name: 'x' }] })).toEqual({
      users: [{ id: 'W1' }],
    });
  });

  it.each([{}, { users: null }, { users: [{}] }, null, 'users'])('takes %j for no answer at all', (answer) => {
    expect(() => shaped('admin.users.list', Page, answer)).toThrow(
      new SlackUnreachable('admin.users.list', 'unreadable_answer', true),
    );
  });
});
