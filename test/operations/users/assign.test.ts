import { describe, expect, it } from '@jest/globals';

import { toPlain } from '../../../src/engine/words.js';
import { assign } from '../../../src/operations/users/assign.js';
import { aChannel } from '../../support/channels.js';
import { emptyDirectory } from '../../support/empty-directory.js';
import { everybody, MARKETING, SALES, somebody, type Org } from '../../support/org.js';
import { arriving, planFor, story, type Asked } from '../../support/wishes.js';

const METHOD = 'admin.users.assign';
const input = { user_id: 'W0ELSEWHERE', team_id: MARKETING, guest_kind: 'full' as const };

function withChannels(): Org {
  return {
    ...everybody(),
    channels: [
      aChannel('C0NEWS'),
      aChannel('C0BUDGET', { private: true }),
      aChannel('C0BOARD', { private: true }),
      aChannel('C0OLD', { archived: true }),
      aChannel('C0SALES', { workspaces: [SALES] }),
      aChannel('C0ALL', { orgWide: true, workspaces: [] }),
      aChannel('C0MANY', { workspaces: [SALES], more: true }),
      aChannel('C0PARTNER', { external: true }),
    ],
  };
}

const told = (changes: object, asked: Asked = {}) =>
  story(METHOD, { ...input, ...changes }, { org: withChannels(), ...asked });

