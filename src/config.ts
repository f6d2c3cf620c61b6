import { z } from 'zod';

import { awsAccounts, type AwsConfig, type ReadAwsAccounts } from './config/aws.js';
import { databaseConfig, databaseProblems, databaseVariables, type DatabaseConfig } from './config/database.js';
import { httpsUrl, isHttpsUnlessLoopback } from './config/https.js';
import {
  installConfig,
  InstallEnvironment,
  installProblems,
  keyringFrom,
  type EncryptionKey,
  type InstallConfig,
} from './config/install.js';
import {
  alsoItsParts,
  ledgerConfig,
  ledgerProblems,
  ledgerVariables,
  secretsOfUrl,
  type LedgerConfig,
} from './config/ledger.js';
import { transportConfig, TransportEnvironment, transportProblems, type Transport } from './config/transport.js';

/*
 * Everything that is set from outside, once and in one place. All problems are printed at once, each with its remedy;
 * values of secrets never are.
 */

const filled = (how: string): z.ZodString => z.string({ error: `is missing. ${how}` }).min(1, `is empty. ${how}`);
const channel = (how: string): z.ZodString =>
  filled(how).regex(
    /^[CG][A-Z0-9]+$/u,
    'must be a channel’s ID such as C012A3CDE, not its name: open the channel’s details in Slack and copy it.',
  );

/** Set and empty is the same as not set; hosting dashboards like to leave empty variables behind. */
export const blankIsUnset = (environment: NodeJS.ProcessEnv): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, value?.trim() || undefined]));

const Environment = z.object({
  ...InstallEnvironment.shape,
  ...TransportEnvironment.shape,
  SLACK_API_URL: z
    .url({ error: 'must be a URL.' })
    .refine(
      isHttpsUnlessLoopback,
      'must begin with https://, because tokens are sent to it (http:// is for this machine only).',
    )
    .default('https://slack.com/api/'),
  AUDIT_CHANNEL_ID: channel('It is the ID of the channel where results are posted.'),
  APPROVAL_CHANNEL_ID: channel('It is the ID of the private channel where approvals are asked for.'),
  ...databaseVariables,
  COMMAND_PREFIX: z
    .string()
    .regex(/^[a-z0-9_-]{1,9}$/u, 'takes lower-case letters, digits, - and _, at most 9.')
    .default(''),
  HOST: z.string().default('0.0.0.0'),
  PORT: z.coerce.number({ error: 'must be a port number.' }).int().min(0).max(65_535).default(3000),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  METRICS_TOKEN: z
    .string()
    .min(16, 'must have 16 characters or more: whoever knows it may read how much is done here.')
    .optional(),
  AWS_ACCOUNTS_FILE: z.string().optional(),
  AWS_OPERATORS: z
    .string()
    .regex(
      /^[UW][A-Z0-9]+(?:\s*,\s*[UW][A-Z0-9]+)*$/u,
      'must be the Slack user IDs of those who may run AWS operations, with commas between them: U012A3CDE,W012A3CDE.',
    )
    .optional(),
  AWS_SUPPORT_APP_CLIENT: z
    .enum(['composed', 'official'], {
      error:
        'must be “official” for AWS’s own package @aws-sdk/client-support-app, or “composed” (the default) for the client that comes with Gridkeeper.',
    })
    .default('composed'),
  AWS_ENDPOINT_URL_SUPPORT_APP: httpsUrl.optional(),
  AWS_ENDPOINT_URL_STS: httpsUrl.optional(),
  ...ledgerVariables,
  POLICY_FILE: z.string().optional(),
});

export interface Config extends InstallConfig {
  readonly transport: Transport;
  readonly slackApiUrl: string;
  readonly auditChannel: string;
  readonly approvalChannel: string;
  readonly database: DatabaseConfig;
  readonly commandPrefix: string;
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  /** What monitoring has to show to read `/metrics`; `null`: there is no such page. */
  readonly metricsToken: string | null;
  readonly aws: AwsConfig | null;
  /** Path of the policy file; `null`: the policy that comes with the app. */
  readonly policyFile: string | null;
  readonly ledger: LedgerConfig;
  /** Everything that must never be seen in a log. */
  readonly secrets: readonly string[];
}

