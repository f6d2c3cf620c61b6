import { Migrator } from 'kysely';

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
import * as outboxLanes from './migrations/0023-outbox-lanes.js';

const MIGRATIONS = {
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
  '0023-outbox-lanes': outboxLanes,
};

/**
 * Brings the database to the schema this version needs; does nothing where it has it already. Several processes may
 * start at once: one migrates, the others wait.
 */
export async function migrate(db: Database, schema?: string): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(MIGRATIONS) },
    ...(schema ? { migrationTableSchema: schema } : {}),
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error instanceof Error ? error : new Error('The migration failed.', { cause: error });
}
