import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';

import type { Simulator } from '../../src/simulator/simulator.js';
import { startProcess, startUnready, type AppProcess } from '../support/app-process.js';
import { agree, Browser, install } from '../support/browser.js';
import { EmbeddedProcess } from '../support/embedded.js';
import { APPROVALS, AUDIT } from '../support/gridkeeper.js';
import { startUninstalledGrid } from '../support/installing.js';
import { audited, runs, submits, types } from '../support/steps.js';

const LONG_MS = 90_000;
const random = (): string => randomBytes(32).toString('base64');
const canary = (name: string): string => `canary-${name}-${randomBytes(12).toString('hex')}`;

/** Every kind of secret there is, in the real process at the most talkative level that people use, and everything it writes. */
describe('secrets', () => {
  const own = {
    SLACK_STATE_SECRET: canary('state-secret'),
    TOKEN_ENCRYPTION_KEY: random(),
    LEDGER_SIGNING_KEY: `${random()},${random()}`,
    METRICS_TOKEN: canary('metrics-token'),
  };
  const codes: string[] = [];
  let slack: Simulator;
  let dataDir: string;
  let app: AppProcess;
  /** Where a secret must not be, by where that is. */
  const written: Record<string, string> = {};

  const environment = (): Record<string, string> => ({
    ...own,
    LOG_LEVEL: 'debug',
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_CLIENT_ID: slack.oauthClient.id,
    SLACK_CLIENT_SECRET: slack.oauthClient.secret,
    SLACK_API_URL: slack.apiUrl,
    AUDIT_CHANNEL_ID: slack.org.channel(AUDIT).id,
    APPROVAL_CHANNEL_ID: slack.org.channel(APPROVALS).id,
    DATA_DIR: dataDir,
    AUDIT_WORM_URL: `file://${dataDir}-checkpoints.jsonl`,
    AWS_ACCOUNTS_FILE: `${dataDir}-accounts.json`,
    AWS_OPERATORS: slack.org.person('katherine').id,
    AWS_ENDPOINT_URL_SUPPORT_APP: slack.aws.url,
    AWS_ENDPOINT_URL_STS: slack.aws.stsUrl,
    AWS_ACCESS_KEY_ID: slack.aws.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: slack.aws.credentials.secretAccessKey,
    AWS_REGION: slack.aws.region,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
  });
  const audit = async (...args: string[]): Promise<string> => {
    const env = { PATH: process.env['PATH'] ?? '', ...environment() };
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['dist/cli/audit.js', ...args], { env });
    return stdout + stderr;
  };

  /** Secrets by name; tokens and whatever else Slack hands out are known by their shape, too. */
  const secrets = (): Record<string, string> => ({
    ...own,
    ...Object.fromEntries(own.LEDGER_SIGNING_KEY.split(',').map((key, index) => [`signing key ${index}`, key])),
    'the signing secret': slack.signingSecret,
    'the client secret': slack.oauthClient.secret,
    'the AWS secret key': slack.aws.credentials.secretAccessKey,
    ...Object.fromEntries(codes.map((code, index) => [`OAuth code ${index}`, code])),
  });
  const SHAPES = /xox[a-z]-[\w-]{6,}|xoxe\.[\w.-]{6,}|xapp-[\w-]{6,}/u;
  const expectNone = (where: string, text: string): void => {
    for (const [name, secret] of Object.entries(secrets())) {
      expect({ where, name, at: text.indexOf(secret) }).toEqual({ where, name, at: -1 });
      const encoded = encodeURIComponent(secret);
      expect({ where, name, at: text.indexOf(encoded) }).toEqual({ where, name, at: -1 });
    }
    expect({ where, token: SHAPES.exec(text)?.[0] }).toEqual({ where, token: undefined });
  };

  beforeAll(async () => {
    slack = await startUninstalledGrid({ rotation: true });
    dataDir = await mkdtemp(join(tmpdir(), 'gk-'));
    await writeFile(`${dataDir}-accounts.json`, JSON.stringify(slack.aws.accountsFile()));
    app = await startUnready(environment());
    slack.appUrl = app.url;
  }, LONG_MS);
  afterAll(async () => {
    await app.ends('SIGTERM');
    await slack.stop();
    for (const path of [dataDir, `${dataDir}-accounts.json`, `${dataDir}-checkpoints.jsonl`])
      await rm(path, { recursive: true, force: true });
  });

  it(
    'go through every path',
    async () => {
      const pages: string[] = [];
      const open = async (path: string, init: RequestInit = {}): Promise<void> => {
        const answer = await fetch(`${app.url}${path}`, init);
        pages.push(`${answer.status} ${[...answer.headers].join(' ')} ${await answer.text()}`);
      };
      // An install that is forged, one that is broken off, one that Slack refuses, one that works, and it again.
      codes.push(canary('oauth-code'));
      await open(`/slack/oauth_redirect?code=${codes[0]}&state=forged`);
      const dorothy = { person: slack.org.person('dorothy').id };
      slack.setFault({ method: 'oauth.v2.access', fault: 'error', error: 'invalid_client_id', times: 1 });
      for (let times = 0; times < 2; times += 1) {
        const browser = new Browser();
        const back = await agree(browser, app.url, dorothy);
        codes.push(new URL(back).searchParams.get('code') ?? '');
        pages.push((await browser.open(back)).body);
      }
      await app.ready();
      pages.push((await install(app.url, dorothy)).html);
      // Requests of somebody else, and monitoring with and without its token.
      await slack.deliver('payload=%7B%7D', { signature: 'v0=00' });
      await open('/slack/events', { method: 'POST', body: 'payload=%7B%22token%22%3A%22xoxb-1-canary%22%7D' });
      await open('/metrics', { headers: { authorization: `Bearer ${own.METRICS_TOKEN}` } });
      await open('/metrics', { headers: { authorization: `Bearer ${canary('guess')}` } });
      await open('/readyz');

      // Runs that work, that Slack refuses, that do not get through, and one that does not come back.
      const katherine = slack.as('katherine');
      const grants = async (): Promise<void> => {
        while (katherine.view()) await katherine.close();
        await runs(slack, katherine, '/grant-admin', '@erna in sales & field because launch week');
      };
      slack.setFault({ method: 'admin.users.setAdmin', fault: 'error', error: 'failed_to_validate_caller', times: 1 });
      await grants();
      await audited(slack, 'refused');
      slack.setFault({ method: 'admin.users.setAdmin', fault: 'html', times: 1 });
      await grants();
      slack.setFault({ method: 'users.info', fault: 'error', error: 'token_revoked', times: 3 });
      await grants().catch(() => undefined);
      slack.clearFaults();
      await grants();
      // AWS, refused once; then tokens that are over.
      while (katherine.view()) await katherine.close();
      await types(slack, katherine, '/register-aws-workspace', '');
      const [workspace] = slack.org.workspaces;
      const team_id = workspace?.id ?? '';
      await submits(slack, katherine, { team_id, account_ids: [slack.aws.management.id] });
      await submits(slack, katherine);
      slack.slack.oauth.tokenLives = 1;
      await install(app.url, dorothy);
      slack.setFault({ method: 'oauth.v2.access', fault: 'error', error: 'invalid_refresh_token', times: 1 });
      await katherine.openHome();
      slack.clearFaults();
      slack.slack.oauth.tokenLives = 12 * 3_600;

      written['the pages'] = pages.join('\n');
      written['an export'] = await audit('export');
      written['a CSV export'] = await audit('export', '--format', 'csv');
      written['what verify says'] = await audit('verify');
      written['what search says'] = await audit('search', '--limit', '1000');
      written['checkpoints'] = await audit('checkpoints');
      const sent = slack.calls().filter(({ method }) => method !== 'oauth.v2.access');
      written['what Slack was sent'] = JSON.stringify(sent.map(({ method, args }) => ({ method, args })));
      written['messages'] = JSON.stringify([AUDIT, APPROVALS].map((channel) => slack.messages(channel)));
      written['direct messages'] = JSON.stringify([katherine.directMessages(), katherine.ephemerals()]);
      await app.ends('SIGTERM');
      written['the log'] = app.said();
      // All of it has been used.
      expect(app.said()).toContain('a token was exchanged for a newer one');
      expect(written['the pages']).toContain('gridkeeper_calls_total');
      expect(slack.aws.callsOf().length).toBeGreaterThan(0);
      expect(written['checkpoints']).toContain('"signature"');
    },
    LONG_MS,
  );

  it('are in nothing that was written, shown or sent', () => {
    expect(Object.keys(written).length).toBeGreaterThan(8);
    for (const [where, text] of Object.entries(written)) expectNone(where, text);
  });

  it(
    'are in no table of the database, nor in its files',
    async () => {
      const database = new EmbeddedProcess(dataDir);
      await database.hears('open');
      const Names = z.array(z.object({ name: z.string() }));
      const named = await database.rows(
        "select table_name as name from information_schema.tables where table_schema = 'public'",
      );
      const tables = Names.parse(named).map(({ name }) => name);
      expect(tables).toContain('installations');
      for (const table of tables)
        expectNone(
          table,
          JSON.stringify(await database.rows(`select row_to_json(whole)::text from "${table}" as whole`)),
        );
      await database.kill();
      const files = await readdir(dataDir, { recursive: true, withFileTypes: true });
      for (const file of files.filter((each) => each.isFile()))
        expectNone(file.name, await readFile(join(file.parentPath, file.name), 'latin1'));
    },
    LONG_MS,
  );

  it(
    'are in no word of a start that fails, whichever of them is wrong',
    async () => {
      const password = canary('database-password');
      const bad = { ...environment(), DATA_DIR: '', DATABASE_URL: `postgres://gk:${password}@127.0.0.1:1/gk` };
      const values = Object.fromEntries(
        ['TOKEN_ENCRYPTION_KEY', 'LEDGER_SIGNING_KEY', 'SLACK_BOT_TOKEN', 'SLACK_ADMIN_TOKEN', 'SLACK_APP_TOKEN'].map(
          (name) => [name, canary(name.toLowerCase())],
        ),
      );
      // What is wrong is told all at once.
      const starts: Record<string, string>[] = [
        bad,
        {
          ...environment(),
          ...values,
          DATABASE_URL: `mysql://gk:${password}@127.0.0.1/gk`,
          METRICS_TOKEN: 'canary-short',
        },
      ];
      for (const env of starts) {
        const words = await startProcess(env).then(
          async (started) => {
            await started.ends('SIGTERM');
            return started.said();
          },
          (error: Error) => error.message,
        );
        for (const secret of [password, ...Object.values(values), 'canary-short'])
          expect({ words, secret, at: words.indexOf(secret) }).toEqual({ words, secret, at: -1 });
        expectNone('a start', words);
      }
      const env = { PATH: process.env['PATH'] ?? '', ...bad };
      const asked = await promisify(execFile)(process.execPath, ['dist/cli/audit.js', 'verify'], { env }).catch(
        (error: { stderr: string }) => error,
      );
      expect(asked.stderr).not.toContain(password);
      expect(asked.stderr.length).toBeGreaterThan(10);
    },
    LONG_MS,
  );
});
