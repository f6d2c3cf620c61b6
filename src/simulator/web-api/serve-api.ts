import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import type { JsonObject } from '../json.js';
import { isObject, parseJson } from '../json.js';
import { Refusal } from '../refusal.js';
import type { Slack } from '../slack.js';
import { readArguments } from './read-arguments.js';
import type { ApiCall } from './run-method.js';
import { runMethod } from './run-method.js';
import type { Sent } from './sent.js';
import { answer, tooMany } from './sent.js';
import { faultCode, struck, withWarnings } from './strike.js';

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
    token: call.token !== undefined && call.token === slack.sockets.appToken ? 'app' : slack.tokens.kindOf(call.token),
    args: readable(call.args),
    ok: error === null,
    error,
  });
  slack.changes.tell({ kind: 'call' });
}

function scopeHeaders(slack: Slack, token: string | undefined): Record<string, string> {
  const scopes = slack.tokens.scopesOf(token);
  return scopes ? { 'x-oauth-scopes': scopes.join(',') } : {};
}

/** Answers one call, with the fault that is set for it: before the effect, after it, or not at all. */
async function handle(slack: Slack, call: ApiCall): Promise<Sent> {
  const fault = slack.faults.take(call.method);
  const instead = fault ? struck(slack, call, fault) : null;
  if (fault && instead !== null) {
    record(slack, call, faultCode(fault));
    return instead;
  }
  const seconds = slack.rateLimits.take(call);
  if (seconds !== null) {
    record(slack, call, 'ratelimited');
    return tooMany(seconds);
  }
  const result = runMethod(slack, call);
  record(slack, call, result.ok ? null : result.error);
  if (fault?.fault === 'slow') await wait(fault.delay_ms ?? 2000);
  if (fault?.fault === 'reply_lost') return 'broken';
  const warns = fault?.fault === 'warning' && result.ok;
  const shown = warns ? withWarnings(result, fault.warnings ?? ['missing_charset']) : result;
  return answer(shown, scopeHeaders(slack, call.token));
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
