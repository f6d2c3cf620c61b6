import { stat } from 'node:fs/promises';

import type { ToolConfig } from '../config/tools.js';
import { openPostgres, type Database, type OpenDatabase } from '../store/database.js';
import { DataDirInUse } from '../store/embedded/lock.js';
import { openEmbedded } from '../store/embedded/open.js';
import { ask, isServed } from '../store/embedded/socket.js';
import { enterprisesIn } from '../store/ledger-source.js';
import { CannotDo } from './cannot-do.js';

/** Where a command-line tool finds what the app keeps. */
export type Reached =
  /** The running app has the embedded database open, and answers at its socket. */
  | { readonly kind: 'app'; readonly dataDir: string }
  | { readonly kind: 'database'; readonly db: Database; readonly enterpriseId: string; close(): Promise<void> };

/**
 * PostgreSQL; or, where the database is embedded, the app that has it open, and the directory itself where no app runs.
 * @throws CannotDo, in words.
 */
export async function reach({ database, enterpriseId }: ToolConfig): Promise<Reached> {
  if (database.kind === 'postgres') return inDatabase(openPostgres(database.url), enterpriseId);
  const { dataDir } = database;
  if (await isServed(dataDir)) {
    const theirs = Object(await ask(dataDir, 'ping', null)).enterprise_id;
    if (enterpriseId !== null && theirs !== enterpriseId)
      throw new CannotDo(`The app that runs on ${dataDir} is that of ${theirs}, not of ${enterpriseId}.`);
    return { kind: 'app', dataDir };
  }
  if (!(await stat(`${dataDir}/database`).catch(() => null)))
    throw new CannotDo(`There is no database in DATA_DIR ${dataDir}, so there is no ledger in it.`);
  const opened = await openEmbedded(dataDir, () => undefined).catch((error: unknown) => {
    if (!(error instanceof DataDirInUse)) throw error;
    throw new CannotDo(
      `A Gridkeeper process has DATA_DIR ${dataDir} open and does not answer at its socket. If it has just been started, try again in a moment; if it is of an earlier version, stop it first.`,
    );
  });
  return inDatabase(opened, enterpriseId);
}

async function inDatabase(opened: OpenDatabase, wanted: string | null): Promise<Reached> {
  try {
    const enterpriseId = wanted ?? only(await enterprisesIn(opened.db));
    // The newest table there is: without it the database is of an earlier version.
    await opened.db.selectFrom('pauses').select('id').limit(1).execute();
    return { kind: 'database', db: opened.db, enterpriseId, close: () => opened.close() };
  } catch (error) {
    await opened.close();
    if (isOlderSchema(error))
      throw new CannotDo(
        'This database is not on the schema of this version: start the app on it once, with npm start.',
      );
    throw error;
  }
}

function only(enterprises: readonly string[]): string {
  const [first, ...more] = enterprises;
  if (first === undefined) throw new CannotDo('There is no ledger in this database: nothing was recorded in it yet.');
  if (more.length === 0) return first;
  throw new CannotDo(
    `There are several ledgers in this database; set SLACK_ENTERPRISE_ID to one of ${enterprises.join(', ')}.`,
  );
}

/** PostgreSQL’s codes for a table and for a column that is not there. */
function isOlderSchema(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '42P01' || error.code === '42703');
}
