import type { JsonObject } from '../json.js';

/** What leaves the server: an HTTP answer, or nothing but a broken connection. */
export type Sent = { status: number; headers: Record<string, string>; body: string } | 'broken';

const asJson = { 'content-type': 'application/json; charset=utf-8' };

/** JSON with status 200, as Slack answers yes and no alike. */
export function answer(body: JsonObject, headers: Record<string, string> = {}): Sent {
  return { status: 200, headers: { ...asJson, ...headers }, body: JSON.stringify(body) };
}

/** Slack's 429: https://docs.slack.dev/apis/web-api/rate-limits */
export function tooMany(seconds: number): Sent {
  const headers = { ...asJson, 'retry-after': String(seconds) };
  return { status: 429, headers, body: JSON.stringify({ ok: false, error: 'ratelimited' }) };
}
