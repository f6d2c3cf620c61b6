import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { z } from 'zod';

import { startApp, type RunningApp } from '../../src/app.js';
import type { Config } from '../../src/config.js';
import type { Clock } from '../../src/engine/ports.js';
import { catalogue } from '../../src/operations/catalogue.js';
import type { SimulatorOptions } from '../../src/simulator/options.js';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { createLogger } from '../../src/telemetry/log.js';
import type { TestDatabase } from './database.js';
import { configFor } from './gridkeeper.js';

/** An app that nobody has installed yet. */
export interface Uninstalled {
  readonly app: RunningApp;
  readonly url: string;
  readonly log: string[];
  readiness(): Promise<{ status: number; body: Record<string, unknown> }>;
}

/** What the tokens of these tests are encrypted with. */
export const KEYS = [{ id: 'test', key: randomBytes(32) }] as const;
const Readiness = z.record(z.string(), z.unknown());

/** The configuration of an app that is installed in the browser. */
export function oauthConfig(slack: Simulator, changes: Partial<Config> = {}): Config {
  const { id: clientId, secret: clientSecret } = slack.oauthClient;
  return {
    ...configFor(slack, {}),
    tokens: null,
    oauth: { clientId, clientSecret, stateSecret: 'a-state-secret-of-these-tests' },
    keys: KEYS,
    enterpriseId: null,
    secrets: [slack.signingSecret, clientSecret],
    ...changes,
  };
}

export async function startUninstalledGrid(options: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  return startSimulator({ manifest: JSON.parse(await readFile('manifest.json', 'utf8')), ...options });
}

/** Starts it, without waiting for an install. */
export async function startUninstalled(
  slack: Simulator,
  database: TestDatabase,
  { clock, changes = {} }: { clock?: Clock; changes?: Partial<Config> } = {},
): Promise<Uninstalled> {
  const log: string[] = [];
  const config = oauthConfig(slack, changes);
  const app = await startApp(config, {
    catalogue,
    log: createLogger({
      level: 'debug',
      secrets: config.secrets,
      destination: { write: (line) => void log.push(line) },
    }),
    place: { kind: 'opened', database, schema: database.schema },
    postsApartMs: 0,
    onFatal: (error) => {
      throw error;
    },
    ...(clock ? { clock } : {}),
  });
  app.ready.catch(() => undefined);
  const url = `http://127.0.0.1:${app.port}`;
  slack.appUrl = url;
  return {
    app,
    url,
    log,
    readiness: async () => {
      const response = await fetch(`${url}/readyz`);
      const body = Readiness.parse(await response.json());
      return { status: response.status, body };
    },
  };
}

/** Empties the database of everything that these tests leave there. */
export async function forgetInstall({ db }: TestDatabase): Promise<void> {
  const tables = [
    'installations',
    'deployments',
    'install_states',
    'received_events',
    'owner_messages',
    'outbox',
    'outbox_lanes',
    'approvals',
    'calls',
    'clear_texts',
    'runs',
    'ledger_entries',
    'ledger_heads',
    'directory_entries',
    'directory_reads',
  ] as const;
  for (const table of tables) await db.deleteFrom(table).execute();
}
