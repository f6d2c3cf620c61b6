import { describe, expect, it } from '@jest/globals';

import { isClockCorrected, translated, translatedUnsent } from '../../src/aws/errors.js';
import { SlackBusy, SlackRefused, SlackUnreachable } from '../../src/engine/errors/slack-errors.js';

/** What the SDK throws, by its shape. */
function thrown(name: string, rest: object = {}): Error {
  return Object.assign(new Error('A message, which decides nothing.'), { name, ...rest });
}
const answered = (name: string, httpStatusCode: number, headers = {}) =>
  thrown(name, { $metadata: { httpStatusCode }, $response: { headers } });

describe('what AWS’s runtime throws', () => {
  it.each([
    [answered('ConflictException', 409), new SlackRefused('M', 'ConflictException')],
    [answered('ServiceQuotaExceededException', 402), new SlackRefused('M', 'ServiceQuotaExceededException')],
    [answered('AccessDenied', 403), new SlackRefused('M', 'AccessDenied')],
    [answered('SomethingNewException', 418), new SlackRefused('M', 'SomethingNewException')],
    [answered('ThrottlingException', 400), new SlackBusy('M', 2)],
    [answered('TooManyRequestsException', 429, { 'retry-after': '7' }), new SlackBusy('M', 7)],
    [answered('Unknown', 429, { 'retry-after': 'soon' }), new SlackBusy('M', 2)],
    [answered('InternalServerException', 500), new SlackUnreachable('M', 'InternalServerException', true)],
    [answered('SyntaxError', 502), new SlackUnreachable('M', 'http_502', true)],
    [answered('RequestTimeout', 408), new SlackUnreachable('M', 'RequestTimeout', true)],
    [answered('SyntaxError', 200), new SlackUnreachable('M', 'unreadable_answer', true)],
    [answered('SyntaxError', 403), new SlackUnreachable('M', 'unreadable_answer', true)],
    [answered('Unknown', 403), new SlackUnreachable('M', 'unreadable_answer', true)],
    [thrown('Error', { code: 'ECONNREFUSED' }), new SlackUnreachable('M', 'unreachable', false)],
    [thrown('Error', { cause: { code: 'ENOTFOUND' } }), new SlackUnreachable('M', 'unreachable', false)],
    [thrown('TimeoutError', { code: 'ECONNRESET' }), new SlackUnreachable('M', 'connection_lost', true)],
    [thrown('Error', { code: 'EPIPE' }), new SlackUnreachable('M', 'connection_lost', true)],
    [thrown('TimeoutError', { code: 'ETIMEDOUT' }), new SlackUnreachable('M', 'timeout', true)],
    [thrown('AbortError'), new SlackUnreachable('M', 'timeout', true)],
    [thrown('CredentialsProviderError'), new SlackUnreachable('M', 'no_credentials', false)],
    [thrown('Error'), new SlackUnreachable('M', 'no_answer', true)],
    ['a word', new SlackUnreachable('M', 'no_answer', true)],
  ])('%# is sorted by its name and status', (error, expected) => {
    const sorted = translated('M', error);
    expect(sorted).toBeInstanceOf(expected.constructor);
    expect(Object.entries(sorted)).toEqual(Object.entries(expected));
  });

  it('was never sent where it went before what was to be sent', () => {
    expect(translatedUnsent('M', thrown('TimeoutError'))).toMatchObject({ problem: 'timeout', sent: false });
    expect(translatedUnsent('M', answered('AccessDenied', 403))).toBeInstanceOf(SlackRefused);
  });

  it('is tried once more for a refused time only, never for a failure in which AWS happened to tell the time', () => {
    const corrected = { $metadata: { httpStatusCode: 403, clockSkewCorrected: true } };
    expect(isClockCorrected(thrown('InvalidSignatureException', corrected))).toBe(true);
    expect(isClockCorrected(thrown('InternalServerException', corrected))).toBe(false);
    expect(isClockCorrected(answered('InvalidSignatureException', 403))).toBe(false);
  });
});
