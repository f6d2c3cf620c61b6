import {
  SlackError as WebApiError,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import type { z } from 'zod';

import {
  isSlackError,
  SlackBusy,
  SlackRefused,
  SlackUnreachable,
  type SlackError,
} from '../../engine/errors/slack-errors.js';
import { countCall } from '../../telemetry/metrics.js';

/** Failures after which nothing can have reached Slack: no connection was ever made. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * Slack's codes are single words in lower case. What came with status 200 and has none, a page or a word of somebody in
 * between, is no refusal of Slack's: nobody knows what happened (platform notes, section 5).
 */
const ERROR_CODE = /^[a-z0-9_.:-]{1,80}$/u;

/** Runs a call of the web client and turns whatever it throws into one of our three kinds of trouble. */
export async function calling<T>(method: string, call: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const count = (status: string): void => countCall(method, status, performance.now() - startedAt);
  try {
    const answer = await call();
    count('ok');
    return answer;
  } catch (error) {
    const trouble = isSlackError(error) ? error : translated(method, error);
    if (!counted.has(trouble)) count(statusOf(trouble));
    counted.add(trouble);
    throw trouble;
  }
}

/** Trouble passes through here again where one call stands inside another; it is counted once. */
const counted = new WeakSet<SlackError>();

function statusOf(trouble: SlackError): string {
  if (trouble instanceof SlackRefused) return trouble.code;
  return trouble instanceof SlackUnreachable ? trouble.problem : 'ratelimited';
}

/** Reads an answer by its schema; one of another shape is as good as none. */
export function shaped<T>(method: string, schema: z.ZodType<T>, answer: unknown): T {
  const read = schema.safeParse(answer);
  if (!read.success) throw new SlackUnreachable(method, 'unreadable_answer', true);
  return read.data;
}

function translated(method: string, error: unknown): SlackError {
  if (error instanceof WebAPIRateLimitedError) return new SlackBusy(method, Math.max(1, error.retryAfter));
  if (error instanceof WebAPIPlatformError) {
    const code: unknown = error.data.error;
    if (code === 'ratelimited' || code === 'rate_limited') return new SlackBusy(method, 1);
    return typeof code === 'string' && ERROR_CODE.test(code)
      ? new SlackRefused(method, code, error.data)
      : new SlackUnreachable(method, 'unreadable_answer', true);
  }
  if (error instanceof WebAPIHTTPError) return new SlackUnreachable(method, `http_${error.statusCode}`, true);
  if (error instanceof WebAPIRequestError) return unreachable(method, error.original);
  if (error instanceof WebApiError) return new SlackUnreachable(method, 'no_answer', true);
  // The web client throws a plain Error for a 429 without a usable Retry-After header, and for broken JSON.
  return new SlackUnreachable(method, 'unreadable_answer', true);
}

function unreachable(method: string, original: unknown): SlackUnreachable {
  if (original instanceof Error && original.name === 'TimeoutError')
    return new SlackUnreachable(method, 'timeout', true);
  const code = codeOf(original);
  if (code && NEVER_SENT.has(code)) return new SlackUnreachable(method, 'unreachable', false);
  return new SlackUnreachable(method, 'connection_lost', true);
}

/** `fetch failed` hides the reason in its cause; several addresses tried make an AggregateError of it. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return codeOf(error.cause);
}
