import { setTimeout as sleep } from 'node:timers/promises';

import { startApp, type App } from '../org/app.js';
import type { BenchDatabase } from '../org/database.js';
import { pickersOn, untilUpToDate, type Pickers } from '../org/pickers.js';
import type { OrgSize, Slack, Started } from '../org/slack.js';
import { onStage, type Place } from '../org/stage.js';
import { typing, type AppAddress, type Keystroke } from '../org/typing.js';
import { figure, quantile } from '../figures.js';
import type { Bar, Findings, Section, Table } from '../section.js';

/** Where a large organisation is measured. */
interface Large {
  readonly name: Place;
  readonly size: OrgSize;
}

const EMBEDDED: Large = {
  name: 'embedded',
  size: { people: 20_000, workspaces: 200, channels: 20_000, groups: 500 },
};
const POSTGRES: Large = {
  name: 'PostgreSQL',
  size: { people: 200_000, workspaces: 2_000, channels: 200_000, groups: 5_000 },
};

/** More than a whole organisation's admins type at the same time. */
const PER_SECOND = 40;
const REST_SECONDS = 20;
/** That much larger the organisation is when it is read again: it is done when the newest are known. */
const NEWCOMERS = 20;

const PHASES = {
  first: 'first reading',
  rest: 'at rest',
  again: 'read again, index built anew',
} as const;
type Phase = (typeof PHASES)[keyof typeof PHASES];

const of = ({ name }: Large) => ({
  p99: (phase: Phase) => `${name}, ${phase}: p99`,
  held: (phase: Phase) => `${name}, ${phase}: event loop held`,
  most: `${name}: options in one answer`,
  wrong: `${name}: answers that Slack would not take`,
  memory: `${name}: memory over the idle size, at the most`,
});

const barsOf = (place: Large): Bar[] => [
  ...Object.values(PHASES).flatMap((phase): Bar[] => [
    { what: of(place).p99(phase), atMost: 100, unit: 'ms' },
    { what: of(place).held(phase), atMost: 50, unit: 'ms' },
  ]),
  { what: of(place).most, atMost: 100, unit: '' },
  { what: of(place).wrong, atMost: 0, unit: '' },
];

/** What one phase was like. */
interface Measured {
  readonly phase: Phase;
  readonly keystrokes: readonly Keystroke[];
  readonly seconds: number;
  readonly reading: Awaited<ReturnType<App['reading']>>;
}

async function during(
  phase: Phase,
  { app, address, pickers }: { app: App; address: AppAddress; pickers: Pickers },
  until: () => Promise<unknown>,
): Promise<Measured> {
  await app.reading();
  const load = typing(address, pickers.all, PER_SECOND);
  await Promise.race([until(), app.ended]);
  const { keystrokes, seconds } = await load.stop();
  return { phase, keystrokes, seconds, reading: await app.reading() };
}

interface Result {
  readonly version: string;
  readonly size: OrgSize;
  readonly idle: number;
  readonly settled: number;
  readonly phases: readonly Measured[];
}

function divided({ people, workspaces, channels, groups }: OrgSize, by: number): OrgSize {
  const [some, many] = [workspaces / by, people / by];
  return { people: many, workspaces: some, channels: channels / by, groups: Math.max(groups / by, NEWCOMERS) };
}

interface Parts {
  readonly slack: Slack;
  readonly database: BenchDatabase;
  readonly say: (line: string) => void;
}

async function inPhases(size: OrgSize, parts: Parts): Promise<Result> {
  const { slack, database, say } = parts;
  say('a small organisation, for the idle size');
  const small = await started(parts, null);
  const pickers = await pickersOn(slack);
  await untilUpToDate(small.address, pickers, small.newest);
  await small.app.stop();
  const again = await started(parts, null);
  await sleep(3_000);
  const idle = await again.app.size();
  await again.app.stop();

  say(PHASES.first);
  await database.forgetCopy();
  const large = await started(parts, size);
  const first = await during(PHASES.first, { ...large, pickers }, () =>
    untilUpToDate(large.address, pickers, large.newest),
  );
  say(PHASES.rest);
  const rest = await during(PHASES.rest, { ...large, pickers }, () => sleep(REST_SECONDS * 1000));
  const settled = await large.app.size();
  await large.app.stop();

  say(PHASES.again);
  await database.makeDue();
  const { people, workspaces, channels, groups } = size;
  const larger = await started(parts, {
    people: people + NEWCOMERS,
    workspaces: workspaces + NEWCOMERS,
    channels: channels + 2 * NEWCOMERS,
    groups: groups + NEWCOMERS,
  });
  const reread = await during(PHASES.again, { ...larger, pickers }, () =>
    untilUpToDate(larger.address, pickers, larger.newest),
  );
  await larger.app.stop();
  for (const [problem, times] of problemsIn([first, rest, reread])) say(`${times} × ${problem}`);
  const breaches = await slack.breaches();
  if (breaches.length > 0) say(`Slack would have complained: ${JSON.stringify(breaches.slice(0, 3))}`);
  return { version: await database.version(), size, idle, settled, phases: [first, rest, reread] };
}

