import { describe, expect, it } from '@jest/globals';

import { NO_AWS } from '../../../src/engine/aws.js';
import { toPlain } from '../../../src/engine/words.js';
import { setRegular } from '../../../src/operations/users/set-regular.js';
import { everybody, MARKETING, ORG, readerOf } from '../../support/org.js';
import { answeredBy } from '../../support/slack-api.js';

const input = { user_id: 'W0WSADMIN', team_id: MARKETING };

describe('admin.users.setRegular', () => {
  it('takes a person, a place and a reason', () => {
    expect(setRegular.input.parse({ ...input, reason: 'left the team' })).toEqual({
      ...input,
      reason: 'left the team',
    });
  });

  it.each([
    [{ team_id: MARKETING }, 'user_id'],
    [{ ...input, user_id: '<@W1>' }, 'user_id'],
    [{ user_id: 'W0WSADMIN' }, 'team_id'],
    [{ ...input, reason: 'x'.repeat(501) }, 'reason'],
  ])('refuses %j beside its field', (given, field) => {
    expect(setRegular.input.safeParse(given).error?.issues.map(({ path }) => path[0])).toEqual([field]);
  });

  it('is about the person, at the place', () => {
    expect(setRegular.target(input)).toEqual({ kind: 'person', id: 'W0WSADMIN', place: MARKETING });
  });

  it.each([
    ['guest', 'W0WSADMIN'],
    ['member', null],
    ['admin', null],
    ['owner', null],
  ])('benefits somebody who was %s: %s', (role, beneficiary) => {
    expect(setRegular.beneficiary(input, { role })).toBe(beneficiary);
  });

  it('plans a demotion, which nobody is paid for', async () => {
    const draft = await setRegular.plan(input, readerOf(everybody()));
    expect(draft).toMatchObject({ kind: 'plan', risk: 'change', effects: [{ from: 'admin', to: 'member' }] });
  });

  it('plans the promotion of a guest as what it is', async () => {
    const draft = await setRegular.plan({ ...input, user_id: 'W0GUEST' }, readerOf(everybody()));
    expect(draft).toMatchObject({ kind: 'plan', risk: 'privileged', effects: [{ from: 'guest', to: 'member' }] });
  });

  it('sends Slack the person and the place, once, and nothing else', async () => {
    const { calls, client, stop } = await answeredBy({ 'admin.users.setRegular': { ok: true } });
    await setRegular.call({ slack: client, aws: NO_AWS }, { user_id: 'W0WSADMIN', team_id: ORG }, 'run');
    await stop();
    expect(calls).toEqual([{ method: 'admin.users.setRegular', args: { user_id: 'W0WSADMIN', team_id: ORG } }]);
  });

  it('says what was done', () => {
    expect(toPlain(setRegular.summary(input, {}), {})).toBe('made W0WSADMIN a regular member of T0MARKET01');
  });

  it('is undone by making them what they were, where Slack has a call for that', () => {
    expect(setRegular.undo(input, { role: 'admin' })).toMatchObject({ operation: 'admin.users.setAdmin' });
    expect(setRegular.undo(input, { role: 'owner' })).toMatchObject({ operation: 'admin.users.setOwner' });
    expect(setRegular.undo(input, { role: 'guest' })).toMatchObject({ possible: false });
  });
});
