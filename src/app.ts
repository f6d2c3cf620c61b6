import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from './config.js';
import { connectAws } from './aws/connect.js';
import { NO_AWS, type AwsDoor } from './engine/aws.js';
import { whoseMethod } from './engine/method-page.js';
import type { Catalogue } from './engine/operation.js';
import { detailsOf } from './engine/outcome.js';
import type { Clock, Ports } from './engine/ports.js';
import { toPlain } from './engine/words.js';
import { loadingView } from './forms/run-views.js';
import { metricsPage } from './metrics-page.js';
import { defaultPolicy } from './policy/default-policy.js';
import { type Recurring } from './recurring.js';
import { approvalChannelProblem } from './slack/approval-channel.js';
import { askedOnceAMinute, auditChannelProblem, warnOfAuditChannel } from './slack/audit-channel.js';
import { connectSlack, verifiedInstallation, type SlackClients } from './slack/connect.js';
import type { Desk } from './slack/desk.js';
import { sendFile } from './slack/files.js';
import { trackJobs, type Jobs } from './slack/jobs.js';
import { readAnew } from './slack/org-reader.js';
import { writeTo } from './slack/posting.js';
import { screenOf } from './slack/screen.js';
import { startServer } from './slack/server.js';
import { slackSide, type Listener } from './slack/slack-side.js';
import type { Installation } from './slack/verify-installation.js';
import { startLoops, type Loops } from './loops.js';
import { openStore, type DatabasePlace, type Store } from './store/open.js';
import type { Logger } from './telemetry/log.js';

export interface AppOptions {
  readonly catalogue: Catalogue;
  readonly log: Logger;
  /** Called where going on would be unsafe: the process has to end. */
  readonly onFatal: (error: unknown) => void;
  /** Another database than the configured one. */
  readonly place?: DatabasePlace;
  /** Another way to AWS than the configured one. */
  readonly aws?: AwsDoor;
  readonly clock?: Clock;
  readonly newId?: () => string;
}

export interface RunningApp {
  readonly port: number;
  /** Settles when Slack has confirmed the tokens and requests are taken. @throws WrongTokens, SlackRefused. */
  readonly ready: Promise<void>;
  /** Takes no new work, finishes what is under way, and closes the database. */
  stop(): Promise<void>;
}

/** What is still under way after this long is left to the lease and the next start. */
const STOP_WITHIN_MS = 20_000;

const systemClock: Clock = { now: () => new Date(), sleep: (milliseconds) => sleep(milliseconds) };

