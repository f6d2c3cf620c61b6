import { describe, expect, it } from '@jest/globals';

import { signature } from '../../../src/simulator/delivery/sign.js';
import { useBoltApp } from '../support/bolt-app.js';
import { useGrid } from '../support/grid.js';
import { startPlainApp } from '../support/plain-app.js';

const grid = useGrid();

describe('the signature', () => {
  it('is the one of Slack’s documentation', () => {
    const secret = '8f742231b10e8888abcd99yyyzzz85a5';
    const body =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
    expect(signature(secret, '1531420618', body)).toBe(
      'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    );
  });
});

describe('a request to the app', () => {
  it('goes to the path of the manifest, with a bare content type and a signature of now', async () => {
    const app = await startPlainApp(grid.simulator, (response) => response.end());
    await grid.simulator.as('ada').command('/plain', 'x');
    const [request] = app.heard;
    const stamp = String(request?.headers['x-slack-request-timestamp']);
    expect(request?.path).toBe('/slack/events');
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(request?.headers['x-slack-signature']).toBe(
      signature(grid.simulator.signingSecret, stamp, request?.body ?? ''),
    );
    expect(Math.abs(Number(stamp) - Date.now() / 1000)).toBeLessThan(5);
  });

  it('carries the real time even when Slack’s clock has been turned', async () => {
    const simulator = await grid.another({ clock: () => 0 });
    const app = await startPlainApp(simulator, (response) => response.end());
    await simulator.as('ada').command('/plain');
    const stamp = Number(app.heard[0]?.headers['x-slack-request-timestamp']);
    expect(Math.abs(stamp - Date.now() / 1000)).toBeLessThan(5);
  });
});

describe('to a Bolt app', () => {
  const bolt = useBoltApp(grid);

  function counted(): { count: number } {
    const seen = { count: 0 };
    bolt.app.command('/plain', async ({ ack }) => {
      seen.count += 1;
      await ack();
    });
    return seen;
  }

  it('the same request can be sent again, signature and all', async () => {
    const seen = counted();
    const { delivery } = await grid.simulator.as('ada').command('/plain', 'x');
    if (!delivery) throw new Error('Nothing was sent.');
    const again = await grid.simulator.replay(delivery);
    expect(again.headers).toEqual(delivery.headers);
    expect(seen.count).toBe(2);
    expect(grid.simulator.deliveries('slash_command')).toHaveLength(2);
  });

  it('forged requests can be sent: unsigned, signed wrongly, too late, or well signed', async () => {
    const seen = counted();
    const body = new URLSearchParams({
      command: '/plain',
      text: 'x',
      team_id: 'T0ENGINEER1',
      user_id: 'U1',
    }).toString();
    const status = async (raw: Parameters<typeof grid.simulator.deliver>[1]): Promise<number | null> => {
      const { outcome } = await grid.simulator.deliver(body, raw);
      return outcome.kind === 'answered' ? outcome.status : null;
    };
    const now = Math.floor(Date.now() / 1000);
    expect(await status({ signature: null })).toBe(401);
    expect(await status({ signature: `v0=${'0'.repeat(64)}` })).toBe(401);
    expect(await status({ timestamp: now - 301 })).toBe(401);
    expect(seen.count).toBe(0);
    expect(await status({})).toBe(200);
    expect(seen.count).toBe(1);
  });

  it('any interaction payload can be sent as an object', async () => {
    const values: unknown[] = [];
    bolt.app.action('run.approve', async ({ ack, payload }) => {
      values.push('value' in payload ? payload.value : null);
      await ack();
    });
    await grid.simulator.deliver({
      type: 'block_actions',
      team: null,
      user: { id: 'U0ADA000001', team_id: 'E0ANALYTIC1' },
      enterprise: { id: 'E0ANALYTIC1' },
      is_enterprise_install: true,
      actions: [{ type: 'button', action_id: 'run.approve', block_id: 'b', value: 'forged' }],
    });
    expect(values).toEqual(['forged']);
  });
});
