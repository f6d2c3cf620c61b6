import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { orgRank, rankIn, roleAt, type Person } from '../../../src/engine/organisation/people.js';
import { isAtLeast } from '../../../src/engine/organisation/ranks.js';
import { anyId, anyOrg, everybody, MARKETING } from '../../support/org.js';

const org = everybody();
const marketing = org.workspaces.find(({ id }) => id === MARKETING) ?? null;
function who(id: string): Person {
  const found = org.people.find((person) => person.id === id);
  if (!found) throw new Error(`Nobody has the ID ${id}.`);
  return found;
}

describe('rankIn and roleAt', () => {
  it.each([
    ['W0PRIMARY', 'primary_owner', 'primary_owner', 'primary_owner', 'member'],
    ['W0OWNER', 'org_owner', 'org_owner', 'owner', 'member'],
    ['W0ADMIN', 'org_admin', 'org_admin', 'admin', 'member'],
    ['W0WSPRIMARY', 'member', 'workspace_primary_owner', 'member', 'primary_owner'],
    ['W0WSOWNER', 'member', 'workspace_owner', 'member', 'owner'],
    ['W0WSADMIN', 'member', 'workspace_admin', 'member', 'admin'],
    ['W0MEMBER', 'member', 'member', 'member', 'member'],
    ['W0ELSEWHERE', 'member', 'member', 'member', 'member'],
    ['W0GUEST', 'guest', 'guest', 'guest', 'guest'],
    ['W0BOT', 'none', 'none', 'member', 'member'],
    ['W0GONE', 'none', 'none', 'member', 'member'],
    ['W0STRANGER', 'none', 'none', 'member', 'member'],
  ])('%s ranks as %s in the org and as %s in Marketing', (id, inOrg, inMarketing, orgRole, marketingRole) => {
    const person = who(id);

    expect(orgRank(person)).toBe(inOrg);
    expect(rankIn(person, null)).toBe(inOrg);
    expect(rankIn(person, marketing)).toBe(inMarketing);
    expect(roleAt(person, null)).toBe(orgRole);
    expect(roleAt(person, marketing)).toBe(marketingRole);
  });
});

describe('rankIn', () => {
  it('never lowers somebody below their rank in the organisation', () => {
    fc.assert(
      fc.property(anyOrg, ({ people, workspaces }) => {
        for (const person of people) {
          for (const place of workspaces) expect(isAtLeast(rankIn(person, place), orgRank(person))).toBe(true);
        }
      }),
    );
  });

  it.each(['bot', 'deactivated', 'stranger'] as const)('gives a %s nothing, whatever lists name them', (kind) => {
    fc.assert(
      fc.property(anyOrg, anyId, fc.constantFrom('admin', 'owner', 'primary_owner', null), (some, id, orgRole) => {
        const person = { ...who('W0MEMBER'), id, kind, orgRole };
        for (const place of [null, ...some.workspaces]) expect(rankIn(person, place)).toBe('none');
      }),
    );
  });

  it('keeps a guest a guest, even one who stands in a list of owners', () => {
    const guest = who('W0GUEST');
    expect(rankIn(guest, { id: MARKETING, name: '', primaryOwner: guest.id, owners: [guest.id], admins: [] })).toBe(
      'guest',
    );
  });
});