/** Puts the parts together and starts them. The port answers at once; Slack's requests are taken when `ready`. */
export async function startApp(config: Config, options: AppOptions): Promise<RunningApp> {
  const { log, catalogue, clock = systemClock, newId = randomUUID } = options;
  let loops: Loops | null = null;
  const jobs = trackJobs();
  const stopping = new AbortController();
  const logFault = faultLog(log, newId);
  const holder = newId();

  const store = await openStore({
    place: options.place ?? config.database,
    enterpriseId: config.enterpriseId,
    holder,
    now: clock.now(),
    onNotice: () => loops?.delivering.nudge(),
    onLost: options.onFatal,
  });
  const aws = options.aws ?? (config.aws ? await connectAws(config.aws) : NO_AWS);
  const clients = connectSlack(config, { catalogue, log, aws, clock });

  let events = notReadyYet;
  const server = await startServer({
    host: config.host,
    port: config.port,
    slackEvents: (request, response) => events(request, response),
    health: () => healthOf(store, clients, events !== notReadyYet && !stopping.signal.aborted),
    metrics: metricsPage(config.metricsToken, clock, () => store),
    onFault: (error) => logFault(error, 'an HTTP request'),
  });

  const begin = async (): Promise<void> => {
    const installation = await verifiedInstallation(clients, config.enterpriseId, { log, signal: stopping.signal });
    const ports = portsOf({ config, catalogue, clock, holder, store, clients, installation, aws });
    const desk: Desk = {
      ports,
      jobs,
      newId,
      logFault,
      screen: screenOf(clients.interactive, ports),
      sendFile: (person, file) => sendFile(clients.posting, person, file),
      sendMessage: (person, text) => writeTo(clients.posting, person, text),
      commandPrefix: config.commandPrefix,
    };
    loops = startLoops({ config, ports, store, clients, log, logFault, signal: stopping.signal });
    events = slackSide({ signingSecret: config.signingSecret, desk, clients, log });
    const audit = () => auditChannelProblem(clients.interactive, store.directory, config.auditChannel);
    await warnOfAuditChannel(log, audit);
    log.info({ installer: installation.installer, enterprise: config.enterpriseId }, 'ready');
  };
  const ready = begin();

  return {
    port: server.port,
    ready,
    stop: async () => {
      stopping.abort();
      await ready.catch(() => undefined);
      await server.close();
      await Promise.race([finish(jobs, Object.values(loops ?? {})), sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
      await store.close();
    },
  };
}

const notReadyYet: Listener = async (_, response) => {
  response.writeHead(503).end();
};

async function finish(jobs: Jobs, loops: readonly Recurring[]): Promise<void> {
  await jobs.idle();
  await Promise.all(loops.map((loop) => loop.stop()));
}

function faultLog(log: Logger, newId: () => string): Desk['logFault'] {
  return (error, about) => {
    const reference = newId().slice(0, 8);
    log.error({ err: error, reference }, `fault in ${about}`);
    return reference;
  };
}

/** Without its admin token the app can still say why nothing works, so it goes on answering. */
async function healthOf(
  store: Store,
  { health }: SlackClients,
  slack: boolean,
): Promise<{ ready: boolean; why: Record<string, string> }> {
  const database = await store.ping().then(
    () => 'ok',
    () => 'does not answer',
  );
  const why = { slack: slack ? 'ok' : 'not verified yet', admin_token: health.problem() ?? 'ok', database };
  return { ready: slack && database === 'ok', why };
}

/** What the engine's ports are made of. */
export interface Parts {
  readonly config: Config;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly holder: string;
  readonly store: Store;
  readonly clients: SlackClients;
  readonly installation: Installation;
  readonly aws: AwsDoor;
}

/** The engine's ports on the real store and the real Slack clients. */
export function portsOf({ config, catalogue, clock, holder, store, clients, installation, aws }: Parts): Ports {
  const { enterpriseId } = config;
  const { records, directory } = store;
  const screen = screenOf(clients.interactive, { catalogue, records, clock });
  return {
    enterpriseId,
    catalogue,
    records,
    directory,
    clock,
    holder,
    refreshPolicy: async () => undefined,
    policy: defaultPolicy(config.aws?.operators, [config.auditChannel, config.approvalChannel]),
    admin: clients.admin,
    installer: installation.installer,
    awsAccounts: aws.accounts,
    approvalChannelProblem: () => approvalChannelProblem(clients.interactive, directory, config.approvalChannel),
    auditChannelProblem: askedOnceAMinute(clock, () =>
      auditChannelProblem(clients.interactive, directory, config.auditChannel),
    ),
    readAnew: () =>
      readAnew({
        enterpriseId,
        enterpriseName: installation.enterpriseName,
        interactive: clients.interactive,
        admin: clients.admin,
        directory,
        aws,
        clock,
      }),
    progress: {
      waiting: async (run, seconds) => {
        if (!run.viewId) return;
        const { title } = catalogue.byMethod(run.operation);
        const says = `${whoseMethod(run.operation)} asks us to wait ${seconds} s before the call. It goes on by itself…`;
        await screen.show(run.viewId, loadingView(title, run.id, says)).catch(() => false);
      },
      answered: async (run) => {
        if (!run.viewId) return;
        const operation = catalogue.byMethod(run.operation);
        const says = toPlain(detailsOf(operation, run), run.names);
        await screen.show(run.viewId, loadingView(operation.title, run.id, `${says} Going on…`)).catch(() => false);
      },
    },
  };
}
