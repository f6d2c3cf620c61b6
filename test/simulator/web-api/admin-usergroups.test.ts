import { describe, expect, it } from '@jest/globals';

import type { Person, UserGroup } from '../../../src/simulator/org/model.js';
import { codeOf, refusalOf } from '../support/clients.js';
import { useGrid } from '../support/grid.js';

const grid = useGrid();
const engineering = 'T0ENGINEER1';
const marketing = 'T0MARKETNG2';
const sales = 'T0SALESFLD3';
const support = 'T0SUPPORTS4';
const engineers = 'S0IDPENGINE1';

const person = (handle: string): Person => grid.simulator.org.person(handle);
const group = (): UserGroup => grid.simulator.org.group(engineers);
const linked = (): string[] => group().links.map(({ team }) => team);
const members = (channel: string): string[] => grid.simulator.org.channel(channel).members;
const call = (method: string, wish: object) =>
  grid.admin.apiCall(`admin.usergroups.${method}`, { usergroup_id: engineers, ...wish });

function demoteInstaller(): void {
  grid.simulator.org.installer.org_role = 'member';
}

describe('admin.usergroups.addTeams', () => {
  it('gives every member an account at once with auto_provision', async () => {
    await grid.admin.admin.usergroups.addTeams({
      usergroup_id: engineers,
      team_ids: [marketing, support],
      auto_provision: true,
    });
    expect(linked()).toEqual([engineering, marketing, support]);
    expect(person('kay').workspaces).toMatchObject({ [marketing]: 'member', [support]: 'member' });
    expect(members('C0GENMARKT9')).toContain(person('kay').id);
    const { usergroups } = await grid.bot.usergroups.list({ team_id: marketing });
    expect(usergroups).toMatchObject([{ id: engineers, team_id: marketing, auto_provision: true, is_idp_group: true }]);
  });

  it('lets members in when they next sign in without it, except where they were taken out', async () => {
    await call('addTeams', { team_ids: `${marketing},${sales}` });
    expect(person('kay').workspaces).not.toHaveProperty(marketing);
    person('kay').left.push(sales);
    grid.simulator.signIn('kay');
    expect(Object.keys(person('kay').workspaces)).toEqual([engineering, marketing]);
  });

  it('links the other workspaces when one fails, and names the one that did', async () => {
    grid.simulator.org.workspace('sales').provisions = false;
    const wish = { team_ids: [marketing, sales, support], auto_provision: true };
    const { error, data } = await refusalOf(call('addTeams', wish));
    expect({ error, errors: data['errors'] }).toEqual({ error: 'auto_provision_failure', errors: [sales] });
    expect(linked()).toEqual([engineering, marketing, support]);
    expect(person('kay').workspaces).not.toHaveProperty(sales);
  });

  it('links nothing when an id is none of a workspace', async () => {
    const { error, data } = await refusalOf(call('addTeams', { team_ids: [marketing, 'T0NOWHERE00'] }));
    expect({ error, errors: data['errors'] }).toEqual({ error: 'invalid_team_ids', errors: ['T0NOWHERE00'] });
    expect(linked()).toEqual([engineering]);
  });

  it('refuses groups with guests of one channel, and more workspaces than allowed', async () => {
    group().users.push(person('ulf.single').id);
    const bound = call('addTeams', { team_ids: marketing, auto_provision: true });
    await expect(codeOf(bound)).resolves.toBe('multi_workspace_restriction');
    grid.simulator.org.data.limits.workspaces_per_group = 1;
    await expect(codeOf(call('addTeams', { team_ids: marketing }))).resolves.toBe('team_limit_exceeded');
  });

  it('refuses no workspaces, other groups and demoted installers', async () => {
    await expect(codeOf(call('addTeams', {}))).resolves.toBe('no_team_ids_given');
    await expect(codeOf(call('addTeams', { team_ids: '' }))).resolves.toBe('no_team_ids_given');
    const byHand = call('addTeams', { usergroup_id: 'S0ONCALLENG3', team_ids: marketing });
    await expect(codeOf(byHand)).resolves.toBe('usergroup_not_found');
    demoteInstaller();
    await expect(codeOf(call('addTeams', { team_ids: marketing }))).resolves.toBe('restricted_action');
  });
});

describe('admin.usergroups.removeTeams', () => {
  it('takes members out of workspaces they were provisioned in, but nobody with an office or another group', async () => {
    await call('addTeams', { team_ids: marketing, auto_provision: true });
    grid.simulator.org.group('idp-support').users.push(person('fran').id);
    await call('addTeams', { usergroup_id: 'S0IDPSUPPOR2', team_ids: marketing });
    person('konrad').workspaces[marketing] = 'admin';
    await call('removeTeams', { team_ids: [marketing] });
    expect(linked()).toEqual([engineering]);
    expect(person('kay').workspaces).not.toHaveProperty(marketing);
    // She had been there before the group was: Slack does not tell.
    expect(person('ada').workspaces).not.toHaveProperty(marketing);
    expect(person('konrad').workspaces).toHaveProperty(marketing);
    expect(person('fran').workspaces).toHaveProperty(marketing);
  });

  it('leaves everybody where they are when nobody was provisioned', async () => {
    await call('addTeams', { team_ids: marketing });
    await call('removeTeams', { team_ids: marketing });
    expect(person('ada').workspaces).toHaveProperty(marketing);
  });

  it('refuses unknown workspaces, none, and over a hundred', async () => {
    await expect(codeOf(call('removeTeams', { team_ids: 'T0NOWHERE00' }))).resolves.toBe('invalid_team_ids');
    await expect(codeOf(call('removeTeams', { team_ids: '' }))).resolves.toBe('no_team_ids_given');
    const many = Array.from({ length: 101 }, () => marketing);
    await expect(codeOf(call('removeTeams', { team_ids: many }))).resolves.toBe('invalid_arguments');
  });
});

