import { describe, expect, it } from '@jest/globals';

import * as sdk from '#aws-support-app';

import { clientOn, thrownBy, useAws } from '../../aws/support/aws.js';

const simulated = useAws();
const ENGINEERING = 'T0ENGINEER1';
const SUPPORT_ROOM = 'C0SUPPORT01';

/** A client inside an account, by name. */
function within(name: string): InstanceType<typeof sdk.SupportAppClient> {
  const aws = simulated.current;
  const key = aws.keys.issue(aws.account(name).id, 'a-test', Date.now() + 600_000);
  const credentials = { ...key, sessionToken: key.session.token };
  return clientOn(sdk, aws, { credentials, maxAttempts: 1 });
}

const root = () => within('Analytical Engines');
const register = (teamId = ENGINEERING) => new sdk.RegisterSlackWorkspaceForOrganizationCommand({ teamId });
const roleIn = (name: string) => `arn:aws:iam::${simulated.current.account(name).id}:role/SupportInSlack`;

async function registered(...names: string[]): Promise<void> {
  simulated.current.authorise(ENGINEERING);
  for (const name of ['Analytical Engines', ...names]) await within(name).send(register());
}

const channel = (name: string, changes: object = {}) => ({
  teamId: ENGINEERING,
  channelId: SUPPORT_ROOM,
  notifyOnCaseSeverity: sdk.NotificationSeverityLevel.none,
  channelRoleArn: roleIn(name),
  ...changes,
});
const connect = (name: string, changes: object = {}) =>
  within(name).send(new sdk.CreateSlackChannelConfigurationCommand(channel(name, changes)));

