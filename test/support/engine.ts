import { randomUUID } from 'node:crypto';
import { NO_AWS, type AwsDoor } from '../../src/engine/aws.js';
import { readFile } from 'node:fs/promises';

import { portsOf } from '../../src/app/ports-of.js';
import { askByMessage } from '../../src/engine/approvals/ask-by-message.js';
import type { Clock, Ports } from '../../src/engine/ports.js';
import { givenPolicy, policySettings } from '../../src/app/policy-file.js';
import { catalogue } from '../../src/operations/catalogue.js';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { connectSlack } from '../../src/slack/clients/connect.js';
import { deliverDue } from '../../src/slack/posts/delivery.js';
import { pagesFrom } from '../../src/slack/directory/directory-sync-pages.js';
import { syncOf } from '../../src/slack/directory/directory-sync.js';
import { paceBy } from '../../src/slack/directory/pace.js';
import { openStore, type Store } from '../../src/store/open.js';
import { createLogger } from '../../src/telemetry/log.js';
import type { TestDatabase } from './database.js';
import { configFor, type GridOptions } from './gridkeeper.js';

/** The engine as one process of a deployment has it: real store, real Slack clients, and a clock of the test's. */
export interface EngineProcess {
  readonly ports: Ports;
  readonly config: ReturnType<typeof configFor>;
  /** Posts what waits in the outbox. */
  deliver(): Promise<void>;
}

/** A simulated Grid for engines that are called directly. */
export async function startGrid(options: { readonly appToken?: string } = {}): Promise<Simulator> {
  return startSimulator({ manifest: JSON.parse(await readFile('manifest.json', 'utf8')), ...options });
}

/** What the app does before it decides anything: the policy it was started with comes into force. */
async function putInForce(
  { policies }: Store,
  { config, clock, holder }: { config: ReturnType<typeof configFor>; clock: Clock; holder: string },
): Promise<void> {
  const policy = givenPolicy(policySettings(config, catalogue));
  const at = clock.now();
  await policies.offer({ policy, holder, changed: false, at, until: at, tell: () => [] });
}

/** Starts the engine's side of one process, under a name of its own in leases. */
export async function startEngineProcess(
  slack: Simulator,
  database: TestDatabase,
  clock: Clock,
  holder: string = randomUUID(),
  aws: AwsDoor = NO_AWS,
  options: GridOptions = {},
): Promise<EngineProcess> {
  const config = configFor(slack, options);
  const log = createLogger({ level: 'silent', secrets: [] });
  const clients = connectSlack(
    { bot: slack.botToken, admin: slack.adminToken, slackApiUrl: slack.apiUrl },
    { catalogue, log, aws, clock },
  );
  const store = await openStore({
    place: { kind: 'opened', database, schema: database.schema },
    enterpriseId: config.enterpriseId,
    holder,
    now: clock.now(),
    onNotice: () => undefined,
    onLost: () => undefined,
    postsApartMs: 0,
  });
  const sync = syncOf({
    copy: store.directory,
    pages: pagesFrom({ admin: clients.admin, bot: clients.interactive, workspaces: () => [] }),
    clock,
    pace: paceBy(clock),
    signal: new AbortController().signal,
  });
  await Promise.all([sync('workspaces'), sync('people')]);
  const installation = { installer: slack.org.person('dorothy').id, enterpriseName: slack.org.name };
  await putInForce(store, { config, clock, holder });
  const ports = portsOf({ config, catalogue, clock, holder, store, clients, installation, aws });
  const deliver = (): Promise<void> =>
    deliverDue({
      catalogue,
      clock,
      outbox: store.outbox,
      records: store.records,
      client: clients.posting,
      auditChannel: config.auditChannel,
      approvalChannel: config.approvalChannel,
      onCardRefused: (run, code) => askByMessage(ports, run, code),
      onTrouble: () => undefined,
    });
  return { ports, config, deliver };
}

/** Two processes of one deployment, on a simulated Grid of their own. */
export async function startTwoProcesses(
  database: TestDatabase,
  clock: Clock,
): Promise<{ slack: Simulator; first: EngineProcess; second: EngineProcess }> {
  const slack = await startGrid();
  const first = await startEngineProcess(slack, database, clock, 'first');
  const second = await startEngineProcess(slack, database, clock, 'second');
  return { slack, first, second };
}
