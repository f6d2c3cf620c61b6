import { describe, expect, it } from '@jest/globals';

import { codeOf } from '../support/clients.js';
import { useGrid } from '../support/grid.js';

const grid = useGrid();

describe('usergroups.list', () => {
  it('needs a workspace the app was added to', async () => {
    await expect(codeOf(grid.bot.usergroups.list())).resolves.toBe('missing_argument');
    grid.simulator.org.workspace('support').app_granted = false;
    await expect(codeOf(grid.bot.usergroups.list({ team_id: 'T0SUPPORTS4' }))).resolves.toBe('team_access_not_granted');
  });

  it('lists the groups of the workspace, with their people only on request', async () => {
    const bare = await grid.bot.usergroups.list({ team_id: 'T0ENGINEER1' });
    expect(bare.usergroups).toMatchObject([
      { handle: 'idp-engineers', is_idp_group: true },
      { handle: 'oncall', is_idp_group: false },
    ]);
    expect(bare.usergroups?.[1]).not.toHaveProperty('users');
    const wish = { team_id: 'T0ENGINEER1', include_users: true, include_count: true };
    const { usergroups } = await grid.bot.usergroups.list(wish);
    expect(usergroups?.[1]).toMatchObject({ users: ['U0ADA000001', 'W0JEAN00009'], user_count: 2 });
  });
});

describe('usergroups.users.list', () => {
  const list = (wish: Record<string, unknown>) => grid.bot.apiCall('usergroups.users.list', wish);

  it('lists the people of a group in a workspace the group is linked to', async () => {
    const wish = { usergroup: 'S0ONCALLENG3', team_id: 'T0ENGINEER1' };
    await expect(list(wish)).resolves.toMatchObject({ users: ['U0ADA000001', 'W0JEAN00009'] });
    await expect(codeOf(list({ ...wish, team_id: 'T0MARKETNG2' }))).resolves.toBe('no_such_subteam');
    await expect(codeOf(list({ ...wish, usergroup: 'S0NOBODY000' }))).resolves.toBe('no_such_subteam');
    await expect(codeOf(list({ usergroup: 'S0ONCALLENG3' }))).resolves.toBe('missing_argument');
  });
});
