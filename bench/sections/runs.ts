import { startApp, type App } from '../org/app.js';
import type { WholeRun } from '../org/slack.js';
import { onStage, placesWith, type Place, type Stage } from '../org/stage.js';
import { figure, quantile } from '../figures.js';
import type { Bar, Findings, Section, Table } from '../section.js';

/** What is allocated once is allocated by then. */
const SETTLED_AFTER = 1_000;
const RUNS = 10_000;
const MB = 2 ** 20;

const growth = (place: Place): string => `${place}: memory, grown from ${SETTLED_AFTER} to ${RUNS} runs`;
const bar = (place: Place): Bar => ({ what: growth(place), atMost: 20, unit: 'MB' });

interface Result {
  readonly version: string;
  readonly idle: number;
  readonly settled: number;
  readonly after: number;
  readonly seconds: number;
  readonly runs: readonly WholeRun[];
}

async function measure({ slack, environment, database }: Stage, divisor: number): Promise<Result> {
  const app = await startApp(environment);
  await slack.connect(app.url);
  const idle = await app.size();
  await during(app, slack.wholeRuns(SETTLED_AFTER / divisor));
  const settled = await app.size();
  const began = performance.now();
  const runs = await during(app, slack.wholeRuns((RUNS - SETTLED_AFTER) / divisor));
  const seconds = (performance.now() - began) / 1000;
  const after = await app.size();
  await app.stop();
  return { version: await database.version(), idle, settled, after, seconds, runs };
}

const during = <T>(app: App, work: Promise<T>): Promise<T> => Promise.race([work, app.ended]);

function table(place: Place, { version, idle, settled, after, seconds, runs }: Result): Table {
  const [plans, calls] = [runs.map(({ plan }) => plan), runs.map(({ call }) => call)];
  const both = runs.map(({ plan, call }) => plan + call);
  const row = (what: string, times: readonly number[]): string[] => [
    what,
    ...[0.5, 0.99, 1].map((part) => figure(quantile(times, part))),
  ];
  const memory = [idle, settled, after].map((size) => `${figure(size / MB)} MB`);
  return {
    caption: `${place} (PostgreSQL ${version}): ${figure(runs.length / seconds)} whole runs a second, four at a time; memory idle ${memory[0]}, after ${SETTLED_AFTER} runs ${memory[1]}, after ${RUNS} ${memory[2]}`,
    head: ['', 'p50 ms', 'p99 ms', 'max ms'],
    rows: [
      row('from the submission to the plan', plans),
      row('from the confirmation to the admin.* call', calls),
      row('both', both),
    ],
  };
}

/** Whole runs, from the submission to Slack's method; and what is left in memory of ten thousand. */
export const runs: Section = {
  name: 'runs',
  title: 'Whole runs',
  bars: [bar('embedded'), bar('PostgreSQL')],
  run: async ({ databaseUrl, divisor, say }): Promise<Findings> => {
    const tables: Table[] = [];
    const measured: Record<string, number> = {};
    for (const place of placesWith(databaseUrl)) {
      say(`${place}: ${RUNS} runs`);
      const result = await onStage({ place, databaseUrl }, (stage) => measure(stage, divisor));
      tables.push(table(place, result));
      measured[growth(place)] = (result.after - result.settled) / MB;
    }
    return { tables, measured };
  },
};
