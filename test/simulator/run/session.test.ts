import { existsSync, readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterEach, describe, expect, it } from '@jest/globals';

import { readAwsAccounts } from '../../../src/aws/accounts.js';
import { demoKeys } from '../../../src/simulator/run/keys.js';
import { freePort } from '../../../src/simulator/run/readiness.js';
import type { Session } from '../../../src/simulator/run/session.js';
import { startSession } from '../../../src/simulator/run/session.js';
import { readSettings } from '../../../src/simulator/run/settings.js';
import { sampleApp } from '../support/sample-app.js';

const undo: (() => void | Promise<void>)[] = [];

afterEach(async () => {
  for (const each of undo.splice(0).reverse()) await each();
});

function sample(...given: Parameters<typeof sampleApp>): string {
  const { root, remove } = sampleApp(...given);
  undo.push(remove);
  return root;
}

interface Started {
  lines: string[];
  start: Promise<Session>;
  off: AbortController;
}

async function starting(root: string, environment: Record<string, string> = {}): Promise<Started> {
  const lines: string[] = [];
  const off = new AbortController();
  const base = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' };
  const all = { ...base, SIM_PORT: String(await freePort()), ...environment };
  const start = startSession(readSettings(root, all), {
    environment: all,
    print: (line) => lines.push(line),
    onApp: () => undefined,
    off: off.signal,
  });
  // Whatever a test expected: its app is stopped after it.
  undo.push(() =>
    start.then(
      (session) => session.stop(),
      () => undefined,
    ),
  );
  return { lines, start, off };
}

function heard(root: string): string[] {
  return readFileSync(join(root, 'heard.log'), 'utf8').trim().split('\n');
}

function told(root: string): Record<string, string> {
  const line = heard(root).find((each) => each.startsWith('env ')) ?? 'env {}';
  const environment: Record<string, string> = JSON.parse(line.slice('env '.length));
  return environment;
}

/** Whether the app still answers. (A process that has ended may stay in the table until somebody asks for it.) */
function isAlive(root: string): Promise<boolean> {
  return fetch(`http://127.0.0.1:${told(root)['PORT']}/`).then(
    () => true,
    () => false,
  );
}

