import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { Installations } from '../../src/engine/installation.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { oauthClient } from '../../src/slack/install/access.js';
import { rotationOf } from '../../src/slack/install/rotation.js';
import { boltLogger } from '../../src/slack/clients/bolt-logger.js';
import { installationsIn } from '../../src/store/installations.js';
import { vaultWith } from '../../src/store/vault.js';
import { createLogger } from '../../src/telemetry/log.js';
import { install } from '../support/browser.js';
import { FakeClock, HOUR, MINUTE } from '../support/clock.js';
import { withDatabase } from '../support/database.js';
import {
  forgetInstall,
  KEYS,
  startUninstalled,
  startUninstalledGrid,
  type Uninstalled,
} from '../support/installing.js';
import { runs } from '../support/steps.js';

const HALF_A_DAY = 12 * HOUR + MINUTE;
const ELEVEN_HOURS = 11 * HOUR;

/** Tokens that live twelve hours: docs.slack.dev/authentication/using-token-rotation */
describe('rotation of tokens', () => {
  const database = withDatabase();
  const started: Uninstalled[] = [];
  let clock: FakeClock;
  let slack: Simulator;

  const another = async (): Promise<Uninstalled> => {
    const one = await startUninstalled(slack, database.current, { clock });
    started.push(one);
    return one;
  };
  const exchanges = (): number =>
    slack.calls('oauth.v2.access').filter(({ args }) => args['grant_type'] === 'refresh_token').length;
  const rows = () => database.current.db.selectFrom('installations').selectAll().where('in_use', '=', true).execute();
  const versionOf = async (kind: 'bot' | 'user'): Promise<number | undefined> =>
    (await rows()).find((row) => row.kind === kind)?.version;
  /** Typed names are looked up in the local copy of the organisation. */
  const namesKnown = async (): Promise<boolean> => {
    const reads = await database.current.db.selectFrom('directory_reads').selectAll().execute();
    return ['people', 'workspaces'].every((kind) => reads.some((read) => read.kind === kind && read.completed_at));
  };
  const until = async (check: () => Promise<boolean>): Promise<void> => {
    while (!(await check())) await sleep(25);
  };

  beforeEach(async () => {
    // Installed half a day ago: what Slack sends is signed with the real time, so that is where the clock has to arrive.
    clock = new FakeClock(new Date(Date.now() - HALF_A_DAY).toISOString());
    slack = await startUninstalledGrid({ rotation: true, patience: 20_000, clock: () => clock.now().getTime() });
    const first = await another();
    await install(first.url, { person: slack.org.person('dorothy').id });
    await first.app.ready;
    await until(namesKnown);
  });
  afterEach(async () => {
    for (const { app } of started.splice(0)) await app.stop();
    await slack.stop();
    await forgetInstall(database.current);
  });

  /** Installed anew, so many hours before now. */
  const freshAt = async (age: number): Promise<void> => {
    clock.pass(HALF_A_DAY - age);
    await install(started[0]?.url ?? '', { person: slack.org.person('dorothy').id });
    clock.pass(age);
  };
  /** Commands of several people, to the processes in turn. */
  const fiftyCommands = async (): Promise<boolean[]> => {
    const people = ['katherine', 'margaret', 'grace', 'dorothy', 'alan'];
    const replies = Array.from({ length: 50 }, (_, each) => {
      slack.appUrl = started[each % started.length]?.url ?? '';
      return slack.as(people[each % people.length] ?? '').command('/grant-admin');
    });
    return (await Promise.all(replies)).map(({ ok }) => ok);
  };
  const opened = (): number => slack.calls('views.open').filter(({ ok }) => ok).length;

  it.each([1, 2])('is one exchange where fifty requests meet an expired token in %d processes', async (processes) => {
    while (started.length < processes) await (await another()).app.ready;
    const before = { bot: await versionOf('bot'), exchanges: exchanges() };
    clock.pass(HALF_A_DAY);
    expect(await fiftyCommands()).not.toContain(false);
    await slack.waitFor(() => opened() === 50);
    expect(slack.calls('views.open').filter(({ ok }) => !ok)).toEqual([]);
    expect(await versionOf('bot')).toBe((before.bot ?? 0) + 1);
    const katherine = slack.as('katherine');
    while (katherine.view()) await katherine.close();
    await runs(slack, katherine, '/grant-admin', '@ada in marketing');
    expect(await versionOf('user')).toBe(2);
    // The admin's token is exchanged by whoever needs it first; neither was exchanged twice.
    expect(exchanges() - before.exchanges).toBe(2);
    expect(slack.calls('admin.users.setAdmin')).toMatchObject([{ ok: true }]);
  });

  it('fetches a new token in the last two hours, and nobody waits for it', async () => {
    await freshAt(ELEVEN_HOURS);
    const before = (await versionOf('bot')) ?? 0;
    slack.setFault({ method: 'oauth.v2.access', fault: 'slow', delay_ms: 2_000 });
    await slack.as('katherine').command('/grant-admin');
    await slack.waitFor(() => opened() === 1);
    expect(await versionOf('bot')).toBe(before);
    await until(async () => (await versionOf('bot')) === before + 1);
  });

  it('goes on with the old token while Slack gives out no new one, and gets it later', async () => {
    await freshAt(ELEVEN_HOURS);
    const before = (await versionOf('bot')) ?? 0;
    slack.setFault({ method: 'oauth.v2.access', fault: 'http_500', times: 1 });
    const katherine = slack.as('katherine');
    await runs(slack, katherine, '/grant-admin', '@ada in marketing');
    expect(slack.calls('admin.users.setAdmin')).toMatchObject([{ ok: true }]);
    await until(async () => {
      await katherine.openHome();
      return (await versionOf('bot')) === before + 1;
    });
  });

  describe('where a process ends between Slack’s answer and its own writing', () => {
    const log = createLogger({ level: 'silent', secrets: [] });
    const exchanging = (installations: Pick<Installations, 'exchanges'>, name: string) => {
      const { id: clientId, secret: clientSecret } = slack.oauthClient;
      const options = { slackApiUrl: slack.apiUrl, logger: boltLogger(log) };
      const oauth = oauthClient({ clientId, clientSecret }, options);
      let count = 0;
      return rotationOf({ installations, oauth, clock, newId: () => `${name} ${(count += 1)}`, log });
    };
    /** A process that is killed does nothing more, whoever waits for it. */
    const killed = new Promise<never>(() => undefined);
    const killedAfter = (
      point: 'begin' | 'answer',
      { exchanges }: Installations,
    ): Pick<Installations, 'exchanges'> => ({
      exchanges: {
        ...exchanges,
        begin: async (...given) => {
          const row = await exchanges.begin(...given);
          return point === 'begin' ? killed : row;
        },
        done: () => killed,
      },
    });

    it.each(['begin', 'answer'] as const)('the next one exchanges the same refresh token: after %s', async (point) => {
      const kept = installationsIn(database.current.db, vaultWith(KEYS));
      const userRow = async () => (await rows()).find(({ kind }) => kind === 'user');
      const place = { enterpriseId: slack.org.id, kind: 'user' as const, userId: (await userRow())?.user_id ?? '' };
      void exchanging(killedAfter(point, kept), 'killed').exchange(place, 1);
      await until(async () => Boolean((await userRow())?.exchange_holder));
      if (point === 'answer') await slack.waitFor(() => exchanges() === 1);
      await sleep(100);
      const next = exchanging(kept, 'next');
      // As long as the other one may still be at it, nobody else is.
      expect(await next.exchange(place, 1)).toBe('elsewhere');
      clock.pass(30_000);
      expect(await next.exchange(place, 1)).toMatchObject({ token: expect.any(String) });
      expect(exchanges()).toBe(point === 'answer' ? 2 : 1);
      clock.pass(HALF_A_DAY - 30_000);
      await runs(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing');
      expect(slack.calls('admin.users.setAdmin')).toMatchObject([{ token: 'user', ok: true }]);
    });
  });
});
