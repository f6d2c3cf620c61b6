import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, expect } from '@jest/globals';
import { sql } from 'kysely';

import { openEngine, openPostgres, type OpenDatabase } from '../../src/store/database.js';
import type { EmbeddedEngine } from '../../src/store/embedded/engine.js';
import { migrate } from '../../src/store/migrate.js';

declare global {
  // oxlint-disable-next-line no-var -- only `var` declares a property of globalThis
  var engineOfThisProcess: () => Promise<EmbeddedEngine>;
}

export interface TestDatabase extends OpenDatabase {
  readonly schema: string;
  /** Another pool on the same schema, as another process would have it. */
  another(): Promise<OpenDatabase>;
}

/** Opens PostgreSQL where TEST_DATABASE_URL is set, else this process's embedded database. */
export async function openSchema(schema: string): Promise<OpenDatabase> {
  const url = process.env['TEST_DATABASE_URL'];
  return url ? openPostgres(url, { schema }) : openEngine(await globalThis.engineOfThisProcess(), schema);
}

/**
 * A migrated schema of the test file's own, gone when the file is done, with the one that stands beside it under the
 * same name and this ending. Call it at the top of a describe.
 */
export function withDatabase({ alongside = '' } = {}): { readonly current: TestDatabase } {
  const schema = `test_${randomUUID().replaceAll('-', '')}`;
  const holder: { database: TestDatabase | null } = { database: null };

  beforeAll(async () => {
    const opened = await openSchema(schema);
    await sql`create schema ${sql.ref(schema)}`.execute(opened.db);
    await migrate(opened.db, schema);
    holder.database = { ...opened, schema, another: () => openSchema(schema) };
  });

  afterAll(async () => {
    if (!holder.database) return;
    await sql`drop schema ${sql.ref(schema)} cascade`.execute(holder.database.db);
    if (alongside) await sql`drop schema if exists ${sql.ref(schema + alongside)} cascade`.execute(holder.database.db);
    await holder.database.close();
  });

  return {
    get current() {
      expect(holder.database).not.toBeNull();
      if (!holder.database) throw new Error('The database is open while tests run only.');
      return holder.database;
    },
  };
}
