import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { BadConfiguration, readConfig as readWith } from '../src/config.js';
import type { ReadAwsAccounts } from '../src/config/aws.js';

const SECRETS = {
  SLACK_SIGNING_SECRET: 'canary-signing-secret',
  SLACK_BOT_TOKEN: 'xoxb-canary-bot',
  SLACK_ADMIN_TOKEN: 'xoxp-canary-admin',
};
const GOOD = {
  ...SECRETS,
  SLACK_ENTERPRISE_ID: 'E012A3CDE',
  AUDIT_CHANNEL_ID: 'C012AUDIT',
  APPROVAL_CHANNEL_ID: 'G012APPROV',
  DATABASE_URL: 'postgres://gridkeeper:canary-password@db.example/gridkeeper',
};

/** 32 bytes in base64, as `openssl rand -base64 32` makes them. */
const KEY = Buffer.alloc(32, 7).toString('base64');
const OAUTH = {
  SLACK_CLIENT_ID: '123.456',
  SLACK_CLIENT_SECRET: 'canary-client-secret',
  SLACK_STATE_SECRET: 'canary-state-secret',
  TOKEN_ENCRYPTION_KEY: KEY,
};
const SEED = Buffer.alloc(32, 1).toString('base64');
const OLD_SEED = Buffer.alloc(32, 2).toString('base64');

const ACCOUNT = {
  name: 'Root',
  accountId: '111122223333',
  kind: 'management' as const,
  region: 'us-east-1',
  role: null,
};
/** What the file holds is `aws/accounts.ts`'s matter: here it is good, or it is not. */
const accountsIn: ReadAwsAccounts = (file, { anyRegion }) =>
  file === 'good.json'
    ? { accounts: [ACCOUNT] }
    : { problems: [`AWS_ACCOUNTS_FILE (${file}) is bad${anyRegion ? ' anywhere' : ''}.`] };
/** The same of policy files: `policy-file.ts` reads them. */
const policyProblems = (file: string): string[] => (file === 'good.yaml' ? [] : [`POLICY_FILE: ${file}:3:1: is bad.`]);
const readConfig = (environment: Record<string, string | undefined>) =>
  readWith(environment, { awsAccounts: accountsIn, policyProblems });

function problemsOf(environment: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof BadConfiguration) return error.problems;
    throw error;
  }
}

