import { describe, expect, it } from '@jest/globals';

import type { Person } from '../../../src/simulator/org/model.js';
import { codeOf } from '../support/clients.js';
import { useGrid } from '../support/grid.js';

const grid = useGrid();
const engineering = 'T0ENGINEER1';
const marketing = 'T0MARKETNG2';
const sales = 'T0SALESFLD3';
const support = 'T0SUPPORTS4';
const day = 86_400;

const person = (handle: string): Person => grid.simulator.org.person(handle);
const members = (channel: string): string[] => grid.simulator.org.channel(channel).members;
const call = (method: string, wish: Record<string, unknown>) => grid.admin.apiCall(`admin.users.${method}`, wish);
const now = (): number => Math.floor(grid.simulator.slack.clock() / 1000);

function installerBecomes(role: Person['org_role']): void {
  grid.simulator.org.installer.org_role = role;
}

describe('admin.users.assign', () => {
  const assign = (handle: string, wish: object = {}) =>
    call('assign', { team_id: marketing, user_id: person(handle).id, ...wish });

  it('adds somebody as a member, to the general channel and to those that were named', async () => {
    await grid.admin.admin.users.assign({
      team_id: marketing,
      user_id: person('kay').id,
      channel_ids: ['C0MKTCAMP10', 'C0MKTLAUNCH17'],
    });
    expect(person('kay').workspaces).toEqual({ [engineering]: 'member', [marketing]: 'member' });
    for (const channel of ['C0GENMARKT9', 'C0MKTCAMP10', 'C0MKTLAUNCH17']) {
      expect(members(channel)).toContain(person('kay').id);
    }
  });

  it('adds a guest of several workspaces as a guest, who sees only what was named', async () => {
    await assign('gus.multi', { is_restricted: true, channel_ids: 'C0MKTCAMP10' });
    expect(person('gus.multi').workspaces[marketing]).toBe('multi_channel_guest');
    expect(members('C0MKTCAMP10')).toContain(person('gus.multi').id);
    expect(members('C0GENMARKT9')).not.toContain(person('gus.multi').id);
  });

  it('brings back who was taken out', async () => {
    await call('remove', { team_id: marketing, user_id: person('ada').id });
    await assign('ada');
    expect(person('ada')).toMatchObject({ left: [], workspaces: { [marketing]: 'member' } });
  });

  it.each([
    ['kay', { team_id: 'T0NOWHERE00' }, 'team_not_found'],
    ['vera.elsewhere', {}, 'user_not_found'],
    ['deploybot', {}, 'user_is_bot'],
    ['charles', {}, 'invited_user_not_reactivated'],
    ['ada', {}, 'user_already_team_member'],
    ['kay', { is_restricted: true }, 'invalid_role_for_user'],
    ['gus.multi', {}, 'invalid_role_for_user'],
    ['ulf.single', { is_ultra_restricted: true }, 'invalid_role_for_user'],
    ['kay', { is_restricted: true, is_ultra_restricted: true }, 'invalid_arguments'],
    ['kay', { is_ultra_restricted: true, channel_ids: 'C0MKTCAMP10,C0GENMARKT9' }, 'invalid_arguments'],
    ['kay', { channel_ids: 'C0MKTBUDG12' }, 'invitor_cannot_see_channel'],
    ['kay', { channel_ids: 'C0ENGBUILD6' }, 'invitor_cannot_see_channel'],
  ])('refuses %s with %j: %s', async (handle, wish, code) => {
    await expect(codeOf(assign(handle, wish))).resolves.toBe(code);
  });

  it('is closed to installers who are no org admins any more, and to bots', async () => {
    const wish = { team_id: marketing, user_id: person('kay').id };
    await expect(codeOf(grid.bot.apiCall('admin.users.assign', wish))).resolves.toBe('not_allowed_token_type');
    installerBecomes('member');
    await expect(codeOf(assign('kay'))).resolves.toBe('not_an_admin');
  });
});

