import { randomBytes } from 'node:crypto';

import { beforeEach, describe, expect, it } from '@jest/globals';

import type { Installations, NewToken, TokenPlace } from '../../src/engine/installation.js';
import { installationsIn, resealAll } from '../../src/store/installations.js';
import { BrokenSeal, UnknownKey, vaultWith, type VaultKey } from '../../src/store/vault.js';
import { HOUR, MINUTE } from '../support/clock.js';
import { withDatabase } from '../support/database.js';
import { dump } from '../support/store.js';

const ORG = 'E0ORG';
const OLD: VaultKey = { id: 'old', key: randomBytes(32) };
const NEW: VaultKey = { id: 'new', key: randomBytes(32) };
const T0 = new Date('2026-03-02T09:00:00.500Z');
const after = (ms: number): Date => new Date(T0.getTime() + ms);

const bot: NewToken = {
  kind: 'bot',
  userId: 'W0BOT',
  token: 'xoxb-first',
  refreshToken: null,
  expiresAt: null,
  scopes: ['commands', 'chat:write'],
  inUse: true,
};
const user = (userId: string, changes: Partial<NewToken> = {}): NewToken => ({
  ...bot,
  kind: 'user',
  userId,
  token: `xoxp-${userId}`,
  scopes: ['admin.users:write'],
  ...changes,
});
const place = (userId: string): TokenPlace => ({ enterpriseId: ORG, kind: 'user', userId });
const entry = (kind: string) => ({ kind, actor: 'W0ADA' });

