import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/*
 * What an operator's monitoring may count. Labels are methods, codes and states of ours and Slack's: never a person, a
 * run or a text. Counters are of this process; Prometheus adds those of several up.
 */

const registry = new Registry();
const registers = [registry];

const runs = new Counter({
  name: 'gridkeeper_runs_total',
  help: 'Runs that reached a state, by operation.',
  labelNames: ['operation', 'state'],
  registers,
});

const calls = new Counter({
  name: 'gridkeeper_calls_total',
  help: 'Calls to Slack and AWS by method; status is ok, their error code, or what happened on the way.',
  labelNames: ['method', 'status'],
  registers,
});

const seconds = new Histogram({
  name: 'gridkeeper_call_seconds',
  help: 'How long calls to Slack and AWS took.',
  labelNames: ['method'],
  buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers,
});

/** What is on its way to somewhere else. */
export interface OnItsWay {
  readonly count: number;
  /** Age of the oldest in seconds; 0 where none waits. */
  readonly age: number;
}

/** What is there at the moment somebody asks; ages in seconds. */
export interface Seen {
  readonly databaseUp: boolean;
  readonly waitingApprovals: number;
  readonly executing: number;
  readonly unknown: number;
  readonly undelivered: number;
  /** Age of the oldest post that Slack has not taken yet; 0 where none waits. */
  readonly undeliveredAge: number;
  /** Age of the local copy by kind; none of a kind that was not read yet. */
  readonly directoryAge: Readonly<Record<string, number>>;
  /** Open connections of Socket Mode; `null` without it. */
  readonly connections: number | null;
  /** Entries that the receiver of the ledger has not taken yet; `null` without one, or where nobody knows. */
  readonly stream: OnItsWay | null;
  /** Signed checkpoints that have not left the database; `null` where they stay there, or where nobody knows. */
  readonly checkpoints: OnItsWay | null;
}

const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers });
/** What there is nothing to say of is left out: 0 would be an answer. */
const show = (one: Gauge, value: number | undefined | null): void =>
  value === undefined || value === null ? one.remove() : one.set(value);
const databaseUp = gauge('gridkeeper_database_up', 'Whether the database answered; where not, what waits reads 0.');
const waiting = gauge('gridkeeper_waiting_approvals', 'Requests that wait for somebody’s yes.');
const executing = gauge('gridkeeper_executing_runs', 'Runs that are being carried out.');
const unknown = gauge('gridkeeper_unknown_runs', 'Runs whose outcome is not known yet.');
const undelivered = gauge('gridkeeper_outbox_posts', 'Posts that Slack has not taken yet.');
const oldest = gauge('gridkeeper_outbox_age_seconds', 'Age of the oldest post that Slack has not taken yet.');
const connections = gauge('gridkeeper_socket_connections', 'Open connections of Socket Mode, of this process.');
const streamEntries = gauge(
  'gridkeeper_stream_entries',
  'Entries of the ledger that AUDIT_SINK_URL has not taken yet.',
);
const streamAge = gauge(
  'gridkeeper_stream_age_seconds',
  'Age of the oldest entry that AUDIT_SINK_URL has not taken yet.',
);
const checkpoints = gauge(
  'gridkeeper_checkpoints_waiting',
  'Signed checkpoints that AUDIT_WORM_URL has not taken yet.',
);
const checkpointsAge = gauge(
  'gridkeeper_checkpoints_age_seconds',
  'Age of the oldest checkpoint that AUDIT_WORM_URL has not taken yet.',
);
const directory = new Gauge({
  name: 'gridkeeper_directory_age_seconds',
  help: 'Age of the local copy of the organisation, by kind.',
  labelNames: ['kind'],
  registers,
});

/** A run reached this state. */
export function countRun(operation: string, state: string): void {
  runs.inc({ operation, state });
}

/** A call was answered, or not, after so many milliseconds. */
export function countCall(method: string, status: string, milliseconds: number): void {
  calls.inc({ method, status });
  seconds.observe({ method }, milliseconds / 1000);
}

/** Begins to watch the process itself: memory, event-loop lag, garbage collection. Called once, at the start. */
export function watchProcess(): void {
  collectDefaultMetrics({ register: registry });
}

/** Everything in Prometheus' text format. */
export async function metricsText(seen: Seen): Promise<string> {
  databaseUp.set(seen.databaseUp ? 1 : 0);
  waiting.set(seen.waitingApprovals);
  executing.set(seen.executing);
  unknown.set(seen.unknown);
  undelivered.set(seen.undelivered);
  oldest.set(seen.undeliveredAge);
  show(connections, seen.connections);
  show(streamEntries, seen.stream?.count);
  show(streamAge, seen.stream?.age);
  show(checkpoints, seen.checkpoints?.count);
  show(checkpointsAge, seen.checkpoints?.age);
  directory.reset();
  for (const [kind, age] of Object.entries(seen.directoryAge)) directory.set({ kind }, age);
  return registry.metrics();
}

/** Of the text that `metricsText` gives. */
export const METRICS_TYPE: string = registry.contentType;
