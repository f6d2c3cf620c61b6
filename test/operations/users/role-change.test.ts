import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import type { Role } from '../../../src/engine/organisation/people.js';
import { toPlain } from '../../../src/engine/words.js';
import { planRoleChange, undoRoleChange, widensPower } from '../../../src/operations/users/role-change.js';
import {
  anyId,
  anyOrg,
  everybody,
  MARKETING,
  ORG,
  readerOf,
  SALES,
  somebody,
  workspace,
  type Org,
} from '../../support/org.js';
import { roleEffects } from '../../../src/policy/effects.js';

const ROLES: readonly Role[] = ['guest', 'member', 'admin', 'owner', 'primary_owner'];

/** What becomes of a wish, in one line: the plan, that it is so already, or what is in the way. */
async function told(user_id: string, team_id: string, to: Role, org: Org = everybody()): Promise<string> {
  const draft = await planRoleChange({ user_id, team_id }, to, readerOf(org));
  if (draft.kind === 'plan') return `${draft.risk}: ${draft.changes.map((line) => toPlain(line, {})).join()}`;
  return `${draft.kind}: ${toPlain(draft.says, {})}`;
}

async function planned(user_id: string, team_id: string, to: Role, org: Org = everybody()) {
  const draft = await planRoleChange({ user_id, team_id }, to, readerOf(org));
  if (draft.kind !== 'plan') throw new Error(`No plan: ${toPlain(draft.says, {})}`);
  return draft;
}

describe('planRoleChange to admin', () => {
  it.each([
    ['a member', 'W0MEMBER', 'privileged: W0MEMBER: member → admin of T0MARKET01'],
    [
      'an admin already',
      'W0WSADMIN',
      'unchanged: W0WSADMIN is already an admin of T0MARKET01. There is nothing to change, so no call is made.',
    ],
    ['an owner, who loses by it', 'W0WSOWNER', 'change: W0WSOWNER: owner → admin of T0MARKET01'],
    [
      'the workspace’s primary owner',
      'W0WSPRIMARY',
      'obstacle: W0WSPRIMARY is the primary owner of T0MARKET01. Slack does not let anybody change that role; they can hand it over themselves.',
    ],
    [
      'the org’s primary owner',
      'W0PRIMARY',
      'obstacle: W0PRIMARY is the primary owner of the organisation. Nobody can change that role; only they can hand it over, in Slack itself.',
    ],
    ['an org owner, a member here', 'W0OWNER', 'privileged: W0OWNER: member → admin of T0MARKET01'],
    ['an org admin, a member here', 'W0ADMIN', 'privileged: W0ADMIN: member → admin of T0MARKET01'],
    [
      'somebody of another workspace',
      'W0ELSEWHERE',
      'obstacle: W0ELSEWHERE does not belong to T0MARKET01. Add them to the workspace first (“Add to workspace” does that), then try again.',
    ],
    [
      'somebody of whom Slack does not say where they belong',
      'W0NOWHERE',
      'privileged: W0NOWHERE: member → admin of T0MARKET01',
    ],
    [
      'a guest',
      'W0GUEST',
      'obstacle: W0GUEST is a guest, and guests cannot be admins. Make them a full member first (“Revoke admin” does that), then try again.',
    ],
    [
      'a guest in several workspaces',
      'W0GUEST2',
      'obstacle: W0GUEST2 is a guest, and guests cannot be admins. Make them a full member first (“Revoke admin” does that), then try again.',
    ],
    ['a bot', 'W0BOT', 'obstacle: W0BOT is a bot. Only people can have roles.'],
    [
      'a deactivated person',
      'W0GONE',
      'obstacle: W0GONE is deactivated. Reactivate the account in Slack first, then try again.',
    ],
    [
      'a stranger',
      'W0STRANGER',
      'obstacle: W0STRANGER is not an account of this organisation, so there is no role to change.',
    ],
    [
      'somebody whom Slack does not know',
      'W0UNKNOWN',
      'obstacle: W0UNKNOWN is not an account of this organisation, so there is no role to change.',
    ],
  ])('of a workspace, of %s', async (_, id, outcome) => {
    expect(await told(id, MARKETING, 'admin')).toBe(outcome);
  });

  it.each([
    ['a member', 'W0MEMBER', 'privileged: W0MEMBER: member → admin of E0TEST0001'],
    ['a workspace owner', 'W0WSOWNER', 'privileged: W0WSOWNER: member → admin of E0TEST0001'],
    ['a workspace’s primary owner', 'W0WSPRIMARY', 'privileged: W0WSPRIMARY: member → admin of E0TEST0001'],
    [
      'an org admin already',
      'W0ADMIN',
      'unchanged: W0ADMIN is already an admin of E0TEST0001. There is nothing to change, so no call is made.',
    ],
    ['an org owner, who loses by it', 'W0OWNER', 'change: W0OWNER: owner → admin of E0TEST0001'],
    [
      'the primary owner',
      'W0PRIMARY',
      'obstacle: W0PRIMARY is the primary owner of the organisation. Nobody can change that role; only they can hand it over, in Slack itself.',
    ],
    [
      'a guest',
      'W0GUEST',
      'obstacle: W0GUEST is a guest, and guests cannot be admins. Make them a full member first (“Revoke admin” does that), then try again.',
    ],
    ['a bot', 'W0BOT', 'obstacle: W0BOT is a bot. Only people can have roles.'],
    [
      'a deactivated person',
      'W0GONE',
      'obstacle: W0GONE is deactivated. Reactivate the account in Slack first, then try again.',
    ],
    [
      'a stranger',
      'W0STRANGER',
      'obstacle: W0STRANGER is not an account of this organisation, so there is no role to change.',
    ],
  ])('of the organisation, of %s', async (_, id, outcome) => {
    expect(await told(id, ORG, 'admin')).toBe(outcome);
  });
});

