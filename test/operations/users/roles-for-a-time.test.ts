import { describe, expect, it } from '@jest/globals';

import type { Grant } from '../../../src/engine/grants/grants.js';
import { FakeClock, HOUR } from '../../support/clock.js';
import { everybody, MARKETING, ORG, SALES, somebody, type Org } from '../../support/org.js';
import { planFor, story } from '../../support/wishes.js';

const now = new FakeClock().now();
const later = (hours: number): Date => new Date(now.getTime() + hours * HOUR);

/** A right of W0MEMBER in Marketing that ends after so many hours. */
function grant(role: 'admin' | 'owner', hours: number, changes: Partial<Grant> = {}): Grant {
  return {
    id: `run-${role}`,
    person: 'W0MEMBER',
    place: MARKETING,
    role,
    requester: 'W0ADMIN',
    base: 'member',
    startedAt: now,
    endsAt: later(hours),
    dueAt: later(hours),
    releasedBy: null,
    endedAt: null,
    end: null,
    ending: 1,
    tryAt: later(hours),
    told: 0,
    toldAt: null,
    remindAt: null,
    askedAt: null,
    ...changes,
  };
}

/** The sample organisation, in which W0MEMBER has rights for a time. */
function orgWith(role: 'member' | 'admin' | 'owner', ...grants: Grant[]): Org {
  const org = everybody();
  const workspaces = org.workspaces.map((one) => {
    if (one.id !== MARKETING || role === 'member') return one;
    const list = role === 'admin' ? 'admins' : 'owners';
    return { ...one, [list]: [...one[list], 'W0MEMBER'] };
  });
  return { ...org, workspaces, grants };
}

const input = { user_id: 'W0MEMBER', team_id: MARKETING };
const ADMIN = 'admin.users.setAdmin';
const OWNER = 'admin.users.setOwner';

describe('a role for a time', () => {
  it('says until when and what then, and is decided like the grant it is', async () => {
    expect(await story(ADMIN, { ...input, duration: '8h' })).toMatchInlineSnapshot(`
     "W0MEMBER: member → admin of T0MARKET01 for 8 hours, until about 2 March 2026 at 17:00 UTC, then member again
     privileged, allow: org-admins-may-run
     undo: admin.users.setRegular"
    `);
    expect(await story(OWNER, { ...input, duration: '1d' })).toMatchInlineSnapshot(`
     "W0MEMBER: member → owner of T0MARKET01 for 1 day, until about 3 March 2026 at 09:00 UTC, then member again
     ! A workspace owner can do everything in the workspace, and decides who else runs it.
     privileged, approve: owners-need-approval
     undo: admin.users.setRegular"
    `);
    expect(await story(ADMIN, { user_id: 'W0MEMBER', team_id: ORG, duration: '30m' })).toMatchInlineSnapshot(`
     "W0MEMBER: member → admin of E0TEST0001 for 30 minutes, until about 2 March 2026 at 09:30 UTC, then member again
     ! An org admin can manage every workspace of the organisation.
     privileged, approve: org-roles-need-approval
     undo: admin.users.setRegular"
    `);
  });

  it('is part of what people say yes to: another length is another plan', async () => {
    const hashes = await Promise.all(
      ['8h', '9h'].map(async (duration) => (await planFor(ADMIN, { ...input, duration })).hash),
    );
    expect(new Set([...hashes, (await planFor(ADMIN, input)).hash]).size).toBe(3);
  });

  it.each<[string, string, Record<string, string>, Org, string]>([
    ['an owner, who would lose by it', ADMIN, { user_id: 'W0WSOWNER', team_id: MARKETING }, everybody(), 'demotion'],
    ['an admin for good', ADMIN, { user_id: 'W0WSADMIN', team_id: MARKETING }, everybody(), 'for good'],
    ['an org admin, in a workspace', ADMIN, { user_id: 'W0ADMIN2', team_id: MARKETING }, everybody(), 'end by itself'],
    ['a guest', ADMIN, { user_id: 'W0GUEST', team_id: MARKETING }, everybody(), 'guest'],
    ['the primary owner', OWNER, { user_id: 'W0PRIMARY', team_id: ORG }, everybody(), 'primary owner'],
    ['whoever installed the app', ADMIN, { user_id: 'W0INSTALLER', team_id: MARKETING }, withInstaller(), 'installer'],
    ['the only owner there would be', OWNER, { user_id: 'W0ELSEWHERE', team_id: SALES }, withoutOwner(), 'last owner'],
    ['somebody made owner by hand', ADMIN, input, orgWith('owner', grant('admin', 5)), 'demotion'],
    [
      'somebody made owner by hand, as owner',
      OWNER,
      input,
      orgWith('owner', grant('admin', 5)),
      'not through this app',
    ],
  ])('is refused for %s, with the reason', async (_, method, asked, org, reason) => {
    const said = await story(method, { ...asked, duration: '8h' }, { org, by: 'W0OWNER' });
    expect(said).toMatch(/^(?:obstacle|unchanged)|deny: installer-is-protected/mu);
    expect(said).toContain(reason);
  });

  it('does not count owners for a time among those who stay', async () => {
    const org = withoutOwner();
    const sales = org.workspaces.map((one) => (one.id === SALES ? { ...one, owners: ['W0MEMBER'] } : one));
    const forATime = { ...org, workspaces: sales, grants: [grant('owner', 5, { place: SALES })] };
    expect(await story(OWNER, { user_id: 'W0ELSEWHERE', team_id: SALES, duration: '8h' }, { org: forATime })).toContain(
      'would be the last owner',
    );
  });
});

