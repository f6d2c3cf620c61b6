import { Migrator, type Migration } from 'kysely';

import type { Database } from './database.js';
import * as first from './migrations/0001-runs-ledger-outbox-directory.js';
import * as directory from './migrations/0002-directory-by-generation.js';
import * as answers from './migrations/0003-answers.js';
import * as outboxLooks from './migrations/0004-outbox-looks.js';
import * as stateSince from './migrations/0005-state-since.js';
import * as approvals from './migrations/0007-approvals.js';
import * as grants from './migrations/0008-grants.js';
import * as ledger from './migrations/0010-ledger.js';
import * as installations from './migrations/0011-installations.js';
import * as openRuns from './migrations/0012-open-runs.js';
import * as policies from './migrations/0013-policies.js';
import * as pauses from './migrations/0015-pauses.js';
import * as worksWith from './migrations/0021-works-with.js';
import * as runsByTime from './migrations/0016-runs-by-time.js';
import * as outboxLanes from './migrations/0023-outbox-lanes.js';
import * as ledgerStreams from './migrations/0024-ledger-streams.js';
import { schemaState, SchemaTooNew, type SchemaState } from './schema-state.js';

/** All of them, in order. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-runs-ledger-outbox-directory': first,
  '0002-directory-by-generation': directory,
  '0003-answers': answers,
  '0004-outbox-looks': outboxLooks,
  '0005-state-since': stateSince,
  '0007-approvals': approvals,
  '0008-grants': grants,
  '0010-ledger': ledger,
  '0011-installations': installations,
  '0012-open-runs': openRuns,
  '0013-policies': policies,
  '0015-pauses': pauses,
  '0016-runs-by-time': runsByTime,
  '0021-works-with': worksWith,
  '0023-outbox-lanes': outboxLanes,
  '0024-ledger-streams': ledgerStreams,
};

/**
 * Brings the database to the schema this version needs; does nothing where it has it already, or a newer one that this
 * version can work on. Several processes may start at once: one migrates, the others wait.
 * @throws SchemaTooNew where this version cannot work on it.
 */
export async function migrate(
  db: Database,
  schema?: string,
  migrations: Readonly<Record<string, Migration>> = MIGRATIONS,
): Promise<SchemaState> {
  const known = Object.keys(migrations);
  const before = await schemaState(db, known, schema);
  if (before.kind === 'too_new') throw new SchemaTooNew(before);
  if (before.kind !== 'pending') return before;
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
    ...(schema ? { migrationTableSchema: schema } : {}),
  });
  const { error } = await migrator.migrateToLatest();
  const after = await schemaState(db, known, schema);
  // A newer version may have been quicker: then there is nothing left to do here, and Kysely would not have done it.
  if (after.kind === 'too_new') throw new SchemaTooNew(after);
  if (error && after.kind !== 'newer')
    throw error instanceof Error ? error : new Error('The migration failed.', { cause: error });
  return after;
}

/** How the schema of this database stands to what this version needs; changes nothing. */
export const stateOfSchema = (db: Database, schema?: string): Promise<SchemaState> =>
  schemaState(db, Object.keys(MIGRATIONS), schema);