describe('readConfig', () => {
  it('reads what is set, with its defaults', () => {
    expect(readConfig(GOOD)).toEqual({
      transport: { kind: 'http', signingSecret: 'canary-signing-secret' },
      tokens: { bot: 'xoxb-canary-bot', admin: 'xoxp-canary-admin' },
      oauth: null,
      keys: [],
      enterpriseId: 'E012A3CDE',
      slackApiUrl: 'https://slack.com/api/',
      auditChannel: 'C012AUDIT',
      approvalChannel: 'G012APPROV',
      database: { kind: 'postgres', url: GOOD.DATABASE_URL, connections: 10 },
      commandPrefix: '',
      host: '0.0.0.0',
      port: 3000,
      logLevel: 'info',
      metricsToken: null,
      aws: null,
      policyFile: null,
      ledger: { signingKeys: [], worm: null, sink: null },
      secrets: [...Object.values(SECRETS), GOOD.DATABASE_URL],
    });
  });

  it('uses Socket Mode where there is an app token, and needs no signing secret then', () => {
    const transport = { kind: 'socket', appToken: 'xapp-1-canary' };
    const { SLACK_SIGNING_SECRET: _, ...rest } = GOOD;
    expect(readConfig({ ...rest, SLACK_APP_TOKEN: 'xapp-1-canary' })).toMatchObject({ transport });
    expect(readConfig({ ...GOOD, SLACK_APP_TOKEN: 'xapp-1-canary' })).toMatchObject({ transport });
  });

  it('takes the embedded database where there is a directory and no URL', () => {
    const { DATABASE_URL: _, ...rest } = GOOD;
    expect(readConfig({ ...rest, DATA_DIR: '/var/lib/gridkeeper' }).database).toEqual({
      kind: 'embedded',
      dataDir: '/var/lib/gridkeeper',
    });
    expect(readConfig({ ...GOOD, DATA_DIR: '/var/lib/gridkeeper' }).database.kind).toBe('postgres');
  });

  it('forgives blanks around a value, and takes an empty one for none', () => {
    const config = readConfig({ ...GOOD, SLACK_BOT_TOKEN: ' xoxb-canary-bot\n', PORT: '', COMMAND_PREFIX: '  ' });
    expect(config).toMatchObject({ tokens: { bot: 'xoxb-canary-bot' }, port: 3000, commandPrefix: '' });
  });

  it('names every problem at once, with the remedy for each', () => {
    expect(() => readConfig({})).toThrow(BadConfiguration);
    try {
      readConfig({});
    } catch (error) {
      expect(String(error)).toMatchInlineSnapshot(`
       "BadConfiguration: Gridkeeper cannot start, because its configuration is not as it has to be:
         - AUDIT_CHANNEL_ID is missing. It is the ID of the channel where results are posted.
         - APPROVAL_CHANNEL_ID is missing. It is the ID of the private channel where approvals are asked for.
         - SLACK_SIGNING_SECRET is missing. Copy it from your Slack app’s page, “Basic Information”, “Signing Secret”; or set SLACK_APP_TOKEN to use Socket Mode.
         - SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_STATE_SECRET and TOKEN_ENCRYPTION_KEY are missing, with which the app can be installed at /slack/install. The first two are on your Slack app’s page, “Basic Information”; make the others with: openssl rand -base64 32. To give tokens by hand instead, set SLACK_BOT_TOKEN, SLACK_ADMIN_TOKEN and SLACK_ENTERPRISE_ID.
         - DATABASE_URL is missing. Give the URL of a PostgreSQL database (15 or newer), or set DATA_DIR to a directory for the embedded database, which serves one process only.
       To try it without a Slack organisation, run: npm run sim"
      `);
    }
  });

  it.each([
    [
      'a bot token that is none',
      { SLACK_BOT_TOKEN: 'xoxp-wrong' },
      'SLACK_BOT_TOKEN must be a bot token: it begins with xoxb-.',
    ],
    [
      'an admin token that is none',
      { SLACK_ADMIN_TOKEN: 'xoxb-wrong' },
      'SLACK_ADMIN_TOKEN must be a user token: it begins with xoxp-.',
    ],
    [
      'a workspace for the organisation',
      { SLACK_ENTERPRISE_ID: 'T012A3CDE' },
      'SLACK_ENTERPRISE_ID must be the ID of an organisation: it begins with E.',
    ],
    [
      'a name for a channel',
      { AUDIT_CHANNEL_ID: '#admin-audit' },
      'AUDIT_CHANNEL_ID must be a channel’s ID such as C012A3CDE, not its name: open the channel’s details in Slack and copy it.',
    ],
    [
      'one channel for both',
      { APPROVAL_CHANNEL_ID: 'C012AUDIT' },
      'APPROVAL_CHANNEL_ID must be another channel than AUDIT_CHANNEL_ID, and a private one.',
    ],
    [
      'another kind of database',
      { DATABASE_URL: 'mysql://x' },
      'DATABASE_URL must begin with postgres:// or postgresql://.',
    ],
    ['a port that is none', { PORT: 'http' }, 'PORT must be a port number.'],
    [
      'a token for monitoring that can be guessed',
      { METRICS_TOKEN: 'short' },
      'METRICS_TOKEN must have 16 characters or more: whoever knows it may read how much is done here.',
    ],
    ['a level that is none', { LOG_LEVEL: 'loud' }, expect.stringContaining('LOG_LEVEL')],
    [
      'a prefix with blanks',
      { COMMAND_PREFIX: 'my app' },
      'COMMAND_PREFIX takes lower-case letters, digits, - and _, at most 9.',
    ],
    [
      'a policy file that cannot be put into force',
      { POLICY_FILE: './policy.yaml' },
      'POLICY_FILE: ./policy.yaml:3:1: is bad.',
    ],
    [
      'an app token that is none',
      { SLACK_APP_TOKEN: 'xoxb-wrong' },
      'SLACK_APP_TOKEN must be an app-level token: it begins with xapp-. Make one on your Slack app’s page, “Basic Information”, “App-Level Tokens”, with the scope connections:write.',
    ],
  ])('refuses %s', (_, change, problem) => {
    expect(problemsOf({ ...GOOD, ...change })).toEqual([problem]);
  });

  it.each(['0', '65535', '8080'])('takes the port %s', (PORT) => {
    expect(readConfig({ ...GOOD, PORT }).port).toBe(Number(PORT));
  });

  it.each(['-1', '65536', '80.5', 'NaN', '1e9'])('refuses the port %s', (PORT) => {
    expect(problemsOf({ ...GOOD, PORT })).toHaveLength(1);
  });

  describe('SLACK_API_URL', () => {
    it.each([
      'https://slack.com/api/',
      'https://slack-gov.com/api/',
      'http://127.0.0.1:4100/api/',
      'http://localhost:1/',
      'http://[::1]:1/',
    ])('may be %s', (SLACK_API_URL) => {
      expect(problemsOf({ ...GOOD, SLACK_API_URL })).toEqual([]);
    });

    it.each([
      'http://slack.com/api/',
      'http://127.0.0.1.evil.example/api/',
      'http://localhost.evil.example/',
      'http://user:127.0.0.1@evil.example/',
      'ftp://127.0.0.1/',
      'file:///etc/passwd',
      'javascript:alert(1)',
    ])('may not be %s: tokens are sent to it', (SLACK_API_URL) => {
      expect(problemsOf({ ...GOOD, SLACK_API_URL })).toEqual([
        'SLACK_API_URL must begin with https://, because tokens are sent to it (http:// is for this machine only).',
      ]);
    });

    it('may not be something that is no URL', () => {
      expect(problemsOf({ ...GOOD, SLACK_API_URL: 'slack.com' }).length).toBeGreaterThan(0);
    });
  });

  describe('an app that is installed in the browser', () => {
    const { SLACK_BOT_TOKEN: _bot, SLACK_ADMIN_TOKEN: _admin, SLACK_ENTERPRISE_ID: _org, ...rest } = GOOD;

    it('needs no tokens, and no organisation before it is installed', () => {
      expect(readConfig({ ...rest, ...OAUTH })).toMatchObject({
        tokens: null,
        enterpriseId: null,
        oauth: {
          clientId: '123.456',
          clientSecret: 'canary-client-secret',
          stateSecret: 'canary-state-secret',
        },
        keys: [{ id: '1', key: Buffer.alloc(32, 7) }],
      });
      expect(readConfig({ ...rest, ...OAUTH, SLACK_ENTERPRISE_ID: 'E012A3CDE' }).enterpriseId).toBe('E012A3CDE');
    });

    it.each(Object.keys(OAUTH))('needs %s', (name) => {
      expect(problemsOf({ ...rest, ...OAUTH, [name]: undefined })).toEqual([
        expect.stringMatching(new RegExp(`^${name} is missing\\. (?:Copy it from|Make one with)`, 'u')),
      ]);
    });

    it('has its tokens from installs or by hand, not both', () => {
      const [problem, ...others] = problemsOf({ ...GOOD, ...OAUTH });
      expect(problem).toContain('SLACK_BOT_TOKEN and SLACK_ADMIN_TOKEN and SLACK_CLIENT_ID');
      expect(problem).toContain('are both set');
      expect(others).toEqual([]);
    });

    it('reads several keys, the first of which encrypts', () => {
      const other = Buffer.alloc(32, 9).toString('base64');
      const { keys } = readConfig({ ...rest, ...OAUTH, TOKEN_ENCRYPTION_KEY: `summer:${other}, 1:${KEY}` });
      expect(keys.map(({ id }) => id)).toEqual(['summer', '1']);
    });

    it.each(['short', `${KEY}${KEY}`, `A:${KEY}`, `x:${KEY},`, `a:${KEY},a:${KEY}`, `${KEY},${KEY}`, 'id:'])(
      'refuses the key %j without repeating it',
      (TOKEN_ENCRYPTION_KEY) => {
        const [problem = '', ...others] = problemsOf({ ...rest, ...OAUTH, TOKEN_ENCRYPTION_KEY });
        expect(problem).toContain('TOKEN_ENCRYPTION_KEY');
        expect(problem).toContain('openssl rand -base64 32');
        expect(problem).not.toContain(KEY);
        expect(others).toEqual([]);
      },
    );

    it('refuses a client ID and a state secret that are none', () => {
      expect(problemsOf({ ...rest, ...OAUTH, SLACK_CLIENT_ID: 'A012', SLACK_STATE_SECRET: 'short' })).toEqual([
        expect.stringContaining('SLACK_CLIENT_ID must be two numbers'),
        expect.stringContaining('SLACK_STATE_SECRET must have at least 16 characters'),
      ]);
    });
  });

  describe('DATA_DIR', () => {
    const { DATABASE_URL: _, ...embedded } = { ...GOOD, DATA_DIR: './data' };

    it.each([
      ['Heroku', { DYNO: 'web.1' }],
      ['Kubernetes', { KUBERNETES_SERVICE_HOST: '10.0.0.1' }],
    ])('is refused on %s, in words', (platform, marks) => {
      const [problem, ...others] = problemsOf({ ...embedded, ...marks });
      expect(problem).toContain(`DATA_DIR cannot be used on ${platform}`);
      expect(problem).toContain('Set DATABASE_URL');
      expect(others).toEqual([]);
      expect(problemsOf({ ...GOOD, ...marks })).toEqual([]);
    });
  });

  it('prints no secret, whatever is wrong with it', () => {
    const canary = fc.stringMatching(/^[\w-]{12,40}$/u).map((text) => `canary${text}`);
    const secrets = fc.record({
      SLACK_SIGNING_SECRET: canary,
      SLACK_BOT_TOKEN: canary,
      SLACK_ADMIN_TOKEN: canary,
      SLACK_APP_TOKEN: canary,
      DATABASE_URL: canary,
      SLACK_API_URL: canary,
      TOKEN_ENCRYPTION_KEY: canary,
      LEDGER_SIGNING_KEY: canary,
      METRICS_TOKEN: canary,
      SLACK_CLIENT_SECRET: canary,
    });
    fc.assert(
      fc.property(secrets, (values) => {
        const told = problemsOf({ ...values, PORT: 'x' }).join('\n');
        expect(told).not.toBe('');
        for (const value of Object.values(values)) expect(told).not.toContain(value);
      }),
    );
  });

  describe('AWS', () => {
    const aws = { AWS_ACCOUNTS_FILE: 'good.json' };

    it('may be left out, and nobody runs its operations until somebody is named', () => {
      expect(readConfig(GOOD).aws).toBeNull();
      expect(readConfig({ ...GOOD, ...aws }).aws).toEqual({ accounts: [ACCOUNT], operators: [], client: 'composed' });
    });

    it('has operators by user ID, and the client that is wished for', () => {
      const set = { ...aws, AWS_OPERATORS: 'U012A3CDE, W012A3CDE', AWS_SUPPORT_APP_CLIENT: 'official' };
      expect(readConfig({ ...GOOD, ...set }).aws).toMatchObject({
        operators: ['U012A3CDE', 'W012A3CDE'],
        client: 'official',
      });
    });

    it('tells what is wrong with the file together with everything else', () => {
      expect(problemsOf({ ...GOOD, AWS_ACCOUNTS_FILE: 'bad.json', PORT: 'http' })).toEqual([
        'PORT must be a port number.',
        'AWS_ACCOUNTS_FILE (bad.json) is bad.',
      ]);
    });

    it('may be in any region where its endpoint is one’s own', () => {
      const own = { AWS_ACCOUNTS_FILE: 'bad.json', AWS_ENDPOINT_URL_SUPPORT_APP: 'http://127.0.0.1:4101' };
      expect(problemsOf({ ...GOOD, ...own })).toEqual(['AWS_ACCOUNTS_FILE (bad.json) is bad anywhere.']);
    });

    it.each([
      [{ AWS_OPERATORS: '@ada' }, /^AWS_OPERATORS must be the Slack user IDs/u],
      [{ AWS_SUPPORT_APP_CLIENT: 'mine' }, /^AWS_SUPPORT_APP_CLIENT must be “official”/u],
      [{ AWS_ENDPOINT_URL_STS: 'http://sts.example' }, /^AWS_ENDPOINT_URL_STS must begin with https/u],
      [{ AWS_ENDPOINT_URL_SUPPORT_APP: 'http://127.0.0.1.evil.example' }, /^AWS_ENDPOINT_URL_SUPPORT_APP must begin/u],
      [{ AWS_ENDPOINT_URL: 'aws' }, /^AWS_ENDPOINT_URL must be a URL/u],
    ])('refuses %j', (change, problem) => {
      expect(problemsOf({ ...GOOD, ...aws, ...change })[0]).toMatch(problem);
    });

    it('refuses operators without accounts', () => {
      expect(problemsOf({ ...GOOD, AWS_OPERATORS: 'U012A3CDE' })).toEqual([
        'AWS_OPERATORS is set, but AWS_ACCOUNTS_FILE is not: say in it which accounts there are, or unset both.',
      ]);
    });
  });

  it('knows every secret that is set, so that no log line can show it', () => {
    const secrets = {
      TOKEN_ENCRYPTION_KEY: KEY,
      LEDGER_SIGNING_KEY: `${SEED},${OLD_SEED}`,
      METRICS_TOKEN: 'canary-metrics-token',
      AWS_SECRET_ACCESS_KEY: 'canary-aws',
      AWS_SESSION_TOKEN: 'canary-session',
    };
    expect(readConfig({ ...GOOD, ...secrets }).secrets).toEqual(
      expect.arrayContaining([...Object.values(SECRETS), ...Object.values(secrets), GOOD.DATABASE_URL]),
    );
    // Either of two keys may turn up by itself.
    expect(readConfig({ ...GOOD, ...secrets }).secrets).toEqual(expect.arrayContaining([SEED, OLD_SEED]));
  });

  describe('of the ledger', () => {
    it('reads the signing key, the one before it, and where checkpoints go', () => {
      const { ledger } = readConfig({
        ...GOOD,
        LEDGER_SIGNING_KEY: `${SEED}, ${OLD_SEED}`,
        AUDIT_WORM_URL: 'file:///var/lib/checkpoints.jsonl',
      });
      expect(ledger).toEqual({
        signingKeys: [SEED, OLD_SEED],
        worm: { kind: 'file', path: '/var/lib/checkpoints.jsonl' },
        sink: null,
      });
    });

    it('reads where the ledger is streamed to; nothing of that URL may be seen but the host', () => {
      const AUDIT_SINK_URL = 'https://siem-user:siem-password@siem.example.com/a-secret/path?key=another-secret';
      const { ledger, secrets } = readConfig({ ...GOOD, LEDGER_SIGNING_KEY: SEED, AUDIT_SINK_URL });
      expect(ledger.sink).toBe(AUDIT_SINK_URL);
      const parts = [
        AUDIT_SINK_URL,
        'siem-user',
        'siem-password',
        '/a-secret/path?key=another-secret',
        'another-secret',
      ];
      expect(secrets).toEqual(expect.arrayContaining(parts));
    });

    it('refuses a stream that would not be signed, or not be encrypted', () => {
      expect(problemsOf({ ...GOOD, AUDIT_SINK_URL: 'https://siem.example.com/' })).toEqual([
        'LEDGER_SIGNING_KEY is missing, but AUDIT_SINK_URL is set: what goes there is signed. Make a key with openssl rand -base64 32, or unset AUDIT_SINK_URL.',
      ]);
      const plain = { ...GOOD, LEDGER_SIGNING_KEY: SEED, AUDIT_SINK_URL: 'http://siem.example.com/hook-4711' };
      expect(problemsOf(plain)).toEqual([expect.stringMatching(/^AUDIT_SINK_URL must begin with https:\/\//u)]);
      expect(problemsOf(plain).join()).not.toContain('hook-4711');
    });

    it('reads a bucket; region and endpoint are those of AWS’s own variables, where the URL does not name a region', () => {
      const wormOf = (AUDIT_WORM_URL: string, aws: Record<string, string> = {}) =>
        readConfig({ ...GOOD, LEDGER_SIGNING_KEY: SEED, AUDIT_WORM_URL, ...aws }).ledger.worm;
      expect(wormOf('s3://my-bucket/grid/ledger/?region=eu-central-1')).toEqual({
        kind: 's3',
        bucket: 'my-bucket',
        prefix: 'grid/ledger',
        region: 'eu-central-1',
        endpoint: null,
        retainDays: 2557,
        mode: 'COMPLIANCE',
      });
      const aws = { AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL: 'https://aws.example' };
      expect(wormOf('s3://my-bucket?retain_days=30&mode=GOVERNANCE', aws)).toMatchObject({
        prefix: '',
        region: 'us-east-1',
        endpoint: 'https://aws.example',
        retainDays: 30,
        mode: 'GOVERNANCE',
      });
      const minio = { ...aws, AWS_ENDPOINT_URL_S3: 'https://minio.example' };
      expect(wormOf('s3://my-bucket?region=eu-west-1', minio)).toMatchObject({
        region: 'eu-west-1',
        endpoint: 'https://minio.example',
      });
    });

    it('wants to know in which region a bucket is, and an endpoint that is encrypted', () => {
      const s3 = { ...GOOD, LEDGER_SIGNING_KEY: SEED, AUDIT_WORM_URL: 's3://my-bucket/prefix' };
      expect(problemsOf(s3)).toEqual([
        'AUDIT_WORM_URL names a bucket, but no region: set AWS_REGION, or add ?region=eu-central-1 to AUDIT_WORM_URL.',
      ]);
      expect(problemsOf({ ...s3, AWS_REGION: 'eu-west-1', AWS_ENDPOINT_URL_S3: 'http://minio.example' })).toEqual([
        'AWS_ENDPOINT_URL_S3 must begin with https:// (http:// is for this machine only).',
      ]);
    });

    it.each([
      'not a url',
      'https://bucket.example/',
      's3://my-bucket?region=Frankfurt',
      's3://my-bucket?region=eu-central-1&endpoint=https://minio.example',
      's3://my-bucket?region=eu-central-1&retain_days=0',
      's3://my-bucket?region=eu-central-1&colour=red',
      'file://host/path',
      'file:///a/directory/',
    ])('refuses %s as a place for checkpoints, and says what one looks like', (AUDIT_WORM_URL) => {
      const [problem, ...others] = problemsOf({ ...GOOD, LEDGER_SIGNING_KEY: SEED, AUDIT_WORM_URL });
      expect(problem).toContain('AUDIT_WORM_URL must be file:///path/of/a/file or s3://bucket/prefix (and');
      expect(others).toEqual([]);
    });

    it.each(['short', SEED.slice(1), `${SEED},${OLD_SEED},${SEED}`, 'x'.repeat(44)])(
      'refuses %s as a key, and says how one is made',
      (LEDGER_SIGNING_KEY) => {
        expect(problemsOf({ ...GOOD, LEDGER_SIGNING_KEY })).toEqual([
          'LEDGER_SIGNING_KEY must be the base64 of 32 random bytes (openssl rand -base64 32). To change it, put the new one in front of the old one, with a comma between them.',
        ]);
      },
    );

    it('refuses a place for what nothing signs', () => {
      expect(problemsOf({ ...GOOD, AUDIT_WORM_URL: 'file:///var/lib/checkpoints.jsonl' })).toEqual([
        'LEDGER_SIGNING_KEY is missing, but AUDIT_WORM_URL is set: what goes there is signed. Make a key with openssl rand -base64 32, or unset AUDIT_WORM_URL.',
      ]);
    });
  });
});
