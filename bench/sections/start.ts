import { setTimeout as sleep } from 'node:timers/promises';

import { BARE_BOLT, startApp } from '../org/app.js';
import { onStage, placesWith, type Place } from '../org/stage.js';
import { figure, quantile } from '../figures.js';
import type { Findings, Section, Table } from '../section.js';

const ROUNDS = 5;
const MB = 2 ** 20;
const LONGER = 'embedded, used before: ready later than bare Bolt listens, by';

interface Start {
  readonly milliseconds: number;
  readonly size: number;
}

/** Until requests are taken, and how large the process is then. */
async function started(environment: Readonly<Record<string, string>>, main?: string): Promise<Start> {
  const began = performance.now();
  const app = await startApp(environment, main);
  if (main === undefined) while (!(await isReady(app.url))) await sleep(5);
  const milliseconds = performance.now() - began;
  const size = await app.size();
  await app.stop();
  return { milliseconds, size };
}

const isReady = async (url: string): Promise<boolean> => (await fetch(`${url}/readyz`)).status === 200;

async function compare(place: Place, databaseUrl: string | null): Promise<Record<'app' | 'bare', readonly Start[]>> {
  return onStage({ place, databaseUrl }, async ({ environment }) => {
    // The first start makes the database; what is measured is every later one.
    await started(environment);
    const starts: Record<'app' | 'bare', Start[]> = { app: [], bare: [] };
    for (let number = 0; number < ROUNDS; number += 1) {
      starts.bare.push(await started(environment, BARE_BOLT));
      starts.app.push(await started(environment));
    }
    return starts;
  });
}

/** How long it takes until the app is ready, on a database that has been used before. */
export const start: Section = {
  name: 'start',
  title: 'Start',
  bars: [{ what: LONGER, atMost: 2_000, unit: 'ms' }],
  run: async ({ databaseUrl, say }): Promise<Findings> => {
    const tables: Table[] = [];
    const measured: Record<string, number> = {};
    for (const place of placesWith(databaseUrl)) {
      say(`${place}: ${ROUNDS} starts`);
      const { app, bare } = await compare(place, databaseUrl);
      const row = (name: string, starts: readonly Start[]): string[] => [
        name,
        figure(middle(times(starts))),
        figure(Math.max(...times(starts))),
        figure(middle(starts.map(({ size }) => size)) / MB),
      ];
      tables.push({
        caption: `${place}: the middle one of ${ROUNDS} starts`,
        head: ['', 'until ready, ms', 'longest, ms', 'memory then, MB'],
        rows: [row('bare Bolt', bare), row('Gridkeeper', app)],
      });
      if (place === 'embedded') measured[LONGER] = middle(times(app)) - middle(times(bare));
    }
    return { tables, measured };
  },
};

const middle = (numbers: readonly number[]): number => quantile(numbers, 0.5);
const times = (starts: readonly Start[]): number[] => starts.map(({ milliseconds }) => milliseconds);
