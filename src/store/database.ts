import type { PGlite } from '@electric-sql/pglite';
import { createPgConfig, type PGlitePgConfig } from '@electric-sql/pglite/node-postgres';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';

import type { EmbeddedEngine } from './embedded/engine.js';
import { listenedTo } from './silence.js';
import type { Tables } from './tables.js';

export type Database = Kysely<Tables>;

/** Inside a transaction, everything goes through its own handle; both kinds of handle serve the same queries. */
export type Handle = Kysely<Tables>;

export interface OpenDatabase {
  readonly db: Database;
  close(): Promise<void>;
}

/** Waiting longer than this for a connection is a fault, not patience: with one connection it would be for ever. */
const CONNECT_TIMEOUT_MS = 5_000;
/** No statement of ours takes seconds; one that does must not hold a person up (DESIGN: nothing hangs over 10 s). */
const STATEMENT_TIMEOUT_MS = 8_000;

/** Whoever waits for the ledger behind somebody who does not let it go hears of it within three seconds. */
const LOCK_TIMEOUT_MS = 2_500;

const WITHIN_SECONDS: pg.PoolConfig = {
  lock_timeout: LOCK_TIMEOUT_MS,
  statement_timeout: STATEMENT_TIMEOUT_MS,
  query_timeout: STATEMENT_TIMEOUT_MS + 1_000,
  // Whoever holds the ledger's head and does nothing holds everybody up.
  idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
};

export interface PostgresOptions {
  readonly schema?: string | undefined;
  /** How many connections at the most; 10 where left out. */
  readonly connections?: number | undefined;
  /** Without a time limit, for what nobody waits for. */
  readonly patient?: boolean;
}

/** Opens PostgreSQL. Nothing is connected until the first query. */
export function openPostgres(url: string, options: PostgresOptions = {}): OpenDatabase {
  const { schema, connections = 10, patient = false } = options;
  return open({
    connectionString: url,
    max: connections,
    keepAlive: true,
    ...(patient ? {} : WITHIN_SECONDS),
    ...inSchema(schema),
  });
}

/** Opens the embedded database through the same pool; it has exactly one connection, which is never given up. */
export function openEngine(engine: EmbeddedEngine, schema?: string): OpenDatabase {
  // oxlint-disable-next-line no-unsafe-type-assertion -- its types ask for a whole PGlite; it uses the three members an engine has
  const config: PGlitePgConfig = createPgConfig(engine as unknown as PGlite);
  // oxlint-disable-next-line no-unsafe-type-assertion -- a Pool takes it as its config; the two packages' types do not know each other
  return open({ ...(config as unknown as pg.PoolConfig), idleTimeoutMillis: 0, ...inSchema(schema) });
}

function open(config: pg.PoolConfig): OpenDatabase {
  const pool = new pg.Pool({ connectionTimeoutMillis: CONNECT_TIMEOUT_MS, ...config });
  // An idle connection that breaks is replaced at the next query; unheard, its error would end the process.
  pool.on('error', () => undefined);
  // The pool does not listen while a connection is lent out; whoever uses it learns of its end by their query.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: listenedTo(pool) }) });
  return { db, close: () => db.destroy() };
}

/** `options: -c search_path` is ignored by PGlite, so the schema is set on each new connection. */
function inSchema(schema?: string): pg.PoolConfig {
  if (!schema) return {};
  // oxlint-disable-next-line no-misused-promises -- the pool waits for the promise; its types do not say so
  return { onConnect: (client) => client.query(`set search_path to "${schema}"`) };
}
