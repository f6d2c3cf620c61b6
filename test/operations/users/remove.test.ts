import { describe, expect, it } from '@jest/globals';

import { toPlain } from '../../../src/engine/words.js';
import { remove } from '../../../src/operations/users/remove.js';
import { everybody, MARKETING, SALES, somebody, workspace, type Org } from '../../support/org.js';
import { arriving, planFor, story, type Asked } from '../../support/wishes.js';

const METHOD = 'admin.users.remove';
const input = { user_id: 'W0MEMBER', team_id: MARKETING };
const told = (user_id: string, asked?: Asked, team_id = MARKETING) => story(METHOD, { user_id, team_id }, asked);

/** One owner, and no primary one. */
function withOneOwner(): Org {
  return { ...everybody(), workspaces: [workspace(MARKETING, { owners: ['W0WSOWNER'] })] };
}

describe('admin.users.remove', () => {
  it('takes a person, a workspace and a reason', () => {
    expect(remove.input.parse({ ...input, reason: ' left ' })).toEqual({ ...input, reason: 'left' });
  });

  it.each([
    [{ team_id: MARKETING }, 'user_id'],
    [{ user_id: 'W0MEMBER' }, 'team_id'],
    [{ ...input, team_id: 'E0TEST0001' }, 'team_id'],
  ])('refuses %j beside its field', (given, field) => {
    expect(remove.input.safeParse(given).error?.issues.map(({ path }) => path[0])).toEqual([field]);
  });

  it.each([
    ['a member', 'W0MEMBER'],
    ['an admin', 'W0WSADMIN'],
    ['an owner, with the yes of another owner', 'W0WSOWNER'],
    ['a guest, with the yes of somebody else', 'W0GUEST2'],
    ['a guest who is nowhere else', 'W0GUEST'],
    ['somebody of whom Slack does not say where they are', 'W0NOWHERE'],
  ])('takes out %s, and says what is lost', async (_, user_id) => {
    expect(await told(user_id)).toMatchSnapshot('a plan');
  });

  it.each([
    ['somebody who is not there', 'W0ELSEWHERE'],
    ['a deactivated person', 'W0GONE'],
    ['the primary owner of the organisation', 'W0PRIMARY'],
    ['the primary owner of the workspace', 'W0WSPRIMARY'],
    ['a bot', 'W0BOT'],
    ['a stranger', 'W0STRANGER'],
  ])('says why there is nothing to do for %s', async (_, user_id) => {
    expect(await told(user_id)).toMatchSnapshot('no plan');
  });

  it('takes nobody out of a workspace that is not there', async () => {
    expect(await told('W0MEMBER', {}, 'T0UNKNOWN')).toBe('obstacle: This organisation has no workspace T0UNKNOWN.');
  });

  it.each([
    ['the last owner', 'W0WSOWNER', { org: withOneOwner() }, 'deny: last-owner-is-protected'],
    ['an owner beside others', 'W0WSOWNER', {}, 'approve: owners-lose-roles-by-another-owner'],
    ['an org owner, asked for by an org admin', 'W0OWNER', { by: 'W0ADMIN' }, 'deny: nobody-acts-upwards'],
    ['the installer, who is admin there', 'W0WSADMIN', { installer: 'W0WSADMIN' }, 'deny: installer-is-protected'],
    ['the installer, a plain member', 'W0MEMBER', { installer: 'W0MEMBER' }, 'allow: org-admins-may-run'],
    ['somebody else, asked for by a member', 'W0WSADMIN', { by: 'W0MEMBER' }, 'deny: deny-by-default'],
    ['themselves', 'W0MEMBER', { by: 'W0MEMBER' }, 'allow: own-right-may-be-given-up'],
    ['themselves, an owner beside others', 'W0WSOWNER', { by: 'W0WSOWNER' }, 'allow: own-right-may-be-given-up'],
    [
      'themselves, the last owner',
      'W0WSOWNER',
      { by: 'W0WSOWNER', org: withOneOwner() },
      'deny: last-owner-is-protected',
    ],
  ])('has the policy’s answer where somebody takes out %s', async (_, user_id, asked, ruling) => {
    expect(await told(user_id, asked)).toContain(ruling);
  });

  it('benefits nobody, and touches one person in one place', async () => {
    const plan = await planFor(METHOD, { user_id: 'W0WSADMIN', team_id: MARKETING });
    expect(plan.beneficiary).toBeNull();
    expect(plan.effects).toEqual([
      {
        kind: 'role',
        person: 'W0WSADMIN',
        level: 'workspace',
        place: MARKETING,
        from: 'admin',
        to: 'none',
        takesLastOwner: false,
      },
    ]);
  });

  it.each([
    ['a member of this workspace alone', [MARKETING]],
    ['a member of others too', [MARKETING, SALES]],
  ])('is undone by adding %s again, and the undoing run finds what it expects', async (_, workspaces) => {
    const org = everybody();
    org.people = [somebody('W0MEMBER', { workspaces }), somebody('W0OWNER', { orgRole: 'owner' })];
    const { undo } = await planFor(METHOD, input, { org });
    if (!undo.possible) throw new Error('There is a way back.');
    expect(undo).toMatchObject({ operation: 'admin.users.assign', input: { ...input, guest_kind: 'full' } });

    org.people[0] = somebody('W0MEMBER', { workspaces: workspaces.filter((id) => id !== MARKETING) });
    expect((await planFor(undo.operation, undo.input, { org })).before).toEqual(undo.expects);
  });

  it('finds a guest who was deactivated by it not to be there: the call has happened', async () => {
    const org = everybody();
    org.people = [somebody('W0GUEST', { kind: 'deactivated', workspaces: null })];
    expect(await told('W0GUEST', { org, by: 'W0GUEST' })).toContain('unchanged:');
    expect(remove.readBack?.({ role: 'guest' })).toBe('possible');
    expect(remove.readBack?.({ role: 'unknown' })).toBe('impossible');
  });

  it('sends Slack the person and the workspace, once, and nothing else', async () => {
    expect(await arriving(METHOD, { ...input, reason: 'left' })).toEqual([{ method: METHOD, args: input }]);
  });

  it('says what was done', () => {
    expect(toPlain(remove.summary(input, {}), {})).toBe('removed W0MEMBER from T0MARKET01');
  });
});
