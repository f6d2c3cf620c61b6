import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { sql } from 'kysely';

import { sha256 } from '../../src/engine/canonical.js';
import type { EntryDraft } from '../../src/engine/ports.js';
import { openPostgres, type Database, type OpenDatabase } from '../../src/store/database.js';
import { openEmbedded } from '../../src/store/embedded/open.js';
import { appendEntries } from '../../src/store/ledger.js';

/** An empty database for one app. */
export interface BenchDatabase {
  readonly place: { readonly dataDir: string; readonly databaseUrl: string | null };
  /** Forgets the local copy, so that it is read as on the first day. No app may have the embedded database open. */
  forgetCopy(): Promise<void>;
  /** Makes every part of the local copy due to be read again. No app may have the embedded database open. */
  makeDue(): Promise<void>;
  /** Has so many more requests like the one that waits wait as well. No app may have the embedded database open. */
  multiplyRequests(times: number): Promise<void>;
  /** Writes so many more entries into the ledger. No app may have the embedded database open. */
  fillLedger(enterpriseId: string, entries: number): Promise<void>;
  /** What it calls itself: for the tables. */
  version(): Promise<string>;
  remove(): Promise<void>;
}

/** On PostgreSQL where there is an URL: a database of its own, made beside the one that the URL names. */
export async function emptyDatabase(databaseUrl: string | null): Promise<BenchDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gridkeeper-bench-'));
  const name = `gridkeeper_bench_${randomUUID().slice(0, 8)}`;
  if (databaseUrl) await using(openPostgres(databaseUrl), (db) => sql`create database ${sql.ref(name)}`.execute(db));
  const own = databaseUrl && withName(databaseUrl, name);
  const open = async (): Promise<OpenDatabase> => (own ? openPostgres(own) : openEmbedded(dataDir, () => undefined));
  const changed = async (change: (db: Database) => Promise<void>): Promise<void> => using(await open(), change);
  return {
    place: { dataDir, databaseUrl: own },
    forgetCopy: () =>
      changed(async (db) => {
        await sql`delete from directory_entries`.execute(db);
        await sql`delete from directory_reads`.execute(db);
      }),
    makeDue: () =>
      changed(async (db) => {
        await sql`update directory_reads set started_at = started_at - interval '2 days',
          completed_at = completed_at - interval '2 days'`.execute(db);
      }),
    multiplyRequests: (times) =>
      changed(async (db) => {
        await sql`insert into runs
          select (jsonb_populate_record(run, jsonb_build_object('id', gen_random_uuid(), 'origin', gen_random_uuid()))).*
          from runs as run, generate_series(1, ${times}) where run.state = 'awaiting_approval'`.execute(db);
      }),
    fillLedger: (enterpriseId, entries) =>
      changed(async (db) => {
        for (let written = 0; written < entries; written += BATCH) {
          const drafts = Array.from({ length: Math.min(BATCH, entries - written) }, (_, index) =>
            somethingDone(written + index),
          );
          await db.transaction().execute((trx) => appendEntries(trx, { enterpriseId, at: new Date() }, drafts));
        }
      }),
    version: async () => {
      const { rows } = await using(await open(), (db) =>
        sql<{ server_version: string }>`show server_version`.execute(db),
      );
      return rows[0]?.server_version.split(' ')[0] ?? '';
    },
    remove: async () => {
      if (databaseUrl) {
        await using(openPostgres(databaseUrl), (db) => sql`drop database ${sql.ref(name)} with (force)`.execute(db));
      }
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL takes 65,535 parameters in one statement. */
const BATCH = 1_000;

/** As large as the entries of a call are. */
const somethingDone = (number: number): EntryDraft => ({
  kind: 'call.outcome',
  actor: `W${number % 500}`,
  requester: `W${number % 500}`,
  beneficiary: `W${number % 20_000}`,
  target: { kind: 'person', id: `W${number % 20_000}`, place: `T${number % 200}` },
  plan_hash: sha256(String(number)),
  policy_hash: sha256('policy'),
  call: { index: 0, attempt: 1 },
  method: 'admin.users.setAdmin',
  arguments: { user_id: `W${number % 20_000}`, team_id: `T${number % 200}` },
  outcome: 'succeeded',
  duration_ms: number % 1_000,
});

async function using<T>(opened: OpenDatabase, use: (db: Database) => Promise<T>): Promise<T> {
  try {
    return await use(opened.db);
  } finally {
    await opened.close();
  }
}

function withName(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}