describe('a session', () => {
  it('tells the app how to reach the simulated Slack, and nothing of the parent’s own affairs', async () => {
    const root = sample('lives');
    const { start } = await starting(root, {
      SLACK_CLIENT_SECRET: 'inherited',
      SLACK_BOT_TOKEN: 'inherited',
      AWS_ACCESS_KEY_ID: 'inherited',
      DATABASE_URL: 'inherited',
      PGHOST: 'inherited',
      POLICY_FILE: 'policy-of-my-own.yaml',
      COMMAND_PREFIX: 'inherited',
      LC_ALL: 'C.UTF-8',
    });
    const session = await start;
    const environment = told(root);
    const { simulator } = session;
    await session.stop();
    expect(environment).toMatchObject({
      SLACK_SIGNING_SECRET: simulator.signingSecret,
      SLACK_BOT_TOKEN: simulator.botToken,
      SLACK_ADMIN_TOKEN: simulator.adminToken,
      SLACK_ENTERPRISE_ID: 'E0ANALYTIC1',
      SLACK_API_URL: simulator.apiUrl,
      AUDIT_CHANNEL_ID: 'C0AUDITLOG1',
      APPROVAL_CHANNEL_ID: 'C0APPROVAL2',
      POLICY_FILE: 'policy-of-my-own.yaml',
      DATA_DIR: './.sim',
      AUDIT_WORM_URL: pathToFileURL(join(root, '.sim', 'checkpoints.jsonl')).href,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'info',
      LC_ALL: 'C.UTF-8',
    });
    expect(Buffer.from(environment['TOKEN_ENCRYPTION_KEY'] ?? '', 'base64')).toHaveLength(32);
    expect(Buffer.from(environment['LEDGER_SIGNING_KEY'] ?? '', 'base64')).toHaveLength(32);
    expect(Number(environment['PORT'])).toBeGreaterThan(0);
    expect(Object.values(environment)).not.toContain('inherited');
  });

  it('tells the app how to open connections, and how it can be installed, where that is wished for', async () => {
    const root = sample('lives');
    const { start, lines } = await starting(root, { SIM_SOCKET: '1', SIM_OAUTH: '1' });
    const session = await start;
    const environment = told(root);
    const { simulator } = session;
    await session.stop();
    expect(environment).toMatchObject({
      SLACK_APP_TOKEN: 'xapp-simulated-app',
      SLACK_CLIENT_ID: simulator.oauthClient.id,
      SLACK_CLIENT_SECRET: simulator.oauthClient.secret,
      SLACK_STATE_SECRET: expect.any(String),
    });
    for (const name of ['SLACK_SIGNING_SECRET', 'SLACK_BOT_TOKEN', 'SLACK_ADMIN_TOKEN', 'SLACK_ENTERPRISE_ID']) {
      expect(environment).not.toHaveProperty(name);
    }
    expect(lines.at(-1)).toBe(`The app is not installed yet: ${simulator.appUrl}/slack/install`);
  });

  it('tells the app where the simulated AWS is, and leaves it no way to a real one', async () => {
    const root = sample('lives');
    const session = await (await starting(root)).start;
    const environment = told(root);
    const { aws } = session.simulator;
    expect(environment).toMatchObject({
      AWS_ENDPOINT_URL_SUPPORT_APP: aws.url,
      AWS_ENDPOINT_URL_STS: aws.stsUrl,
      AWS_ACCESS_KEY_ID: aws.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: aws.credentials.secretAccessKey,
      AWS_REGION: 'us-east-1',
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_OPERATORS: expect.stringMatching(/^[UW][A-Z0-9]+(?:,[UW][A-Z0-9]+)+$/u),
    });
    expect(readAwsAccounts(environment['AWS_ACCOUNTS_FILE'] ?? '', { anyRegion: false })).toMatchObject({
      accounts: aws.accounts.map(({ id, kind }) => ({ accountId: id, kind })),
    });
    await session.stop();
    await expect(fetch(aws.url)).rejects.toThrow('fetch failed');
  });

  it('leaves nothing running, and lets the app finish', async () => {
    const root = sample('lives');
    const session = await (await starting(root)).start;
    await expect(isAlive(root)).resolves.toBe(true);
    await session.stop();
    await expect(isAlive(root)).resolves.toBe(false);
    expect(heard(root)).toContain('stopped');
    await expect(fetch(session.simulator.url)).rejects.toThrow('fetch failed');
  });

  it('takes PostgreSQL in place of the embedded database when told to', async () => {
    const root = sample('lives');
    const url = 'postgres://127.0.0.1/sim';
    const session = await (await starting(root, { SIM_DATABASE_URL: url })).start;
    await session.stop();
    expect(told(root)['DATABASE_URL']).toBe(url);
    expect(told(root)).not.toHaveProperty('DATA_DIR');
    expect(told(root)).not.toHaveProperty('POLICY_FILE');
  });

  it('ends with the app’s last words when the app ends before it is ready', async () => {
    const { lines, start } = await starting(sample('dies'));
    await expect(start).rejects.toThrow('The app ended (exit code 3) before it was ready.');
    expect(lines.join('\n')).toContain('I cannot go on.');
  });

  it('can be called off while the app is still starting', async () => {
    const root = sample('never');
    const { start, off } = await starting(root);
    const ended = start.then(
      () => 'ready',
      (error: unknown) => String(error),
    );
    while (!existsSync(join(root, 'heard.log'))) await new Promise((resolve) => setTimeout(resolve, 20));
    off.abort();
    expect(await ended).toContain('Stopped before the app was ready.');
    await expect(isAlive(root)).resolves.toBe(false);
  });

  it('refuses a port that is taken, a port that is none, and a folder without a manifest, in words', async () => {
    const root = sample('lives');
    const session = await (await starting(root)).start;
    const { port } = new URL(session.simulator.url);
    const second = await starting(root, { SIM_PORT: port });
    await expect(second.start).rejects.toThrow(`Port ${port} is taken`);
    await session.stop();
    expect(() => readSettings(root, { SIM_PORT: 'many' })).toThrow('SIM_PORT is "many"');
    const without = await starting(sample('lives', false));
    await expect(without.start).rejects.toThrow('manifest.json');
  });
});

describe('the keys of the demonstration', () => {
  it('stay the same for a data directory and differ between two', () => {
    const [one, other] = [join(sample('lives'), 'data'), join(sample('lives'), 'data')];
    const keys = demoKeys(one);
    expect(demoKeys(one)).toEqual(keys);
    expect(demoKeys(other)).not.toEqual(keys);
  });
});

describe('the settings', () => {
  it('are port 4100 and ./.sim unless told otherwise', () => {
    const untold = { databaseUrl: null, socket: false, oauth: false, policyFile: null };
    const plain = { root: '/x', port: 4100, dataDir: './.sim', ...untold };
    expect(readSettings('/x', {})).toEqual(plain);
    const told = { SIM_PORT: '4200', SIM_DATA_DIR: '/data', SIM_DATABASE_URL: 'postgres://x' };
    expect(readSettings('/x', told)).toEqual({
      ...plain,
      port: 4200,
      dataDir: '/data',
      databaseUrl: 'postgres://x',
    });
    expect(readSettings('/x', { SIM_SOCKET: '1', SIM_OAUTH: '1' })).toEqual({ ...plain, socket: true, oauth: true });
  });
});
