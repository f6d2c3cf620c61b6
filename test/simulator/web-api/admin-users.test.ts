import { beforeEach, describe, expect, it } from '@jest/globals';

import type { JsonObject } from '../../../src/simulator/json.js';
import { objectOr, objectsIn } from '../../../src/simulator/json.js';
import type { OrgRole, Person, WorkspaceRole } from '../../../src/simulator/org/model.js';
import { codeOf } from '../support/clients.js';
import { useGrid } from '../support/grid.js';

const grid = useGrid();
const org = 'E0ANALYTIC1';
const marketing = 'T0MARKETNG2';
const engineering = 'T0ENGINEER1';
const support = 'T0SUPPORTS4';

type Method = 'setAdmin' | 'setOwner' | 'setRegular';

function person(handle: string): Person {
  return grid.simulator.org.person(handle);
}

function set(method: Method, handle: string, team_id: string): Promise<unknown> {
  return grid.admin.admin.users[method]({ team_id, user_id: person(handle).id });
}

/** Gives the person who installed the app another rank. */
function installerBecomes(role: OrgRole): void {
  person('dorothy').org_role = role;
}

async function become(method: Method, handle: string, team_id: string): Promise<OrgRole | WorkspaceRole | undefined> {
  await set(method, handle, team_id);
  return team_id === org ? person(handle).org_role : person(handle).workspaces[team_id];
}

describe('admin.users.setAdmin', () => {
  it('makes a member an admin of one workspace and of no other', async () => {
    await expect(become('setAdmin', 'ada', marketing)).resolves.toBe('admin');
    expect(person('ada')).toMatchObject({ org_role: 'member', workspaces: { [engineering]: 'member' } });
    const { admin_ids } = await grid.admin.admin.teams.admins.list({ team_id: marketing });
    expect(admin_ids).toContain(person('ada').id);
  });

  it('makes a member an admin of the organisation', async () => {
    await expect(become('setAdmin', 'ada', org)).resolves.toBe('admin');
    const { user } = await grid.bot.users.info({ user: person('ada').id });
    expect(user?.enterprise_user).toMatchObject({ is_admin: true, is_owner: false });
  });

  it('demotes an owner, in a workspace and in the organisation', async () => {
    await expect(become('setAdmin', 'joan', marketing)).resolves.toBe('admin');
    await expect(become('setAdmin', 'margaret', org)).resolves.toBe('admin');
  });

  it('does not let an org admin demote an org owner', async () => {
    installerBecomes('admin');
    await expect(codeOf(set('setAdmin', 'margaret', org))).resolves.toBe('invalid_permissions');
  });

  it('refuses guests, and people who are not in the workspace', async () => {
    await expect(codeOf(set('setAdmin', 'gia.multi', marketing))).resolves.toBe('invalid_role_for_user');
    await expect(codeOf(set('setAdmin', 'gia.multi', org))).resolves.toBe('invalid_role_for_user');
    await expect(codeOf(set('setAdmin', 'kay', marketing))).resolves.toBe('user_not_found');
  });
});

describe('admin.users.setOwner', () => {
  it('makes owners of a workspace and of the organisation', async () => {
    await expect(become('setOwner', 'ada', marketing)).resolves.toBe('owner');
    await expect(become('setOwner', 'katherine', org)).resolves.toBe('owner');
    const { owner_ids } = await grid.admin.admin.teams.owners.list({ team_id: marketing });
    expect(owner_ids).toContain(person('ada').id);
  });

  it('needs the token of an org owner', async () => {
    installerBecomes('admin');
    await expect(codeOf(set('setOwner', 'ada', marketing))).resolves.toBe('not_an_owner');
  });

  it('refuses guests, and people who are not in the workspace', async () => {
    await expect(codeOf(set('setOwner', 'gia.multi', marketing))).resolves.toBe('invalid_role_for_user');
    await expect(codeOf(set('setOwner', 'kay', marketing))).resolves.toBe('user_must_be_in_workspace');
    await grid.admin.admin.users.remove({ team_id: engineering, user_id: person('kay').id });
    await expect(codeOf(set('setOwner', 'kay', org))).resolves.toBe('user_must_be_in_workspace');
  });
});