describe('registering a workspace', () => {
  it('needs the Support Center first, then the management account, then the members', async () => {
    await expect(root().send(register())).rejects.toMatchObject({ name: 'ConflictException' });
    simulated.current.authorise(ENGINEERING);
    await expect(within('Production').send(register())).rejects.toMatchObject({ name: 'ConflictException' });
    await expect(root().send(register())).resolves.toMatchObject({ teamId: ENGINEERING, accountType: 'management' });
    await expect(within('Production').send(register())).resolves.toMatchObject({ accountType: 'member' });
  });

  it('shows in the list of the management account from the Support Center on, for members once it is registered', async () => {
    const list = async () =>
      (await root().send(new sdk.ListSlackWorkspaceConfigurationsCommand({}))).slackWorkspaceConfigurations;
    await expect(list()).resolves.toEqual([]);
    simulated.current.authorise(ENGINEERING);
    await expect(list()).resolves.toMatchObject([{ allowOrganizationMemberAccount: false }]);
    await root().send(register());
    await expect(list()).resolves.toMatchObject([{ teamId: ENGINEERING, allowOrganizationMemberAccount: true }]);
  });

  it('is refused a second time, or not: AWS does not say which', async () => {
    await registered('Production');
    for (const name of ['Analytical Engines', 'Production']) {
      await expect(within(name).send(register())).rejects.toMatchObject({ name: 'ConflictException' });
    }
    simulated.current.again = 'ok';
    await expect(within('Production').send(register())).resolves.toMatchObject({ accountType: 'member' });
  });

  it('is refused outside of the organisation, without the permission, and beyond five workspaces', async () => {
    const { management } = simulated.current;
    for (let number = 1; number <= 6; number += 1) simulated.current.authorise(`T${number}`);
    for (const workspace of management.workspaces) workspace.forOrganisation = true;
    for (let number = 1; number <= 5; number += 1) await within('Sandbox').send(register(`T${number}`));
    await expect(within('Sandbox').send(register('T6'))).rejects.toMatchObject({
      name: 'ServiceQuotaExceededException',
      $metadata: { httpStatusCode: 402 },
    });
    const production = simulated.current.account('Production');
    production.denied = ['RegisterSlackWorkspaceForOrganization'];
    await expect(within('Production').send(register('T1'))).rejects.toMatchObject({ name: 'AccessDeniedException' });
    Object.assign(production, { denied: [], inOrganisation: false });
    await expect(within('Production').send(register('T1'))).rejects.toMatchObject({ name: 'ConflictException' });
  });

  it('is taken back with everything that hangs on it, unless a chat is open', async () => {
    await registered('Production');
    await connect('Production');
    const remove = () =>
      within('Production').send(new sdk.DeleteSlackWorkspaceConfigurationCommand({ teamId: ENGINEERING }));
    const production = simulated.current.account('Production');
    for (const each of production.channels) each.liveChat = true;
    await expect(remove()).rejects.toMatchObject({ name: 'ConflictException' });
    for (const each of production.channels) each.liveChat = false;
    await remove();
    expect(production).toMatchObject({ workspaces: [], channels: [] });
    await expect(remove()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it.each(['', 'T 1', 'T'.repeat(257), undefined])('does not take %j for a workspace', async (teamId) => {
    const refused = await thrownBy(root().send(new sdk.RegisterSlackWorkspaceForOrganizationCommand({ teamId })));
    expect(refused).toMatchObject({ name: 'ValidationException', $metadata: { httpStatusCode: 400 } });
    expect(refused.message).toContain('teamId');
  });
});

describe('connecting a channel', () => {
  it('is done once, for a workspace the account has, with a role of the account', async () => {
    await expect(connect('Production')).rejects.toMatchObject({ name: 'ConflictException' });
    await registered('Production');
    await expect(connect('Production', { channelRoleArn: roleIn('Sandbox') })).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    await connect('Production', { channelName: 'support' });
    await expect(connect('Production')).rejects.toMatchObject({ name: 'ConflictException' });
    const { slackChannelConfigurations } = await within('Production').send(
      new sdk.ListSlackChannelConfigurationsCommand({}),
    );
    expect(slackChannelConfigurations).toEqual([channel('Production', { channelName: 'support' })]);
  });

  it.each([
    ['high', {}, false],
    ['all', { notifyOnResolveCase: true }, true],
    ['none', { notifyOnResolveCase: false }, true],
    ['none', { notifyOnCreateOrReopenCase: true }, false],
    ['loud', {}, false],
  ])('with the severity %s and %j is taken: %s', async (notifyOnCaseSeverity, flags, taken) => {
    await registered('Production');
    const call = connect('Production', { notifyOnCaseSeverity, ...flags });
    if (taken) await call;
    else await expect(call).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('ends at twenty channels of an account, and a hundred accounts of a channel', async () => {
    await registered('Production', 'Sandbox');
    for (let number = 1; number <= 20; number += 1) await connect('Production', { channelId: `C${number}` });
    const quota = { name: 'ServiceQuotaExceededException' };
    await expect(connect('Production', { channelId: 'C21' })).rejects.toMatchObject(quota);
    const production = simulated.current.account('Production');
    simulated.current.accounts.push(...Array.from({ length: 99 }, () => structuredClone(production)));
    await expect(connect('Sandbox', { channelId: 'C1' })).rejects.toMatchObject(quota);
  });

  it('is changed member by member: what is left out stays', async () => {
    await registered('Production');
    const update = (changes: object) =>
      within('Production').send(
        new sdk.UpdateSlackChannelConfigurationCommand({ teamId: ENGINEERING, channelId: SUPPORT_ROOM, ...changes }),
      );
    await expect(update({})).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await connect('Production', { channelName: 'support' });
    const { $metadata: _, ...changed } = await update({ notifyOnCaseSeverity: 'all', notifyOnResolveCase: true });
    const after = { channelName: 'support', notifyOnCaseSeverity: 'all', notifyOnResolveCase: true };
    expect(changed).toEqual(channel('Production', after));
    await expect(update({ notifyOnResolveCase: false })).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('is taken back unless a chat is open in it', async () => {
    await registered('Production');
    await connect('Production');
    const remove = () =>
      within('Production').send(
        new sdk.DeleteSlackChannelConfigurationCommand({ teamId: ENGINEERING, channelId: SUPPORT_ROOM }),
      );
    const [connected] = simulated.current.account('Production').channels;
    Object.assign(connected ?? {}, { liveChat: true });
    await expect(remove()).rejects.toMatchObject({ name: 'ConflictException' });
    Object.assign(connected ?? {}, { liveChat: false });
    await remove();
    await expect(remove()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('the alias of an account', () => {
  it('is set, replaced, shown and taken away', async () => {
    const shown = async () => (await root().send(new sdk.GetAccountAliasCommand({}))).accountAlias;
    const remove = () => root().send(new sdk.DeleteAccountAliasCommand({}));
    await expect(shown()).resolves.toBeUndefined();
    await expect(remove()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    for (const accountAlias of ['root', 'The_root 2']) {
      await root().send(new sdk.PutAccountAliasCommand({ accountAlias }));
      await expect(shown()).resolves.toBe(accountAlias);
    }
    await remove();
    await expect(shown()).resolves.toBeUndefined();
    const bad = root().send(new sdk.PutAccountAliasCommand({ accountAlias: 'dots.not.taken' }));
    await expect(bad).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('a long list', () => {
  it('comes in pages, each of which names the next', async () => {
    Object.assign(simulated.current, { pageSize: 2 });
    for (const team of ['T1', 'T2', 'T3', 'T4', 'T5']) simulated.current.authorise(team);
    const seen: (string | undefined)[][] = [];
    let nextToken: string | undefined;
    do {
      const page = await root().send(new sdk.ListSlackWorkspaceConfigurationsCommand({ nextToken }));
      seen.push((page.slackWorkspaceConfigurations ?? []).map(({ teamId }) => teamId));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(seen).toEqual([['T1', 'T2'], ['T3', 'T4'], ['T5']]);
    const invented = root().send(new sdk.ListSlackWorkspaceConfigurationsCommand({ nextToken: 'invented' }));
    await expect(invented).rejects.toMatchObject({ name: 'ValidationException' });
  });
});
