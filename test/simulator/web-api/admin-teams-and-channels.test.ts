import { describe, expect, it } from '@jest/globals';

import { objectOr, objectsIn } from '../../../src/simulator/json.js';
import { codeOf } from '../support/clients.js';
import { useGrid } from '../support/grid.js';

const grid = useGrid();

function demoteInstaller(): void {
  grid.simulator.org.installer.org_role = 'member';
}

describe('admin.teams.list', () => {
  it('lists the workspaces with their primary owners', async () => {
    const { teams } = await grid.admin.admin.teams.list();
    expect(teams?.map(({ name }) => name)).toEqual(['Engineering', 'Marketing', 'Sales & Field', 'Support']);
    expect(teams?.[1]).toMatchObject({ primary_owner: { user_id: grid.simulator.org.person('betty').id } });
  });

  it('goes page by page, and refuses limits beyond 1000 and demoted callers', async () => {
    const { teams, response_metadata } = await grid.admin.admin.teams.list({ limit: 3 });
    expect(teams).toHaveLength(3);
    const cursor = response_metadata?.next_cursor ?? '';
    await expect(grid.admin.admin.teams.list({ cursor })).resolves.toMatchObject({ teams: [{ name: 'Support' }] });
    await expect(codeOf(grid.admin.admin.teams.list({ limit: 1001 }))).resolves.toBe('invalid_limit');
    demoteInstaller();
    await expect(codeOf(grid.admin.admin.teams.list())).resolves.toBe('not_an_admin');
  });
});

describe('admin.teams.admins.list', () => {
  it('lists the admins and not the owners', async () => {
    const { admin_ids } = await grid.admin.admin.teams.admins.list({ team_id: 'T0MARKETNG2' });
    expect(admin_ids?.map((id) => grid.simulator.org.person(id).handle)).toEqual(['karen', 'ida']);
  });

  it('refuses an unknown workspace', async () => {
    const call = grid.admin.admin.teams.admins.list({ team_id: 'T0NOWHERE00' });
    await expect(codeOf(call)).resolves.toBe('team_not_found');
  });
});

describe('admin.teams.owners.list', () => {
  it('lists the owners, the primary one among them', async () => {
    const { owner_ids } = await grid.admin.admin.teams.owners.list({ team_id: 'T0MARKETNG2' });
    expect(owner_ids?.map((id) => grid.simulator.org.person(id).handle)).toEqual(['betty', 'joan']);
  });

  it('refuses demoted callers', async () => {
    demoteInstaller();
    const call = grid.admin.admin.teams.owners.list({ team_id: 'T0MARKETNG2' });
    await expect(codeOf(call)).resolves.toBe('not_an_admin');
  });
});

describe('admin.conversations.search', () => {
  async function names(wish: Record<string, unknown>): Promise<unknown[]> {
    const found = await grid.admin.apiCall('admin.conversations.search', { sort: 'name', limit: 20, ...wish });
    return objectsIn(objectOr(found)['conversations']).map((channel) => channel['name']);
  }

  it('finds channels nobody of the app is in, private ones too', async () => {
    await expect(names({ query: 'leads' })).resolves.toEqual(['eng-leads']);
    await expect(names({ team_ids: ['T0SUPPORTS4'], search_channel_types: 'exclude_org_shared' })).resolves.toEqual([
      'queue',
      'general',
    ]);
  });

  it.each([
    ['private', ['eng-leads', 'deals', 'budget', 'admin-approvals']],
    ['archived', ['difference-engine']],
    ['org_wide', ['announcements', 'admin-audit', 'admin-approvals']],
    ['external_shared', ['partner-agency']],
  ])('picks channels by kind: %s', async (search_channel_types, expected) => {
    await expect(names({ search_channel_types })).resolves.toEqual(expected);
  });

  it('gives at most 20 at once, 10 unless told otherwise, and the total', async () => {
    const first = await grid.admin.admin.conversations.search({});
    expect(first.conversations).toHaveLength(10);
    expect(first.total_count).toBe(18);
    const rest = await grid.admin.admin.conversations.search({ cursor: first.next_cursor ?? '' });
    expect(rest.conversations).toHaveLength(8);
    expect(rest.next_cursor).toBe('');
    const many = grid.admin.admin.conversations.search({ limit: 21 });
    await expect(codeOf(many)).resolves.toBe('invalid_arguments');
    const count = await grid.admin.apiCall('admin.conversations.search', { total_count_only: true });
    expect(count).not.toHaveProperty('conversations');
  });

  it.each([
    [{ search_channel_types: 'secret' }, 'invalid_search_channel_type'],
    [{ sort: 'colour' }, 'invalid_sort'],
    [{ sort_dir: 'up' }, 'invalid_sort_dir'],
    [{ team_ids: ['T0NOWHERE00'] }, 'team_not_found'],
    [{ connected_team_ids: 'E0NOBODY000' }, 'external_team_not_connected_to_this_org'],
  ])('refuses %j', async (wish, code) => {
    await expect(codeOf(grid.admin.apiCall('admin.conversations.search', wish))).resolves.toBe(code);
  });

  it('finds by connected organisation', async () => {
    await expect(names({ connected_team_ids: ['E0ELSEWHERE'] })).resolves.toEqual(['partner-agency']);
  });

  it('keeps its order from page to page, whatever becomes of the channels meanwhile', async () => {
    const first = await grid.admin.admin.conversations.search({ limit: 5, sort: 'name', sort_dir: 'asc' });
    grid.simulator.org.channel('queue').name = 'aaa';
    const wish = { limit: 20, sort: 'name' as const, sort_dir: 'asc' as const, cursor: first.next_cursor ?? '' };
    const rest = await grid.admin.admin.conversations.search(wish);
    expect(new Set([...(first.conversations ?? []), ...(rest.conversations ?? [])].map(({ id }) => id)).size).toBe(18);
  });

  it('refuses demoted callers', async () => {
    demoteInstaller();
    await expect(codeOf(grid.admin.admin.conversations.search({}))).resolves.toBe('not_an_admin');
  });
});
