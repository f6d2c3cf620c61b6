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

/** What a token, an app token, a Slack-signed URL or a JWT looks like, so that none gets out inside a sentence. */
const SECRET_TEXT =
  /\bxox[a-z]-[\w-]+|\bxapp-[\w-]+|https:\/\/hooks\.slack\.com\/\S+|\beyJ[\w-]{20,}\.[\w-]+\.[\w-]*/giu;

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

function hider(secrets: readonly string[]): (line: string) => string {
  const known = secrets.filter((secret) => secret.length >= 8);
  return (line) =>
    known.reduce((text, secret) => text.replaceAll(secret, '[redacted]'), line.replace(SECRET_TEXT, '[redacted]'));
}