describe('admin.users.remove', () => {
  const remove = (handle: string, team_id = marketing) => call('remove', { team_id, user_id: person(handle).id });

  it('takes somebody out of a workspace and of what they see from nowhere else', async () => {
    await remove('ada');
    expect(person('ada')).toMatchObject({ deactivated: false, left: [marketing] });
    expect(person('ada').workspaces).toEqual({ [engineering]: 'member' });
    expect(members('C0GENMARKT9')).not.toContain(person('ada').id);
    expect(members('C0ORGLUNCH4')).toContain(person('ada').id);
  });

  it('deactivates a guest with nowhere left to be, and no member', async () => {
    await remove('ulf.single', sales);
    expect(person('ulf.single').deactivated).toBe(true);
    await remove('kay', engineering);
    expect(person('kay')).toMatchObject({ deactivated: false, workspaces: {} });
  });

  it('refuses the primary owner, who is gone, who was never there, bots, and the unknown', async () => {
    await expect(codeOf(remove('grace'))).resolves.toBe('cannot_modify_primary_owner');
    await expect(codeOf(remove('betty'))).resolves.toBe('cannot_modify_primary_owner');
    await remove('ada');
    await expect(codeOf(remove('ada'))).resolves.toBe('user_already_deleted');
    await expect(codeOf(remove('charles', engineering))).resolves.toBe('user_already_deleted');
    await expect(codeOf(remove('kay'))).resolves.toBe('user_not_found');
    await expect(codeOf(remove('deploybot', engineering))).resolves.toBe('failed_to_remove_user_from_workspace');
    await expect(codeOf(remove('kay', 'T0NOWHERE00'))).resolves.toBe('team_not_found');
  });

  it('asks for an org admin, and for an owner where an owner is taken out', async () => {
    installerBecomes('admin');
    await expect(codeOf(remove('margaret', engineering))).resolves.toBe('invalid_permissions');
    await remove('ada');
    installerBecomes('member');
    await expect(codeOf(remove('joan'))).resolves.toBe('invalid_permissions');
  });
});

describe('admin.users.invite', () => {
  const invite = (wish: object = {}) =>
    call('invite', { team_id: marketing, email: 'joe@smith.example', channel_ids: 'C0MKTCAMP10', ...wish });

  it('leaves somebody new invited until they sign in', async () => {
    await grid.admin.admin.users.invite({
      team_id: marketing,
      email: 'Joe@smith.example',
      channel_ids: ['C0MKTCAMP10', 'C0MKTLAUNCH17'],
      real_name: '{"full_name":"Joe Smith"}',
      custom_message: 'Come and join us',
      resend: true,
    });
    const joe = person('joe');
    expect(joe).toMatchObject({ real_name: 'Joe Smith', workspaces: { [marketing]: 'member' } });
    expect(joe.invitation).toMatchObject({ custom_message: 'Come and join us', resend: true });
    const { members: listed } = await grid.bot.users.list({ team_id: marketing });
    expect(listed?.find(({ id }) => id === joe.id)).toMatchObject({ is_invited_user: true, deleted: false });
    expect(members('C0MKTCAMP10')).not.toContain(joe.id);
    expect(() => grid.simulator.as('joe')).toThrow('has not signed in yet');

    grid.simulator.signIn('joe');
    expect(joe.invitation).toBeNull();
    for (const channel of ['C0MKTCAMP10', 'C0MKTLAUNCH17', 'C0GENMARKT9']) expect(members(channel)).toContain(joe.id);
  });

  it('invites guests, whose account ends in time', async () => {
    const ends = now() + day;
    await invite({ is_ultra_restricted: true, guest_expiration_ts: `${ends}.000000` });
    expect(person('joe').workspaces[marketing]).toBe('single_channel_guest');
    grid.simulator.signIn('joe');
    expect(members('C0GENMARKT9')).not.toContain(person('joe').id);
    grid.pass(day * 1000 + 1000);
    expect(person('joe')).toMatchObject({ deactivated: true, left: [marketing] });
    expect(members('C0MKTCAMP10')).not.toContain(person('joe').id);
  });

  it('adds somebody who has an account elsewhere at once', async () => {
    await invite({ email: 'kay@engines.example' });
    expect(person('kay')).toMatchObject({ invitation: null, workspaces: { [marketing]: 'member' } });
    expect(members('C0MKTCAMP10')).toContain(person('kay').id);
  });

  it.each([
    [{ team_id: 'T0NOWHERE00' }, 'team_not_found'],
    [{ email: 'joe' }, 'invalid_email'],
    [{ email: 'ada@engines.example' }, 'already_in_team'],
    [{ email: 'charles@engines.example' }, 'user_disabled'],
    [{ email: 'gus.multi@engines.example' }, 'failed_to_send_invite'],
    [{ channel_ids: '' }, 'failed_to_validate_channels'],
    [{ channel_ids: undefined }, 'failed_to_validate_channels'],
    [{ channel_ids: 'C0NOWHERE00' }, 'failed_to_validate_channels'],
    [{ is_ultra_restricted: true, channel_ids: 'C0MKTCAMP10,C0MKTLAUNCH17' }, 'failed_to_validate_channels'],
    [{ guest_expiration_ts: '4000000000' }, 'failed_to_validate_expiration'],
    [{ is_restricted: true, guest_expiration_ts: '1000000000' }, 'failed_to_validate_expiration'],
    [{ is_restricted: true, guest_expiration_ts: 'tomorrow' }, 'failed_to_validate_expiration'],
    [{ is_restricted: true, is_ultra_restricted: true }, 'invalid_arguments'],
  ])('refuses %j: %s', async (wish, code) => {
    await expect(codeOf(invite(wish))).resolves.toBe(code);
  });

  it('refuses to invite twice, and an installer who is no org admin any more', async () => {
    await invite();
    await expect(codeOf(invite())).resolves.toBe('already_in_team_invited_user');
    installerBecomes('member');
    await expect(codeOf(invite({ email: 'other@smith.example' }))).resolves.toBe('not_an_admin');
  });
});

