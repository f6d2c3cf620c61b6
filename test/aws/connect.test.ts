import { describe, expect, it } from '@jest/globals';

import type { AwsConfig } from '../../src/config/aws.js';
import { connectAws } from '../../src/aws/connect.js';
import { isRegistered, type AwsDoor } from '../../src/engine/aws.js';
import { SlackBusy, SlackRefused, SlackUnreachable } from '../../src/engine/errors/slack-errors.js';
import type { AwsFault } from '../../src/simulator/aws/model.js';
import { settingsOf, useAws } from './support/aws.js';

const simulated = useAws();
const TEAM = 'T0ENGINEER1';
const [ROOT, PRODUCTION, SANDBOX] = ['111122223333', '222233334444', '333344445555'] as const;
const REGISTER = 'RegisterSlackWorkspaceForOrganization';
const UNREGISTER = 'DeleteSlackWorkspaceConfiguration';
const LIST = 'ListSlackWorkspaceConfigurations';

function door(options: { accounts?: AwsConfig['accounts'] } = {}): Promise<AwsDoor> {
  const { current: aws } = simulated;
  return connectAws({
    accounts: settingsOf(aws),
    client: 'composed',
    endpoint: aws.url,
    stsEndpoint: aws.stsUrl,
    credentials: aws.credentials,
    patience: { connectionMs: 300, requestMs: 400 },
    ...options,
  });
}

const fault = (operation: string, trouble: Omit<AwsFault, 'operation'>) =>
  simulated.current.faults.set({ operation, ...trouble });
const sent = (operation: string) => simulated.current.callsOf(operation).length;

/** The workspace is authorised and registered for the organisation. */
async function opened(): Promise<AwsDoor> {
  const opened = await door();
  simulated.current.authorise(TEAM);
  await opened.register(ROOT, TEAM, 'run-0');
  simulated.current.calls = [];
  return opened;
}

describe('the accounts of the door', () => {
  it('come with the management account first', async () => {
    const { accounts } = await door({ accounts: settingsOf(simulated.current).reverse() });
    expect(accounts.map(({ kind }) => kind)).toEqual(['management', 'member', 'member']);
  });

  it('are those that are configured: another one is refused before anything is sent', async () => {
    const call = (await door()).register('999999999999', TEAM, 'run-1');
    await expect(call).rejects.toMatchObject({ name: 'SlackRefused', code: 'account_not_configured' });
    expect(simulated.current.calls).toEqual([]);
  });
});

