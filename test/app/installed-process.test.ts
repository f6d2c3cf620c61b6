import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { freePort } from '../../src/simulator/run/readiness.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { install } from '../support/browser.js';
import { APPROVALS, AUDIT } from '../support/gridkeeper.js';
import { startUninstalledGrid } from '../support/installing.js';
import { runs } from '../support/steps.js';

const LONG_MS = 90_000;
const HOUR_S = 3_600;

/** The real app as a process of its own, on the embedded database, installed in the browser, with tokens that rotate. */
describe('an installed process', () => {
  const [oldKey, newKey] = ['old', 'new'].map((id) => `${id}:${randomBytes(32).toString('base64')}`);
  let slack: Simulator;
  let dataDir: string;
  let child: ChildProcess | null = null;
  let output = '';

  const environment = (keys: string): Record<string, string> => ({
    PATH: process.env['PATH'] ?? '',
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_CLIENT_ID: slack.oauthClient.id,
    SLACK_CLIENT_SECRET: slack.oauthClient.secret,
    SLACK_STATE_SECRET: 'a-state-secret-of-these-tests',
    TOKEN_ENCRYPTION_KEY: keys,
    SLACK_API_URL: slack.apiUrl,
    AUDIT_CHANNEL_ID: slack.org.channel(AUDIT).id,
    APPROVAL_CHANNEL_ID: slack.org.channel(APPROVALS).id,
    DATA_DIR: dataDir,
    HOST: '127.0.0.1',
  });
  const answers = async (path: string): Promise<boolean> => {
    if (child?.exitCode !== null) throw new Error(`The app ended:\n${output}`);
    const answer = await fetch(`${slack.appUrl}${path}`).catch(() => null);
    return answer?.status === 200;
  };
  const until = async (check: () => Promise<boolean>): Promise<void> => {
    while (!(await check())) await sleep(50);
  };
  const start = async (keys: string): Promise<void> => {
    const port = await freePort();
    const started = spawn(process.execPath, ['dist/main.js'], {
      env: { ...environment(keys), PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [started.stdout, started.stderr]) stream.on('data', (text) => (output += String(text)));
    child = started;
    slack.appUrl = `http://127.0.0.1:${port}`;
    await until(() => answers('/healthz'));
  };
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    const ending = child;
    child = null;
    if (!ending) return;
    const ended = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill(signal);
    await ended;
  };
  const rotate = (keys: string): Promise<{ stdout: string; stderr: string }> =>
    promisify(execFile)(process.execPath, ['dist/cli/keys.js', 'rotate'], { env: environment(keys) });
  const grants = async (): Promise<void> => {
    const katherine = slack.as('katherine');
    while (katherine.view()) await katherine.close();
    await runs(slack, katherine, '/grant-admin', '@ada in marketing');
    expect(slack.calls('admin.users.setAdmin').at(-1)).toMatchObject({ ok: true });
    slack.org.person('ada').workspaces[slack.org.workspace('marketing').id] = 'member';
  };
  const exchanges = (): number =>
    slack.calls('oauth.v2.access').filter(({ args }) => args['grant_type'] === 'refresh_token').length;

  beforeAll(async () => {
    slack = await startUninstalledGrid({ rotation: true });
    dataDir = await mkdtemp(join(tmpdir(), 'gridkeeper-'));
    await start(oldKey ?? '');
    await install(slack.appUrl ?? '', { person: slack.org.person('dorothy').id });
    await until(() => answers('/readyz'));
  }, LONG_MS);
  afterAll(async () => {
    await end('SIGTERM');
    await slack.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it(
    'changes its keys by the command while it runs, once it has both',
    async () => {
      await expect(rotate(`${newKey},${oldKey}`)).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringContaining('The running app encrypts with the key “old”, not with “new”.'),
      });
      await end('SIGTERM');
      await start(`${newKey},${oldKey}`);
      await until(() => answers('/readyz'));
      expect((await rotate(`${newKey},${oldKey}`)).stdout).toMatchInlineSnapshot(`
       "2 of 2 rows with tokens encrypted anew with the key “new”; 0 had it already. The other keys are not needed any more.
       "
      `);
      expect((await rotate(`${newKey},${oldKey}`)).stdout).toContain('0 of 2 rows');
      await grants();
    },
    LONG_MS,
  );

  it(
    'loses no refresh token to kill -9 between Slack’s exchange and its own writing, and needs the new key only',
    async () => {
      slack.slack.oauth.tokenLives = HOUR_S;
      await install(slack.appUrl ?? '', { person: slack.org.person('dorothy').id });
      slack.setFault({ method: 'oauth.v2.access', fault: 'slow', delay_ms: 4_000 });
      const before = exchanges();
      await slack.as('katherine').openHome();
      // Slack has exchanged the token, and its answer is on the way.
      await slack.waitFor(() => exchanges() > before, { timeout: 20_000 });
      await end('SIGKILL');
      slack.clearFaults();
      slack.slack.oauth.tokenLives = 12 * HOUR_S;
      const lost = exchanges();
      await start(newKey ?? '');
      await until(() => answers('/readyz'));
      await grants();
      await slack.waitFor(() => exchanges() >= lost + 2, { timeout: 20_000 });
      expect(slack.calls('oauth.v2.access').filter(({ ok }) => !ok)).toEqual([]);
      expect(output).not.toMatch(/xox[bpe]|token-rotation|simulated-client-secret/u);
    },
    LONG_MS,
  );
});
