import { beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';

import { withDatabase } from '../support/database.js';
import { withGrid } from '../support/gridkeeper.js';
import { textOf, types } from '../support/steps.js';

/** Where there is no room for a sentence, trouble ends in a harmless answer and in the operator's log. */
describe('trouble behind a picker and the Home tab', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  beforeEach(() => grid.current.slack.reset());

  const faults = (): string[] =>
    grid.current.log.flatMap((line) => {
      const { level, msg } = JSON.parse(line);
      return level === 50 ? [String(msg)] : [];
    });

  it('offers nothing, at once, while the database cannot be asked', async () => {
    const { slack } = grid.current;
    const { db, schema } = database.current;
    const katherine = slack.as('katherine');
    // A typed name is filled in as soon as there is a copy to choose from.
    await types(slack, katherine, '/grant-admin', '@emmy');
    const before = faults().length;

    await sql`alter table ${sql.id(schema, 'runs')} rename to runs_away`.execute(db);
    const options = await katherine.options('user_id', 'ada').catch((problem: unknown) => problem);
    await sql`alter table ${sql.id(schema, 'runs_away')} rename to runs`.execute(db);

    expect(options).toEqual([]);
    expect(slack.deliveries('block_suggestion').at(-1)?.outcome).toMatchObject({ status: 200, body: '{"options":[]}' });
    expect(faults().slice(before)).toContain('fault in the options of a picker');
    expect(await katherine.options('user_id', 'ada')).not.toEqual([]);
  });

  it('leaves the Home tab as it was where it cannot be published, and shows it the next time', async () => {
    const { slack } = grid.current;
    const alan = slack.as('alan');
    const before = faults().length;
    slack.setFault({ method: 'views.publish', fault: 'error', error: 'internal_error' });
    await alan.openHome();
    await slack.waitFor(() => faults().slice(before).includes('fault in showing the Home tab'));

    slack.clearFaults();
    await alan.openHome();
    const home = await slack.waitFor(() => textOf(alan.home()).includes('Open the menu') && alan.home());
    expect(textOf(home)).not.toContain('could not');
  });
});