describe('admin.users.assign', () => {
  it('takes a person, a workspace, what they become, channels and a reason', () => {
    const given = { ...input, channel_ids: ['C0NEWS', 'C0NEWS'], reason: ' helps out ' };
    expect(assign.input.parse(given)).toEqual({ ...input, channel_ids: ['C0NEWS'], reason: 'helps out' });
    expect(assign.input.parse(input)).toEqual(input);
  });

  it.each([
    ['no person', { user_id: undefined }, { user_id: 'Choose a person.' }],
    [
      'the organisation for a workspace',
      { team_id: 'E0TEST0001' },
      { team_id: 'Choose a workspace from the list, or paste a workspace ID such as T012A3CDE.' },
    ],
    [
      'both kinds of guest at once, or another one',
      { guest_kind: 'is_restricted,is_ultra_restricted' },
      { guest_kind: 'Choose full member, multi-channel guest or single-channel guest.' },
    ],
    [
      'a multi-channel guest without a channel',
      { guest_kind: 'is_restricted' },
      { channel_ids: 'A multi-channel guest needs at least one channel.' },
    ],
    [
      'a single-channel guest without a channel',
      { guest_kind: 'is_ultra_restricted' },
      {
        channel_ids:
          'A single-channel guest needs exactly one channel. Choose one, or make them a multi-channel guest.',
      },
    ],
    [
      'a single-channel guest with two',
      { guest_kind: 'is_ultra_restricted', channel_ids: ['C0NEWS', 'C0BUDGET'] },
      {
        channel_ids:
          'A single-channel guest needs exactly one channel. Choose one, or make them a multi-channel guest.',
      },
    ],
    [
      'what is no channel',
      { channel_ids: ['general'] },
      { channel_ids: 'Choose a channel from the list, or paste a channel ID such as C012A3CDE.' },
    ],
  ])('refuses %s, beside its field', (_, changes, errors) => {
    const issues = assign.input.safeParse({ ...input, ...changes }).error?.issues ?? [];
    expect(Object.fromEntries(issues.map(({ path, message }) => [path[0], message]))).toEqual(errors);
  });

  it('says beside the field which channels the local copy knows to be elsewhere, or archived', () => {
    const local = {
      ...emptyDirectory(),
      workspace: () => ({ id: MARKETING, name: 'Marketing' }),
      channel: (id: string) => {
        const found = withChannels().channels?.find((one) => one.id === id);
        return found && { ...found, more: found.more ?? false, members: null };
      },
    };
    const checked = (...channel_ids: string[]) => assign.check?.({ ...input, channel_ids }, local);
    expect(checked('C0NEWS', 'C0ALL', 'C0MANY', 'C0UNKNOWN')).toEqual({});
    expect(checked('C0SALES', 'C0OLD')).toEqual({
      channel_ids:
        '#name-of-c0sales is not in Marketing. #name-of-c0old is archived. Choose other channels of that workspace.',
    });
    expect(assign.check?.(input, local)).toEqual({});
  });

  it('adds a full member, and says what it comes to', async () => {
    expect(await told({})).toMatchInlineSnapshot(`
     "W0ELSEWHERE: not a member → full member of T0MARKET01
     privileged, allow: org-admins-may-run
     undo: admin.users.remove"
    `);
    expect(await told({ channel_ids: ['C0NEWS', 'C0ALL', 'C0MANY', 'C0PARTNER'] })).toMatchInlineSnapshot(`
     "W0ELSEWHERE: not a member → full member of T0MARKET01
     W0ELSEWHERE joins C0NEWS, C0ALL, C0MANY, C0PARTNER
     ! C0PARTNER is shared with another organisation, whose people are in it too.
     privileged, allow: org-admins-may-run
     undo: admin.users.remove"
    `);
  });

  it('lets nobody into a private channel without the yes of somebody else', async () => {
    expect(await told({ channel_ids: ['C0NEWS', 'C0BUDGET', 'C0BOARD'] })).toMatchInlineSnapshot(`
     "W0ELSEWHERE: not a member → full member of T0MARKET01
     W0ELSEWHERE joins C0NEWS
     W0ELSEWHERE joins the private channels C0BUDGET, C0BOARD
     privileged, approve: private-channels-need-approval
     undo: admin.users.remove"
    `);
  });

  it('adds guests as guests', async () => {
    const guest = { user_id: 'W0GUEST', team_id: SALES };
    expect(await told({ ...guest, guest_kind: 'is_restricted', channel_ids: ['C0SALES'] })).toMatchInlineSnapshot(`
     "W0GUEST: not a member → multi-channel guest of T0SALES001
     W0GUEST joins C0SALES
     ! The account of W0GUEST in T0SALES001 will have no end date (“Set guest expiration” sets one).
     privileged, allow: org-admins-may-run
     undo: admin.users.remove"
    `);
    expect(await told({ ...guest, guest_kind: 'is_ultra_restricted', channel_ids: ['C0SALES'] }))
      .toMatchInlineSnapshot(`
     "W0GUEST: not a member → single-channel guest of T0SALES001
     W0GUEST joins C0SALES
     ! W0GUEST is a guest elsewhere already, and Slack gives a single-channel guest one workspace only, so it will probably refuse.
     ! The account of W0GUEST in T0SALES001 will have no end date (“Set guest expiration” sets one).
     privileged, allow: org-admins-may-run
     undo: admin.users.remove"
    `);
  });

  it.each([
    ['somebody who is there already', { user_id: 'W0MEMBER' }],
    ['an owner of the workspace of whom Slack does not say where they are', { user_id: 'W0WSOWNER' }],
    ['a guest who would become a full member', { user_id: 'W0GUEST', team_id: SALES }],
    ['a full member who would become a guest', { guest_kind: 'is_restricted', channel_ids: ['C0NEWS'] }],
    ['a bot', { user_id: 'W0BOT' }],
    ['a deactivated person', { user_id: 'W0GONE', team_id: SALES }],
    ['a stranger', { user_id: 'W0STRANGER' }],
    ['a workspace that is not there', { team_id: 'T0UNKNOWN' }],
    ['a channel that is not there', { channel_ids: ['C0UNKNOWN'] }],
    ['a channel of another workspace', { channel_ids: ['C0NEWS', 'C0SALES'] }],
    ['an archived channel', { channel_ids: ['C0OLD'] }],
  ])('says why there is nothing to do for %s', async (_, changes) => {
    expect(await told(changes)).toMatchSnapshot();
  });

  it('claims nothing where Slack does not say which workspaces somebody is in', async () => {
    expect(await told({ user_id: 'W0NOWHERE' })).toMatchInlineSnapshot(`
     "W0NOWHERE: perhaps a member → full member of T0MARKET01
     ! Slack does not say which workspaces W0NOWHERE is in. If T0MARKET01 is one of them, it will say so.
     privileged, allow: org-admins-may-run
     no undo: Slack does not say whether W0NOWHERE was in T0MARKET01 before."
    `);
    const { before } = await planFor(METHOD, { ...input, user_id: 'W0NOWHERE' });
    expect(assign.readBack?.(before)).toBe('impossible');
    expect(assign.readBack?.((await planFor(METHOD, input)).before)).toBe('possible');
  });

  it('takes an empty list of workspaces for what it is', async () => {
    const org = everybody();
    org.people.push(somebody('W0NEW', { workspaces: [] }));
    expect((await planFor(METHOD, { ...input, user_id: 'W0NEW' }, { org })).before).toMatchObject({ role: 'none' });
  });

  it('counts everybody it adds as the one who gains, and what is private as part of what was agreed to', async () => {
    const plan = await planFor(METHOD, { ...input, channel_ids: ['C0BUDGET', 'C0BOARD'] }, { org: withChannels() });
    expect(plan.beneficiary).toBe('W0ELSEWHERE');
    expect(plan.before).toEqual({
      user_id: 'W0ELSEWHERE',
      team_id: MARKETING,
      role: 'none',
      private_channels: ['C0BOARD', 'C0BUDGET'],
    });
    expect(plan.effects).toEqual([
      expect.objectContaining({ kind: 'role', person: 'W0ELSEWHERE', place: MARKETING, from: 'none', to: 'member' }),
      expect.objectContaining({ kind: 'channel_access', channel: 'C0BUDGET', private: true, change: 'gains' }),
      expect.objectContaining({ kind: 'channel_access', channel: 'C0BOARD', private: true, change: 'gains' }),
    ]);
  });

  it.each([
    ['themselves', 'W0ADMIN', { user_id: 'W0ADMIN', team_id: SALES }, 'deny: nobody-grants-themselves'],
    ['somebody above them', 'W0ADMIN', { user_id: 'W0OWNER2', team_id: SALES }, 'deny: nobody-acts-upwards'],
    ['anybody, as a workspace owner', 'W0WSOWNER', {}, 'deny: deny-by-default'],
    ['the installer, as a plain member', 'W0OWNER', {}, 'allow: org-admins-may-run'],
  ])('has the policy’s answer where somebody adds %s', async (_, by, changes, ruling) => {
    expect(await told(changes, { by, installer: 'W0ELSEWHERE' })).toContain(ruling);
  });

  it('is undone by taking them out, as what they have become', async () => {
    const guest = { user_id: 'W0GUEST', team_id: SALES, guest_kind: 'is_restricted', channel_ids: ['C0SALES'] };
    const { undo } = await planFor(METHOD, guest, { org: withChannels() });
    expect(undo).toEqual({
      possible: true,
      operation: 'admin.users.remove',
      input: { user_id: 'W0GUEST', team_id: SALES },
      expects: { user_id: 'W0GUEST', team_id: SALES, role: 'guest' },
    });
    const org = everybody();
    org.people = [
      somebody('W0GUEST', { kind: 'guest', workspaces: [MARKETING, SALES] }),
      somebody('W0OWNER', { orgRole: 'owner' }),
    ];
    const back = await planFor('admin.users.remove', { user_id: 'W0GUEST', team_id: SALES }, { org });
    expect(undo.possible && undo.expects).toEqual(back.before);
  });

  it.each([
    ['a full member', {}, { user_id: 'W0ELSEWHERE', team_id: MARKETING }],
    [
      'a full member with channels',
      { channel_ids: ['C0NEWS', 'C0ALL'] },
      { user_id: 'W0ELSEWHERE', team_id: MARKETING, channel_ids: 'C0NEWS,C0ALL' },
    ],
    [
      'a multi-channel guest',
      { user_id: 'W0GUEST', team_id: SALES, guest_kind: 'is_restricted', channel_ids: ['C0SALES', 'C0ALL'] },
      { user_id: 'W0GUEST', team_id: SALES, is_restricted: 'true', channel_ids: 'C0SALES,C0ALL' },
    ],
    [
      'a single-channel guest',
      { user_id: 'W0GUEST', team_id: SALES, guest_kind: 'is_ultra_restricted', channel_ids: ['C0SALES'] },
      { user_id: 'W0GUEST', team_id: SALES, is_ultra_restricted: 'true', channel_ids: 'C0SALES' },
    ],
  ])('sends Slack exactly what makes %s', async (_, changes, args) => {
    const wish = { ...input, reason: 'not for Slack', ...changes };
    expect(await arriving(METHOD, wish, { org: withChannels() })).toEqual([{ method: METHOD, args }]);
  });

  it('says what was done', () => {
    const said = assign.summary({ ...input, guest_kind: 'is_ultra_restricted' }, {});
    expect(toPlain(said, {})).toBe('added W0ELSEWHERE to T0MARKET01 as a single-channel guest');
  });
});
