import {
  isSlackError,
  SlackBusy,
  SlackRefused,
  SlackUnreachable,
  type SlackError,
} from '../engine/errors/slack-errors.js';

/** Failures after which nothing can have reached AWS: no connection was ever made. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
]);

const BROKEN: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE']);

/** What services of AWS call it when they are asked too often; AWS Support App has no name of its own for it. */
const THROTTLED: ReadonlySet<string> = new Set([
  'LimitExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'Throttling',
  'ThrottledException',
  'ThrottlingException',
  'TooManyRequestsException',
]);

/** AWS refused the signature because of its time: nothing was done. */
const WRONG_TIME: ReadonlySet<string> = new Set([
  'InvalidSignatureException',
  'RequestExpired',
  'RequestInTheFuture',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
]);

/** AWS's codes are names like `ConflictException`; what a page of somebody in between is taken for has none. */
const ERROR_CODE = /^[A-Z][A-Za-z0-9.]{2,80}$/u;
const NO_CODE: ReadonlySet<string> = new Set(['Error', 'SyntaxError', 'TypeError', 'Unknown', 'UnknownError']);

/** AWS seldom says how long to wait. */
const WAIT_SECONDS = 2;

/** What the SDK throws, of either client: known by its shape, because each package has classes of its own. */
interface Thrown {
  readonly name: string;
  readonly code: string | null;
  readonly status: number | null;
  readonly retryAfter: string | null;
}

/** Whether AWS refused a signature for its time, and the client has learnt AWS's time from that answer. */
export function isClockCorrected(error: unknown): boolean {
  if (!(error instanceof Error) || !WRONG_TIME.has(error.name)) return false;
  return valueAt(error, '$metadata', 'clockSkewCorrected') === true;
}

/** Sorts out what was thrown while an operation was called. */
export function translated(method: string, error: unknown): SlackError {
  if (isSlackError(error)) return error;
  const { name, code, status, retryAfter } = thrown(error);
  if (status === null) return withoutAnswer(method, { name, code });
  if (status === 429 || THROTTLED.has(name)) return new SlackBusy(method, secondsOf(retryAfter));
  const known = ERROR_CODE.test(name) && !NO_CODE.has(name);
  // AWS failed half-way, or gave up waiting: the change may have happened all the same.
  if (status >= 500 || status === 408) return new SlackUnreachable(method, known ? name : `http_${status}`, true);
  if (status >= 400 && known) return new SlackRefused(method, name);
  return new SlackUnreachable(method, 'unreadable_answer', true);
}

/** The same for what goes before an operation: whatever came of it, the operation itself was never sent. */
export function translatedUnsent(method: string, error: unknown): SlackError {
  const trouble = translated(method, error);
  return trouble instanceof SlackUnreachable ? new SlackUnreachable(trouble.method, trouble.problem, false) : trouble;
}

function withoutAnswer(method: string, { name, code }: Pick<Thrown, 'name' | 'code'>): SlackUnreachable {
  if (name === 'CredentialsProviderError') return new SlackUnreachable(method, 'no_credentials', false);
  if (code && NEVER_SENT.has(code)) return new SlackUnreachable(method, 'unreachable', false);
  // AWS's runtime calls a broken connection a timeout too.
  if (code && BROKEN.has(code)) return new SlackUnreachable(method, 'connection_lost', true);
  const isTimeout = name === 'TimeoutError' || name === 'AbortError';
  return new SlackUnreachable(method, isTimeout ? 'timeout' : 'no_answer', true);
}

function thrown(error: unknown): Thrown {
  const status = valueAt(error, '$metadata', 'httpStatusCode');
  const retryAfter = valueAt(error, '$response', 'headers', 'retry-after');
  const code = valueAt(error, 'code') ?? valueAt(error, 'cause', 'code');
  return {
    name: error instanceof Error ? error.name : '',
    code: typeof code === 'string' ? code : null,
    status: typeof status === 'number' ? status : null,
    retryAfter: typeof retryAfter === 'string' ? retryAfter : null,
  };
}

function secondsOf(retryAfter: string | null): number {
  const seconds = Number(retryAfter ?? WAIT_SECONDS);
  return Number.isFinite(seconds) && seconds >= 1 ? Math.ceil(seconds) : WAIT_SECONDS;
}

function valueAt(from: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    from,
  );
}
