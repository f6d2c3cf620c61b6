import { bellOf } from './bell.js';
import { beginByItself } from './by-itself.js';
import { deskOf } from './desk-of.js';
import { followPolicy, type Following } from './follow-policy.js';
import { logEnd } from './run-line.js';
import { portsOf, type Parts } from './ports-of.js';
import type { Config } from '../config.js';
import type { NewPolicy } from '../engine/policies.js';
import type { Run } from '../engine/run.js';
import type { ProcessKind } from './process-kind.js';
import type { Recurring } from '../recurring.js';
import type { Desk } from '../slack/desk.js';
import { goOnWith } from '../slack/screens/in-hand.js';
import type { InstallationSide } from '../slack/install/installation.js';
import { installedOn } from '../slack/install/side-of.js';
import { upkeepOf, type Upkeep } from '../slack/install/upkeep.js';
import { recordHealthOf, type RecordHealth } from '../slack/posts/record-health.js';
import { NO_RECEPTION, openReception, type Reception } from '../slack/door/reception.js';
import { neededScopes } from '../slack/clients/scopes.js';
import type { Alarm } from '../store/alarm.js';
import type { Foundation, Store } from '../store/open.js';
import type { Logger } from '../telemetry/log.js';
import { startStream } from '../witness/start-stream.js';
import { startWitness, type Witness } from '../witness/start-witness.js';

/** What beginning stands on. */
export interface Beginning
  extends Pick<Desk, 'jobs' | 'newId' | 'logFault'>, Omit<Parts, 'config' | 'store' | 'installation'> {
  readonly kind: ProcessKind;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly given: NewPolicy;
  readonly foundation: Foundation;
  readonly side: InstallationSide;
  /** Called as soon as requests can be taken. */
  readonly onBegun: (begun: Begun) => unknown;
}

/** What there is once it is known whose organisation this is. */
export interface Begun {
  readonly store: Store;
  readonly reception: Reception;
  readonly upkeep: Upkeep;
  readonly witness: Witness;
  readonly policy: Following;
  readonly record: RecordHealth;
  readonly loops: readonly Recurring[];
  readonly bell: Alarm;
}

/** Waits for an organisation and for Slack's word that the tokens are its, then begins to work for it. */
export async function begin(config: Config, parts: Beginning): Promise<void> {
  const { kind, log, signal, foundation, side, clients, logFault } = parts;
  const enterpriseId = await side.organisation(signal);
  let delivering: Recurring | null = null;
  const bell = await bellOf(kind, foundation, log);
  const onNotice = (): void => (kind === 'web' ? bell.ring() : delivering?.nudge());
  const store = await foundation.forOrg({ enterpriseId, onNotice, ...aboutRuns(parts) });
  if (store.toolsProblem) log.warn({ why: store.toolsProblem }, 'command-line tools cannot ask this process');
  const installation = await installedOn(enterpriseId, side, { clients, log, signal });
  const { ownerMessages: messages, directory } = store;
  const upkeep = upkeepOf({
    clients,
    enterpriseId,
    needed: neededScopes(parts.catalogue),
    tokens: side.installed?.tokens ?? null,
    messages,
    directory,
    auditChannel: config.auditChannel,
    takeTurn: (lane, now) => store.outbox.takeTurn(lane, now),
    clock: parts.clock,
    log,
    onFault: (error) => logFault(error, 'looking after the install'),
  });
  const policy = await followPolicy(config, { ...parts, store, upkeep });
  const ports = portsOf({ ...parts, config: { ...config, enterpriseId }, store, installation });
  const record = recordHealthOf({ config, store, clients, clock: parts.clock, log, logFault });
  const desk = deskOf(config, parts, { ports, upkeep, policyProblem: () => policy.problem(), record });
  const withDesk = {
    config,
    ports,
    store,
    clients,
    log,
    logFault,
    goOnWith: (run: Run) => goOnWith(desk, run),
    signal,
  };
  const own = await beginByItself(kind, bell, withDesk);
  delivering = own.delivering;
  const witness = witnessOf(config, store, parts);
  const { transport, slackApiUrl } = config;
  const receiving = { transport, slackApiUrl, desk, clients, log, installed: side.installed, signal };
  const reception = kind === 'worker' ? NO_RECEPTION : openReception(receiving);
  const repeated = [...own.loops, ...upkeep.loops, ...witness.loops, policy.loop, record.loop];
  parts.onBegun({ store, reception, upkeep, witness, policy, record, bell, loops: repeated });
  await reception.opened;
  log.info({ installer: installation.installer, enterprise: enterpriseId, process: kind }, 'ready');
}

const aboutRuns = ({ log, clock }: Beginning): { onEnd: (run: Run) => void; clock: () => Date } => ({
  onEnd: (run) => logEnd(log, run, clock.now()),
  clock: () => clock.now(),
});

/** Signs the ledger, and streams it where it is to be streamed; a process that is for the web only leaves that to others. */
function witnessOf({ ledger }: Config, { checkpoints, stream }: Store, parts: Beginning): Witness {
  const { kind, clock, log, logFault, signal } = parts;
  const shared = { config: ledger, clock, log };
  const onFault = (error: unknown): unknown => logFault(error, 'taking the ledger outside');
  const witness = startWitness({ ...shared, checkpoints, onFault });
  const streaming = kind === 'web' ? [] : startStream({ ...shared, stream, signal, onFault });
  return { ...witness, loops: [...witness.loops, ...streaming] };
}
