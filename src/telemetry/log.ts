import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

/** Keys whose values never reach a log line, wherever they stand (DESIGN 6.12). */
const SECRET_KEYS = [
  'token',
  'access_token',
  'refresh_token',
  'client_secret',
  'signing_secret',
  'authorization',
  'Authorization',
  'private_metadata',
  'response_url',
  'trigger_id',
];

/** The same in a finished line, at any depth; pino's own redaction knows a few levels, and values of any kind. */
const SECRET_FIELD = new RegExp(`"(${SECRET_KEYS.join('|')})":"(?:[^"\\\\]|\\\\.)*"`, 'giu');

/**
 * What a token, an app token, a Slack-signed URL or a JWT looks like, so that none gets out inside a sentence. Whatever
 * stands before it, as in `token%3Dxoxb-…`; and no further than a JSON string goes.
 */
const SECRET_TEXT =
  /xox[a-z]-[\w-]+|xapp-[\w-]+|https:\/\/hooks\.slack\.com\/[^\s"\\]+|eyJ[\w-]{20,}\.[\w-]+\.[\w-]*/giu;

export interface LogOptions {
  readonly level: string;
  /** Secrets of this deployment, as configured; replaced wherever they turn up, whatever they look like. */
  readonly secrets: readonly string[];
  readonly destination?: DestinationStream;
}

/** One JSON object a line on standard output. Secrets are removed by key, by shape and by value. */
export function createLogger({ level, secrets, destination }: LogOptions): Logger {
  const hide = hider(secrets);
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[redacted]' },
    hooks: { streamWrite: hide },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Takes secrets out of a text: by value, by key and by shape. */
export function hider(secrets: readonly string[]): (line: string) => string {
  const known = [...new Set(secrets.filter((secret) => secret.length >= 8).flatMap(asWritten))];
  return (line) =>
    known
      .reduce((text, secret) => text.replaceAll(secret, '[redacted]'), line)
      .replace(SECRET_FIELD, '"$1":"[redacted]"')
      .replace(SECRET_TEXT, '[redacted]');
}

/** How a text can stand in a line: in a string, or in a string within a string, where `"` and `\` are escaped. */
function asWritten(secret: string): string[] {
  const inString = JSON.stringify(secret).slice(1, -1);
  return [JSON.stringify(inString).slice(1, -1), inString, secret];
}
