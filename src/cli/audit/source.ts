import { stat } from 'node:fs/promises';

import type { ToolConfig } from '../../config/tools.js';
import { openPostgres, type OpenDatabase } from '../../store/database.js';
import { ledgerOverSocket } from '../../store/embedded/ledger-over-socket.js';
import { DataDirInUse } from '../../store/embedded/lock.js';
import { openEmbedded } from '../../store/embedded/open.js';
import { isServed } from '../../store/embedded/socket.js';
import { enterprisesIn, ledgerSourceIn, type LedgerSource } from '../../store/ledger-source.js';
import { CannotDo } from './cannot-do.js';

export interface OpenLedger {
  readonly source: LedgerSource;
  close(): Promise<void>;
}

/**
 * The ledger: in PostgreSQL; or, where the database is embedded, of the app that has it open, and in the directory
 * itself where no app is running.
 */
export async function openLedger({ database, enterpriseId }: ToolConfig): Promise<OpenLedger> {
  if (database.kind === 'postgres') return inDatabase(openPostgres(database.url), enterpriseId);
  const { dataDir } = database;
  if (await isServed(dataDir)) {
    const source = await ledgerOverSocket(dataDir);
    if (enterpriseId !== null && source.enterpriseId !== enterpriseId)
      throw new CannotDo(`The app that runs on ${dataDir} is that of ${source.enterpriseId}, not of ${enterpriseId}.`);
    return { source, close: () => Promise.resolve() };
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

async function inDatabase(opened: OpenDatabase, wanted: string | null): Promise<OpenLedger> {
  try {
    const enterpriseId = wanted ?? only(await enterprisesIn(opened.db));
    const source = ledgerSourceIn(opened.db, enterpriseId, () => new Date());
    await source.checkpoints();
    return { source, close: () => opened.close() };
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
