import { BARE_BOLT, startApp } from '../org/app.js';
import { closedLoop, openLoop, type Commanded, type Commands } from '../org/commanding.js';
import { pickersOn, untilUpToDate } from '../org/pickers.js';
import { quickSlack } from '../org/quick-slack.js';
import { onStage, placesWith, type Place, type Stage } from '../org/stage.js';
import { figure, quantile } from '../figures.js';
import type { Bar, Findings, Section, Surroundings, Table } from '../section.js';

const AT_A_TIME = 20;
const PER_SECOND = 50;
/** The app and the baseline by turns, so that whatever else the machine does falls on both. */
const ROUNDS = 5;
const CLOSED_SECONDS = 6;
const OPEN_SECONDS = 8;
const WARM_UP_SECONDS = 4;

const slower = (place: Place): string => `${place}: the baseline’s commands a second, over the app’s`;
const later = (place: Place): string => `${place}: p99 to views.open, over 1.25 of the baseline’s`;
const barsOf = (place: Place): Bar[] => [
  { what: slower(place), atMost: 1.25, unit: '' },
  { what: later(place), atMost: 10, unit: 'ms' },
];
const LOST = 'commands that were not acknowledged, or whose form never stood';

interface Round {
  readonly perSecond: number;
  readonly openP99: number;
  readonly standsP50: number;
  readonly lost: number;
}

async function round(to: Commands, divisor: number): Promise<Round> {
  const seconds = Math.max(1, CLOSED_SECONDS / divisor);
  const began = performance.now();
  const closed = await closedLoop(to, AT_A_TIME, seconds);
  const took = (performance.now() - began) / 1000;
  const open = await openLoop(to, PER_SECOND, Math.max(1, OPEN_SECONDS / divisor));
  const all = [...closed, ...open];
  return {
    perSecond: closed.filter(hasForm).length / took,
    openP99: quantile(known(open.map(({ opened }) => opened)), 0.99),
    standsP50: quantile(known(open.map(({ stands }) => stands)), 0.5),
    lost: all.filter((one) => !hasForm(one) || one.acknowledged === null).length,
  };
}

const hasForm = ({ stands }: Commanded): boolean => stands !== null;
const known = (times: readonly (number | null)[]): number[] => times.filter((time) => time !== null);
const median = (numbers: readonly number[]): number => quantile(numbers, 0.5);

interface Compared {
  readonly version: string;
  readonly app: readonly Round[];
  readonly bare: readonly Round[];
}

async function compare(
  { slack, database, environment, signingSecret, newest }: Stage,
  { divisor, say }: Surroundings,
): Promise<Compared> {
  const quick = await quickSlack(environment['SLACK_API_URL'] ?? '');
  const own = { ...environment, SLACK_API_URL: quick.apiUrl };
  const app = await startApp(own);
  const bare = await startApp(own, BARE_BOLT);
  await slack.connect(app.url);
  await untilUpToDate({ url: app.url, pid: app.pid, signingSecret }, await pickersOn(slack), newest);

  const fields = await slack.commandFields('/grant-admin');
  const [toApp, toBare] = [app, bare].map(({ url }): Commands => ({ url, signingSecret, slack: quick, fields }));
  if (!toApp || !toBare) throw new Error('Both are there.');
  for (const to of [toApp, toBare]) await closedLoop(to, AT_A_TIME, WARM_UP_SECONDS / divisor);
  const rounds: { app: Round[]; bare: Round[] } = { app: [], bare: [] };
  for (let number = 1; number <= ROUNDS; number += 1) {
    say(`round ${number} of ${ROUNDS}`);
    rounds.bare.push(await round(toBare, divisor));
    rounds.app.push(await round(toApp, divisor));
  }
  await Promise.all([app.stop(), bare.stop()]);
  await quick.stop();
  return { version: await database.version(), ...rounds };
}

function measuredOf(place: Place, { app, bare }: Compared): Record<string, number> {
  const ratios = app.map(({ perSecond }, index) => (bare[index]?.perSecond ?? Number.NaN) / perSecond);
  const beyond = app.map(({ openP99 }, index) => openP99 - 1.25 * (bare[index]?.openP99 ?? Number.NaN));
  return { [slower(place)]: median(ratios), [later(place)]: median(beyond) };
}

function table(place: Place, { version, app, bare }: Compared): Table {
  const row = (name: string, rounds: readonly Round[]): string[] => [
    name,
    ...[
      median(rounds.map(({ perSecond }) => perSecond)),
      median(rounds.map(({ standsP50 }) => standsP50)),
      median(rounds.map(({ openP99 }) => openP99)),
      Math.max(...rounds.map(({ openP99 }) => openP99)),
    ].map(figure),
  ];
  return {
    caption: `${place} (PostgreSQL ${version}): /grant-admin, the middle one of ${ROUNDS} rounds by turns`,
    head: ['', 'commands a second', 'form stands, p50 ms', 'views.open, p99 ms', 'views.open, worst round, ms'],
    rows: [row('bare Bolt', bare), row('Gridkeeper', app)],
  };
}

/** `/grant-admin` until its form stands, beside a bare Bolt app that makes the same Slack calls. */
export const commands: Section = {
  name: 'commands',
  title: 'A command until its form stands',
  bars: [...barsOf('PostgreSQL'), { what: LOST, atMost: 0, unit: '' }],
  run: async (surroundings): Promise<Findings> => {
    const tables: Table[] = [];
    let measured: Record<string, number> = {};
    let lost = 0;
    const { databaseUrl, say } = surroundings;
    for (const place of placesWith(databaseUrl)) {
      say(`${place}: the app and a bare Bolt app by turns`);
      const compared = await onStage({ place, databaseUrl }, (stage) => compare(stage, surroundings));
      tables.push(table(place, compared));
      measured = { ...measured, ...measuredOf(place, compared) };
      lost += [...compared.app, ...compared.bare].reduce((sum, one) => sum + one.lost, 0);
    }
    return { tables, measured: { ...measured, [LOST]: lost } };
  },
};
