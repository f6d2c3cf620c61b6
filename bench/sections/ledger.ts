import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Readable } from 'node:stream';

import { startApp } from '../org/app.js';
import { onStage, placesWith, type Place } from '../org/stage.js';
import { figure } from '../figures.js';
import type { Bar, Findings, Section, Table } from '../section.js';

const ENTRIES = 100_000;
const MB = 2 ** 20;
const AUDIT = fileURLToPath(new URL('../../../cli/audit.js', import.meta.url));
const SECOND_VERIFIER = 'tools/verify-ledger.mjs';

const of = (place: Place) => ({
  verify: `${place}: npm run audit -- verify, of ${ENTRIES} entries`,
  memory: `${place}: its memory, at the most`,
});
const barsOf = (place: Place): Bar[] => [
  { what: of(place).verify, atMost: 10_000, unit: 'ms' },
  { what: of(place).memory, atMost: 300, unit: 'MB' },
];

/** Says at its end, on a pipe of its own, how large the process has been. */
const SAY_SIZE = `data:text/javascript,import {writeSync} from 'node:fs';process.on('exit',()=>writeSync(3,String(process.resourceUsage().maxRSS)))`;

interface Ran {
  readonly milliseconds: number;
  /** Bytes, at the most. */
  readonly size: number;
}

/** Runs a command-line tool as somebody types it. @throws where it ends with anything but 0. */
async function run(environment: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ran> {
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', SAY_SIZE, ...args], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [out, problem, size, [code]] = await Promise.all([
    said(child.stdout),
    said(child.stderr),
    said(child.stdio[3]),
    once(child, 'exit'),
  ]);
  if (code !== 0) throw new Error(`${args.join(' ')} has ended with ${String(code)}:\n${out}\n${problem}`);
  return { milliseconds: performance.now() - began, size: Number(size) * 1024 };
}

const said = (pipe: unknown): Promise<string> => (pipe instanceof Readable ? text(pipe) : Promise.resolve(''));

async function measure(place: Place, databaseUrl: string | null, entries: number): Promise<Record<string, Ran>> {
  return onStage({ place, databaseUrl }, async ({ environment, database }) => {
    await (await startApp(environment)).stop();
    await database.fillLedger(environment['SLACK_ENTERPRISE_ID'] ?? '', entries);
    const app = await startApp(environment);
    const file = `${database.place.dataDir}-export.jsonl`;
    try {
      return {
        verify: await run(environment, AUDIT, 'verify'),
        export: await run(environment, AUDIT, 'export', '--out', file),
        'the second verifier, of the export': await run({}, SECOND_VERIFIER, file),
        search: await run(environment, AUDIT, 'search', '--operation', 'admin.users.setAdmin'),
      };
    } finally {
      await app.stop();
      await rm(file, { force: true });
    }
  });
}

/** The command-line tools over a long ledger, beside a running app. */
export const ledger: Section = {
  name: 'ledger',
  title: 'A long ledger',
  bars: [...barsOf('embedded'), ...barsOf('PostgreSQL')],
  run: async ({ databaseUrl, divisor, say }): Promise<Findings> => {
    const tables: Table[] = [];
    const measured: Record<string, number> = {};
    for (const place of placesWith(databaseUrl)) {
      const entries = ENTRIES / divisor;
      say(`${place}: ${entries} entries`);
      const ran = await measure(place, databaseUrl, entries);
      tables.push({
        caption: `${place}: ${entries} entries, beside a running app`,
        head: ['', 'ms', 'memory at the most, MB'],
        rows: Object.entries(ran).map(([name, { milliseconds, size }]) => [
          name,
          figure(milliseconds),
          figure(size / MB),
        ]),
      });
      measured[of(place).verify] = ran['verify']?.milliseconds ?? Number.NaN;
      measured[of(place).memory] = (ran['verify']?.size ?? Number.NaN) / MB;
    }
    return { tables, measured };
  },
};