describe('admin.users.setExpiration', () => {
  const set = (handle: string, wish: object = {}) =>
    call('setExpiration', { team_id: support, user_id: person(handle).id, expiration_ts: now() + day, ...wish });

  it('ends the account in that workspace in time, and in no other', async () => {
    await set('gus.multi');
    grid.pass(day * 1000 - 2000);
    expect(person('gus.multi').workspaces).toHaveProperty(support);
    grid.pass(3000);
    expect(person('gus.multi')).toMatchObject({ deactivated: false, left: [support] });
    expect(members('C0SUPQUEUE16')).not.toContain(person('gus.multi').id);
  });

  it('is forgotten when the guest becomes a member', async () => {
    await set('uma.single');
    await grid.admin.admin.users.setRegular({ team_id: support, user_id: person('uma.single').id });
    expect(person('uma.single').expirations).toEqual({});
  });

  it('means nothing any more for somebody the control panel made a member', async () => {
    await set('gus.multi');
    person('gus.multi').workspaces[support] = 'member';
    grid.pass(day * 1000 + 1000);
    expect(person('gus.multi')).toMatchObject({ left: [], workspaces: { [support]: 'member' } });
  });

  it.each([
    ['gus.multi', { team_id: undefined }, 'team_id_required_for_enterprise'],
    ['gus.multi', { team_id: 'T0NOWHERE00' }, 'team_not_found'],
    ['gus.multi', { expiration_ts: 1_000_000_000 }, 'failed_to_validate_expiration'],
    ['gus.multi', { expiration_ts: 'soon' }, 'failed_to_validate_expiration'],
    ['vera.elsewhere', {}, 'user_not_found'],
    ['charles', {}, 'user_is_already_deleted'],
    ['ada', {}, 'failed_looking_up_user'],
    ['claude', {}, 'user_is_not_a_guest'],
  ])('refuses %s with %j: %s', async (handle, wish, code) => {
    await expect(codeOf(set(handle, wish))).resolves.toBe(code);
  });

  it('refuses who was taken out, and an installer who is no org admin any more', async () => {
    await call('remove', { team_id: support, user_id: person('gus.multi').id });
    await expect(codeOf(set('gus.multi'))).resolves.toBe('user_is_deactivated');
    installerBecomes('member');
    await expect(codeOf(set('uma.single'))).resolves.toBe('failed_to_validate_caller');
  });
});

describe('admin.users.getExpiration', () => {
  const get = (handle: string, wish: object = {}) => call('getExpiration', { user_id: person(handle).id, ...wish });

  it('says when a guest ends, in one workspace or first of all', async () => {
    await expect(get('gia.multi')).resolves.toMatchObject({
      user: {
        id: person('gia.multi').id,
        is_restricted: true,
        is_ultra_restricted: false,
        expiration_ts: Date.UTC(2035, 0, 31, 18) / 1000,
      },
    });
    await call('setExpiration', { team_id: support, user_id: person('gus.multi').id, expiration_ts: now() + day });
    await expect(get('gus.multi', { target_team: engineering })).resolves.toMatchObject({ user: { expiration_ts: 0 } });
    await expect(get('gus.multi')).resolves.toMatchObject({
      user: { expiration_ts: person('gus.multi').expirations[support] },
    });
  });

  it('refuses who is no guest or not there, and the unknown workspace', async () => {
    await expect(codeOf(get('ada'))).resolves.toBe('user_is_not_guest');
    await expect(codeOf(get('ada', { target_team: marketing }))).resolves.toBe('user_is_not_guest');
    await expect(codeOf(get('gia.multi', { target_team: support }))).resolves.toBe('user_not_found');
    await expect(codeOf(get('vera.elsewhere'))).resolves.toBe('user_not_found');
    await expect(codeOf(get('gia.multi', { target_team: 'T0NOWHERE00' }))).resolves.toBe('target_team_not_on_org');
    installerBecomes('member');
    await expect(codeOf(get('gia.multi'))).resolves.toBe('no_perms');
  });
});