describe('a role that is in force for a time already', () => {
  it('is extended without a call, and decided from the base role', async () => {
    const org = orgWith('admin', grant('admin', 3));
    expect(await story(ADMIN, { ...input, duration: '8h' }, { org })).toMatchInlineSnapshot(`
     "W0MEMBER: admin of T0MARKET01 until 2 March 2026 at 12:00 UTC → for 8 hours, until about 2 March 2026 at 17:00 UTC, then member again
     privileged, allow: org-admins-may-run
     undo: admin.users.setRegular"
    `);
    const plan = await planFor(ADMIN, { ...input, duration: '8h' }, { org });
    expect(plan).toMatchObject({ calls: [], beneficiary: 'W0MEMBER', effects: [{ from: 'member', to: 'admin' }] });
  });

  it('is given beside a higher one, and goes on when that ends', async () => {
    const org = orgWith('owner', grant('owner', 3));
    expect(await story(ADMIN, { ...input, duration: '8h' }, { org })).toMatchInlineSnapshot(`
     "W0MEMBER: admin of T0MARKET01 as well, for 8 hours, until about 2 March 2026 at 17:00 UTC, then member again
     ! W0MEMBER also has for a time: owner until 2 March 2026 at 12:00 UTC. That goes on as it is.
     privileged, allow: org-admins-may-run
     undo: admin.users.setRegular"
    `);
  });

  it('is given for good: the base is another one from then on', async () => {
    expect(await story(ADMIN, input, { org: orgWith('admin', grant('admin', 3)) })).toMatchInlineSnapshot(`
     "W0MEMBER: admin of T0MARKET01 until 2 March 2026 at 12:00 UTC → for good
     ! W0MEMBER has for a time: admin until 2 March 2026 at 12:00 UTC. That is over with this: nothing ends by itself any more.
     privileged, allow: org-admins-may-run
     no undo: What W0MEMBER had in T0MARKET01 before ended by itself, and that end would not come back with it. Take the role away, or grant it for a time once more."
    `);
    expect(await story(ADMIN, input, { org: orgWith('owner', grant('owner', 3)) })).toMatchInlineSnapshot(`
     "W0MEMBER: admin of T0MARKET01 as well, for good
     ! W0MEMBER has for a time: owner until 2 March 2026 at 12:00 UTC. What stands above admin goes on until it ends.
     privileged, allow: org-admins-may-run
     no undo: What W0MEMBER had in T0MARKET01 before ended by itself, and that end would not come back with it. Take the role away, or grant it for a time once more."
    `);
  });

  it('is taken away for good, with no way back to what ended by itself', async () => {
    const org = orgWith('admin', grant('admin', 3));
    expect(await story('admin.users.setRegular', input, { org })).toMatchInlineSnapshot(`
     "W0MEMBER: admin → member of T0MARKET01
     ! W0MEMBER has for a time: admin until 2 March 2026 at 12:00 UTC. That is over with this: nothing ends by itself any more.
     change, allow: org-admins-may-run
     no undo: What W0MEMBER had in T0MARKET01 before ended by itself, and that end would not come back with it. Grant it for a time once more."
    `);
    expect(await story('admin.users.remove', input, { org })).toContain('They are admin there for a time');
  });

  it('is neither extended nor given for good while it is being taken away', async () => {
    const org = orgWith('admin', grant('admin', 0));
    expect(await story(ADMIN, { ...input, duration: '8h' }, { org })).toContain('is just being taken away');
    expect(await story(ADMIN, input, { org })).toContain('is just being taken away');
  });

  it('is never made longer by whoever has it', async () => {
    const org = orgWith('admin', grant('admin', 3));
    const people = org.people.map((one) => (one.id === 'W0MEMBER' ? somebody('W0MEMBER', { orgRole: 'admin' }) : one));
    const asked = { org: { ...org, people }, by: 'W0MEMBER' };
    expect(await story(ADMIN, input, asked)).toContain('deny: nobody-grants-themselves');
  });
});

function withInstaller(): Org {
  const org = everybody();
  return { ...org, people: [...org.people, somebody('W0INSTALLER')] };
}

function withoutOwner(): Org {
  const org = everybody();
  return { ...org, workspaces: org.workspaces.map((one) => (one.id === SALES ? { ...one, owners: [] } : one)) };
}
