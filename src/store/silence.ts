import { AsyncLocalStorage } from 'node:async_hooks';

import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';

/*
 * Whoever waits for the app is told when it waits for its database. What is waited for in vain is not given up here: a
 * write that was sent may still arrive, and the database's own time limits end it.
 */

const waiting = new AsyncLocalStorage<{ readonly onSilence: () => void }>();

/** Slack gives three seconds; what is said has to get there, too. */
const SILENT_AFTER_MS = 2_000;

/** Does a job, and calls `onSilence` each time that the database has not answered something of it for two seconds. */
export function noticingSilence<T>(onSilence: () => void, job: () => Promise<T>): Promise<T> {
  return waiting.run({ onSilence }, job);
}

/** The same pool, on which silence is noticed. */
export function listenedTo(pool: PostgresPool): PostgresPool {
  return {
    connect: async () => listened(await heard(pool.connect())),
    end: () => pool.end(),
  };
}

function listened(client: PostgresPoolClient): PostgresPoolClient {
  const query = (text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<unknown>> =>
    heard(client.query(text, parameters));
  // oxlint-disable-next-line no-unsafe-type-assertion -- the other form of `query` takes cursors, which nobody here uses
  return { query: query as PostgresPoolClient['query'], release: () => client.release() };
}

async function heard<T>(answer: Promise<T>): Promise<T> {
  const job = waiting.getStore();
  if (!job) return answer;
  const timer = setTimeout(job.onSilence, SILENT_AFTER_MS);
  try {
    return await answer;
  } finally {
    clearTimeout(timer);
  }
}
