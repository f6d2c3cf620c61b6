import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { examineDatabase } from '../../../src/cli/doctor/database.js';
import type { Simulator } from '../../../src/simulator/simulator.js';
import { aDataDir, removeDataDir } from '../../support/embedded.js';
import { startGrid } from '../../support/engine.js';
import { environmentFor } from '../../support/gridkeeper.js';

const APP_TOKEN = 'xapp-of-these-tests';
/** Methods that only read, and one that gives an address: the doctor uses no others. */
const READS = [
  'api.test',
  'apps.connections.open',
  'auth.test',
  'conversations.info',
  'conversations.members',
  'users.info',
];

describe('npm run doctor', () => {
  let slack: Simulator;
  let dataDir: string;
  beforeAll(async () => {
    [slack, dataDir] = await Promise.all([startGrid({ appToken: APP_TOKEN }), aDataDir()]);
  });
  afterAll(async () => {
    await slack.stop();
    await removeDataDir(dataDir);
  });

  const tool = async (name: string, change: Record<string, string> = {}): Promise<{ said: string; code: number }> => {
    const env = { PATH: process.env['PATH'], ...environmentFor(slack), DATA_DIR: dataDir, ...change };
    const child = spawn(process.execPath, [`dist/cli/${name}.js`], { env });
    let said = '';
    for (const output of [child.stdout, child.stderr]) output.on('data', (text) => (said += String(text)));
    const [code] = await once(child, 'close');
    return { said, code: Number(code) };
  };
  const doctor = (change?: Record<string, string>): Promise<{ said: string; code: number }> => tool('doctor', change);

  it('says of a database without its schema what to do, looks at everything else, and ends with 1', async () => {
    const { said, code } = await doctor();
    expect(code).toBe(1);
    expect(said).toMatch(/^BAD {2}schema: \d+ migrations are to be done, the next is 0001-.*Run npm run migrate\.$/mu);
    expect(said).toMatch(/^ok {3}clock: \d+ s/mu);
    expect(said).toMatch(/^ok {3}installer: an org owner or org admin$/mu);
  });

  it('has an ok for each thing where all is well, names the commands, and ends with 0', async () => {
    expect(await tool('migrate')).toEqual({ said: 'The database has the schema of this version.\n', code: 0 });
    const calls = slack.calls().length;

    const { said, code } = await doctor({
      COMMAND_PREFIX: 'acme-',
      SLACK_APP_TOKEN: APP_TOKEN,
      LEDGER_SIGNING_KEY: Buffer.alloc(32, 7).toString('base64'),
      AUDIT_SINK_URL: 'https://siem.example.com/hook-4711',
    });

    expect(said).not.toContain('BAD');
    expect(code).toBe(0);
    for (const about of [
      'configuration',
      'database',
      'schema',
      'posts',
      'clock',
      'socket mode',
      'tokens',
      'scopes',
      'installer',
    ])
      expect(said).toMatch(new RegExp(`^ok {3}${about}: `, 'mu'));
    expect(said).toMatch(/^ok {3}audit channel: C.*not shared outside/mu);
    expect(said).toMatch(/^ok {3}approval channel: .*private/mu);
    expect(said).toMatch(/^ok {3}stream: siem\.example\.com has taken every entry$/mu);
    expect(said).not.toContain('hook-4711');
    expect(said).toContain('/acme-admin');
    expect(said).toContain('/acme-grant-admin');
    expect(said).toContain('the one that was installed last gets what is typed');
    const used = slack
      .calls()
      .slice(calls)
      .map(({ method }) => method);
    expect(used.filter((method) => !READS.includes(method))).toEqual([]);
  });

  it('tells every problem of the configuration, and nothing secret', async () => {
    const { said, code } = await doctor({
      SLACK_SIGNING_SECRET: '',
      AUDIT_CHANNEL_ID: 'general',
      AUDIT_SINK_URL: 'https://siem.example.com/',
    });
    expect(code).toBe(1);
    expect(said).toMatch(/^BAD {2}configuration: SLACK_SIGNING_SECRET is missing/mu);
    expect(said).toMatch(/^BAD {2}configuration: AUDIT_CHANNEL_ID must be a channel’s ID/mu);
    expect(said).toMatch(/^BAD {2}configuration: LEDGER_SIGNING_KEY is missing, but AUDIT_SINK_URL is set/mu);
    for (const secret of [slack.signingSecret, slack.botToken, slack.adminToken]) expect(said).not.toContain(secret);
  });

  it('says of a token that Slack does not know how it was refused, without showing it', async () => {
    const { said, code } = await doctor({ SLACK_ADMIN_TOKEN: 'xoxp-canary-token-of-nobody' });
    expect(code).toBe(1);
    expect(said).toMatch(/^BAD {2}tokens: .*invalid_auth/mu);
    expect(said).not.toContain('canary');
  });

  it('says of a database that cannot be reached what to look at, without its password', async () => {
    const { findings, opened } = await examineDatabase(
      { kind: 'postgres', url: 'postgres://gridkeeper:canary@127.0.0.1:1/gridkeeper', connections: 10 },
      new Date(),
    );
    expect(opened).toBeNull();
    expect(findings).toEqual([{ state: 'bad', about: 'database', says: expect.stringContaining('ECONNREFUSED') }]);
    expect(JSON.stringify(findings)).not.toContain('canary');
  });
});
