import { describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';

import { withDatabase } from '../support/database.js';

describe('the database', () => {
  const database = withDatabase();

  it('has the tables of the first migration', async () => {
    const { db } = database.current;
    await expect(db.selectFrom('runs').selectAll().execute()).resolves.toEqual([]);
  });

  it('reports an error with its code', async () => {
    const { db } = database.current;
    await expect(sql`select * from nowhere`.execute(db)).rejects.toMatchObject({ code: '42P01' });
  });
});