describe('admin.users.setRegular', () => {
  it('takes a role away, in a workspace and in the organisation', async () => {
    await expect(become('setRegular', 'karen', marketing)).resolves.toBe('member');
    await expect(become('setRegular', 'katherine', org)).resolves.toBe('member');
    await expect(become('setRegular', 'margaret', org)).resolves.toBe('member');
  });

  it('makes a guest of one workspace a full member', async () => {
    await expect(become('setRegular', 'gia.multi', marketing)).resolves.toBe('member');
    const { user } = await grid.bot.users.info({ user: person('gia.multi').id });
    expect(user).toMatchObject({ is_restricted: false });
  });

  it('refuses a guest of several workspaces in one of them, and takes them in all', async () => {
    const refused = codeOf(set('setRegular', 'gus.multi', support));
    await expect(refused).resolves.toBe('cannot_set_this_guest_to_regular_at_team_level');
    await set('setRegular', 'gus.multi', org);
    expect(Object.values(person('gus.multi').workspaces)).toEqual(['member', 'member']);
  });

  it('refuses org admins and owners in a workspace', async () => {
    const code = 'cannot_set_org_admin_to_regular_at_workspace_level';
    await expect(codeOf(set('setRegular', 'katherine', engineering))).resolves.toBe(code);
    await expect(codeOf(set('setRegular', 'margaret', engineering))).resolves.toBe(code);
  });

  it('does not find people who are not in the workspace', async () => {
    await expect(codeOf(set('setRegular', 'kay', marketing))).resolves.toBe('user_not_found');
  });

  it('does not let an org admin take the role of an org owner', async () => {
    installerBecomes('admin');
    await expect(codeOf(set('setRegular', 'margaret', org))).resolves.toBe('failed_to_set_user_to_regular');
  });
});

describe.each<Method>(['setAdmin', 'setOwner', 'setRegular'])('admin.users.%s, like its sisters,', (method) => {
  it('never touches a primary owner, of the organisation or of a workspace', async () => {
    await expect(codeOf(set(method, 'grace', org))).resolves.toBe('cannot_modify_primary_owner');
    await expect(codeOf(set(method, 'grace', marketing))).resolves.toBe('cannot_modify_primary_owner');
    await expect(codeOf(set(method, 'betty', marketing))).resolves.toBe('cannot_modify_primary_owner');
  });

  it('refuses callers who are no org admins any more', async () => {
    installerBecomes('member');
    await expect(codeOf(set(method, 'ada', marketing))).resolves.toBe('not_an_admin');
  });

  it.each(['charles', 'deploybot', 'vera.elsewhere'])('does not find %s, who can hold no role', async (handle) => {
    await expect(codeOf(set(method, handle, org))).resolves.toBe('user_not_found');
  });

  it('does not find a workspace or an organisation that is not there', async () => {
    await expect(codeOf(set(method, 'ada', 'T0NOWHERE00'))).resolves.toBe('team_not_found');
    await expect(codeOf(set(method, 'ada', 'E0ELSEWHERE'))).resolves.toBe('team_not_found');
  });

  it('wants both of its arguments', async () => {
    const call = grid.admin.apiCall(`admin.users.${method}`, { team_id: org });
    await expect(codeOf(call)).resolves.toBe('invalid_arguments');
  });
});