/** What is wrong with the environment, a line each. */
export class BadConfiguration extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(
      [
        'Gridkeeper cannot start, because its configuration is not as it has to be:',
        ...problems.map((problem) => `  - ${problem}`),
        'To try it without a Slack organisation, run: npm run sim',
      ].join('\n'),
    );
    this.name = 'BadConfiguration';
    this.problems = problems;
  }
}

/** What the files that variables name are read with. */
export interface FileReaders {
  readonly awsAccounts: ReadAwsAccounts;
  /** What is wrong with a policy file, a sentence each; `policy-file.ts` does it. */
  readonly policyProblems: (file: string) => readonly string[];
}

/** Reads the environment. @throws BadConfiguration with every problem at once. */
export function readConfig(environment: NodeJS.ProcessEnv, files: FileReaders): Config {
  const env = blankIsUnset(environment);
  const read = Environment.safeParse(env);
  const aws = awsAccounts(env, files.awsAccounts);
  const problems = [
    ...(read.error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? []),
    ...transportProblems(env),
    ...installProblems(env),
    ...channelProblems(env),
    ...databaseProblems(env),
    ...ledgerProblems(env),
    ...aws.problems,
    ...(env['POLICY_FILE'] ? files.policyProblems(env['POLICY_FILE']) : []),
  ];
  if (!read.success || problems.length > 0) throw new BadConfiguration(problems);
  const set = read.data;
  return {
    transport: transportConfig(set),
    ...installConfig(set),
    slackApiUrl: set.SLACK_API_URL,
    auditChannel: set.AUDIT_CHANNEL_ID,
    approvalChannel: set.APPROVAL_CHANNEL_ID,
    database: databaseConfig(set),
    commandPrefix: set.COMMAND_PREFIX,
    host: set.HOST,
    port: set.PORT,
    logLevel: set.LOG_LEVEL,
    metricsToken: set.METRICS_TOKEN ?? null,
    aws: aws.accounts && {
      accounts: aws.accounts,
      operators: set.AWS_OPERATORS?.split(/\s*,\s*/u) ?? [],
      client: set.AWS_SUPPORT_APP_CLIENT,
    },
    policyFile: set.POLICY_FILE ?? null,
    ledger: ledgerConfig(set),
    secrets: [
      ...SECRETS.flatMap((key) => env[key] ?? []).flatMap(alsoItsParts),
      ...(set.AUDIT_SINK_URL === undefined ? [] : secretsOfUrl(set.AUDIT_SINK_URL)),
    ],
  };
}

/** What changing keys needs: the database and the keys. @throws BadConfiguration. */
export function readKeyring(environment: NodeJS.ProcessEnv): {
  readonly database: DatabaseConfig;
  readonly keys: readonly EncryptionKey[];
} {
  const env = blankIsUnset(environment);
  const keyring = keyringFrom(env['TOKEN_ENCRYPTION_KEY']);
  const problems = [...('problem' in keyring ? [keyring.problem] : []), ...databaseProblems(env)];
  if ('problem' in keyring || problems.length > 0) throw new BadConfiguration(problems);
  return {
    database: databaseConfig({ DATABASE_URL: env['DATABASE_URL'], DATA_DIR: env['DATA_DIR'] }),
    keys: keyring.keys,
  };
}

const SECRETS: readonly string[] = [
  'SLACK_SIGNING_SECRET',
  'SLACK_CLIENT_SECRET',
  'SLACK_STATE_SECRET',
  'SLACK_BOT_TOKEN',
  'SLACK_ADMIN_TOKEN',
  'SLACK_APP_TOKEN',
  'TOKEN_ENCRYPTION_KEY',
  'LEDGER_SIGNING_KEY',
  'METRICS_TOKEN',
  'DATABASE_URL',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
];

/** The audit channel is for many to read; approvals are for few. */
function channelProblems(env: Record<string, string | undefined>): string[] {
  const same = env['AUDIT_CHANNEL_ID'] !== undefined && env['AUDIT_CHANNEL_ID'] === env['APPROVAL_CHANNEL_ID'];
  return same ? ['APPROVAL_CHANNEL_ID must be another channel than AUDIT_CHANNEL_ID, and a private one.'] : [];
}
