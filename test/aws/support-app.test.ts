import { describe, expect, it } from '@jest/globals';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';

import type { AwsErrorForm } from '../../src/simulator/aws/model.js';
import { clientOn, clientsUnderTest, settingsOf, thrownBy, useAws, type Sdk } from './support/aws.js';

const simulated = useAws();
const ENGINEERING = 'T0ENGINEER1';

/*
 * What a client of AWS Support App has to be able to do, whoever made it. Every bump of AWS's packages has to pass here,
 * because some of what ours is composed of is meant for AWS's own clients.
 */
describe.each(await clientsUnderTest())('%s', (_, sdk: Sdk) => {
  const aws = () => simulated.current;
  const alias = () => new sdk.GetAccountAliasCommand({});
  const fault = (...given: Parameters<ReturnType<typeof aws>['faults']['set']>) => aws().faults.set(...given);
  const statuses = () => aws().calls.map(({ status }) => status);

  it('reaches all ten operations, signed for supportapp in the region it was told', async () => {
    const client = clientOn(sdk, aws(), { region: 'eu-west-1' });
    const channel = { teamId: ENGINEERING, channelId: 'C0SUPPORT01' };
    const channelRoleArn = `arn:aws:iam::${aws().management.id}:role/SupportInSlack`;
    aws().authorise(ENGINEERING);
    const registered = await client.send(new sdk.RegisterSlackWorkspaceForOrganizationCommand({ teamId: ENGINEERING }));
    expect(registered).toMatchObject({ teamId: ENGINEERING, accountType: sdk.AccountType.management });
    const severity = sdk.NotificationSeverityLevel.high;
    const settings = { notifyOnCaseSeverity: severity, notifyOnResolveCase: true, channelRoleArn };
    await client.send(new sdk.CreateSlackChannelConfigurationCommand({ ...channel, ...settings }));
    const updated = await client.send(
      new sdk.UpdateSlackChannelConfigurationCommand({ ...channel, channelName: 'support' }),
    );
    expect(updated).toMatchObject({ ...channel, ...settings, channelName: 'support' });
    const channels = await client.send(new sdk.ListSlackChannelConfigurationsCommand({}));
    expect(channels.slackChannelConfigurations).toEqual([{ ...channel, ...settings, channelName: 'support' }]);
    await client.send(new sdk.PutAccountAliasCommand({ accountAlias: 'root' }));
    await expect(client.send(alias())).resolves.toMatchObject({ accountAlias: 'root' });
    await client.send(new sdk.DeleteAccountAliasCommand({}));
    await client.send(new sdk.DeleteSlackChannelConfigurationCommand(channel));
    await client.send(new sdk.DeleteSlackWorkspaceConfigurationCommand({ teamId: ENGINEERING }));
    const workspaces = await client.send(new sdk.ListSlackWorkspaceConfigurationsCommand({}));
    expect(workspaces.slackWorkspaceConfigurations).toEqual([]);
    expect(new Set(aws().calls.map(({ operation }) => operation)).size).toBe(10);
    for (const call of aws().calls) expect(call).toMatchObject({ region: 'eu-west-1', status: 200, error: null });
    expect(aws().callsOf('UpdateSlackChannelConfiguration')).toMatchObject([
      { arguments: { ...channel, channelName: 'support' } },
    ]);
  });

  it('tries twice more after errors of AWS’s own', async () => {
    fault({ operation: '*', fault: 'http_500', times: 2 });
    await expect(clientOn(sdk, aws()).send(alias())).resolves.toMatchObject({ $metadata: { attempts: 3 } });
    expect(statuses()).toEqual([500, 500, 200]);
  });

  it.each([
    ['429', { operation: '*', fault: 'rate_limited', error: 'TooManyRequestsException', status: 429, times: 1 }],
    ['a throttling with status 400', { operation: '*', fault: 'rate_limited', times: 1 }],
    ['503', { operation: '*', fault: 'http_500', status: 503, times: 1 }],
  ] as const)('tries again after %s', async (__, trouble) => {
    fault(trouble);
    await clientOn(sdk, aws()).send(alias());
    expect(statuses()).toHaveLength(2);
  });

  it('tries again when the connection breaks', async () => {
    fault({ operation: '*', fault: 'reset', times: 1 });
    await clientOn(sdk, aws()).send(alias());
    expect(statuses()).toEqual([null, 200]);
  });

  it('gives up after three attempts', async () => {
    fault({ operation: '*', fault: 'http_500' });
    const thrown = await thrownBy(clientOn(sdk, aws()).send(alias()));
    expect(thrown).toMatchObject({ name: 'InternalServerException', $metadata: { attempts: 3 } });
    expect(statuses()).toEqual([500, 500, 500]);
  });

  describe.each(['header', 'header_url', 'header_namespace', 'type', 'code'] satisfies AwsErrorForm[])(
    'an error whose code comes as %s',
    (form) => {
      it.each([
        ['ValidationException', 400],
        ['ServiceQuotaExceededException', 402],
        ['AccessDeniedException', 403],
        ['ResourceNotFoundException', 404],
        ['ConflictException', 409],
      ] as const)('is a %s, asked for once', async (error, status) => {
        fault({ operation: '*', fault: 'error', error, form });
        const thrown = await thrownBy(clientOn(sdk, aws()).send(alias()));
        expect(thrown).toBeInstanceOf(sdk[error]);
        expect(thrown).toBeInstanceOf(sdk.SupportAppServiceException);
        expect(thrown).toMatchObject({ name: error, $fault: 'client', $metadata: { httpStatusCode: status } });
        expect(thrown.message).toBe('A simulated fault.');
        expect(statuses()).toEqual([status]);
      });

      it('is an InternalServerException', async () => {
        fault({ operation: '*', fault: 'error', error: 'InternalServerException', form });
        const thrown = await thrownBy(clientOn(sdk, aws(), { maxAttempts: 1 }).send(alias()));
        expect(thrown).toBeInstanceOf(sdk.InternalServerException);
        expect(thrown).toMatchObject({ $fault: 'server', $metadata: { httpStatusCode: 500 } });
      });
    },
  );

  it('hands on an error that the service does not list, with its name, status and request ID', async () => {
    fault({ operation: '*', fault: 'error', error: 'SomethingNewException', status: 418 });
    const thrown = await thrownBy(clientOn(sdk, aws()).send(alias()));
    expect(thrown).toBeInstanceOf(sdk.SupportAppServiceException);
    expect(thrown).not.toBeInstanceOf(sdk.ConflictException);
    expect(thrown).toMatchObject({
      name: 'SomethingNewException',
      $metadata: { httpStatusCode: 418, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/u) },
    });
  });

  it('does not take a page of somebody in between for an answer', async () => {
    fault({ operation: '*', fault: 'html' });
    const thrown = await thrownBy(clientOn(sdk, aws()).send(alias()));
    expect(thrown).toMatchObject({ $metadata: { httpStatusCode: 502, attempts: 3 } });
  });

  it('works in two member accounts by their roles, in the order the service asks for', async () => {
    const [management, ...members] = settingsOf(aws());
    const register = new sdk.RegisterSlackWorkspaceForOrganizationCommand({ teamId: ENGINEERING });
    const inside = members.map(({ role }) =>
      clientOn(sdk, aws(), {
        credentials: fromTemporaryCredentials({
          masterCredentials: aws().credentials,
          params: { RoleArn: role?.arn, ExternalId: role?.externalId, RoleSessionName: 'run-1', DurationSeconds: 900 },
          clientConfig: { endpoint: aws().stsUrl, region: 'us-east-1' },
        }),
      }),
    );
    aws().authorise(ENGINEERING);
    for (const client of inside) await expect(client.send(register)).rejects.toBeInstanceOf(sdk.ConflictException);
    await clientOn(sdk, aws()).send(register);
    for (const client of inside) {
      await expect(client.send(register)).resolves.toMatchObject({ accountType: sdk.AccountType.member });
    }
    expect(aws().callsOf('AssumeRole')).toMatchObject(
      members.map(({ role }) => ({
        account: management?.accountId,
        arguments: { RoleArn: role?.arn, ExternalId: role?.externalId, DurationSeconds: '900' },
      })),
    );
    expect(aws().calls.at(-1)).toMatchObject({ account: members[1]?.accountId, session: 'run-1' });
  });

  it('renews keys that have run out', async () => {
    const role = settingsOf(aws())[1]?.role;
    // AWS's runtime counts keys of which five minutes are left as run out.
    aws().sessionSeconds = 301;
    const client = clientOn(sdk, aws(), {
      credentials: fromTemporaryCredentials({
        masterCredentials: aws().credentials,
        params: { RoleArn: role?.arn, ExternalId: role?.externalId },
        clientConfig: { endpoint: aws().stsUrl, region: 'us-east-1' },
      }),
    });
    await client.send(alias());
    await client.send(alias());
    expect(aws().callsOf('AssumeRole')).toHaveLength(1);
    await new Promise((wake) => setTimeout(wake, 1100));
    await client.send(alias());
    expect(aws().callsOf('AssumeRole')).toHaveLength(2);
  });

  it.each([20, -20])('learns AWS’s time where ours is %i minutes off', async (minutes) => {
    aws().skew = minutes * 60_000;
    const client = clientOn(sdk, aws());
    await client.send(alias());
    await client.send(alias());
    expect(statuses()).toEqual([403, 200, 200]);
  });

  it.each(['hang', 'stall'] as const)('ends by itself where AWS lets it %s', async (trouble) => {
    fault({ operation: '*', fault: trouble });
    const startedAt = Date.now();
    const thrown = await thrownBy(clientOn(sdk, aws(), { maxAttempts: 1 }).send(alias()));
    expect(thrown.name).toBe('TimeoutError');
    expect(Date.now() - startedAt).toBeLessThan(1500);
  });

  it('registers twice where an answer is lost: this is why what changes something is sent once', async () => {
    aws().authorise(ENGINEERING);
    fault({ operation: '*', fault: 'reply_lost', times: 1 });
    const register = new sdk.RegisterSlackWorkspaceForOrganizationCommand({ teamId: ENGINEERING });
    const thrown = await thrownBy(clientOn(sdk, aws()).send(register));
    expect(thrown).toMatchObject({ name: 'ConflictException', $metadata: { attempts: 2 } });
    expect(aws().management.workspaces).toMatchObject([{ forOrganisation: true }]);
  });

  it('finds AWS, and its own keys, where the environment says', async () => {
    const before = { ...process.env };
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_SUPPORT_APP: aws().url,
      AWS_ACCESS_KEY_ID: aws().credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: aws().credentials.secretAccessKey,
      AWS_REGION: 'us-west-2',
    });
    try {
      await new sdk.SupportAppClient({}).send(alias());
    } finally {
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    }
    expect(aws().calls).toMatchObject([{ region: 'us-west-2', status: 200 }]);
  });

  it.each([
    [{ region: 'us-east-1' }, 'supportapp.us-east-1.amazonaws.com'],
    [{ region: 'eu-west-1', useFipsEndpoint: true }, 'supportapp-fips.eu-west-1.amazonaws.com'],
    [{ region: 'us-west-2', useDualstackEndpoint: true }, 'supportapp.us-west-2.api.aws'],
  ])('with %j is a client of %s', async (options, host) => {
    const asked: unknown[] = [];
    const { credentials } = aws();
    const listening = new sdk.SupportAppClient({
      ...options,
      credentials,
      requestHandler: {
        handle: (request: { protocol: string; hostname: string }) => {
          asked.push(`${request.protocol}//${request.hostname}`);
          return Promise.reject(new Error('heard enough'));
        },
      },
    });
    await expect(listening.send(alias())).rejects.toThrow('heard enough');
    expect(asked).toEqual([`https://${host}`]);
  });

  it.each(['useFipsEndpoint', 'useDualstackEndpoint'])(
    'does not mix an endpoint of one’s own with %s',
    async (kind) => {
      await expect(clientOn(sdk, aws(), { [kind]: true }).send(alias())).rejects.toThrow(/custom endpoint/iu);
    },
  );
});
