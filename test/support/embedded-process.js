import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

import { sql } from 'kysely';

import { openEmbedded } from '../../dist/store/embedded/open.js';

/*
 * A process that has the embedded database open, as `embedded.ts` starts it: one JSON object a line in, one a line out.
 */

const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const problem = (error) => ({
  name: error.name,
  code: error.code,
  message: error.message,
  constraint: error.constraint,
});
const [dataDir] = process.argv.slice(2);

const { db, close } = await openEmbedded(dataDir, (error) => say({ event: 'lost', ...problem(error) })).catch(
  (error) => {
    say({ event: 'refused', ...problem(error) });
    process.exit(1);
  },
);
say({ event: 'open' });

const DEEDS = {
  sql: async ({ text }) => (await sql.raw(text).execute(db)).rows,

  /** A query beside the open transaction instead of through its handle: the mistake that must not hang. */
  besideTransaction: async () => {
    const started = Date.now();
    const error = await db
      .transaction()
      .execute(async () => sql`select 1`.execute(db))
      .then(
        () => null,
        (thrown) => problem(thrown),
      );
    return { error, milliseconds: Date.now() - started };
  },

  /** How often a timer of ten milliseconds rings while the database works. */
  ticksDuring: async ({ text }) => {
    let ticks = 0;
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      ticks += 1;
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 10);
    const started = performance.now();
    await sql.raw(text).execute(db);
    const milliseconds = performance.now() - started;
    clearInterval(timer);
    return { ticks, longest, milliseconds };
  },

  /** Writes until it is killed, and says of each row that it is written. */
  writeForEver: async () => {
    for (let number = 1; ; number += 1) {
      await sql`insert into written (number) values (${number})`.execute(db);
      say({ event: 'written', number });
      await sleep(1);
    }
  },

  close: () => close(),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { deed, ...told } = JSON.parse(line);
  void DEEDS[deed](told).then(
    (answer) => say({ event: 'done', answer }),
    (error) => say({ event: 'failed', ...problem(error) }),
  );
}
process.exit(0);
