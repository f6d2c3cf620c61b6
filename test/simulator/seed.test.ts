import { describe, expect, it } from '@jest/globals';

import type { Person } from '../../src/simulator/org/model.js';
import { isGuest } from '../../src/simulator/org/ranks.js';
import { approvalChannel, auditChannel, seedOrganisation } from '../../src/simulator/seed.js';

const data = seedOrganisation('App');
const own = data.people.filter(({ kind, id }) => kind !== 'stranger' && id !== data.bot.user_id);
const having = (role: Person['org_role']): number => own.filter((person) => person.org_role === role).length;

function named(handle: string): Person {
  const found = data.people.find((person) => person.handle === handle);
  if (!found) throw new Error(`Nobody is called ${handle}.`);
  return found;
}

describe('the seeded organisation', () => {
  it('has sixty people in four workspaces', () => {
    expect(own).toHaveLength(60);
    expect(data.workspaces.map(({ name }) => name)).toEqual(['Engineering', 'Marketing', 'Sales & Field', 'Support']);
  });

  it('has one primary owner, two more owners and three admins, and is installed by one of the two', () => {
    expect([having('primary_owner'), having('owner'), having('admin')]).toEqual([1, 2, 3]);
    expect(named('grace').org_role).toBe('primary_owner');
    expect(data.people.find(({ id }) => id === data.installer)).toMatchObject({ handle: 'dorothy', org_role: 'owner' });
  });

  it.each(data.workspaces.map(({ id, name }) => [name, id]))(
    'has in %s a primary owner, owners and admins',
    (_name, id) => {
      const roles = data.people.flatMap(({ workspaces }) => workspaces[id] ?? []);
      expect(roles.filter((role) => role === 'primary_owner')).toHaveLength(1);
      expect(roles).toEqual(expect.arrayContaining(['owner', 'admin', 'member']));
    },
  );

  it('has Ada as a plain member of Engineering and Marketing', () => {
    expect(named('ada')).toMatchObject({
      real_name: 'Ada Lovelace',
      org_role: 'member',
      workspaces: { T0ENGINEER1: 'member', T0MARKETNG2: 'member' },
    });
  });

  it('has people and names that trip up the careless', () => {
    const names = data.people.map(({ display_name }) => display_name);
    expect(names).toContain('Zoë <!channel> & Söhne');
    expect(names.filter((name) => name === 'Sam')).toHaveLength(2);
    expect(names.some((name) => /\p{Script=Arabic}/u.test(name))).toBe(true);
    expect(names.some((name) => /\p{Extended_Pictographic}/u.test(name))).toBe(true);
    expect(names.some((name) => name.length > 75)).toBe(true);
    expect(data.people.filter(isGuest)).toHaveLength(4);
    expect(data.people.filter(({ deactivated }) => deactivated)).toHaveLength(1);
    expect(data.people.filter(({ kind }) => kind === 'stranger')).toHaveLength(1);
  });

  it('has ids of both forms, each once, that stay the same', () => {
    const ids = [...data.people, ...data.channels, ...data.groups].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^[UWCS][A-Z0-9]{8,}$/.test(id))).toBe(true);
    expect(new Set(data.people.map(({ id }) => id[0]))).toEqual(new Set(['U', 'W']));
    expect([named('ada').id, named('grace').id]).toEqual(['U0ADA000001', 'W0GRACE0002']);
  });

  it('has the app and every org owner and admin in the audit and approval channels, and nobody else', () => {
    const expected = data.people.filter(({ org_role }) => org_role !== 'member').map(({ id }) => id);
    for (const id of [auditChannel, approvalChannel]) {
      const channel = data.channels.find((each) => each.id === id);
      expect(new Set(channel?.members)).toEqual(new Set([...expected, data.bot.user_id]));
      expect(channel).toMatchObject({ ext_shared: false, teams: { length: 4 } });
    }
    expect(data.channels.find(({ id }) => id === approvalChannel)?.kind).toBe('private');
  });

  it('has groups of the identity provider linked to workspaces, and one that was made by hand', () => {
    const groups = data.groups.map(({ handle, is_idp_group, links }) => [handle, is_idp_group, links]);
    expect(groups).toEqual([
      ['idp-engineers', true, [{ team: 'T0ENGINEER1', auto_provision: true }]],
      ['idp-support', true, [{ team: 'T0SUPPORTS4', auto_provision: true }]],
      ['oncall', false, [{ team: 'T0ENGINEER1', auto_provision: false }]],
    ]);
  });

  it('has channels of every kind an operation can meet', () => {
    const named = (test: (channel: (typeof data.channels)[number]) => boolean): string[] =>
      data.channels.filter(test).map(({ name }) => name);
    expect(named(({ org_default }) => org_default)).toEqual(['announcements']);
    expect(named(({ teams, org_wide }) => teams.length > 1 && !org_wide)).toEqual(['lunch']);
    expect(named(({ ext_shared }) => ext_shared)).toEqual(['partner-agency']);
    expect(named(({ kind }) => kind === 'private')).toEqual(['admin-approvals', 'eng-leads', 'budget', 'deals']);
    const launches = data.channels.filter(({ name }) => name === 'launch');
    expect(launches.map(({ teams }) => teams)).toEqual([['T0MARKETNG2'], ['T0SALESFLD3']]);
  });

  it('has guests whose account ends, far from now', () => {
    const ends = data.people.flatMap(({ expirations }) => Object.values(expirations));
    expect(ends).toHaveLength(2);
    expect(Math.min(...ends)).toBeGreaterThan(Date.UTC(2034, 0, 1) / 1000);
  });

  it('is a new one every time', () => {
    seedOrganisation('Other').people.pop();
    expect(seedOrganisation('App').people).toHaveLength(data.people.length);
  });
});