describe('planRoleChange to owner', () => {
  it.each([
    ['a member', 'W0MEMBER', 'privileged: W0MEMBER: member → owner of T0MARKET01'],
    ['an admin', 'W0WSADMIN', 'privileged: W0WSADMIN: admin → owner of T0MARKET01'],
    [
      'an owner already',
      'W0WSOWNER',
      'unchanged: W0WSOWNER is already an owner of T0MARKET01. There is nothing to change, so no call is made.',
    ],
    [
      'the workspace’s primary owner',
      'W0WSPRIMARY',
      'obstacle: W0WSPRIMARY is the primary owner of T0MARKET01. Slack does not let anybody change that role; they can hand it over themselves.',
    ],
    [
      'the org’s primary owner',
      'W0PRIMARY',
      'obstacle: W0PRIMARY is the primary owner of the organisation. Nobody can change that role; only they can hand it over, in Slack itself.',
    ],
    ['an org owner, a member here', 'W0OWNER', 'privileged: W0OWNER: member → owner of T0MARKET01'],
    [
      'somebody of another workspace',
      'W0ELSEWHERE',
      'obstacle: W0ELSEWHERE does not belong to T0MARKET01. Add them to the workspace first (“Add to workspace” does that), then try again.',
    ],
    [
      'a guest',
      'W0GUEST',
      'obstacle: W0GUEST is a guest, and guests cannot be owners. Make them a full member first (“Revoke admin” does that), then try again.',
    ],
    ['a bot', 'W0BOT', 'obstacle: W0BOT is a bot. Only people can have roles.'],
  ])('of a workspace, of %s', async (_, id, outcome) => {
    expect(await told(id, MARKETING, 'owner')).toBe(outcome);
  });

  it.each([
    ['a member', 'W0MEMBER', 'privileged: W0MEMBER: member → owner of E0TEST0001'],
    ['an org admin', 'W0ADMIN', 'privileged: W0ADMIN: admin → owner of E0TEST0001'],
    [
      'an org owner already',
      'W0OWNER',
      'unchanged: W0OWNER is already an owner of E0TEST0001. There is nothing to change, so no call is made.',
    ],
    [
      'the primary owner',
      'W0PRIMARY',
      'obstacle: W0PRIMARY is the primary owner of the organisation. Nobody can change that role; only they can hand it over, in Slack itself.',
    ],
    [
      'a guest',
      'W0GUEST',
      'obstacle: W0GUEST is a guest, and guests cannot be owners. Make them a full member first (“Revoke admin” does that), then try again.',
    ],
  ])('of the organisation, of %s', async (_, id, outcome) => {
    expect(await told(id, ORG, 'owner')).toBe(outcome);
  });
});

