import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql, type Kysely, type Migration } from 'kysely';

import type { Simulator } from '../../src/simulator/simulator.js';
import { MIGRATIONS, migrate, stateOfSchema } from '../../src/store/migrate.js';
import { withDatabase } from '../support/database.js';
import { startGrid } from '../support/engine.js';
import { startOn } from '../support/gridkeeper.js';
import { audited, runs } from '../support/steps.js';

const statement = (text: string): Migration => ({
  up: async (db: Kysely<unknown>) => {
    await sql.raw(text).execute(db);
  },
});

/** Decision 0016: a later version's migrations were done, and this version starts beside it. */
describe('this version, where a later one has been', () => {
  const database = withDatabase();
  let slack: Simulator;
  beforeAll(async () => {
    slack = await startGrid();
  });
  afterAll(() => slack.stop());

  const later = (more: Record<string, Migration>): Promise<unknown> =>
    migrate(database.current.db, database.current.schema, { ...MIGRATIONS, ...more });
  const ADDS = { '9001-adds': statement('alter table runs add column colour text') };
  const RAISES = {
    ...ADDS,
    '9002-takes-away': statement(`update schema_works_with set oldest = '9001'`),
  };

  it('starts and works on a schema to which something was added', async () => {
    await later(ADDS);

    const { app } = await startOn(slack, database.current);
    await runs(slack, slack.as('katherine'), '/grant-admin', `${slack.org.person('ada').id} in marketing because so`);
    await audited(slack, 'succeeded');
    await app.stop();

    expect(await stateOfSchema(database.current.db, database.current.schema)).toMatchObject({
      kind: 'newer',
      unknown: ['9001-adds'],
    });
  });

  it('is refused in words where something it needs may have been taken away', async () => {
    await later(RAISES);
    await expect(startOn(slack, database.current)).rejects.toThrow(
      'cannot work on this database: it has the migrations 9001-adds, 9002-takes-away of another version, and wants one that knows 9001 or later. Nothing was changed.',
    );
  });

  it('a version that knows what was added works on beside the one that took away', async () => {
    await expect(later(ADDS)).resolves.toMatchObject({ kind: 'newer', unknown: ['9002-takes-away'] });
  });

  it('is refused where it has migrations of its own that were not done: the two are of different lines', async () => {
    await expect(later({ '9000-elsewhere': statement('select 1') })).rejects.toThrow('and lacks 9000-elsewhere');
  });
});
