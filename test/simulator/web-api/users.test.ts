import { describe, expect, it } from '@jest/globals';

import { objectOr, objectsIn } from '../../../src/simulator/json.js';
import { botClient, codeOf } from '../support/clients.js';
import { useGrid } from '../support/grid.js';
import { manifest } from '../support/manifest.js';

const grid = useGrid();

async function info(handle: string) {
  const { user } = await grid.bot.users.info({ user: grid.simulator.org.person(handle).id });
  if (!user) throw new Error('There is no user in the answer.');
  return user;
}

describe('users.info', () => {
  it('shows the role in the organisation in enterprise_user only', async () => {
    const grace = await info('grace');
    expect(grace.enterprise_user).toMatchObject({
      enterprise_id: 'E0ANALYTIC1',
      is_primary_owner: true,
      is_owner: true,
      is_admin: true,
      teams: ['T0ENGINEER1', 'T0MARKETNG2', 'T0SALESFLD3', 'T0SUPPORTS4'],
    });
    expect(grace).toMatchObject({ is_primary_owner: false, is_owner: false, is_admin: false });
  });

  it('shows a workspace role at the top and not in enterprise_user', async () => {
    const hedy = await info('hedy');
    expect(hedy).toMatchObject({ is_primary_owner: true, is_owner: true, is_admin: true });
    expect(hedy.enterprise_user).toMatchObject({ is_primary_owner: false, is_owner: false, is_admin: false });
  });

  it('marks guests, bots, deactivated people and strangers', async () => {
    await expect(info('gia.multi')).resolves.toMatchObject({ is_restricted: true, is_ultra_restricted: false });
    await expect(info('uma.single')).resolves.toMatchObject({ is_restricted: true, is_ultra_restricted: true });
    await expect(info('deploybot')).resolves.toMatchObject({ is_bot: true });
    const vera = await info('vera.elsewhere');
    expect(vera).toMatchObject({ is_stranger: true, enterprise_user: { enterprise_id: 'E0ELSEWHERE' } });
    const charles = await info('charles');
    expect(charles).toMatchObject({ deleted: true });
    expect(charles).not.toHaveProperty('is_admin');
    expect(charles).not.toHaveProperty('tz');
  });

  it('shows an e-mail address only with users:read.email, and never that of a stranger', async () => {
    await expect(info('ada')).resolves.toMatchObject({
      profile: { email: 'ada@engines.example' },
      tz: 'Europe/London',
    });
    expect((await info('vera.elsewhere')).profile).not.toHaveProperty('email');
    const scopes = { bot: ['users:read'], user: [] };
    const simulator = await grid.another({ manifest: { ...manifest, oauth_config: { scopes } } });
    const { user } = await botClient(simulator).users.info({ user: 'U0ADA000001' });
    expect(user?.profile).not.toHaveProperty('email');
  });

  it('does not know a name, only an id', async () => {
    await expect(codeOf(grid.bot.users.info({ user: 'ada' }))).resolves.toBe('user_not_found');
  });
});

describe('users.list', () => {
  it('needs a workspace with an organisation-wide token', async () => {
    await expect(codeOf(grid.bot.users.list({}))).resolves.toBe('missing_argument');
  });

  it('refuses a workspace the app was not added to', async () => {
    grid.simulator.org.workspace('support').app_granted = false;
    await expect(codeOf(grid.bot.users.list({ team_id: 'T0SUPPORTS4' }))).resolves.toBe('team_access_not_granted');
  });

  it('lists everybody of the workspace with their roles there, page by page', async () => {
    const ids: string[] = [];
    for await (const page of grid.bot.paginate('users.list', { team_id: 'T0MARKETNG2', limit: 7 })) {
      const members = objectsIn(objectOr(page)['members']);
      expect(members.length).toBeLessThanOrEqual(7);
      ids.push(...members.map(({ id }) => String(id)));
    }
    const here = grid.simulator.org.people.filter((person) => 'T0MARKETNG2' in person.workspaces);
    expect(ids).toEqual(here.map(({ id }) => id));
    const { members } = await grid.bot.users.list({ team_id: 'T0MARKETNG2' });
    expect(members?.find(({ name }) => name === 'karen')).toMatchObject({ is_admin: true, is_owner: false });
  });
});

describe('users.conversations', () => {
  it('lists what the app is a member of', async () => {
    const wish = { team_id: 'T0ENGINEER1', types: 'public_channel,private_channel' };
    const { channels } = await grid.bot.users.conversations(wish);
    expect(channels?.map(({ name }) => name)).toEqual(['admin-audit', 'admin-approvals']);
  });

  it('lists of somebody else only what the app can see', async () => {
    const wish = { team_id: 'T0ENGINEER1', types: 'public_channel,private_channel', user: 'W0HEDY00008' };
    const { channels } = await grid.bot.users.conversations(wish);
    const names = channels?.map(({ name }) => name);
    expect(names).toContain('general');
    expect(names).not.toContain('eng-leads');
  });
});
