import type { JsonObject } from '../json.js';
import { objectOr, parseJson } from '../json.js';
import type { Fault } from '../page/control-api.js';
import type { Slack } from '../slack.js';
import type { ApiCall, ApiResult } from './run-method.js';
import { runMethod } from './run-method.js';
import type { Sent } from './sent.js';
import { answer, tooMany } from './sent.js';

/** Everything the lists in an answer's fields name, such as the ids in `errors`. */
function namedIn(body: JsonObject): Set<unknown> {
  return new Set(Object.values(body).flatMap((value): unknown[] => (Array.isArray(value) ? value : [])));
}

function items(given: unknown): unknown[] | null {
  const value = typeof given === 'string' && given.startsWith('[') ? parseJson(given) : given;
  if (Array.isArray(value)) return value;
  return typeof value === 'string' && value.includes(',') ? value.split(',').map((part) => part.trim()) : null;
}

/** The arguments without the ids that are to fail; null when nothing would be left to do. */
function without(args: JsonObject, failing: ReadonlySet<unknown>): JsonObject | null {
  const left: JsonObject = {};
  for (const [name, given] of Object.entries(args)) {
    if (failing.has(given)) return null;
    const list = items(given);
    const kept = list?.filter((item) => !failing.has(item));
    if (list && list.length > 0 && kept?.length === 0) return null;
    left[name] = kept && list && kept.length < list.length ? kept : given;
  }
  return left;
}

/** What the call does although it is answered with an error. */
function takeEffect(slack: Slack, call: ApiCall, { effect = 'none', body = {} }: Fault): void {
  if (effect === 'whole') runMethod(slack, call);
  if (effect !== 'partial') return;
  const args = without(call.args, namedIn(body));
  if (args) runMethod(slack, { ...call, args });
}

/** The faults that take the place of the method's own answer; null for those that let the call through. */
export function struck(slack: Slack, call: ApiCall, fault: Fault): Sent | null {
  switch (fault.fault) {
    case 'error':
      takeEffect(slack, call, fault);
      return answer({ ok: false, error: fault.error ?? 'internal_error', ...fault.body });
    case 'rate_limited':
      return tooMany(fault.retry_after ?? 1);
    case 'http_500':
      return { status: 500, headers: { 'content-type': 'text/plain' }, body: 'Internal Server Error' };
    case 'html':
      return { status: 200, headers: { 'content-type': 'text/html' }, body: '<!DOCTYPE html><h1>Slack is down</h1>' };
    case 'reset':
      return 'broken';
    case 'slow':
    case 'reply_lost':
    case 'warning':
      break;
  }
  return null;
}

/** What the log of calls says of a fault. */
export function faultCode(fault: Fault): string {
  if (fault.fault === 'error') return fault.error ?? 'internal_error';
  return fault.fault === 'rate_limited' ? 'ratelimited' : fault.fault;
}

/** A successful answer that warns: https://docs.slack.dev/apis/web-api#warnings */
export function withWarnings(result: ApiResult, warnings: readonly string[]): ApiResult {
  const metadata = objectOr(result['response_metadata']);
  const present: unknown = metadata['warnings'];
  const all = [...(Array.isArray(present) ? present : []), ...warnings];
  return { ...result, warning: all.join(','), response_metadata: { ...metadata, warnings: all } };
}
