import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { createLogger, type Logger } from '../../src/telemetry/log.js';
import { anyText, HOSTILE } from '../support/hostile.js';

/** Secrets that are configured: they look like anything, and are known by their value. */
const CONFIGURED: Record<string, string> = {
  'the signing secret': 'canary8f2a7c0011',
  'a password with signs': 'postgres://u:canary"pass\\word@db/x',
  'a token of an unusual form': 'xoxb-1.canary.2~canary',
  'a base64 key': 'Y2FuYXJ5LWtleS1mb3ItdGVzdHM+/w==',
  'an AWS secret key': 'canaryK7MDENG/bPxRfiCYEXAMPLEKEY',
};
/** Secrets that are nobody's configuration: known by what they look like. */
const BY_SHAPE: Record<string, string> = {
  'a bot token': 'xoxb-111-222-canaryBot',
  'a user token': 'xoxp-111-222-canaryUser',
  'an app token': 'xapp-1-A111-222-canaryApp',
  'a refresh token': 'xoxe-1-canaryRefresh',
  'a rotating token': 'xoxe.xoxp-1-canaryRotating',
  'a response URL': 'https://hooks.slack.com/commands/T1/222/canaryResponse',
  'a JWT': 'eyJhbGciOiJIUzI1NiJ9canary0000.eyJzdWIiOiIxIn0.canarySignature',
};
/** Values that only their key gives away. */
const KEYS = [
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

function logged(write: (log: Logger) => void): string {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  write(createLogger({ level: 'trace', secrets: Object.values(CONFIGURED), destination }));
  return lines.join('');
}

const nested = (depth: number, value: unknown): Record<string, unknown> =>
  depth === 0 ? { value } : { inner: nested(depth - 1, value) };

/** Every way in which a text gets into a log line. */
const WAYS: Record<string, (log: Logger, secret: string) => void> = {
  'in the message': (log, secret) => log.info(`posting with ${secret}`),
  'in the middle of the message': (log, secret) => log.info(`posting with ${secret} to nobody`),
  'right behind other letters': (log, secret) => log.info(`token_${secret}`),
  'in an encoded body': (log, secret) => log.info(`body: a=1&token%3D${secret}`),
  'by a placeholder': (log, secret) => log.info('posting with %s and %o', secret, { secret }),
  'in a field': (log, secret) => log.info({ field: secret }, 'a field'),
  'in a list': (log, secret) => log.info({ list: [1, [secret]] }, 'a list'),
  'four objects deep': (log, secret) => log.info(nested(4, secret), 'deep'),
  'in an error': (log, secret) => log.error({ err: new Error(`it failed with ${secret}`) }, 'failed'),
  'in the cause of an error': (log, secret) =>
    log.error({ err: new Error('it failed', { cause: new Error(`because of ${secret}`) }) }, 'failed'),
  'in a field of an error': (log, secret) =>
    log.error({ err: Object.assign(new Error('it failed'), { request: { headers: { 'x-any': secret } } }) }, 'failed'),
  'in a child’s bindings': (log, secret) => log.child({ bound: secret }).warn('bound'),
  'in the name of a field': (log, secret) => log.info({ [secret]: 1 }, 'a name'),
};

describe('createLogger', () => {
  const secrets = Object.entries({ ...CONFIGURED, ...BY_SHAPE });
  const cases = Object.keys(WAYS).flatMap((way) => secrets.map(([kind, secret]) => [kind, way, secret] as const));

  it.each(cases)('shows nothing of %s %s', (_, way, secret) => {
    const written = logged((log) => WAYS[way]?.(log, secret));
    expect(written).not.toContain('canary');
    expect(written).not.toContain('Y2FuYXJ5');
    expect(written).toContain('[redacted]');
    for (const line of written.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('level');
  });

  it.each(KEYS.flatMap((key) => [0, 1, 2, 5].map((depth) => [key, depth] as const)))(
    'shows nothing of what stands under the key %s, %d objects deep',
    (key, depth) => {
      const written = logged((log) => log.info(nested(depth, { [key]: 'canary-by-key' }), 'by key'));
      expect(written).not.toContain('canary');
      expect(JSON.parse(written)).toMatchObject({ msg: 'by key' });
    },
  );

  it('shows everything else as it is', () => {
    const written = logged((log) =>
      log.warn({ run: '7d9f', problem: 'chat.postMessage: ratelimited', tries: 3 }, 'a post'),
    );
    expect(JSON.parse(written)).toEqual({
      level: 40,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u),
      run: '7d9f',
      problem: 'chat.postMessage: ratelimited',
      tries: 3,
      msg: 'a post',
    });
  });

  it.each(HOSTILE)('writes one line, and one JSON object, whatever is in it: %j', (text) => {
    const written = logged((log) => log.error({ text, err: new Error(text) }, text));
    expect(written.match(/\n/gu)).toHaveLength(1);
    expect(JSON.parse(written).text).toBe(text);
    expect(written.isWellFormed()).toBe(true);
  });

  it('writes one JSON object a line for any text at all', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const written = logged((log) => log.info({ text }, text));
        expect(written.match(/\n/gu)).toHaveLength(1);
        expect(() => JSON.parse(written)).not.toThrow();
      }),
    );
  });

  it('says no more than its level allows', () => {
    const lines: string[] = [];
    const log = createLogger({ level: 'warn', secrets: [], destination: { write: (line) => void lines.push(line) } });
    log.info('quiet');
    log.warn('heard');
    expect(lines).toHaveLength(1);
  });
});
