import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import fc from 'fast-check';

import { startApp, type RunningApp } from '../../src/app.js';
import { catalogue } from '../../src/operations/catalogue.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { boltLogger } from '../../src/slack/clients/bolt-logger.js';
import { Lines } from '../../src/slack/socket/lines.js';
import { createLogger } from '../../src/telemetry/log.js';
import { withDatabase } from '../support/database.js';
import { startGrid } from '../support/engine.js';
import { configFor } from '../support/gridkeeper.js';
import { startUninstalledGrid } from '../support/installing.js';
import { SocketSlack } from '../support/socket-slack.js';
import { goesFromCommandToUndo, isApproved, opensTheMenuInHome } from '../support/journeys.js';
import { audited, plans, runs, types } from '../support/steps.js';

const TOKEN = 'xapp-1-a-token-of-these-tests';

describe('Socket Mode', () => {
  const database = withDatabase();
  let slack: Simulator;
  let far: SocketSlack;
  let app: RunningApp;
  const log: string[] = [];

  const start = async (appToken = TOKEN): Promise<RunningApp> => {
    const config = {
      ...configFor(slack, {}),
      transport: { kind: 'socket' as const, appToken },
      slackApiUrl: far.apiUrl,
    };
    const started = await startApp(config, {
      catalogue,
      log: createLogger({
        level: 'debug',
        secrets: [TOKEN],
        destination: { write: (line) => void log.push(line) },
      }),
      place: { kind: 'opened', database: database.current, schema: database.current.schema },
      onFatal: (error) => {
        throw error;
      },
    });
    started.ready.catch(() => undefined);
    return started;
  };
  const readiness = async (): Promise<{ status: number; slack: unknown }> => {
    const response = await fetch(`http://127.0.0.1:${app.port}/readyz`);
    const said: unknown = await response.json();
    return { status: response.status, slack: Object(said)['slack'] };
  };
  const counted = async (): Promise<string | undefined> => {
    const headers = { authorization: 'Bearer metrics-token-of-a-test', connection: 'close' };
    const text = await (await fetch(`http://127.0.0.1:${app.port}/metrics`, { headers })).text();
    return /^gridkeeper_socket_connections (\d+)$/mu.exec(text)?.[1];
  };
  const until = async (check: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await check())) await sleep(10);
  };
  const entries = async (kind: string): Promise<unknown[]> => {
    const { db } = database.current;
    const rows = await db.selectFrom('ledger_entries').select('entry').where('kind', '=', kind).execute();
    return rows.map(({ entry }): unknown => JSON.parse(entry));
  };

  beforeAll(async () => {
    slack = await startGrid();
    far = await SocketSlack.start(slack, TOKEN);
    slack.appUrl = far.door;
    app = await start();
    await app.ready;
  });
  afterAll(async () => {
    await app.stop();
    await far.stop();
    await slack.stop();
  });
  beforeEach(async () => {
    slack.reset();
    await until(() => far.connections === 2);
    far.sent.length = 0;
  });
  afterEach(() => {
    Object.assign(far, { refusal: null, opensAfterMs: 0, greetsAfterMs: 0 });
    slack.clearFaults();
  });

  it('carries the whole journey: command, form, plan, result, audit post, undo', async () => {
    await goesFromCommandToUndo(slack);
    expect(slack.breaches()).toEqual([]);
  });

  it('carries approvals, pickers, errors beside fields, the Home tab and the menu', async () => {
    const margaret = await isApproved(slack);
    await types(slack, margaret, '/grant-admin', '@erna in marketing for 8 weeks');
    expect((await margaret.submit()).errors).toMatchObject({ duration: expect.stringContaining('30m, 8h or 7d') });
    expect(await margaret.options('user_id', 'lovel')).toHaveLength(1);
    await opensTheMenuInHome(slack);
  });

  it('answers every command exactly once while connections are refreshed and broken all the time', async () => {
    const people = ['katherine', 'margaret', 'grace', 'dorothy', 'alan'] as const;
    const before = far.opened;
    let over = false;
    const trouble = (async () => {
      for (let turn = 0; !over; turn += 1) {
        await sleep(150 + (turn % 3) * 50);
        if (turn % 3 === 0) far.drop();
        else if (turn % 3 === 1) far.refresh();
        else far.refresh('warning');
        if (turn % 7 === 6) far.drop(2);
      }
    })();
    const replies = [];
    for (let round = 0; round < 12 || far.opened - before < 9; round += 1) {
      const typed = people.map((who) => slack.as(who).command('/grant-admin', '@ada in marketing'));
      replies.push(...(await Promise.all(typed)));
      await sleep(60);
    }
    over = true;
    await trouble;
    expect(replies.filter(({ ok }) => !ok)).toEqual([]);
    const commands = far.sent.filter(({ type }) => type === 'slash_commands');
    expect(commands).toHaveLength(replies.length);
    expect(commands.map(({ answers }) => answers.length)).toEqual(commands.map(() => 1));
    await slack.waitFor(() => slack.calls('views.open').length >= replies.length);
    await sleep(200);
    expect(slack.calls('views.open').filter(({ ok }) => ok)).toHaveLength(replies.length);
    expect(slack.calls('views.open')).toHaveLength(replies.length);
    await until(() => far.connections === 2 && far.sockets === 2);
  });

  it('has one effect and the same answer where an envelope comes again, over another connection', async () => {
    const katherine = slack.as('katherine');
    await plans(slack, katherine, '/grant-admin', '@ada in marketing');
    await katherine.submit();
    const first = far.sent.findLast(({ type }) => type === 'interactive');
    if (!first) throw new Error('Nothing was sent.');
    const again = await Promise.all([1, 2, 3].map(() => far.send(first.type, first.payload)));
    expect(again).toEqual([1, 2, 3].map(() => first.answers[0]));
    await audited(slack, 'succeeded');
    await sleep(100);
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(1);
  });

  it('gives the answers that are still to be given before a connection goes', async () => {
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/grant-admin', '@ada in marketing');
    const [typed] = far.sent.filter(({ type }) => type === 'slash_commands');
    const answers = [1, 2, 3, 4].map(async (copy) => {
      const { payload } = typed ?? {};
      return far.send('slash_commands', {
        ...Object(payload),
        command: '/admin',
        text: 'help',
        trigger_id: `1.${copy}`,
      });
    });
    far.refresh();
    far.refresh();
    expect((await Promise.all(answers)).every((answer) => answer !== null)).toBe(true);
    expect(far.sent.slice(-4).map(({ times, answers: said }) => [times, said.length])).toEqual(
      [1, 2, 3, 4].map(() => [1, 1]),
    );
  });

  it('refuses what belongs to another organisation, with the same people in it: recorded, nothing shown', async () => {
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/grant-admin');
    const [typed] = far.sent;
    const calls = slack.calls().length;
    const before = (await entries('request.refused')).length;
    const payload = { ...Object(typed?.payload), enterprise_id: 'E0ELSEWHERE', trigger_id: '1.foreign' };
    expect(await far.send('slash_commands', payload)).toEqual({});
    const event = { type: 'app_uninstalled' };
    const envelope = { type: 'event_callback', event_id: 'Ev1', event_time: 1, enterprise_id: 'E0ELSEWHERE', event };
    expect(await far.send('events_api', envelope)).toEqual({});
    expect(slack.calls()).toHaveLength(calls);
    // Events are answered before anything is done about them.
    await until(async () => (await entries('request.refused')).length === before + 2);
    const refused = await entries('request.refused');
    expect(refused.slice(before)).toMatchObject([
      { because: 'another-organisation', detail: { enterprise_id: 'E0ELSEWHERE' } },
      { because: 'another-organisation', detail: { enterprise_id: 'E0ELSEWHERE' } },
    ]);
  });

  it('is not ready while there is no connection, and ready again when there is one', async () => {
    expect(await readiness()).toEqual({ status: 200, slack: 'ok' });
    await until(async () => (await counted()) === '2');
    far.refusal = { status: 500, error: 'internal_error' };
    far.drop(2);
    await until(async () => (await readiness()).status === 503);
    expect(await counted()).toBe('0');
    expect(log.join('')).not.toContain('unhandled');
    await until(async () => String((await readiness()).slack).includes('apps.connections.open: http_500'));
    far.refusal = null;
    await until(async () => (await readiness()).status === 200);
    await runs(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing');
  });

  it('says what is wrong with a token that is revoked while it runs, and goes on when it is good again', async () => {
    far.refusal = { status: 200, error: 'token_revoked' };
    far.drop(2);
    await until(() => log.some((line) => line.includes('"alert":"socket-mode"') && line.includes('token_revoked')));
    far.refusal = null;
    await until(async () => (await readiness()).status === 200);
    expect(await readiness()).toEqual({ status: 200, slack: 'ok' });
  });

  it('is not troubled by what is no message, and says what nothing here answers', async () => {
    const garbage = ['null', '{', '[]', '{"type":"events_api","envelope_id":"1"}', Buffer.from([1, 2])];
    for (const said of garbage) far.say(said);
    far.say('{"type":"events_api","envelope_id":"2","payload":{"type":"app_rate_limited"}}');
    await types(slack, slack.as('katherine'), '/grant-admin');
    expect(log.join('')).toContain('nothing here answers what Slack sent');
  });

  it('takes nothing on its port, which anybody could send', async () => {
    const answer = await fetch(`http://127.0.0.1:${app.port}/slack/events`, { method: 'POST', body: 'command=/x' });
    expect([answer.status, await answer.text()]).toEqual([
      404,
      '{"error":"this deployment uses Socket Mode (SLACK_APP_TOKEN)"}',
    ]);
  });

  describe('at its ends', () => {
    it('does not start with a token that Slack does not take, and says so', async () => {
      const other = await start('xapp-another');
      await expect(other.ready).rejects.toThrow(
        /SLACK_APP_TOKEN is refused \(apps\.connections\.open: invalid_auth\)/u,
      );
      await other.stop();
    });

    it('answers what came in, takes leave and leaves no connection behind', async () => {
      const katherine = slack.as('katherine');
      const [typing] = await Promise.all([katherine.command('/grant-admin', '@ada in marketing'), sleep(5)]);
      expect(typing).toMatchObject({ ok: true });
      const began = Date.now();
      await app.stop();
      expect(Date.now() - began).toBeLessThan(5_000);
      expect(slack.calls('views.open')).toHaveLength(1);
      expect(far.sockets).toBe(0);
      app = await start();
      await app.ready;
    });

    it.each([
      ['asks for an address', { opensAfterMs: 400 }],
      ['waits for the greeting', { greetsAfterMs: 400 }],
      ['is never greeted', { greetsAfterMs: null }],
    ])('leaves none behind that opens while it stops: one that %s', async (_, slowness) => {
      Object.assign(far, slowness);
      far.drop(2);
      await sleep(150);
      const began = Date.now();
      await app.stop();
      expect(Date.now() - began).toBeLessThan(3_000);
      await sleep(500);
      expect(far.sockets).toBe(0);
      Object.assign(far, { opensAfterMs: 0, greetsAfterMs: 0 });
      app = await start();
      await app.ready;
    });

    describe('in whatever moment it is called off', () => {
      const silent = createLogger({ level: 'silent', secrets: [] });
      const opening = (off: AbortController, debug: (line: string) => void = () => undefined): Lines =>
        new Lines({
          appToken: TOKEN,
          slackApiUrl: far.apiUrl,
          logger: { ...boltLogger(silent), debug: (...words: unknown[]) => debug(words.map(String).join(' ')) },
          log: silent,
          signal: off.signal,
          take: () => Promise.resolve(),
        });
      const expectNoneLeft = async (lines: Lines, off: AbortController, before: number): Promise<void> => {
        expect(off.signal.aborted).toBe(true);
        await lines.close();
        // A connection may arrive there when it has been given up here already.
        await sleep(50);
        await until(() => far.sockets === before);
      };

      it('leaves none behind', async () => {
        const before = far.sockets;
        await fc.assert(
          fc.asyncProperty(fc.nat(60), fc.nat(5), async (delay, greetsAfterMs) => {
            Object.assign(far, { greetsAfterMs });
            const off = new AbortController();
            const lines = opening(off);
            await sleep(delay);
            off.abort();
            await expectNoneLeft(lines, off, before);
          }),
          { numRuns: 20 },
        );
      });

      it.each([
        'Going to retrieve a new WSS URL',
        'Initiating new WebSocket',
        'connection established',
        '"type":"hello"',
      ])('leaves none behind: when the client says “%s”', async (says) => {
        const before = far.sockets;
        const off = new AbortController();
        const lines = opening(off, (line) => (line.includes(says) ? off.abort() : undefined));
        await until(() => off.signal.aborted);
        await expectNoneLeft(lines, off, before);
      });
    });

    it('does not wait for a Slack that does not say goodbye', async () => {
      far.freeze();
      const began = Date.now();
      await app.stop();
      expect(Date.now() - began).toBeLessThan(5_000);
      app = await start();
      await app.ready;
    });

    it('can be stopped before Slack has opened anything', async () => {
      far.refusal = { status: 500, error: 'internal_error' };
      const other = await start();
      await sleep(300);
      const began = Date.now();
      await other.stop();
      expect(Date.now() - began).toBeLessThan(3_000);
    });
  });

  it('shows its token nowhere', () => {
    expect(log.join('')).not.toContain('xapp-');
  });
});

describe('Socket Mode of the simulated Slack', () => {
  const database = withDatabase();

  it('carries a run to its end', async () => {
    const slack = await startUninstalledGrid({ appToken: TOKEN });
    const app = await startApp(
      { ...configFor(slack, {}), transport: { kind: 'socket', appToken: TOKEN } },
      {
        catalogue,
        log: createLogger({ level: 'silent', secrets: [] }),
        place: { kind: 'opened', database: database.current, schema: database.current.schema },
        onFatal: (error) => {
          throw error;
        },
      },
    );
    await app.ready;
    slack.slack.sockets.refresh();
    await sleep(500);
    const katherine = slack.as('katherine');
    await runs(slack, katherine, '/grant-admin', '@ada in marketing');
    await audited(slack, 'succeeded');
    expect(slack.calls('admin.users.setAdmin')).toMatchObject([{ ok: true }]);
    await katherine.openHome();
    expect(slack.deliveries().map(({ outcome }) => outcome.kind)).toEqual(slack.deliveries().map(() => 'answered'));
    await app.stop();
    await slack.stop();
  });
});
