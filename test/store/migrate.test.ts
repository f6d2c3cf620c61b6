import { randomUUID } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';

import type { OpenDatabase } from '../../src/store/database.js';
import { migrate } from '../../src/store/migrate.js';
import { openSchema, withDatabase } from '../support/database.js';

describe('migrate', () => {
  const database = withDatabase();

  const tablesOf = async ({ db }: OpenDatabase, schema: string): Promise<string[]> => {
    const { rows } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables where table_schema = ${schema} order by 1`.execute(db);
    return rows.map(({ name }) => name);
  };

  it('changes nothing the second time', async () => {
    const { db, schema } = database.current;
    const before = await tablesOf(database.current, schema);
    await migrate(db, schema);
    expect(await tablesOf(database.current, schema)).toEqual(before);
    expect(before).toEqual(
      expect.arrayContaining(['approvals', 'calls', 'clear_texts', 'ledger_entries', 'ledger_heads', 'outbox', 'runs']),
    );
  });

  it('is done once where several processes start at the same time', async () => {
    const schema = `test_${randomUUID().replaceAll('-', '')}`;
    await sql`create schema ${sql.ref(schema)}`.execute(database.current.db);
    // Several pools where there can be several; the embedded database has one process and one connection.
    const processes = process.env['TEST_DATABASE_URL'] ? 5 : 1;
    const pools = await Promise.all(Array.from({ length: processes }, () => openSchema(schema)));
    const starts = pools.flatMap(({ db }) => [migrate(db, schema), migrate(db, schema)]);

    await Promise.all(starts);

    expect(await tablesOf(database.current, schema)).toEqual(await tablesOf(database.current, database.current.schema));
    await Promise.all(pools.map((pool) => pool.close()));
    await sql`drop schema ${sql.ref(schema)} cascade`.execute(database.current.db);
  });
});
