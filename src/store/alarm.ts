import { CompiledQuery } from 'kysely';

import type { Database } from './database.js';

/**
 * Wakes a worker when a web process has put something into the outbox. It is an alarm and nothing else: whatever
 * becomes of it, the sweep finds what waits (DESIGN section 1).
 */
export interface Alarm {
  /** Something waits. Answers at once, and is never a reason to fail. */
  ring(): void;
  /** Has one of those who listen called, within a second of a ring. */
  listen(wake: () => void): Promise<void>;
  stop(): Promise<void>;
}

const QUEUE = 'outbox';
/** The shortest pg-boss takes. */
const POLL_SECONDS = 0.5;
/** Somebody who was called does something else by then: a call that was not answered is not repeated. */
const CALL = { retryLimit: 0, expireInSeconds: 60, retentionMinutes: 10 };

/**
 * Sets the alarm up, in a PostgreSQL schema of its own beside ours and over our own connections.
 * @throws where that schema cannot be made.
 */
export async function alarmOn(db: Database, schema: string, onTrouble: (error: unknown) => void): Promise<Alarm> {
  // Loaded here: a process that does everything rings no bell.
  const { default: PgBoss } = await import('pg-boss');
  const boss = new PgBoss({
    db: { executeSql: (text, values: unknown[]) => run(db, CompiledQuery.raw(text, values)) },
    schema,
    schedule: false,
    archiveCompletedAfterSeconds: 60,
    deleteAfterMinutes: 10,
  });
  boss.on('error', onTrouble);
  await boss.start();
  // “short”: however often it rings, one call waits.
  await boss.createQueue(QUEUE, { name: QUEUE, policy: 'short' });
  return {
    ring: oneAtATime(() => boss.send(QUEUE, {}, CALL).then(() => undefined, onTrouble)),
    listen: async (wake) => {
      await boss.work(QUEUE, { pollingIntervalSeconds: POLL_SECONDS }, async () => wake());
    },
    stop: () => boss.stop({ graceful: false, close: false }),
  };
}

/**
 * Several of pg-boss's statements are a transaction in one text. One that fails half way would leave its connection in
 * it, for whoever gets that connection next.
 */
function run(db: Database, query: CompiledQuery): Promise<{ rows: unknown[] }> {
  return db.connection().execute(async (connection) => {
    try {
      return await connection.executeQuery(query);
    } catch (error) {
      await connection.executeQuery(CompiledQuery.raw('rollback')).catch(() => undefined);
      throw error;
    }
  });
}

/** Does it, and once more afterwards for all who asked meanwhile. */
function oneAtATime(job: () => Promise<void>): () => void {
  let underWay = false;
  let again = false;
  const go = async (): Promise<void> => {
    underWay = true;
    do {
      again = false;
      await job();
    } while (again);
    underWay = false;
  };
  return () => {
    again = true;
    if (!underWay) void go();
  };
}
