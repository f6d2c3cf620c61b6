import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { isObject } from '../../src/simulator/json.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { startProcess, type AppProcess } from '../support/app-process.js';
import { aDataDir, removeDataDir } from '../support/embedded.js';
import { startGrid } from '../support/engine.js';
import { environmentFor, APPROVALS } from '../support/gridkeeper.js';
import { malformed } from '../support/malformed.js';
import { card, plans, presses, runs, submits, textOf, types } from '../support/steps.js';

const START_MS = 90_000;
const LONG_MS = process.env['TEST_FULL'] ? 600_000 : 60_000;
/** As many requests as are on their way at once: those that the app does not answer take Slack's three seconds. */
const AT_ONCE = 150;

/** What no Slack sends, well signed: it ends in an answer or in none, never in a call, and never in the app's end. */
describe('a request of the wrong shape', () => {
  let slack: Simulator;
  let app: AppProcess;
  let dataDir: string;
  /** A genuine payload of each kind. The only one that could lead to a call is of somebody who has no right to it. */
  const interactions: Record<string, Record<string, unknown>> = {};
  let event: Record<string, unknown> = {};

  const payloadOf = (kind: string): Record<string, unknown> => {
    const body = slack.deliveries(kind).at(-1)?.body ?? '';
    const payload: unknown = JSON.parse(new URLSearchParams(body).get('payload') ?? body);
    if (!isObject(payload)) throw new Error(`Nothing of the kind ${kind} was delivered.`);
    return payload;
  };

  beforeAll(async () => {
    slack = await startGrid();
    dataDir = await aDataDir();
    app = await startProcess({ ...environmentFor(slack), DATA_DIR: dataDir });
    slack.appUrl = app.url;
    const [katherine, margaret] = [slack.as('katherine'), slack.as('margaret')];
    await plans(slack, margaret, '/grant-admin', '@ada in the org');
    await submits(slack, margaret);
    await slack.as('alan').press('run.details', { channel: APPROVALS, ts: (await card(slack)).ts });
    interactions['pressed in a channel'] = payloadOf('block_actions');
    await types(slack, katherine, '/grant-admin', '@ada in marketing');
    await katherine.options('user_id', 'ada');
    interactions['typed in a picker'] = payloadOf('block_suggestion');
    await submits(slack, katherine);
    interactions['form sent'] = payloadOf('view_submission');
    await presses(slack, katherine, 'run.change');
    interactions['pressed in a modal'] = payloadOf('block_actions');
    await submits(slack, katherine);
    const confirmed = { ...Object(interactions['form sent']['view']), callback_id: 'run.confirm:2' };
    const emmy = { ...Object(interactions['form sent']['user']), id: slack.org.person('emmy').id };
    interactions['plan confirmed'] = { ...interactions['form sent'], user: emmy, view: confirmed };
    await slack.as('emmy').openHome();
    event = payloadOf('event');
  }, START_MS);
  afterAll(async () => {
    await app.ends('SIGKILL');
    await slack.stop();
    await removeDataDir(dataDir);
  });

  /** Everything with a content type, as many at once as do not make Slack's patience the test's. */
  const sendAll = async (bodies: readonly string[], contentType?: string): Promise<void> => {
    for (let from = 0; from < bodies.length; from += AT_ONCE) {
      const some = bodies.slice(from, from + AT_ONCE);
      await Promise.all(some.map((body) => slack.deliver(body, contentType ? { contentType } : {})));
    }
  };
  const expectNothingDone = (): void => {
    expect(app.said()).not.toContain('"level":60');
    expect(app.isRunning()).toBe(true);
    expect(slack.calls('admin.users.setAdmin')).toEqual([]);
    expect(slack.org.person('ada').workspaces['T0MARKETNG2']).toBe('member');
  };
  /** In one place each; every place in every way where there is time for it. */
  const each = process.env['TEST_FULL'] ? undefined : 1;

  it(
    'does nothing where it is an interaction',
    async () => {
      const bodies = Object.values(interactions).flatMap((payload) => malformed(payload, each));
      expect(bodies.length).toBeGreaterThan(200);
      await sendAll(bodies.map((payload) => new URLSearchParams({ payload }).toString()));
      expectNothingDone();
    },
    LONG_MS,
  );

  it(
    'does nothing where it is an event',
    async () => {
      await sendAll(malformed(event, each), 'application/json');
      expectNothingDone();
    },
    LONG_MS,
  );

  it(
    'does nothing where it is a command',
    async () => {
      const fields = Object.fromEntries(new URLSearchParams(slack.deliveries('slash_command').at(-1)?.body));
      const bodies = malformed(fields, each).map((text) => {
        const spoilt = new URLSearchParams();
        for (const [key, value] of Object.entries(JSON.parse(text))) spoilt.append(key, String(value));
        return spoilt.toString();
      });
      await sendAll(bodies);
      expectNothingDone();
    },
    LONG_MS,
  );

  it('does nothing where it is hardly one', async () => {
    const bodies = [
      'payload=',
      'payload=null',
      'payload=[]',
      'payload={',
      'payload=1&payload=2',
      '',
      '%',
      '{}',
      'a[b]=c',
    ];
    for (const contentType of [undefined, 'application/json', 'text/plain']) await sendAll(bodies, contentType);
    expectNothingDone();
  });

  it('leaves the app as it was', async () => {
    const grace = slack.as('grace');
    expect(textOf(await runs(slack, grace, '/grant-admin', '@emmy in marketing'))).toContain('Done: Grace Hopper');
  });
});
