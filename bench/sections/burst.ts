import { startApp } from '../org/app.js';
import { openLoop, type Commanded } from '../org/commanding.js';
import { quickSlack } from '../org/quick-slack.js';
import { onStage, placesWith, type Place, type Stage } from '../org/stage.js';
import { figure, quantile } from '../figures.js';
import type { Bar, Findings, Section, Table } from '../section.js';

const WAITING = 5_000;
const AT_ONCE = 200;

const slowest = (place: Place): string => `${place}: slowest acknowledgement`;
const lost = (place: Place): string => `${place}: commands without a form`;
const barsOf = (place: Place): Bar[] => [
  { what: slowest(place), atMost: 3_000, unit: 'ms' },
  { what: lost(place), atMost: 0, unit: '' },
];

async function measure(
  { slack, environment, database, signingSecret }: Stage,
  divisor: number,
): Promise<readonly Commanded[]> {
  const first = await startApp(environment);
  await slack.connect(first.url);
  await slack.request();
  await first.stop();
  await database.multiplyRequests(WAITING / divisor - 1);

  const quick = await quickSlack(environment['SLACK_API_URL'] ?? '');
  const app = await startApp({ ...environment, SLACK_API_URL: quick.apiUrl });
  await slack.connect(app.url);
  const fields = await slack.commandFields('/grant-admin');
  const commanded = await openLoop({ url: app.url, signingSecret, slack: quick, fields }, AT_ONCE, 1);
  await app.stop();
  await quick.stop();
  return commanded;
}

/** Two hundred commands in one second, while five thousand requests wait for an approval, right after a start. */
export const burst: Section = {
  name: 'burst',
  title: 'Many commands at once',
  bars: [...barsOf('embedded'), ...barsOf('PostgreSQL')],
  run: async ({ databaseUrl, divisor, say }): Promise<Findings> => {
    const rows: string[][] = [];
    const measured: Record<string, number> = {};
    for (const place of placesWith(databaseUrl)) {
      say(`${place}: ${AT_ONCE} commands, ${WAITING} requests waiting`);
      const commanded = await onStage({ place, databaseUrl }, (stage) => measure(stage, divisor));
      const times = (of: (one: Commanded) => number | null): number[] => commanded.map((one) => of(one) ?? Infinity);
      const acknowledged = times((one) => one.acknowledged);
      const [opened, stands] = [times((one) => one.opened), times((one) => one.stands)];
      rows.push([
        place,
        ...[acknowledged, opened, stands].flatMap((of) => [figure(quantile(of, 0.5)), figure(Math.max(...of))]),
      ]);
      measured[slowest(place)] = Math.max(...acknowledged);
      measured[lost(place)] = stands.filter((time) => time === Infinity).length;
    }
    const table: Table = {
      caption: `${AT_ONCE} commands in one second, ${WAITING.toLocaleString('en')} requests waiting for an approval`,
      head: ['', 'acknowledged, p50 ms', 'max ms', 'views.open, p50 ms', 'max ms', 'form stands, p50 ms', 'max ms'],
      rows,
    };
    return { tables: [table], measured };
  },
};
