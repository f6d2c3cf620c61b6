import { describe, expect, it } from '@jest/globals';

import { toPlain } from '../../../src/engine/words.js';
import { setExpiration } from '../../../src/operations/users/set-expiration.js';
import { FakeClock } from '../../support/clock.js';
import { everybody, MARKETING, SALES } from '../../support/org.js';
import { arriving, planFor, story, type Asked } from '../../support/wishes.js';

const METHOD = 'admin.users.setExpiration';
const NOW = new FakeClock().now().getTime() / 1000;
const END = Date.UTC(2035, 0, 31, 18) / 1000;
const DAY = 86_400;
const input = { user_id: 'W0GUEST', team_id: MARKETING, expiration_ts: END };

const until = (end: number, now: Asked = {}): Asked => ({
  org: { ...everybody(), guestEnds: { W0GUEST: end } },
  ...now,
});
const told = (changes: object, asked?: Asked) => story(METHOD, { ...input, ...changes }, asked);

describe('admin.users.setExpiration', () => {
  it('takes a guest, a workspace, a moment and a reason', () => {
    expect(setExpiration.input.parse({ ...input, reason: ' project over ' })).toEqual({
      ...input,
      reason: 'project over',
    });
  });

  it.each([
    ['no workspace', { team_id: undefined }, { team_id: 'Choose a workspace.' }],
    ['no moment', { expiration_ts: undefined }, { expiration_ts: 'Choose a day and a time.' }],
    ['half seconds', { expiration_ts: END + 0.5 }, { expiration_ts: 'Choose a day and a time.' }],
    ['a moment beyond all calendars', { expiration_ts: 1e15 }, { expiration_ts: 'Choose a day and a time.' }],
  ])('refuses %s, beside its field', (_, changes, errors) => {
    const issues = setExpiration.input.safeParse({ ...input, ...changes }).error?.issues ?? [];
    expect(Object.fromEntries(issues.map(({ path, message }) => [path[0], message]))).toEqual(errors);
  });

  it('says before and after, and that an end cannot be taken away again', async () => {
    expect(await told({})).toMatchInlineSnapshot(`
     "Guest account of W0GUEST in T0MARKET01: no end → ends on 31 January 2035 at 18:00 UTC
     change, allow: org-admins-may-run
     no undo: The account has no end now, and Slack documents no call that takes an end away again; a later one can be set at any time."
    `);
    expect(await told({}, until(END + DAY))).toMatchInlineSnapshot(`
     "Guest account of W0GUEST in T0MARKET01: ends on 1 February 2035 at 18:00 UTC → ends on 31 January 2035 at 18:00 UTC
     change, allow: org-admins-may-run
     undo: admin.users.setExpiration"
    `);
    expect(await told({}, until(END - DAY))).toMatchInlineSnapshot(`
     "Guest account of W0GUEST in T0MARKET01: ends on 30 January 2035 at 18:00 UTC → ends on 31 January 2035 at 18:00 UTC
     privileged, allow: org-admins-may-run
     undo: admin.users.setExpiration"
    `);
  });

  it('counts a guest who stays longer as the one who gains', async () => {
    expect((await planFor(METHOD, input, until(END - DAY))).beneficiary).toBe('W0GUEST');
    expect((await planFor(METHOD, input, until(END + DAY))).beneficiary).toBeNull();
    expect((await planFor(METHOD, input)).beneficiary).toBeNull();
  });

  it.each([
    ['whom nothing would change for', {}, until(END)],
    ['whose account would have ended', { expiration_ts: NOW }, {}],
    ['of another workspace', { team_id: SALES }, {}],
    ['who is a full member', { user_id: 'W0MEMBER' }, {}],
    ['who is deactivated', { user_id: 'W0GONE' }, {}],
    ['who is a bot', { user_id: 'W0BOT' }, {}],
    ['who is a stranger', { user_id: 'W0STRANGER' }, {}],
    ['of a workspace that is not there', { team_id: 'T0UNKNOWN' }, {}],
  ])('says why there is nothing to do for somebody %s', async (_, changes, asked) => {
    expect(await told(changes, asked)).toMatchSnapshot();
  });

  it.each([
    ['an org admin', 'W0ADMIN', 'allow: org-admins-may-run'],
    ['a workspace owner', 'W0WSOWNER', 'deny: deny-by-default'],
    ['the guest', 'W0GUEST', 'deny: nobody-grants-themselves'],
  ])('has the policy’s answer to %s', async (_, by, ruling) => {
    expect(await told({}, until(END - DAY, { by }))).toContain(ruling);
  });

  it('is undone by the former end, as long as the new one stands', async () => {
    const { undo } = await planFor(METHOD, input, until(END - DAY));
    if (!undo.possible) throw new Error('There is a way back.');
    expect(undo.input).toEqual({ ...input, expiration_ts: END - DAY });
    expect((await planFor(undo.operation, undo.input, until(END))).before).toEqual(undo.expects);
  });

  it('sends Slack the guest, the workspace and the second, and nothing else', async () => {
    expect(await arriving(METHOD, { ...input, reason: 'not for Slack' })).toEqual([
      { method: METHOD, args: { user_id: 'W0GUEST', team_id: MARKETING, expiration_ts: '2053879200' } },
    ]);
  });

  it('says what was done', () => {
    expect(toPlain(setExpiration.summary(input, {}), {})).toBe(
      'set the guest account of W0GUEST in T0MARKET01 to end on 31 January 2035 at 18:00 UTC',
    );
  });
});