describe('registering', () => {
  it('goes through in the management account, then in its members, each by its own role', async () => {
    const aws = await door();
    simulated.current.authorise(TEAM);
    const answer = { ok: true, teamId: TEAM, teamName: TEAM, already: false };
    await expect(aws.register(ROOT, TEAM, 'run-1')).resolves.toEqual({ ...answer, accountType: 'management' });
    await expect(aws.register(PRODUCTION, TEAM, 'run-1')).resolves.toEqual({ ...answer, accountType: 'member' });
    await expect(aws.list(PRODUCTION)).resolves.toMatchObject([{ teamId: TEAM, teamName: TEAM }]);
    expect(simulated.current.callsOf(REGISTER)).toMatchObject([
      { account: ROOT, session: null, arguments: { teamId: TEAM } },
      { account: PRODUCTION, session: 'gridkeeper-run-1', arguments: { teamId: TEAM } },
    ]);
  });

  it('assumes a role once per run, for a quarter of an hour, with its external ID and the run’s ID', async () => {
    const aws = await opened();
    await aws.register(PRODUCTION, TEAM, 'run-1');
    await aws.unregister(PRODUCTION, TEAM, 'run-1');
    await aws.unregister(PRODUCTION, TEAM, 'run 2/é').catch(() => undefined);
    expect(simulated.current.callsOf('AssumeRole')).toMatchObject(
      ['gridkeeper-run-1', 'gridkeeper-run-2--'].map((RoleSessionName) => ({
        arguments: {
          RoleArn: `arn:aws:iam::${PRODUCTION}:role/GridkeeperSupportApp`,
          ExternalId: 'simulated-external-id-production',
          DurationSeconds: '900',
          RoleSessionName,
        },
      })),
    );
  });

  it('is refused with AWS’s own code where the Support Center, or the management account, has to come first', async () => {
    const conflict = { name: 'SlackRefused', method: REGISTER, code: 'ConflictException' };
    const aws = await door();
    await expect(aws.register(ROOT, TEAM, 'run-1')).rejects.toMatchObject(conflict);
    simulated.current.authorise(TEAM);
    await expect(aws.register(PRODUCTION, TEAM, 'run-1')).rejects.toMatchObject(conflict);
    expect(sent(REGISTER)).toBe(2);
  });

  it.each(['conflict', 'ok'] as const)('again is success (AWS: %s), told by the list', async (again) => {
    const aws = await opened();
    simulated.current.again = again;
    await aws.register(PRODUCTION, TEAM, 'run-1');
    await expect(aws.register(ROOT, TEAM, 'run-2')).resolves.toMatchObject({ ok: true, already: true });
    await expect(aws.register(PRODUCTION, TEAM, 'run-2')).resolves.toMatchObject({ ok: true, already: true });
  });

  it('while somebody else does it is success too', async () => {
    const aws = await opened();
    // The list from before does not show what stands there a moment later.
    const production = simulated.current.account(PRODUCTION);
    fault(LIST, { fault: 'slow', delay_ms: 100, times: 1 });
    const registering = aws.register(PRODUCTION, TEAM, 'run-1');
    await new Promise((wake) => setTimeout(wake, 80));
    production.workspaces.push({ teamId: TEAM, teamName: 'Engineering', forOrganisation: false });
    await expect(registering).resolves.toMatchObject({ already: true, teamName: 'Engineering' });
    expect(simulated.current.callsOf(REGISTER)).toMatchObject([{ error: 'ConflictException' }]);
  });

  it('is sent once, whatever happens, and what the list shows counts where the answer is lost', async () => {
    const aws = await opened();
    fault(REGISTER, { fault: 'reply_lost' });
    await expect(aws.register(PRODUCTION, TEAM, 'run-1')).resolves.toMatchObject({ ok: true, already: false });
    expect(sent(REGISTER)).toBe(1);
  });

  it.each([
    [{ fault: 'http_500' }, 'InternalServerException'],
    [{ fault: 'html' }, 'http_502'],
    [{ fault: 'not_json' }, 'unreadable_answer'],
    [{ fault: 'reset' }, 'connection_lost'],
    [{ fault: 'hang' }, 'timeout'],
    [{ fault: 'stall' }, 'timeout'],
  ] as const)(
    'of which nothing is known after %j stays unknown, unless the list shows it',
    async (trouble, problem) => {
      const aws = await opened();
      fault(REGISTER, { ...trouble });
      const call = aws.register(PRODUCTION, TEAM, 'run-1');
      if (trouble.fault === 'stall') await expect(call).resolves.toMatchObject({ already: false });
      else await expect(call).rejects.toMatchObject({ name: 'SlackUnreachable', problem, sent: true });
      expect(sent(REGISTER)).toBe(1);
    },
  );

  it('waits where AWS is asked too often', async () => {
    const aws = await opened();
    fault(REGISTER, { fault: 'rate_limited' });
    await expect(aws.register(PRODUCTION, TEAM, 'run-1')).rejects.toBeInstanceOf(SlackBusy);
    expect(sent(REGISTER)).toBe(1);
  });

  it.each([
    ['a role that may not be assumed', 'AssumeRole', { fault: 'error', error: 'AccessDenied' }, 'AccessDenied'],
    ['a list that may not be read', LIST, { fault: 'error', error: 'AccessDeniedException' }, 'AccessDeniedException'],
  ] as const)('stops before anything is changed at %s', async (_, operation, trouble, code) => {
    const aws = await opened();
    fault(operation, trouble);
    const call = aws.register(PRODUCTION, TEAM, 'run-1');
    await expect(call).rejects.toBeInstanceOf(SlackRefused);
    await expect(call).rejects.toMatchObject({ method: operation, code });
    expect(sent(REGISTER)).toBe(0);
  });

  it.each([
    ['AssumeRole', 'hang'],
    ['AssumeRole', 'reset'],
    [LIST, 'hang'],
    [LIST, 'html'],
  ] as const)('was surely not sent where %s already ends in %s', async (operation, trouble) => {
    const aws = await opened();
    fault(operation, { fault: trouble });
    const startedAt = Date.now();
    const call = aws.register(PRODUCTION, TEAM, 'run-1');
    await expect(call).rejects.toBeInstanceOf(SlackUnreachable);
    await expect(call).rejects.toMatchObject({ method: operation, sent: false });
    expect(Date.now() - startedAt).toBeLessThan(1500);
    expect(sent(REGISTER)).toBe(0);
  });

  it('is not called done where the list does not show it afterwards', async () => {
    const aws = await opened();
    simulated.current.withdraw(TEAM);
    fault(REGISTER, { fault: 'error', error: 'Nothing', status: 200 });
    await expect(aws.register(ROOT, TEAM, 'run-1')).rejects.toMatchObject({
      problem: 'done_but_not_listed',
      sent: true,
    });
  });

  it('is done, with a note, where AWS says so and the list cannot be read any more', async () => {
    const aws = await opened();
    fault(REGISTER, { fault: 'slow', delay_ms: 100, times: 1 });
    const registering = aws.register(PRODUCTION, TEAM, 'run-1');
    while (sent(REGISTER) === 0) await new Promise((wake) => setTimeout(wake, 5));
    fault(LIST, { fault: 'http_500' });
    await expect(registering).resolves.toEqual({
      ok: true,
      accountType: 'member',
      teamId: TEAM,
      teamName: TEAM,
      already: false,
      response_metadata: { warnings: ['done_but_list_unreadable'] },
    });
  });

  it('works although our clock is wrong', async () => {
    const aws = await opened();
    simulated.current.skew = 20 * 60_000;
    await expect(aws.register(PRODUCTION, TEAM, 'run-1')).resolves.toMatchObject({ already: false });
    expect(simulated.current.callsOf(REGISTER)).toMatchObject([
      { error: 'InvalidSignatureException' },
      { status: 200 },
    ]);
  });
});