describe('installations', () => {
  const database = withDatabase();
  let kept: Installations;
  const tokens = async (): Promise<string[]> => (await kept.read(ORG)).map(({ token }) => token);
  const kinds = async (): Promise<string[]> => {
    const rows = await database.current.db.selectFrom('ledger_entries').select('kind').orderBy('sequence').execute();
    return rows.map(({ kind }) => kind);
  };

  beforeEach(async () => {
    const { db } = database.current;
    kept = installationsIn(db, vaultWith([OLD]));
    for (const table of [
      'installations',
      'ledger_entries',
      'ledger_heads',
      'received_events',
      'deployments',
    ] as const) {
      await db.deleteFrom(table).execute();
    }
  });

  it('keeps tokens and gives them back; no token is readable in the database', async () => {
    await kept.keep(ORG, [bot, user('W0ADA')], { at: T0, entries: [entry('install.done')] });
    expect(await kept.read(ORG)).toMatchObject([bot, user('W0ADA')]);
    expect(await kept.read('E0OTHER')).toEqual([]);
    expect(JSON.stringify(await dump(database.current.db))).not.toMatch(/xox[bp]-/u);
    expect(await kinds()).toEqual(['install.done']);
  });

  it('keeps the admin token when the app is installed again without one', async () => {
    await kept.keep(ORG, [bot, user('W0ADA')], { at: T0, entries: [] });
    await kept.keep(ORG, [{ ...bot, token: 'xoxb-second' }], { at: after(HOUR), entries: [] });
    expect(await tokens()).toEqual(['xoxb-second', 'xoxp-W0ADA']);
    expect((await kept.read(ORG))[0]).toMatchObject({ version: 2, installedAt: after(HOUR) });
  });

  it('has one token of each kind in use: one that is taken into use displaces the other', async () => {
    await kept.keep(ORG, [user('W0ADA')], { at: T0, entries: [] });
    await kept.keep(ORG, [user('W0BEA', { inUse: false })], { at: after(1), entries: [] });
    expect(await tokens()).toEqual(['xoxp-W0ADA', 'xoxp-W0BEA']);
    expect(await kept.use(place('W0BEA'), 2, { at: after(2), entries: [entry('install.accepted')] })).toBe(false);
    expect(await kept.use(place('W0BEA'), 1, { at: after(2), entries: [entry('install.accepted')] })).toBe(true);
    expect(await kept.use(place('W0BEA'), 1, { at: after(3), entries: [entry('install.accepted')] })).toBe(false);
    expect(await kept.read(ORG)).toMatchObject([{ userId: 'W0BEA', inUse: true }]);
    expect(await kinds()).toEqual(['install.accepted']);
  });

  it('throws away a waiting token once, and never one that is in use', async () => {
    await kept.keep(ORG, [user('W0ADA'), user('W0BEA', { inUse: false })], { at: T0, entries: [] });
    expect(await kept.discard(place('W0ADA'), 1, { at: T0, entries: [] })).toBe(false);
    expect(await kept.discard(place('W0BEA'), 1, { at: T0, entries: [] })).toBe(true);
    expect(await kept.discard(place('W0BEA'), 1, { at: T0, entries: [] })).toBe(false);
    expect(await tokens()).toEqual(['xoxp-W0ADA']);
  });

  it('belongs to the first organisation that is installed on', async () => {
    expect(await kept.organisation()).toBeNull();
    expect(await Promise.all(['E0ORG', 'E0ORG'].map((id) => kept.belongTo(id)))).toEqual(['E0ORG', 'E0ORG']);
    expect(await kept.belongTo('E0OTHER')).toBe('E0ORG');
    expect(await kept.organisation()).toBe('E0ORG');
  });

  describe('revocations', () => {
    const event = (id: string, at: Date) => ({ id, type: 'tokens_revoked', at });
    beforeEach(() => kept.keep(ORG, [bot, user('W0ADA'), user('W0BEA', { inUse: false })], { at: T0, entries: [] }));

    it('forget exactly the tokens they name, however often and in whatever order they come', async () => {
      const users = { users: ['W0ADA', 'W0STRANGER'], bots: [] };
      expect(await kept.forget(ORG, users, after(1), event('Ev1', after(1)))).toEqual(['W0ADA']);
      expect(await kept.forget(ORG, users, after(1), event('Ev1', after(1)))).toEqual([]);
      expect(await tokens()).toEqual(['xoxb-first', 'xoxp-W0BEA']);
      expect(await kept.forget(ORG, 'everything', after(2), event('Ev2', after(2)))).toHaveLength(2);
      expect(await kept.forget(ORG, { users: [], bots: ['W0BOT'] }, after(2), event('Ev3', after(2)))).toEqual([]);
      expect(await tokens()).toEqual([]);
      expect(await kinds()).toEqual(['install.revoked', 'install.revoked', 'install.revocation_ignored']);
    });

    it('do not touch what was installed after them', async () => {
      const before = new Date(Math.floor(T0.getTime() / 1000) * 1000 - 1_000);
      expect(await kept.forget(ORG, 'everything', before, event('Ev1', before))).toEqual([]);
      expect(await tokens()).toHaveLength(3);
      // Slack says whole seconds: an event of the very second counts.
      const same = new Date(Math.floor(T0.getTime() / 1000) * 1000);
      expect(await kept.forget(ORG, 'everything', same, event('Ev2', same))).toHaveLength(3);
    });

    it('name no bot: a person’s token goes, the bot’s of the same ID stays', async () => {
      expect(await kept.forget(ORG, { users: ['W0BOT'], bots: [] }, after(1), event('Ev1', after(1)))).toEqual([]);
      expect(await kept.forget(ORG, { users: [], bots: [] }, after(1), event('Ev2', after(1)))).toEqual([]);
      expect(await tokens()).toHaveLength(3);
    });
  });

  it('writes about an event once, however often it comes and to however many processes', async () => {
    // The embedded database serves one process.
    const another = process.env['TEST_DATABASE_URL'] ? await database.current.another() : null;
    const other = installationsIn(another?.db ?? database.current.db, vaultWith([OLD]));
    const event = { id: 'Ev1', type: 'team_access_granted', at: T0 };
    const noted = await Promise.all([kept, other, kept, other].map((one) => one.note(ORG, event, entry('install.x'))));
    expect(noted.filter(Boolean)).toHaveLength(1);
    expect(await kinds()).toEqual(['install.x']);
    await another?.close();
  });

  it('lets a state be used once, by its browser, in its time', async () => {
    const { states } = kept;
    const add = (digest: string) => states.add({ digest, browser: 'b', at: T0, until: after(10 * MINUTE) });
    await add('one');
    await add('two');
    expect(await states.take({ digest: 'one', browser: 'another', at: after(1) })).toBe(false);
    const taken = await Promise.all([1, 2].map((ms) => states.take({ digest: 'one', browser: 'b', at: after(ms) })));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await states.take({ digest: 'two', browser: 'b', at: after(10 * MINUTE) })).toBe(false);
  });

  describe('exchanges', () => {
    const rotating = user('W0ADA', { refreshToken: 'xoxe-1', expiresAt: after(12 * HOUR) });
    const lease = (holder: string, ms = 0) => ({ holder, at: after(ms), until: after(ms + 20_000) });
    const pair = { token: 'xoxe.xoxp-2', refreshToken: 'xoxe-2', expiresAt: after(24 * HOUR) };
    beforeEach(() => kept.keep(ORG, [rotating, user('W0BEA', { inUse: false })], { at: T0, entries: [] }));

    it('are begun by one process', async () => {
      const begun = await Promise.all(
        ['a', 'b', 'c'].map((holder) => kept.exchanges.begin(place('W0ADA'), 1, lease(holder))),
      );
      expect(begun.filter(Boolean)).toMatchObject([{ token: 'xoxp-W0ADA', refreshToken: 'xoxe-1' }]);
      expect(await kept.exchanges.begin(place('W0BEA'), 1, lease('a'))).toBeNull();
    });

    it('put the new pair in the place of the old one, and nobody exchanges the old one again', async () => {
      await kept.exchanges.begin(place('W0ADA'), 1, lease('a'));
      expect(await kept.exchanges.done(place('W0ADA'), 'b', pair)).toBe(false);
      expect(await kept.exchanges.done(place('W0ADA'), 'a', pair)).toBe(true);
      expect(await kept.exchanges.begin(place('W0ADA'), 1, lease('b', 60_000))).toBeNull();
      expect(await kept.read(ORG)).toMatchObject([{ ...pair, version: 2, exchangeBeganAt: null }, {}]);
    });

    it('are taken up again with the old refresh token when whoever began them is gone', async () => {
      await kept.exchanges.begin(place('W0ADA'), 1, lease('a'));
      expect(await kept.exchanges.begin(place('W0ADA'), 1, lease('b', 19_000))).toBeNull();
      const again = await kept.exchanges.begin(place('W0ADA'), 1, lease('b', 20_000));
      expect(again).toMatchObject({ refreshToken: 'xoxe-1', exchangeBeganAt: T0 });
      expect(await kept.exchanges.done(place('W0ADA'), 'a', pair)).toBe(false);
      expect(await kept.exchanges.done(place('W0ADA'), 'b', pair)).toBe(true);
    });

    it('are not tried again with a refresh token that Slack does not take', async () => {
      await kept.exchanges.begin(place('W0ADA'), 1, lease('a'));
      await kept.exchanges.failed(place('W0ADA'), 'a', 'invalid_refresh_token');
      expect(await kept.exchanges.begin(place('W0ADA'), 1, lease('a', HOUR))).toBeNull();
      expect(await kept.read(ORG)).toMatchObject([{ exchangeProblem: 'invalid_refresh_token' }, {}]);
      await kept.keep(ORG, [rotating], { at: after(2 * HOUR), entries: [] });
      expect(await kept.exchanges.begin(place('W0ADA'), 2, lease('a', 2 * HOUR))).not.toBeNull();
    });
  });

  describe('keys', () => {
    it('are changed without a moment in which a process with both cannot read', async () => {
      const { db } = database.current;
      await kept.keep(ORG, [bot, user('W0ADA', { refreshToken: 'xoxe-1' })], { at: T0, entries: [] });
      const both = vaultWith([NEW, OLD]);
      expect(await resealAll(db, both)).toBe(2);
      expect(await resealAll(db, both)).toBe(0);
      expect(await installationsIn(db, both).read(ORG)).toMatchObject([bot, { refreshToken: 'xoxe-1' }]);
      expect(await installationsIn(db, vaultWith([OLD, NEW])).read(ORG)).toHaveLength(2);
      expect(await installationsIn(db, vaultWith([NEW])).read(ORG)).toHaveLength(2);
      await expect(kept.read(ORG)).rejects.toThrow(UnknownKey);
    });

    it('open no ciphertext that was put into another row or column', async () => {
      const { db } = database.current;
      await kept.keep(ORG, [user('W0ADA', { refreshToken: 'xoxe-1' }), user('W0BEA', { inUse: false })], {
        at: T0,
        entries: [],
      });
      const [ada] = await db.selectFrom('installations').selectAll().where('user_id', '=', 'W0ADA').execute();
      const put = (values: { token: string }) =>
        db.updateTable('installations').set(values).where('user_id', '=', 'W0BEA').execute();
      await put({ token: ada?.token ?? '' });
      await expect(kept.read(ORG)).rejects.toThrow(BrokenSeal);
      await put({ token: ada?.refresh_token ?? '' });
      await expect(kept.read(ORG)).rejects.toThrow(BrokenSeal);
    });
  });
});