describe('planRoleChange to member', () => {
  it.each([
    ['an admin', 'W0WSADMIN', 'change: W0WSADMIN: admin → member of T0MARKET01'],
    ['an owner', 'W0WSOWNER', 'change: W0WSOWNER: owner → member of T0MARKET01'],
    [
      'a member already',
      'W0MEMBER',
      'unchanged: W0MEMBER is already a member of T0MARKET01. There is nothing to change, so no call is made.',
    ],
    [
      'the workspace’s primary owner',
      'W0WSPRIMARY',
      'obstacle: W0WSPRIMARY is the primary owner of T0MARKET01. Slack does not let anybody change that role; they can hand it over themselves.',
    ],
    [
      'the org’s primary owner',
      'W0PRIMARY',
      'obstacle: W0PRIMARY is the primary owner of the organisation. Nobody can change that role; only they can hand it over, in Slack itself.',
    ],
    [
      'an org owner',
      'W0OWNER',
      'obstacle: W0OWNER is an org owner. Slack changes that at the level of the organisation only: choose “The whole organisation” instead of T0MARKET01.',
    ],
    [
      'an org admin',
      'W0ADMIN',
      'obstacle: W0ADMIN is an org admin. Slack changes that at the level of the organisation only: choose “The whole organisation” instead of T0MARKET01.',
    ],
    [
      'somebody of another workspace',
      'W0ELSEWHERE',
      'obstacle: W0ELSEWHERE does not belong to T0MARKET01. Add them to the workspace first (“Add to workspace” does that), then try again.',
    ],
    ['a guest, who becomes a full member', 'W0GUEST', 'privileged: W0GUEST: guest → member of T0MARKET01'],
    [
      'a guest in several workspaces',
      'W0GUEST2',
      'obstacle: W0GUEST2 is a guest in several workspaces, so Slack does not make them a full member in one of them. Choose “The whole organisation”.',
    ],
    ['a bot', 'W0BOT', 'obstacle: W0BOT is a bot. Only people can have roles.'],
    [
      'a deactivated person',
      'W0GONE',
      'obstacle: W0GONE is deactivated. Reactivate the account in Slack first, then try again.',
    ],
    [
      'a stranger',
      'W0STRANGER',
      'obstacle: W0STRANGER is not an account of this organisation, so there is no role to change.',
    ],
  ])('of a workspace, of %s', async (_, id, outcome) => {
    expect(await told(id, MARKETING, 'member')).toBe(outcome);
  });

  it.each([
    ['an org admin', 'W0ADMIN', 'change: W0ADMIN: admin → member of E0TEST0001'],
    ['an org owner', 'W0OWNER', 'change: W0OWNER: owner → member of E0TEST0001'],
    [
      'a member',
      'W0MEMBER',
      'unchanged: W0MEMBER is already a member of E0TEST0001. There is nothing to change, so no call is made.',
    ],
    [
      'a workspace owner, a member of the org',
      'W0WSOWNER',
      'unchanged: W0WSOWNER is already a member of E0TEST0001. There is nothing to change, so no call is made.',
    ],
    [
      'the primary owner',
      'W0PRIMARY',
      'obstacle: W0PRIMARY is the primary owner of the organisation. Nobody can change that role; only they can hand it over, in Slack itself.',
    ],
    ['a guest', 'W0GUEST', 'privileged: W0GUEST: guest → member of E0TEST0001'],
    ['a guest in several workspaces', 'W0GUEST2', 'privileged: W0GUEST2: guest → member of E0TEST0001'],
    ['a bot', 'W0BOT', 'obstacle: W0BOT is a bot. Only people can have roles.'],
    [
      'a deactivated person',
      'W0GONE',
      'obstacle: W0GONE is deactivated. Reactivate the account in Slack first, then try again.',
    ],
    [
      'a stranger',
      'W0STRANGER',
      'obstacle: W0STRANGER is not an account of this organisation, so there is no role to change.',
    ],
  ])('of the organisation, of %s', async (_, id, outcome) => {
    expect(await told(id, ORG, 'member')).toBe(outcome);
  });
});