describe('unregistering', () => {
  it('takes the workspace out of this account only', async () => {
    const aws = await opened();
    for (const account of [PRODUCTION, SANDBOX]) await aws.register(account, TEAM, 'run-1');
    await expect(aws.unregister(PRODUCTION, TEAM, 'run-2')).resolves.toEqual({ ok: true });
    await expect(aws.list(PRODUCTION)).resolves.toEqual([]);
    await expect(aws.list(SANDBOX)).resolves.toHaveLength(1);
  });

  it('is refused where there is nothing, and sent once', async () => {
    const aws = await opened();
    await expect(aws.unregister(SANDBOX, TEAM, 'run-1')).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
    expect(sent(UNREGISTER)).toBe(1);
  });

  it.each([
    ['reply_lost', 'done'],
    ['reset', 'unknown'],
  ] as const)('is after %s what the list shows: %s', async (trouble, outcome) => {
    const aws = await opened();
    await aws.register(PRODUCTION, TEAM, 'run-1');
    fault(UNREGISTER, { fault: trouble });
    const call = aws.unregister(PRODUCTION, TEAM, 'run-2');
    if (outcome === 'done') await expect(call).resolves.toEqual({ ok: true });
    else await expect(call).rejects.toMatchObject({ problem: 'connection_lost', sent: true });
    expect(sent(UNREGISTER)).toBe(1);
  });
});

describe('listing', () => {
  it('reads every page, and tries again what failed', async () => {
    const aws = await door();
    simulated.current.pageSize = 2;
    for (const team of ['T1', 'T2', 'T3', 'T4', 'T5']) simulated.current.authorise(team);
    fault(LIST, { fault: 'http_500', times: 2 });
    const listed = await aws.list(ROOT);
    expect(listed.map(({ teamId }) => teamId)).toEqual(['T1', 'T2', 'T3', 'T4', 'T5']);
    expect(listed[0]).toEqual({ teamId: 'T1', teamName: 'T1', allowOrganizationMemberAccount: false });
    expect(sent(LIST)).toBe(5);
  });

  it('ends where AWS leaves it hanging', async () => {
    const aws = await door();
    fault(LIST, { fault: 'hang' });
    await expect(aws.list(ROOT)).rejects.toMatchObject({ problem: 'timeout' });
  });

  it('says that there are no keys, where there are none', async () => {
    const { current: aws } = simulated;
    const nobody = await connectAws({
      accounts: settingsOf(aws),
      client: 'composed',
      endpoint: aws.url,
      stsEndpoint: aws.stsUrl,
      credentials: () => Promise.reject(Object.assign(new Error(), { name: 'CredentialsProviderError' })),
    });
    await expect(nobody.list(ROOT)).rejects.toMatchObject({ problem: 'no_credentials', sent: false });
    await expect(nobody.list(PRODUCTION)).rejects.toMatchObject({ problem: 'no_credentials', sent: false });
  });
});

describe('an entry of a list', () => {
  it.each([
    ['member', false, true],
    ['member', null, true],
    ['management', true, true],
    ['management', null, true],
    ['management', false, false],
  ] as const)('of a %s account with the flag %s is a registration: %s', (kind, flag, registered) => {
    expect(isRegistered(kind, { teamId: TEAM, teamName: null, allowOrganizationMemberAccount: flag })).toBe(registered);
    expect(isRegistered(kind, undefined)).toBe(false);
  });
});
