import { readFile } from 'node:fs/promises';

import { afterAll, afterEach, beforeAll } from '@jest/globals';

import { manifestOf } from '../../src/cli/manifest-of.js';
import { startApp, type RunningApp } from '../../src/app.js';
import type { ProcessKind } from '../../src/app/process-kind.js';
import type { Config } from '../../src/config.js';
import type { LedgerConfig } from '../../src/config/ledger.js';
import type { AwsDoor } from '../../src/engine/aws.js';
import type { Clock } from '../../src/engine/ports.js';
import { catalogue } from '../../src/operations/catalogue.js';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { createLogger } from '../../src/telemetry/log.js';
import type { TestDatabase } from './database.js';

export interface Grid {
  readonly slack: Simulator;
  readonly app: RunningApp;
  /** Everything the app logged, a JSON object a line. */
  readonly log: string[];
}

export interface GridOptions {
  readonly clock?: Clock;
  readonly commandPrefix?: string;
  readonly kind?: ProcessKind;
  /** The way to AWS, and who may use it. */
  readonly aws?: (slack: Simulator) => Promise<AwsDoor>;
  readonly awsOperators?: readonly string[];
  /** By which keys the ledger is signed, and where that goes. */
  readonly ledger?: LedgerConfig;
  readonly policyFile?: string | null;
  /** How long a channel rests after each post; no time at all, unless told otherwise. */
  readonly postsApartMs?: number;
}

export const AUDIT = 'admin-audit';
export const APPROVALS = 'admin-approvals';

/** The app on a simulated Grid, in this process, over real HTTP both ways. One per test file. */
export function withGrid(
  database: { readonly current: TestDatabase },
  options: GridOptions = {},
): { readonly current: Grid } {
  let grid: Grid | null = null;

  beforeAll(async () => {
    const { commandPrefix: prefix = '' } = options;
    const slack = await startSimulator({
      manifest: prefix
        ? manifestOf(catalogue, { url: 'https://gridkeeper.example.com', prefix })
        : JSON.parse(await readFile('manifest.json', 'utf8')),
    });
    grid = await startOn(slack, database.current, options);
  });

  afterEach(() => grid?.slack.clearFaults());

  afterAll(async () => {
    await grid?.app.stop();
    await grid?.slack.stop();
  });

  return {
    get current() {
      if (!grid) throw new Error('The grid stands while tests run only.');
      return grid;
    },
  };
}

/**
 * What a test has posted goes with its Slack. What is still to be said of it would find nothing there, and hold up what
 * the next test waits for.
 */
export async function forgetPosts({ db }: TestDatabase): Promise<void> {
  await db.deleteFrom('outbox').execute();
  await db.deleteFrom('outbox_lanes').execute();
}

/** Starts an app against a simulated Grid that stands already, as another process of the same deployment would. */
export async function startOn(slack: Simulator, database: TestDatabase, options: GridOptions = {}): Promise<Grid> {
  const log: string[] = [];
  const config = configFor(slack, options);
  const app = await startApp(config, {
    catalogue,
    log: createLogger({
      level: 'debug',
      secrets: config.secrets,
      destination: { write: (line) => void log.push(line) },
    }),
    place: { kind: 'opened', database, schema: database.schema },
    postsApartMs: options.postsApartMs ?? 0,
    onFatal: (error) => {
      throw error;
    },
    ...(options.kind ? { kind: options.kind } : {}),
    ...(options.clock ? { clock: options.clock } : {}),
    ...(options.aws ? { aws: await options.aws(slack) } : {}),
  });
  await app.ready;
  if (options.kind !== 'worker') slack.appUrl = `http://127.0.0.1:${app.port}`;
  return { slack, app, log };
}

/** The configuration of an app on this simulated Grid. */
export function configFor(
  slack: Simulator,
  {
    commandPrefix = '',
    awsOperators = [],
    policyFile = null,
    ledger = { signingKeys: [], worm: null, sink: null },
  }: GridOptions,
): Config & { readonly enterpriseId: string } {
  return {
    transport: { kind: 'http', signingSecret: slack.signingSecret },
    tokens: { bot: slack.botToken, admin: slack.adminToken },
    oauth: null,
    keys: [],
    enterpriseId: slack.org.id,
    slackApiUrl: slack.apiUrl,
    auditChannel: slack.org.channel(AUDIT).id,
    approvalChannel: slack.org.channel(APPROVALS).id,
    database: { kind: 'postgres', url: 'not used' },
    commandPrefix,
    host: '127.0.0.1',
    port: 0,
    logLevel: 'debug',
    metricsToken: 'metrics-token-of-a-test',
    policyFile,
    aws: awsOperators.length > 0 ? { accounts: [], operators: awsOperators, client: 'composed' } : null,
    ledger,
    secrets: [slack.signingSecret, slack.botToken, slack.adminToken],
  };
}

/** The same as variables of a process (DESIGN section 7), without a database. */
export function environmentFor(slack: Simulator): Record<string, string> {
  return {
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_ADMIN_TOKEN: slack.adminToken,
    SLACK_ENTERPRISE_ID: slack.org.id,
    SLACK_API_URL: slack.apiUrl,
    AUDIT_CHANNEL_ID: slack.org.channel(AUDIT).id,
    APPROVAL_CHANNEL_ID: slack.org.channel(APPROVALS).id,
  };
}
