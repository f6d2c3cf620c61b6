import { describe, expect, it } from '@jest/globals';

import { NO_AWS } from '../../../src/engine/aws.js';
import { toPlain } from '../../../src/engine/words.js';
import { setAdmin } from '../../../src/operations/users/set-admin.js';
import { everybody, MARKETING, ORG, readerOf } from '../../support/org.js';
import { answeredBy } from '../../support/slack-api.js';

const input = { user_id: 'W0MEMBER', team_id: MARKETING };

describe('admin.users.setAdmin', () => {
  it('takes a person, a place and a reason', () => {
    expect(setAdmin.input.parse({ ...input, reason: '  launch\tweek\u0000 ' })).toEqual({
      ...input,
      reason: 'launch week',
    });
    expect(setAdmin.input.parse({ ...input, reason: '   ' })).toEqual(input);
  });

  it.each([
    ['no person', { team_id: MARKETING }, 'user_id', 'Choose a person.'],
    [
      'a name for a person',
      { ...input, user_id: 'ada' },
      'user_id',
      'Choose a person from the list, or paste a user ID such as W012A3CDE.',
    ],
    [
      'a bot’s ID',
      { ...input, user_id: 'B012A3CDE' },
      'user_id',
      'Choose a person from the list, or paste a user ID such as W012A3CDE.',
    ],
    [
      'more than an ID',
      { ...input, user_id: 'W1 OR 1=1' },
      'user_id',
      'Choose a person from the list, or paste a user ID such as W012A3CDE.',
    ],
    ['no place', { user_id: 'W0MEMBER' }, 'team_id', 'Choose a workspace, or the whole organisation.'],
    [
      'a channel for a place',
      { ...input, team_id: 'C012A3CDE' },
      'team_id',
      'Choose a workspace from the list, or paste a workspace ID such as T012A3CDE.',
    ],
    ['a reason of 501 characters', { ...input, reason: 'x'.repeat(501) }, 'reason', 'At most 500 characters, please.'],
    ['less than half an hour', { ...input, duration: '29m' }, 'duration', 'At least 30 minutes (30m), please.'],
    [
      'more than a week',
      { ...input, duration: '8d' },
      'duration',
      'At most 7 days (7d). What is needed for longer is granted for good, or extended.',
    ],
    ...['a fortnight', '8', '-8h', '8h later', '8h because', '1e3m', '٣h', '0'].map(
      (duration): [string, object, string, string] => [
        `“${duration}” for a length of time`,
        { ...input, duration },
        'duration',
        'Write a length of time such as 30m, 8h or 7d; or leave it empty to grant for good.',
      ],
    ),
  ])('refuses %s, beside its field', (_, given, field, message) => {
    const issues = setAdmin.input.safeParse(given).error?.issues.map(({ path, message }) => [path[0], message]);
    expect(issues).toEqual([[field, message]]);
  });

  it.each([
    ['8h', '8h'],
    [' 90 Min ', '1h 30m'],
    ['480m', '8h'],
    ['1 day and 12 hours', '1d 12h'],
    ['7d', '7d'],
    ['', undefined],
  ])('takes “%s” as a length of time, and keeps it as %s', (typed, kept) => {
    expect(setAdmin.input.parse({ ...input, duration: typed }).duration).toBe(kept);
  });

  it('is about the person, at the place', () => {
    expect(setAdmin.target(input)).toEqual({ kind: 'person', id: 'W0MEMBER', place: MARKETING });
  });

  it.each([
    ['member', 'W0MEMBER'],
    ['guest', 'W0MEMBER'],
    ['admin', null],
    ['owner', null],
  ])('benefits somebody who was %s: %s', (role, beneficiary) => {
    expect(setAdmin.beneficiary(input, { role })).toBe(beneficiary);
  });

  it('plans a grant', async () => {
    const draft = await setAdmin.plan(input, readerOf(everybody()));
    expect(draft).toMatchObject({ kind: 'plan', risk: 'privileged', effects: [{ from: 'member', to: 'admin' }] });
  });

  it('sends Slack the person and the place, once, and nothing else', async () => {
    const { calls, client, stop } = await answeredBy({ 'admin.users.setAdmin': { ok: true } });
    await setAdmin.call({ slack: client, aws: NO_AWS }, { user_id: 'W0MEMBER', team_id: ORG }, 'run');
    await stop();
    expect(calls).toEqual([{ method: 'admin.users.setAdmin', args: { user_id: 'W0MEMBER', team_id: ORG } }]);
  });

  it('says what was done', () => {
    expect(toPlain(setAdmin.summary(input, {}), {})).toBe('made W0MEMBER an admin of T0MARKET01');
  });

  it('is undone by making them what they were', () => {
    expect(setAdmin.undo(input, { role: 'member' })).toMatchObject({ operation: 'admin.users.setRegular' });
    expect(setAdmin.undo(input, { role: 'owner' })).toMatchObject({ operation: 'admin.users.setOwner' });
  });
});
