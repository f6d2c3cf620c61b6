import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { givenPolicy, policySettings } from './app/policy-file.js';
import type { Config } from './config.js';
import { connectAws } from './aws/connect.js';
import { NO_AWS, type AwsDoor } from './engine/aws.js';
import type { Catalogue } from './engine/operation.js';
import type { Clock } from './engine/ports.js';
import { metricsPage } from './metrics-page.js';
import type { ProcessKind } from './app/process-kind.js';
import type { Recurring } from './recurring.js';
import { closedDoor } from './slack/door/closed-door.js';
import { connectSlack } from './slack/clients/connect.js';
import type { Desk } from './slack/desk.js';
import { healthOf } from './slack/health.js';
import { installationSide } from './slack/install/side-of.js';
import { trackJobs, type Jobs } from './slack/jobs.js';
import { startServer } from './slack/door/server.js';
import type { DatabasePlace } from './store/open-place.js';
import { openFoundation, type Store } from './store/open.js';
import type { Logger } from './telemetry/log.js';
import { begin, type Begun } from './app/begin.js';

export interface AppOptions {
  readonly catalogue: Catalogue;
  /** Left out, one process does everything. */
  readonly kind?: ProcessKind;
  readonly log: Logger;
  /** Called where going on would be unsafe: the process has to end. */
  readonly onFatal: (error: unknown) => void;
  /** Another database than the configured one. */
  readonly place?: DatabasePlace;
  /** Another way to AWS than the configured one. */
  readonly aws?: AwsDoor;
  readonly clock?: Clock;
  readonly newId?: () => string;
  /** Another pace of posts than Slack's. */
  readonly postsApartMs?: number;
}

export interface RunningApp {
  readonly port: number;
  /** Settles when Slack has confirmed the tokens and requests are taken. @throws WrongTokens, SlackRefused. */
  readonly ready: Promise<void>;
  /**
   * Is not ready any more, takes requests for `lingerMs` longer (0 where left out) because whoever routes them needs a
   * moment to notice, finishes what is under way, and closes the database; settles within 25 s.
   */
  stop(lingerMs?: number): Promise<void>;
}

/** What is still under way after this long is left to the lease and to other processes, or the next start. */
const STOP_WITHIN_MS = 20_000;
/** A connection that is still lent out then hangs on a statement that ends by itself. */
const CLOSE_WITHIN_MS = 3_000;

const systemClock: Clock = { now: () => new Date(), sleep: (milliseconds) => sleep(milliseconds) };

/**
 * Puts the parts together and starts them. The port answers at once; Slack's requests are taken when `ready`.
 * @throws BadConfiguration where the policy file cannot be put into force.
 */
export async function startApp(config: Config, options: AppOptions): Promise<RunningApp> {
  const { log, catalogue, kind = 'both', clock = systemClock, newId = randomUUID, postsApartMs } = options;
  const given = givenPolicy(policySettings(config, catalogue));
  const jobs = trackJobs();
  const stopping = new AbortController();
  const process = { kind, log, catalogue, clock, newId, jobs, holder: newId(), signal: stopping.signal, postsApartMs };
  const logFault = faultLog(log, newId);

  let begun: Begun | null = null;

  const { keys, slackApiUrl } = config;
  const place = options.place ?? config.database;
  const foundation = await openFoundation({ ...process, place, keys, now: clock.now(), onLost: options.onFatal });
  const onFault = (error: unknown): unknown => logFault(error, 'keeping the installation');
  const { installations } = foundation;
  const directory = (): Store['directory'] | null => begun?.store.directory ?? null;
  const onKept = (): void => begun?.upkeep.recheck();
  const side = installationSide(config, { ...process, installations, onFault, directory, onKept });
  const aws = options.aws ?? (config.aws ? await connectAws(config.aws) : NO_AWS);
  const clients = connectSlack({ bot: side.bot, admin: side.admin, slackApiUrl }, { catalogue, log, aws, clock });

  const closed = closedDoor({
    transport: config.transport,
    clock,
    onRefusal: (why) => log.warn({ why }, 'a request was turned away'),
    organisation: async () => config.enterpriseId ?? (await installations?.organisation()) ?? null,
    missing: () => side.missing(),
  });
  const server = await startServer({
    host: config.host,
    port: config.port,
    slackEvents: (request, response) => (begun?.reception.requests ?? closed)(request, response),
    install: side.flow,
    health: () => healthOf(foundation, side, clients, stopping.signal.aborted ? null : begun),
    metrics: metricsPage(config, clock, () => begun),
    onFault: (error) => logFault(error, 'an HTTP request'),
  });
  const onBegun = (all: Begun): Begun => (begun = all);
  const ready = begin(config, { ...process, given, logFault, foundation, side, clients, aws, onBegun });

  return {
    port: server.port,
    ready,
    stop: async (lingerMs = 0) => {
      stopping.abort();
      const end = async (): Promise<void> => {
        await sleep(lingerMs);
        await ready.catch(() => undefined);
        await Promise.all([server.close(), begun?.reception.close()]);
        await finish(jobs, [...side.loops, ...(begun?.loops ?? [])]);
        await begun?.policy.leave().catch((error: unknown) => logFault(error, 'leaving'));
      };
      await within(STOP_WITHIN_MS, end());
      await begun?.bell.stop();
      await within(CLOSE_WITHIN_MS, foundation.close());
    },
  };
}

const within = (milliseconds: number, work: Promise<void>): Promise<void> =>
  Promise.race([work, sleep(milliseconds, undefined, { ref: false })]);

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