describe('planRoleChange', () => {
  it('refuses a workspace that the organisation does not have', async () => {
    expect(await told('W0MEMBER', 'T0UNKNOWN', 'admin')).toBe(
      'obstacle: This organisation has no workspace T0UNKNOWN.',
    );
  });

  it('refuses another organisation as the place', async () => {
    expect(await told('W0MEMBER', 'E0OTHER', 'admin')).toBe('obstacle: This organisation has no workspace E0OTHER.');
  });

  it('plans one call with Slack’s two parameters and nothing else', async () => {
    const draft = await planned('W0MEMBER', MARKETING, 'admin');
    expect(draft.calls).toEqual([{ user_id: 'W0MEMBER', team_id: MARKETING }]);
    expect(draft.before).toEqual({ user_id: 'W0MEMBER', team_id: MARKETING, role: 'member' });
  });

  it('says aloud what an owner, a guest and a new org admin mean', async () => {
    const warned = async (id: string, place: string, to: Role): Promise<string> =>
      (await planned(id, place, to)).warnings.map((line) => toPlain(line, {})).join('\n');

    expect(await warned('W0WSOWNER', MARKETING, 'admin')).toMatchInlineSnapshot(
      `"This is a demotion: W0WSOWNER is an owner of T0MARKET01 now and would lose that."`,
    );
    expect(await warned('W0GUEST', MARKETING, 'member')).toMatchInlineSnapshot(
      `"W0GUEST is a guest now and would become a full member: no end date any more, every public channel open to them, and a paid seat."`,
    );
    expect(await warned('W0MEMBER', ORG, 'admin')).toMatchInlineSnapshot(
      `"An org admin can manage every workspace of the organisation."`,
    );
    expect(await warned('W0MEMBER', MARKETING, 'admin')).toBe('');
    expect(await warned('W0MEMBER', ORG, 'owner')).toMatchInlineSnapshot(
      `"An org owner can do everything in the organisation: its security and its policies, every workspace, and who else is owner or admin."`,
    );
    expect(await warned('W0WSADMIN', MARKETING, 'owner')).toMatchInlineSnapshot(
      `"A workspace owner can do everything in the workspace, and decides who else runs it."`,
    );
  });

  it('knows the last owner of a workspace, whose primary owner counts', async () => {
    const alone = everybody();
    alone.workspaces = [workspace(MARKETING, { owners: ['W0WSOWNER'] })];
    expect((await planned('W0WSOWNER', MARKETING, 'member', alone)).effects).toMatchObject([{ takesLastOwner: true }]);

    alone.workspaces = [workspace(MARKETING, { owners: ['W0WSOWNER'], primaryOwner: 'W0WSPRIMARY' })];
    expect((await planned('W0WSOWNER', MARKETING, 'member', alone)).effects).toMatchObject([{ takesLastOwner: false }]);

    alone.workspaces = [workspace(MARKETING, { owners: ['W0WSOWNER', 'W0WSOWNER2'] })];
    expect((await planned('W0WSOWNER', MARKETING, 'member', alone)).effects).toMatchObject([{ takesLastOwner: false }]);
  });

  it('knows the last owner of the organisation, whose primary owner counts', async () => {
    const org = everybody();
    org.people = [somebody('W0OWNER', { orgRole: 'owner' })];
    expect((await planned('W0OWNER', ORG, 'member', org)).effects).toMatchObject([{ takesLastOwner: true }]);

    org.people.push(somebody('W0PRIMARY', { orgRole: 'primary_owner' }));
    expect((await planned('W0OWNER', ORG, 'member', org)).effects).toMatchObject([{ takesLastOwner: false }]);
  });

  it('never plans anything about the primary owner, a bot, a stranger or a deactivated person', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyOrg,
        anyId,
        fc.constantFrom(ORG, MARKETING, SALES),
        fc.constantFrom('admin', 'owner', 'member'),
        async (org, id, place, to) => {
          const draft = await planRoleChange({ user_id: id, team_id: place }, to, readerOf(org));
          const person = org.people.find((candidate) => candidate.id === id);
          const team = org.workspaces.find((candidate) => candidate.id === place);
          if (person?.orgRole === 'primary_owner' || team?.primaryOwner === id) expect(draft.kind).toBe('obstacle');
          if (person?.kind !== 'member' && person?.kind !== 'guest') expect(draft.kind).toBe('obstacle');
          if (draft.kind === 'plan') {
            expect(draft.effects).toHaveLength(1);
            expect(draft.effects[0]).toMatchObject({
              person: id,
              place,
              to,
              level: place === ORG ? 'org' : 'workspace',
            });
            const [effect] = roleEffects(draft.effects);
            expect(draft.before['role']).toBe(effect?.from);
            expect(effect?.from).not.toBe(to);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('widensPower', () => {
  it('is true where the new role stands above the old one', () => {
    const pairs = ROLES.flatMap((from) => ROLES.map((to) => [from, to] as const));
    const widening = pairs.filter(([from, to]) => widensPower({ role: from }, to)).map((pair) => pair.join(' → '));
    expect(widening).toEqual([
      'guest → member',
      'guest → admin',
      'guest → owner',
      'guest → primary_owner',
      'member → admin',
      'member → owner',
      'member → primary_owner',
      'admin → owner',
      'admin → primary_owner',
      'owner → primary_owner',
    ]);
  });
});

describe('undoRoleChange', () => {
  const input = { user_id: 'W0MEMBER', team_id: MARKETING };

  it.each([
    ['member', 'admin.users.setRegular'],
    ['admin', 'admin.users.setAdmin'],
    ['owner', 'admin.users.setOwner'],
  ])('brings a %s back by %s, as long as the state is the one it left', (role, operation) => {
    expect(undoRoleChange(input, { role }, 'admin')).toEqual({
      possible: true,
      operation,
      input,
      expects: { ...input, role: 'admin' },
    });
  });

  it('knows that a role in the whole organisation keeps Slack from taking one in a workspace', async () => {
    const { before } = await planned('W0ADMIN', MARKETING, 'admin');
    expect(before).toEqual({ user_id: 'W0ADMIN', team_id: MARKETING, role: 'member', org_role: 'admin' });
    const ofAdmin = { ...input, user_id: 'W0ADMIN' };
    const undo = undoRoleChange(ofAdmin, before, 'admin');
    expect(undo.possible ? '' : toPlain(undo.why, {})).toMatchInlineSnapshot(
      `"W0ADMIN is an org admin, and Slack makes nobody with such a role a regular member of T0MARKET01 alone."`,
    );
    expect(undoRoleChange(ofAdmin, { ...before, role: 'admin' }, 'owner')).toMatchObject({
      operation: 'admin.users.setAdmin',
      expects: { ...ofAdmin, role: 'owner', org_role: 'admin' },
    });
  });

  it.each([
    ['guest', 'Slack offers no call that turns a full member back into a guest.'],
    ['primary_owner', 'Only the primary owner can hand over that role, in Slack itself.'],
  ])('says why there is no way back to %s', (role, why) => {
    const undo = undoRoleChange(input, { role }, 'member');
    expect(undo.possible ? '' : toPlain(undo.why, {})).toBe(why);
  });
});