describe('admin.users.list', () => {
  async function list(wish: Record<string, unknown>): Promise<JsonObject[]> {
    return objectsIn(objectOr(await grid.admin.apiCall('admin.users.list', wish))['users']);
  }

  function handles(users: readonly JsonObject[]): string[] {
    return users.map((user) => person(String(user['id'])).handle);
  }

  it('lists the whole organisation without strangers, with roles of the organisation', async () => {
    const users = await list({});
    expect(users).toHaveLength(60);
    expect(handles(users)).not.toContain('vera.elsewhere');
    expect(users.find((user) => user['username'] === 'grace')).toMatchObject({
      is_primary_owner: true,
      is_owner: true,
      is_admin: true,
      workspaces: [engineering, marketing, 'T0SALESFLD3', support],
    });
    expect(users.find((user) => user['username'] === 'betty')).toMatchObject({ is_owner: false, is_admin: false });
  });

  it('lists one workspace with the roles there', async () => {
    const users = await list({ team_id: marketing });
    expect(users.find((user) => user['username'] === 'betty')).toMatchObject({ is_primary_owner: true });
    expect(users.find((user) => user['username'] === 'grace')).toMatchObject({ is_owner: false });
  });

  it('picks deactivated people, guests, admins and owners', async () => {
    expect(handles(await list({ is_active: false }))).toEqual(['charles']);
    expect(handles(await list({ team_id: marketing, only_guests: true }))).toEqual(['gia.multi']);
    expect(handles(await list({ team_id: marketing, include_admins: true }))).toEqual(['karen', 'ida']);
    expect(handles(await list({ team_id: marketing, include_owners: true }))).toEqual(['betty', 'joan']);
    const both = await list({ include_admins: true, include_owners: true });
    expect(handles(both)).toEqual(['grace', 'margaret', 'dorothy', 'katherine', 'alan', 'mary']);
  });

  it('tells the end of guests, and knows who is deactivated in one workspace only', async () => {
    const guests = await list({ team_id: marketing, only_guests: true });
    expect(guests).toMatchObject([{ username: 'gia.multi', expiration_ts: Date.UTC(2035, 0, 31, 18) / 1000 }]);
    expect(handles(await list({ only_guests: true }))).toHaveLength(4);
    await grid.admin.admin.users.remove({ team_id: marketing, user_id: person('ada').id });
    expect(handles(await list({ team_id: marketing }))).not.toContain('ada');
    expect(handles(await list({ team_id: marketing, is_active: false }))).toEqual(['ada']);
    const [ada] = await list({ include_deactivated_user_workspaces: true, limit: 1 });
    expect(ada).toMatchObject({ is_active: true, workspaces: [engineering, marketing] });
    expect((await list({ limit: 1 }))[0]).toMatchObject({ workspaces: [engineering] });
  });

  it('goes page by page through those that fit', async () => {
    const all = handles(await list({ team_id: marketing }));
    const seen: string[] = [];
    for (let cursor: unknown = ''; seen.length === 0 || cursor !== '';) {
      const page = await grid.admin.apiCall('admin.users.list', { team_id: marketing, limit: 7, cursor });
      seen.push(...handles(objectsIn(objectOr(page)['users'])));
      cursor = page.response_metadata?.next_cursor;
    }
    expect(seen).toEqual(all);
    const wrong = grid.admin.apiCall('admin.users.list', { cursor: 'nonsense' });
    await expect(codeOf(wrong)).resolves.toBe('invalid_cursor');
  });

  it('refuses what does not go together', async () => {
    const both = grid.admin.apiCall('admin.users.list', { only_guests: true, include_admins: true });
    await expect(codeOf(both)).resolves.toBe('invalid_arguments');
    const wish = { team_id: marketing, include_deactivated_user_workspaces: true };
    const call = grid.admin.apiCall('admin.users.list', wish);
    await expect(codeOf(call)).resolves.toBe('include_deactivated_user_workspaces_invalid');
    const nowhere = grid.admin.apiCall('admin.users.list', { team_id: 'T0NOWHERE00' });
    await expect(codeOf(nowhere)).resolves.toBe('team_not_found');
    const many = grid.admin.apiCall('admin.users.list', { limit: 101 });
    await expect(codeOf(many)).resolves.toBe('invalid_arguments');
  });

  it('is closed to callers who are no org admins any more', async () => {
    installerBecomes('member');
    await expect(codeOf(grid.admin.apiCall('admin.users.list'))).resolves.toBe('not_an_admin');
  });
});

beforeEach(() => {
  expect(person('dorothy').org_role).toBe('owner');
});
