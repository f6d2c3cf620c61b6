import { describe, expect, it } from '@jest/globals';

import * as sdk from '#aws-support-app';

import { clientOn, thrownBy, useAws } from '../../aws/support/aws.js';

const simulated = useAws();
const alias = (name = 'root') => new sdk.PutAccountAliasCommand({ accountAlias: name });

/** Changes a request when it has been signed already. */
function changingRequests(change: (request: { body: unknown; headers: Record<string, string> }) => void) {
  const client = clientOn(sdk, simulated.current, { disableClockSkewCorrection: true, maxAttempts: 1 });
  client.middlewareStack.add(
    (next) => (args) => {
      if (isRequest(args.request)) change(args.request);
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  return client;
}

function isRequest(request: unknown): request is { body: unknown; headers: Record<string, string> } {
  return typeof request === 'object' && request !== null && 'headers' in request;
}

/** AWS's clock differs from ours, and the client does not learn it. */
const stubborn = (skew: number) => {
  simulated.current.skew = skew;
  return clientOn(sdk, simulated.current, { disableClockSkewCorrection: true, maxAttempts: 1 });
};

describe('the simulated AWS', () => {
  it('takes what AWS’s own runtime has signed, and does it', async () => {
    await clientOn(sdk, simulated.current).send(alias());
    expect(simulated.current.management.alias).toBe('root');
  });

  it.each([
    ['a wrong secret', () => withSecret('wrong'), 'InvalidSignatureException'],
    ['an unknown key', () => withSecret('wrong', 'AKIANOBODY0000000000'), 'UnrecognizedClientException'],
    [
      'an altered body',
      () => changingRequests((request) => (request.body = '{"accountAlias":"evil"}')),
      'InvalidSignatureException',
    ],
    [
      'an altered header',
      () => changingRequests(({ headers }) => (headers['x-amz-user-agent'] = 'somebody else')),
      'InvalidSignatureException',
    ],
    [
      'a header of AWS’s that is not under the signature',
      () => changingRequests(({ headers }) => (headers['x-amz-security-token'] = 'added')),
      'InvalidSignatureException',
    ],
    [
      'another service’s signature',
      () => changingRequests(({ headers }) => rescope(headers, '/supportapp/', '/support/')),
      'InvalidSignatureException',
    ],
    [
      'no signature',
      () => changingRequests(({ headers }) => delete headers['authorization']),
      'MissingAuthenticationTokenException',
    ],
    ['a date that is over five minutes old', () => stubborn(301_500), 'InvalidSignatureException'],
    ['a date that is yet to come', () => stubborn(-301_500), 'InvalidSignatureException'],
  ])('answers 403 to %s, and does nothing', async (_, client, code) => {
    const refused = await thrownBy(client().send(alias()));
    expect(refused).toMatchObject({ name: code, $metadata: { httpStatusCode: 403 } });
    expect(simulated.current.management.alias).toBeNull();
    expect(simulated.current.calls).toMatchObject([{ operation: 'PutAccountAlias', status: 403, error: code }]);
  });

  it.each([290_000, -290_000])('forgives a clock that is wrong by %i ms', async (skew) => {
    await stubborn(skew).send(alias());
    expect(simulated.current.management.alias).toBe('root');
  });

  it('takes a session’s keys with its token only, and only while it lasts', async () => {
    const aws = simulated.current;
    const key = aws.keys.issue(aws.account('Production').id, 'a-session', Date.now() + 60_000);
    const { accessKeyId, secretAccessKey, session } = key;
    const withToken = (sessionToken: string | undefined) =>
      clientOn(sdk, aws, {
        credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
        disableClockSkewCorrection: true,
      }).send(alias());
    await withToken(session.token);
    expect(aws.account('Production').alias).toBe('root');
    await expect(withToken(undefined)).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    await expect(withToken('another')).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    session.expires = Date.now() - 1;
    await expect(withToken(session.token)).rejects.toMatchObject({ name: 'ExpiredTokenException' });
  });
});

function withSecret(secretAccessKey: string, accessKeyId = simulated.current.credentials.accessKeyId) {
  return clientOn(sdk, simulated.current, { credentials: { accessKeyId, secretAccessKey } });
}

function rescope(headers: Record<string, string>, from: string, to: string): void {
  headers['authorization'] = headers['authorization']?.replace(from, to) ?? '';
}
