import { describe, expect, it } from '@jest/globals';

import { NO_AWS } from '../../../src/engine/aws.js';
import { toPlain } from '../../../src/engine/words.js';
import { setOwner } from '../../../src/operations/users/set-owner.js';
import { everybody, MARKETING, ORG, workspace } from '../../support/org.js';
import { answeredBy } from '../../support/slack-api.js';
import { planFor, story, type Asked } from '../../support/wishes.js';

const input = { user_id: 'W0MEMBER', team_id: MARKETING };
const told = (user_id: string, team_id: string, asked?: Asked) =>
  story('admin.users.setOwner', { user_id, team_id }, asked);

describe('admin.users.setOwner', () => {
  it('takes a person, a place and a reason', () => {
    expect(setOwner.input.parse({ ...input, reason: ' new lead ' })).toEqual({ ...input, reason: 'new lead' });
  });

  it.each([
    [{ team_id: MARKETING }, 'user_id'],
    [{ user_id: 'W0MEMBER' }, 'team_id'],
    [{ ...input, team_id: 'C012A3CDE' }, 'team_id'],
  ])('refuses %j beside its field', (given, field) => {
    expect(setOwner.input.safeParse(given).error?.issues.map(({ path }) => path[0])).toEqual([field]);
  });

  it('makes an owner of a workspace with the yes of somebody else', async () => {
    expect(await told('W0MEMBER', MARKETING)).toMatchInlineSnapshot(`
     "W0MEMBER: member → owner of T0MARKET01
     ! A workspace owner can do everything in the workspace, and decides who else runs it.
     privileged, approve: owners-need-approval
     undo: admin.users.setRegular"
    `);
    expect((await planFor('admin.users.setOwner', input)).beneficiary).toBe('W0MEMBER');
  });

  it('makes an owner of the organisation with the yes of another org owner', async () => {
    expect(await told('W0ADMIN', ORG)).toMatchInlineSnapshot(`
     "W0ADMIN: admin → owner of E0TEST0001
     ! An org owner can do everything in the organisation: its security and its policies, every workspace, and who else is owner or admin.
     privileged, approve: org-roles-need-approval
     undo: admin.users.setAdmin"
    `);
  });

  it.each([
    ['an org admin asks for an org owner', 'W0MEMBER', ORG, 'W0ADMIN', 'org-roles-by-org-owners'],
    ['an org admin asks for a workspace owner', 'W0MEMBER', MARKETING, 'W0ADMIN', 'owners-need-approval'],
    ['somebody asks for themselves', 'W0ADMIN', MARKETING, 'W0ADMIN', 'nobody-grants-themselves'],
    ['a workspace owner asks', 'W0MEMBER', MARKETING, 'W0WSOWNER', 'deny-by-default'],
  ])('rules where %s', async (_, user_id, team_id, by, rule) => {
    expect(await told(user_id, team_id, { by })).toContain(`: ${rule}`);
  });

  it('says beforehand where the way back leads nowhere', async () => {
    expect(await told('W0ADMIN', MARKETING)).toContain(
      'no undo: W0ADMIN is an org admin, and Slack makes nobody with such a role a regular member of T0MARKET01 alone.',
    );
  });

  it('is undone by what they were before, as long as they are owner still', async () => {
    const { undo } = await planFor('admin.users.setOwner', { user_id: 'W0WSADMIN', team_id: MARKETING });
    expect(undo).toEqual({
      possible: true,
      operation: 'admin.users.setAdmin',
      input: { user_id: 'W0WSADMIN', team_id: MARKETING },
      expects: { user_id: 'W0WSADMIN', team_id: MARKETING, role: 'owner' },
    });
    // The undoing run finds exactly that.
    const org = everybody();
    org.workspaces = [workspace(MARKETING, { owners: ['W0WSPRIMARY', 'W0WSADMIN'] })];
    const back = await planFor('admin.users.setAdmin', { user_id: 'W0WSADMIN', team_id: MARKETING }, { org });
    expect(undo.possible && undo.expects).toEqual(back.before);
  });

  it('sends Slack the person and the place, once, and nothing else', async () => {
    const { calls, client, stop } = await answeredBy({ 'admin.users.setOwner': { ok: true } });
    await setOwner.call({ slack: client, aws: NO_AWS }, { user_id: 'W0MEMBER', team_id: ORG }, 'run');
    await stop();
    expect(calls).toEqual([{ method: 'admin.users.setOwner', args: { user_id: 'W0MEMBER', team_id: ORG } }]);
  });

  it('says what was done, and that the installer is meant by Slack’s “not an owner”', () => {
    expect(toPlain(setOwner.summary(input, {}), {})).toBe('made W0MEMBER an owner of T0MARKET01');
    expect(setOwner.explain['not_an_owner']).toMatchInlineSnapshot(
      `"This is not about you: the app works with the rights of whoever installed it, and they are not an org owner any more. An org owner has to reinstall the app."`,
    );
  });
});
