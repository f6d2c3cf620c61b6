import { describe, expect, it } from '@jest/globals';

import { NO_AWS } from '../../../src/engine/aws.js';
import { toPlain } from '../../../src/engine/words.js';
import { NOTHING_WANTED } from '../../../src/engine/decision.js';
import { readForm } from '../../../src/forms/read-form.js';
import { listUsers } from '../../../src/operations/users/list.js';
import { FakeClock } from '../../support/clock.js';
import { portsOn } from '../../support/ports.js';
import { everybody, MARKETING, readerOf } from '../../support/org.js';
import { INSTALLER } from '../../support/questions.js';
import { answeredBy } from '../../support/slack-api.js';
import { defaultPolicy } from '../../../src/policy/default-policy.js';

const org = everybody();
const ports = { ...portsOn(org, { policy: defaultPolicy(), installer: INSTALLER }), clock: new FakeClock() };
const errorsOf = (given: Record<string, string | number | boolean>): unknown => {
  const read = readForm(listUsers, given, { ...ports, wants: NOTHING_WANTED });
  return read.ok ? {} : read.errors;
};
const EVERYTHING = {
  team_id: MARKETING,
  is_active: 'false',
  include_admins: true,
  include_owners: true,
  limit: 50,
  reason: 'access review',
} as const;