/** Why Slack would not take answers, and how many times, in each phase. */
function problemsIn(phases: readonly Measured[]): Map<string, number> {
  const seen = new Map<string, number>();
  for (const { phase, keystrokes } of phases) {
    for (const { problems, picker } of keystrokes) {
      const [problem] = problems;
      const what = `${phase}, ${picker}: ${problem}`;
      if (problem !== undefined) seen.set(what, (seen.get(what) ?? 0) + 1);
    }
  }
  return seen;
}

/** A Slack of this size, and the app on it. */
async function started(
  { slack, database }: Parts,
  size: OrgSize | null,
): Promise<{ app: App; address: AppAddress; newest: Started['newest'] }> {
  const { signingSecret, newest } = await slack.start(size);
  const app = await startApp(await slack.environment(database.place));
  await slack.connect(app.url);
  return { app, address: { url: app.url, pid: app.pid, signingSecret }, newest };
}

const MB = 2 ** 20;

function measuredOf(place: Large, { phases, idle }: Result): Record<string, number> {
  const names = of(place);
  const all = phases.flatMap(({ keystrokes }) => keystrokes);
  return {
    ...Object.fromEntries(
      phases.flatMap(({ phase, keystrokes, reading }) => [
        [
          names.p99(phase),
          quantile(
            keystrokes.map(({ milliseconds }) => milliseconds),
            0.99,
          ),
        ],
        [names.held(phase), reading.own ?? reading.held],
      ]),
    ),
    [names.most]: Math.max(...all.map(({ options }) => options)),
    [names.wrong]: all.filter(({ problems }) => problems.length > 0).length,
    [names.memory]: (Math.max(...phases.map(({ reading }) => reading.mostRss)) - idle) / MB,
  };
}

function latencies(place: Large, { version, size, phases }: Result): Table {
  const { people, workspaces, channels, groups } = size;
  const many = [people, workspaces, channels, groups].map((number) => number.toLocaleString('en'));
  const rows = phases.flatMap(({ phase, keystrokes }) =>
    [...new Set(keystrokes.map(({ picker }) => picker))].map((picker) => {
      const of = keystrokes.filter((keystroke) => keystroke.picker === picker);
      const times = of.map(({ milliseconds }) => milliseconds);
      const own = of.map(({ own }) => own);
      const most = Math.max(...of.map(({ options }) => options));
      const measured = [quantile(times, 0.5), quantile(times, 0.99), Math.max(...times)];
      const numbers = [of.length, ...measured, quantile(own, 0.99), most];
      return [phase, picker, ...numbers.map(figure)];
    }),
  );
  return {
    caption: `${place.name} (PostgreSQL ${version}): ${many[0]} people, ${many[1]} workspaces, ${many[2]} channels, ${many[3]} groups`,
    head: ['', 'picker', 'requests', 'p50 ms', 'p99 ms', 'max ms', 'own p99 ms', 'most options'],
    rows,
  };
}

function loops(place: Large, { idle, settled, phases }: Result): Table {
  return {
    caption: `${place.name}: the app's process; idle it has ${figure(idle / MB)} MB, with this organisation ${figure(settled / MB)} MB`,
    head: ['', 'seconds', 'loop held at most, ms', 'own, ms', 'most memory, MB'],
    rows: phases.map(({ phase, seconds, reading }) => [
      phase,
      ...[seconds, reading.held, reading.own, reading.mostRss / MB].map(figure),
    ]),
  };
}

/** Typing into pickers over a large organisation: at rest, and while it is read and its index built. */
export const options: Section = {
  name: 'options',
  title: 'Pickers over a large organisation',
  bars: [...barsOf(EMBEDDED), { what: of(EMBEDDED).memory, atMost: 350, unit: 'MB' }, ...barsOf(POSTGRES)],
  run: async ({ databaseUrl, divisor, say }): Promise<Findings> => {
    const tables: Table[] = [];
    let measured: Record<string, number> = {};
    for (const place of databaseUrl ? [EMBEDDED, POSTGRES] : [EMBEDDED]) {
      const size = divided(place.size, divisor);
      const told = (line: string): void => say(`${place.name}: ${line}`);
      const result = await onStage({ place: place.name, databaseUrl }, ({ slack, database }) =>
        inPhases(size, { slack, database, say: told }),
      );
      tables.push(latencies(place, result), loops(place, result));
      measured = { ...measured, ...measuredOf(place, result) };
    }
    return { tables, measured };
  },
};
