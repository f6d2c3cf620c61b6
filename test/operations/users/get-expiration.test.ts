import { describe, expect, it } from '@jest/globals';

import { NO_AWS } from '../../../src/engine/aws.js';
import { toMrkdwn, toPlain } from '../../../src/engine/words.js';
import { getExpiration } from '../../../src/operations/users/get-expiration.js';
import { everybody, MARKETING, readerOf } from '../../support/org.js';
import { answeredBy } from '../../support/slack-api.js';

const GIA = 'W0GUEST';
const END = 2_053_879_200;
const org = everybody();
const answer = (expiration_ts?: unknown): unknown => ({ ok: true, user: { id: GIA, expiration_ts } });
const saysOf = (given: unknown, input: { user_id: string; target_team?: string }): string =>
  toPlain(getExpiration.page?.(given, input).says ?? [], { [GIA]: 'Gia', [MARKETING]: 'Marketing' });

describe('admin.users.getExpiration', () => {
  it.each([
    [{}, 'user_id'],
    [{ user_id: 'gia' }, 'user_id'],
    [{ user_id: GIA, target_team: 'E0TEST0001' }, 'target_team'],
    [{ user_id: GIA, reason: 'x'.repeat(501) }, 'reason'],
  ])('refuses %j beside its field', (given, field) => {
    expect(getExpiration.input.safeParse(given).error?.issues.map(({ path }) => path[0])).toEqual([field]);
  });

  it.each([
    [{ user_id: GIA }, { user_id: GIA }],
    [
      { user_id: GIA, target_team: MARKETING, reason: 'why' },
      { user_id: GIA, target_team: MARKETING },
    ],
  ])('sends Slack what was asked for and nothing else: %j', async (given, args) => {
    const { calls, client, stop } = await answeredBy({ 'admin.users.getExpiration': { ok: true, user: {} } });
    const draft = await getExpiration.plan(getExpiration.input.parse(given), readerOf(org));
    if (draft.kind !== 'plan') throw new Error('There is no plan.');
    expect(draft).toMatchObject({ risk: 'read', effects: [], changes: [] });
    await getExpiration.call({ slack: client, aws: NO_AWS }, draft.calls[0] ?? {}, 'run');
    await stop();
    expect(calls).toEqual([{ method: 'admin.users.getExpiration', args }]);
  });

  it.each([
    ['a stranger', { user_id: 'W0STRANGER' }, 'W0STRANGER is not an account of this organisation.'],
    ['no workspace', { user_id: GIA, target_team: 'T0NOWHERE1' }, 'This organisation has no workspace T0NOWHERE1.'],
  ])('says so before any call: %s', async (_, input, says) => {
    const draft = await getExpiration.plan(input, readerOf(org));
    expect(draft.kind === 'obstacle' && toPlain(draft.says, {})).toBe(says);
  });

  it('answers with the day and the time, in the zone of whoever reads it', () => {
    const page = getExpiration.page?.(answer(END), { user_id: GIA, target_team: MARKETING });
    expect(page).toMatchObject({ columns: [], rows: [], next: null });
    expect(toMrkdwn(page?.says ?? [], { [GIA]: 'Gia', [MARKETING]: 'Marketing' })).toMatch(
      /^The guest account of Gia \(W0GUEST\) in Marketing \(T0MARKET01\) ends on <!date\^2053879200\^[^>]*31 January 2035 at 18:00 UTC>\.$/u,
    );
  });

  it.each([0, null, undefined, '0'])('says that there is no end where Slack says %j', (none) => {
    expect(saysOf(answer(none), { user_id: GIA })).toBe(
      'The guest account of Gia (W0GUEST) has no end: it stays until somebody ends it.',
    );
  });

  it.each([{ ok: true }, answer('soon'), answer(-1), answer(1e20)])('does not take %j for an answer', (given) => {
    expect(() => getExpiration.page?.(given, { user_id: GIA })).toThrow();
  });

  it('keeps the day, so that a direct message and the audit channel can say it too', () => {
    const kept = getExpiration.answered?.keep(answer(END), { user_id: GIA });
    expect(kept).toEqual({ done: 'all', detail: { expiration_ts: END } });
    const [says] = getExpiration.answered?.says(kept?.detail ?? {}, { user_id: GIA }) ?? [];
    expect(toPlain(says ?? [], {})).toContain('ends on 31 January 2035 at 18:00 UTC.');
  });

  it('is about the guest, where it was asked', () => {
    expect(getExpiration.target({ user_id: GIA })).toEqual({ kind: 'person', id: GIA });
    expect(getExpiration.target({ user_id: GIA, target_team: 'T1' })).toEqual({ kind: 'person', id: GIA, place: 'T1' });
    expect(toPlain(getExpiration.summary({ user_id: GIA, target_team: 'T1' }, {}), {})).toBe(
      'looked up when the guest account of W0GUEST ends in T1',
    );
    expect(getExpiration.undo({ user_id: GIA }, {})).toMatchObject({ possible: false });
  });
});
