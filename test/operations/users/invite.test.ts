import { describe, expect, it } from '@jest/globals';

import { toPlain } from '../../../src/engine/words.js';
import { invite } from '../../../src/operations/users/invite.js';
import { aChannel } from '../../support/channels.js';
import { FakeClock } from '../../support/clock.js';
import { everybody, MARKETING, type Org } from '../../support/org.js';
import { arriving, planFor, story } from '../../support/wishes.js';

const METHOD = 'admin.users.invite';
const NOW = new FakeClock().now().getTime() / 1000;
const END = Date.UTC(2035, 0, 31, 18) / 1000;
const input = { email: 'zoe@example.com', team_id: MARKETING, guest_kind: 'full' as const, channel_ids: ['C0NEWS'] };

const withChannels = (): Org => ({
  ...everybody(),
  channels: [aChannel('C0NEWS'), aChannel('C0BUDGET', { private: true }), aChannel('C0SALES', { workspaces: [] })],
});
const told = (changes: object, by = 'W0ADMIN') => story(METHOD, { ...input, ...changes }, { org: withChannels(), by });
const planned = (changes: object) => planFor(METHOD, { ...input, ...changes }, { org: withChannels() });

describe('admin.users.invite', () => {
  it('takes everything that Slack takes, and leaves out what is empty', () => {
    const all = {
      ...input,
      guest_kind: 'is_restricted',
      guest_expiration_ts: END,
      real_name: ' Zoë Söhne ',
      custom_message: ' Hello!\r\nSee you. ',
      resend: true,
      email_password_policy_enabled: true,
      reason: 'agency',
    };
    expect(invite.input.parse(all)).toEqual({ ...all, real_name: 'Zoë Söhne', custom_message: 'Hello!\nSee you.' });
    expect(invite.input.parse({ ...input, real_name: ' ', custom_message: '', resend: false })).toEqual(input);
  });

  it.each([
    ['no address', { email: undefined }, { email: 'Type an e-mail address.' }],
    ['what is no address', { email: 'zoe' }, { email: 'This is not an e-mail address.' }],
    ['no channel', { channel_ids: undefined }, { channel_ids: 'Choose at least one of the channels.' }],
    [
      'a single-channel guest with two channels',
      { guest_kind: 'is_ultra_restricted', channel_ids: ['C0NEWS', 'C0BUDGET'] },
      {
        channel_ids:
          'A single-channel guest needs exactly one channel. Choose one, or make them a multi-channel guest.',
      },
    ],
    [
      'a full member whose account ends',
      { guest_expiration_ts: END },
      { guest_expiration_ts: 'Only the accounts of guests end. Clear this field, or make them a guest.' },
    ],
    ['a name of 81 characters', { real_name: 'x'.repeat(81) }, { real_name: 'At most 80 characters, please.' }],
    [
      'a message of 501 characters',
      { custom_message: 'x'.repeat(501) },
      { custom_message: 'At most 500 characters, please.' },
    ],
  ])('refuses %s, beside its field', (_, changes, errors) => {
    const issues = invite.input.safeParse({ ...input, ...changes }).error?.issues ?? [];
    expect(Object.fromEntries(issues.map(({ path, message }) => [path[0], message]))).toEqual(errors);
  });

  it('says what an invitation comes to, and beforehand that it cannot be taken back', async () => {
    expect(await told({})).toMatchInlineSnapshot(`
     "“zoe@example.com”: not a member → full member of T0MARKET01
     “zoe@example.com” joins C0NEWS
     ! A full member sees every public channel of the workspace and takes a paid seat.
     privileged, allow: org-admins-may-run
     no undo: Slack has no call that takes an invitation back. In its admin pages an open one can be revoked; whoever has joined can be removed."
    `);
    expect(await told({ guest_kind: 'is_ultra_restricted' })).toMatchInlineSnapshot(`
     "“zoe@example.com”: not a member → single-channel guest of T0MARKET01
     “zoe@example.com” joins C0NEWS
     ! The guest’s account will have no end date. Choose one here, or set it once they have joined (“Set guest expiration”).
     privileged, allow: org-admins-may-run
     no undo: Slack has no call that takes an invitation back. In its admin pages an open one can be revoked; whoever has joined can be removed."
    `);
    expect(await told({ guest_kind: 'is_restricted', channel_ids: ['C0NEWS', 'C0BUDGET'], guest_expiration_ts: END }))
      .toMatchInlineSnapshot(`
     "“zoe@example.com”: not a member → multi-channel guest of T0MARKET01 until 31 January 2035 at 18:00 UTC
     “zoe@example.com” joins C0NEWS
     “zoe@example.com” joins the private channel C0BUDGET
     privileged, approve: private-channels-need-approval
     no undo: Slack has no call that takes an invitation back. In its admin pages an open one can be revoked; whoever has joined can be removed."
    `);
  });

  it.each([
    ['a workspace that is not there', { team_id: 'T0UNKNOWN' }, 'This organisation has no workspace T0UNKNOWN.'],
    [
      'an account that would have ended',
      { guest_kind: 'is_restricted', guest_expiration_ts: NOW },
      'The account would have ended already, on 2 March 2026 at 09:00 UTC. Choose a later moment.',
    ],
    [
      'a channel of another workspace',
      { channel_ids: ['C0SALES'] },
      'C0SALES is not in T0MARKET01. Choose a channel of that workspace.',
    ],
  ])('plans nothing for %s', async (_, changes, says) => {
    expect(await told(changes)).toBe(`obstacle: ${says}`);
  });

  it.each([
    ['a workspace owner', 'W0WSOWNER', 'deny: deny-by-default'],
    ['a member', 'W0MEMBER', 'deny: deny-by-default'],
    ['an org admin', 'W0ADMIN', 'allow: org-admins-may-run'],
  ])('has the policy’s answer to %s', async (_, by, ruling) => {
    expect(await told({}, by)).toContain(ruling);
  });

  it('keeps what was typed out of the plan', async () => {
    const plan = await planned({ real_name: 'Zoë', custom_message: 'Hello', resend: true });
    expect(JSON.stringify(plan)).not.toMatch(/zoe@|Zoë|Hello/u);
    expect(plan.calls[0]?.arguments).toMatchObject({ email: { typed: 'email' }, resend: true });
    expect(plan.beneficiary).toBeNull();
    expect(plan.effects).toEqual([
      expect.objectContaining({ kind: 'role', person: null, from: 'none', to: 'member' }),
      expect.objectContaining({ kind: 'channel_access', channel: 'C0NEWS', who: { kind: 'person', id: null } }),
    ]);
  });

  it('never looks to have happened, nor to have not', async () => {
    expect(invite.readBack?.((await planned({})).before)).toBe('impossible');
  });

  it.each([
    ['a full member', {}, {}],
    [
      'a multi-channel guest',
      { guest_kind: 'is_restricted', channel_ids: ['C0NEWS', 'C0BUDGET'] },
      { is_restricted: 'true', channel_ids: 'C0NEWS,C0BUDGET' },
    ],
    ['a single-channel guest', { guest_kind: 'is_ultra_restricted' }, { is_ultra_restricted: 'true' }],
    [
      'a guest with everything there is',
      {
        guest_kind: 'is_restricted',
        guest_expiration_ts: END,
        real_name: 'Zoë Söhne',
        custom_message: 'Hello & <welcome>',
        resend: true,
        email_password_policy_enabled: true,
        reason: 'not for Slack',
      },
      {
        is_restricted: 'true',
        guest_expiration_ts: '2053879200',
        real_name: 'Zoë Söhne',
        custom_message: 'Hello & <welcome>',
        resend: 'true',
        email_password_policy_enabled: 'true',
      },
    ],
  ])('sends Slack exactly what invites %s', async (_, changes, args) => {
    expect(await arriving(METHOD, { ...input, ...changes }, { org: withChannels() })).toEqual([
      {
        method: METHOD,
        args: { email: 'zoe@example.com', team_id: MARKETING, channel_ids: 'C0NEWS', ...args },
      },
    ]);
  });

  it('says what was done, with the address as long as nobody had it erased', () => {
    const said = invite.summary({ ...input, guest_kind: 'is_restricted' }, {});
    expect(toPlain(said, { 'typed:email': 'zoe@example.com' })).toBe(
      'invited “zoe@example.com” to T0MARKET01 as a multi-channel guest',
    );
  });
});