describe('admin.users.list', () => {
  it('may be asked for nothing in particular', () => {
    expect(listUsers.input.parse({})).toEqual({});
    expect(listUsers.input.parse({ only_guests: false, reason: ' ' })).toEqual({});
  });

  it.each([
    ['a channel for a workspace', { team_id: 'C012A3CDE' }, ['team_id']],
    ['something else than active or not', { is_active: 'maybe' }, ['is_active']],
    ['pages of nobody', { limit: 0 }, ['limit']],
    ['pages of 101', { limit: 101 }, ['limit']],
    ['half a person a page', { limit: 1.5 }, ['limit']],
    ['what is no number', { limit: 'ten' }, ['limit']],
    ['guests who are admins', { team_id: MARKETING, only_guests: true, include_admins: true }, ['include_admins']],
    ['guests who are owners', { team_id: MARKETING, only_guests: true, include_owners: true }, ['include_owners']],
    ['the guests of the whole organisation', { only_guests: true }, ['team_id']],
    [
      'one workspace and those where somebody is deactivated',
      { team_id: MARKETING, include_deactivated_user_workspaces: true },
      ['include_deactivated_user_workspaces'],
    ],
  ])('refuses %s, beside its field', (_, given, fields) => {
    expect(Object.keys(Object(errorsOf(given)))).toEqual(fields);
  });

  it('takes what goes together', () => {
    expect(errorsOf({ ...EVERYTHING })).toEqual({});
    expect(errorsOf({ team_id: MARKETING, only_guests: true })).toEqual({});
    expect(errorsOf({ include_deactivated_user_workspaces: true })).toEqual({});
  });

  it('plans one call that changes nothing and can be run without a question', async () => {
    expect(await listUsers.plan({}, readerOf(org))).toEqual({
      kind: 'plan',
      risk: 'read',
      changes: [],
      warnings: [],
      effects: [],
      before: {},
      calls: [{}],
    });
  });

  it('says so where the organisation has no such workspace', async () => {
    const draft = await listUsers.plan({ team_id: 'T0NOWHERE1' }, readerOf(org));
    expect(draft).toMatchObject({ kind: 'obstacle' });
  });

  it.each([
    ['nothing', {}, {}],
    ['a reason', { reason: 'access review' }, {}],
    [
      'everything that goes together',
      { ...EVERYTHING },
      { team_id: MARKETING, is_active: 'false', include_admins: 'true', include_owners: 'true', limit: '50' },
    ],
    ['guests', { team_id: MARKETING, only_guests: true }, { team_id: MARKETING, only_guests: 'true' }],
    [
      'workspaces where somebody is deactivated',
      { include_deactivated_user_workspaces: true, is_active: 'true' },
      { include_deactivated_user_workspaces: 'true', is_active: 'true' },
    ],
  ])('sends Slack %s as asked, and leaves out what was not', async (_, given, args) => {
    const { calls, client, stop } = await answeredBy({ 'admin.users.list': { ok: true, users: [] } });
    const draft = await listUsers.plan(listUsers.input.parse(given), readerOf(org));
    if (draft.kind !== 'plan') throw new Error('There is no plan.');
    await listUsers.call({ slack: client, aws: NO_AWS }, draft.calls[0] ?? {}, 'run');
    await stop();
    expect(calls).toEqual([{ method: 'admin.users.list', args }]);
  });

  it('shows a person with everything Slack says of them', () => {
    const page = listUsers.page?.(
      {
        ok: true,
        users: [
          {
            id: 'W0GUEST001',
            email: 'gia@example.com',
            is_admin: false,
            is_owner: false,
            is_primary_owner: false,
            is_restricted: true,
            is_ultra_restricted: true,
            is_bot: false,
            expiration_ts: 2_053_879_200,
            username: 'gia',
            full_name: 'Gia <!channel> & Söhne',
            is_active: true,
            date_created: 1_600_000_000,
            roles: ['Rl0A', 'Rl01'],
            workspaces: ['T0A', 'T0B'],
            has_2fa: true,
            has_sso: false,
            last_active_ts: 0,
          },
        ],
        response_metadata: { next_cursor: 'abc=' },
      },
      {},
    );
    const [row] = page?.rows ?? [];
    const said = Object.fromEntries(
      page?.columns.map((column, index) => {
        const cell = row?.[index] ?? '';
        return [column, typeof cell === 'string' ? cell : toPlain(cell, {})];
      }) ?? [],
    );
    expect(page?.next).toBe('abc=');
    expect(said).toEqual({
      Name: 'Gia <!channel> & Söhne',
      'E-mail': 'gia@example.com',
      ID: 'W0GUEST001',
      Handle: 'gia',
      Role: '',
      Guest: 'one channel',
      'Account ends': '31 January 2035 at 18:00 UTC',
      Workspaces: 'T0A, T0B',
      Active: 'yes',
      'Other roles': 'Rl0A, Rl01',
      Bot: 'no',
      'Two-factor sign-in': 'yes',
      'Single sign-on': 'no',
      Created: '13 September 2020 at 12:26 UTC',
      'Last active': '',
    });
  });

  it.each([
    [{ is_primary_owner: true, is_owner: true, is_admin: true }, 'primary owner'],
    [{ is_owner: true, is_admin: true }, 'owner'],
    [{ is_admin: true }, 'admin'],
    [{}, ''],
  ])('calls %j by the highest role: %j', (flags, role) => {
    const page = listUsers.page?.({ users: [{ id: 'W1', ...flags }] }, {});
    expect(page?.rows[0]?.[4]).toBe(role);
    expect(page).toMatchObject({ next: null });
  });

  it.each([1e20, -1, 1.5, 'soon'])('leaves a moment empty that is none: %j', (expiration_ts) => {
    expect(listUsers.page?.({ users: [{ id: 'W1', expiration_ts }] }, {}).rows[0]?.slice(0, 7)).toEqual([
      'W1',
      '',
      'W1',
      '',
      '',
      '',
      '',
    ]);
  });

  it.each([{ ok: true }, { users: [{ name: 'nobody' }] }, null, 'a page'])('does not take %j for a list', (answer) => {
    expect(() => listUsers.page?.(answer, {})).toThrow();
  });

  it.each([
    [{}, 'listed the people of the whole organisation'],
    [{ team_id: 'T1', only_guests: true }, 'listed the guests of T1'],
    [{ include_admins: true }, 'listed the admins of the whole organisation'],
    [{ include_owners: true, is_active: 'true' }, 'listed the owners of the whole organisation'],
    [{ ...EVERYTHING, team_id: 'T1' }, 'listed the deactivated admins and owners of T1'],
  ])('says who was listed: %j', (given, said) => {
    expect(toPlain(listUsers.summary(listUsers.input.parse(given), {}), {})).toBe(said);
  });

  it('is about the workspace, or the whole organisation, and benefits nobody', () => {
    expect(listUsers.target({ team_id: 'T1' })).toEqual({ kind: 'workspace', id: 'T1', place: 'T1' });
    expect(listUsers.target({})).toEqual({ kind: 'organisation', id: '' });
    expect(listUsers.beneficiary({}, {})).toBeNull();
    expect(listUsers.undo({}, {})).toMatchObject({ possible: false });
  });
});