describe('admin.usergroups.addChannels', () => {
  it('puts the members of the workspace into the channels', async () => {
    await grid.admin.admin.usergroups.addChannels({
      usergroup_id: engineers,
      team_id: engineering,
      channel_ids: ['C0ENGBUILD6', 'C0ENGLEADS7'],
    });
    expect(group().channels).toEqual(['C0ENGBUILD6', 'C0ENGLEADS7']);
    expect(members('C0ENGLEADS7')).toContain(person('kay').id);
  });

  it('does not put anybody back who has left one of the channels', async () => {
    await call('addChannels', { channel_ids: 'C0ENGBUILD6' });
    members('C0ENGBUILD6').splice(0);
    await call('addChannels', { channel_ids: 'C0ENGBUILD6' });
    expect(members('C0ENGBUILD6')).toEqual([]);
  });

  it('adds what it can and names what it cannot: unknown, archived, org-wide by default, of another workspace', async () => {
    const bad = ['C0NOWHERE00', 'C0ENGOLDEN8', 'C0ANNOUNCE3', 'C0MKTCAMP10'];
    const { error, data } = await refusalOf(call('addChannels', { channel_ids: ['C0ENGBUILD6', ...bad] }));
    expect({ error, invalid: data['invalid_channels'] }).toEqual({ error: 'channel_not_found', invalid: bad });
    expect(group().channels).toEqual(['C0ENGBUILD6']);
  });

  it('names the members who would be in too many channels, and adds nothing', async () => {
    grid.simulator.org.data.limits.channels_per_person = 4;
    const { error, data } = await refusalOf(call('addChannels', { channel_ids: 'C0ENGLEADS7' }));
    expect(error).toBe('user_channel_limit_exceeded');
    expect(data['channel_limit_user_ids']).toContain(person('ada').id);
    expect(data['channel_limit_user_ids']).not.toContain(person('kay').id);
    expect(group().channels).toEqual([]);
  });

  it('refuses over a hundred, workspaces that are not linked or not provisioned, and demoted installers', async () => {
    const many = Array.from({ length: 101 }, (_, index) => `C0MANY${index}00`);
    await expect(codeOf(call('addChannels', { channel_ids: many }))).resolves.toBe('invalid_channels_limit');
    const one = { channel_ids: 'C0MKTCAMP10' };
    await expect(codeOf(call('addChannels', { ...one, team_id: marketing }))).resolves.toBe(
      'usergroup_not_linked_to_team',
    );
    await expect(codeOf(call('addChannels', { ...one, team_id: 'T0NOWHERE00' }))).resolves.toBe('team_not_found');
    await call('addTeams', { team_ids: marketing });
    await expect(codeOf(call('addChannels', { ...one, team_id: marketing }))).resolves.toBe(
      'usergroup_team_not_provisioned',
    );
    await expect(codeOf(call('addChannels', { ...one, usergroup_id: 'S0NOBODY000' }))).resolves.toBe(
      'usergroup_not_found',
    );
    demoteInstaller();
    await expect(codeOf(call('addChannels', one))).resolves.toBe('not_an_admin');
  });
});

describe('admin.usergroups.removeChannels', () => {
  it('removes what it can, takes nobody out, and names what is no channel', async () => {
    const wish = { usergroup_id: 'S0IDPSUPPOR2', channel_ids: ['C0SUPQUEUE16', 'C0NOWHERE00'] };
    const { error, data } = await refusalOf(call('removeChannels', wish));
    expect({ error, invalid: data['invalid_channels'] }).toEqual({
      error: 'channel_not_found',
      invalid: ['C0NOWHERE00'],
    });
    expect(grid.simulator.org.group('idp-support').channels).toEqual([]);
    expect(members('C0SUPQUEUE16')).toContain(person('annie').id);
  });
});

describe('admin.usergroups.listChannels', () => {
  const list = (wish: object = {}) => call('listChannels', { usergroup_id: 'S0IDPSUPPOR2', ...wish });

  it('lists the channels, of one workspace and with the number of members if asked', async () => {
    await expect(list()).resolves.toMatchObject({ channels: [{ id: 'C0SUPQUEUE16', name: 'queue' }] });
    await expect(list({ team_id: support, include_num_members: true })).resolves.toMatchObject({
      channels: [{ num_members: 4 }],
    });
    await expect(codeOf(list({ team_id: marketing }))).resolves.toBe('usergroup_not_linked_to_team');
    await expect(codeOf(list({ team_id: 'T0NOWHERE00' }))).resolves.toBe('team_not_found');
    await expect(codeOf(list({ usergroup_id: 'S0NOBODY000' }))).resolves.toBe('usergroup_not_found');
    demoteInstaller();
    await expect(codeOf(list())).resolves.toBe('not_an_admin');
  });
});
