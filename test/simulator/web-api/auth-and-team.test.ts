import { describe, expect, it } from '@jest/globals';

import { adminClient, botClient, codeOf } from '../support/clients.js';
import { useGrid } from '../support/grid.js';

const grid = useGrid();

describe('auth.test', () => {
  it('shows an organisation-wide bot token', async () => {
    const shown = await grid.bot.auth.test();
    expect(shown).toMatchObject({
      is_enterprise_install: true,
      enterprise_id: 'E0ANALYTIC1',
      team_id: 'E0ANALYTIC1',
      user_id: 'U0APPBOT001',
      bot_id: 'B0APPBOT001',
    });
  });

  it('shows the admin token as the person who installed the app: an org owner, and not the primary one', async () => {
    const { user_id, bot_id, is_enterprise_install } = await grid.admin.auth.test();
    expect({ user_id, bot_id, is_enterprise_install }).toEqual({
      user_id: grid.simulator.org.person('dorothy').id,
      bot_id: undefined,
      is_enterprise_install: true,
    });
    expect(grid.simulator.org.person('dorothy').org_role).toBe('owner');
  });
});

describe('auth.revoke', () => {
  it('takes back the token it is called with', async () => {
    const simulator = await grid.another();
    const bot = botClient(simulator);
    expect(await bot.auth.revoke({ test: true })).toMatchObject({ ok: true, revoked: false });
    expect(await bot.auth.revoke()).toMatchObject({ ok: true, revoked: true });
    await expect(codeOf(bot.auth.test())).resolves.toBe('account_inactive');
    await adminClient(simulator).auth.test();
  });
});

describe('auth.teams.list', () => {
  it('lists the workspaces the app was added to, page by page', async () => {
    grid.simulator.org.workspace('sales').app_granted = false;
    const first = await grid.bot.auth.teams.list({ limit: 2 });
    const cursor = first.response_metadata?.next_cursor ?? '';
    const second = await grid.bot.auth.teams.list({ limit: 2, cursor });
    const names = [...(first.teams ?? []), ...(second.teams ?? [])].map((team) => team.name);
    expect(names).toEqual(['Engineering', 'Marketing', 'Support']);
    expect(second.response_metadata?.next_cursor).toBe('');
  });

  it('refuses a limit beyond 1000 and a cursor of somebody else', async () => {
    await expect(codeOf(grid.bot.auth.teams.list({ limit: 1001 }))).resolves.toBe('invalid_limit');
    await expect(codeOf(grid.bot.auth.teams.list({ cursor: 'bm9uc2Vuc2U=' }))).resolves.toBe('invalid_cursor');
    const beyond = Buffer.from('next:100').toString('base64');
    await expect(codeOf(grid.bot.auth.teams.list({ cursor: beyond }))).resolves.toBe('invalid_cursor');
  });
});

describe('team.info', () => {
  it('shows a workspace with its organisation, and without a team the organisation', async () => {
    const { team } = await grid.bot.team.info({ team: 'T0SALESFLD3' });
    expect(team).toMatchObject({ name: 'Sales & Field', enterprise_id: 'E0ANALYTIC1' });
    expect((await grid.bot.team.info()).team).toMatchObject({ id: 'E0ANALYTIC1', name: 'Analytical Engines' });
  });

  it('tells a workspace that does not exist from one the app was not added to', async () => {
    grid.simulator.org.workspace('sales').app_granted = false;
    await expect(codeOf(grid.bot.team.info({ team: 'T0NOWHERE00' }))).resolves.toBe('team_not_found');
    await expect(codeOf(grid.bot.team.info({ team: 'T0SALESFLD3' }))).resolves.toBe('team_access_not_granted');
  });
});
