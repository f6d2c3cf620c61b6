/** Slack answered `ok: false`. `code` is its error code, a single word. */
export class SlackRefused extends Error {
  readonly method: string;
  readonly code: string;
  /** The whole answer, where it may say more: which parts failed. Never logged. */
  readonly answer: unknown;
  constructor(method: string, code: string, answer: unknown = null) {
    super(`${method}: ${code}`);
    this.name = 'SlackRefused';
    this.method = method;
    this.code = code;
    Object.defineProperty(this, 'answer', { value: answer, enumerable: false });
  }
}

/** Slack answered 429: it did nothing, and asks to wait this many seconds. */
export class SlackBusy extends Error {
  readonly method: string;
  readonly retryAfterSeconds: number;
  constructor(method: string, retryAfterSeconds: number) {
    super(`${method}: rate limited, try again in ${retryAfterSeconds} s`);
    this.name = 'SlackBusy';
    this.method = method;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** No usable answer. `sent` is false only where the request surely never left: then nothing can have happened. */
export class SlackUnreachable extends Error {
  readonly method: string;
  readonly problem: string;
  readonly sent: boolean;
  constructor(method: string, problem: string, sent: boolean) {
    super(`${method}: ${problem}`);
    this.name = 'SlackUnreachable';
    this.method = method;
    this.problem = problem;
    this.sent = sent;
  }
}

export type SlackError = SlackRefused | SlackBusy | SlackUnreachable;

/** Whether something that was thrown is Slack's doing rather than a fault of ours. */
export function isSlackError(error: unknown): error is SlackError {
  return error instanceof SlackRefused || error instanceof SlackBusy || error instanceof SlackUnreachable;
}

/** The one word by which an error is known: Slack's code, or what went wrong on the way. */
export function codeOf(error: SlackError): string {
  if ('code' in error) return error.code;
  return 'problem' in error ? error.problem : 'ratelimited';
}

/**
 * Codes after which part of the work may have been done all the same, so the state has to be read back
 * (docs.slack.dev, common errors: `fatal_error`, `internal_error`, `service_unavailable`, `request_timeout`).
 */
export const MAY_HAVE_HAPPENED: ReadonlySet<string> = new Set([
  'fatal_error',
  'internal_error',
  'service_unavailable',
  'request_timeout',
]);

/** Codes by which Slack says that it did a part of what was asked. */
export const HAPPENED_IN_PART: ReadonlySet<string> = new Set([
  'failed_to_set_admin_on_workspaces',
  'failed_to_set_owner_on_workspaces',
]);
