import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import type { JsonObject } from '../json.js';
import { isObject, parseJson } from '../json.js';
import type { Fault } from '../page/api.js';
import { Refusal } from '../refusal.js';
import type { Slack } from '../slack.js';
import { readArguments } from './read-arguments.js';
import type { ApiCall } from './run-method.js';
import { runMethod } from './run-method.js';

/** What leaves the server: an HTTP answer, or nothing but a broken connection. */
type Sent = { status: number; headers: Record<string, string>; body: string } | 'broken';

const asJson = { 'content-type': 'application/json; charset=utf-8' };

function answer(body: JsonObject): Sent {
  return { status: 200, headers: asJson, body: JSON.stringify(body) };
}

/** The faults that strike before anything has happened; null for those that let the call through. */
function struckBefore(fault: Fault): Sent | null {
  switch (fault.fault) {
    case 'error':
      return answer({ ok: false, error: fault.error ?? 'internal_error' });
    case 'rate_limited': {
      const headers = { ...asJson, 'retry-after': String(fault.retry_after ?? 1) };
      return { status: 429, headers, body: JSON.stringify({ ok: false, error: 'ratelimited' }) };
    }
    case 'http_500':
      return { status: 500, headers: { 'content-type': 'text/plain' }, body: 'Internal Server Error' };
    case 'html':
      return { status: 200, headers: { 'content-type': 'text/html' }, body: '<!DOCTYPE html><h1>Slack is down</h1>' };
    case 'reset':
      return 'broken';
    case 'slow':
    case 'reply_lost':
      break;
  }
  return null;
}

function faultCode(fault: Fault): string {
  if (fault.fault === 'error') return fault.error ?? 'internal_error';
  return fault.fault === 'rate_limited' ? 'ratelimited' : fault.fault;
}

/** Arguments as a reader of the call log wants them: JSON in a form's field is shown as JSON. */
function readable(args: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) => {
      const parsed = typeof value === 'string' && /^[[{]/.test(value) && key !== 'text' ? parseJson(value) : undefined;
      return [key, Array.isArray(parsed) || isObject(parsed) ? parsed : value];
    }),
  );
}

function record(slack: Slack, call: ApiCall, error: string | null): void {
  slack.calls.add({
    at: new Date(slack.clock()).toISOString(),
    method: call.method,
    token: slack.tokens.kindOf(call.token),
    args: readable(call.args),
    ok: error === null,
    error,
  });
  slack.changes.tell({ kind: 'call' });
}

function scopeHeaders(slack: Slack, token: string | undefined): Record<string, string> {
  const kind = slack.tokens.kindOf(token);
  return kind === 'bot' || kind === 'user' ? { 'x-oauth-scopes': slack.manifest.scopes[kind].join(',') } : {};
}

/** Answers one call, with the fault that is set for it: before the effect, after it, or not at all. */
async function handle(slack: Slack, call: ApiCall): Promise<Sent> {
  const fault = slack.faults.take(call.method);
  const early = fault ? struckBefore(fault) : null;
  if (fault && early !== null) {
    record(slack, call, faultCode(fault));
    return early;
  }
  const result = runMethod(slack, call);
  record(slack, call, result.ok ? null : result.error);
  if (fault?.fault === 'slow') await wait(fault.delay_ms ?? 2000);
  if (fault?.fault === 'reply_lost') return 'broken';
  return { status: 200, headers: { ...asJson, ...scopeHeaders(slack, call.token) }, body: JSON.stringify(result) };
}

/** `POST /api/<method>`, as `@slack/web-api` calls it. */
export async function serveApi(slack: Slack, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const method = url.pathname.slice('/api/'.length);
  const sent = await readArguments(request, url).then(
    ({ args, token }) => handle(slack, { method, args, token }),
    (error: unknown) => {
      if (error instanceof Refusal) return answer({ ok: false, error: error.code });
      throw error;
    },
  );
  if (sent === 'broken') {
    request.socket.destroy();
    return;
  }
  response.writeHead(sent.status, sent.headers).end(sent.body);
}
