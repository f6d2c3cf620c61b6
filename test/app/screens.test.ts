import { beforeEach, describe, expect, it } from '@jest/globals';

import { withDatabase } from '../support/database.js';
import { withGrid } from '../support/gridkeeper.js';
import { settled } from '../support/steps.js';

/** Nobody is left in front of a screen that says nothing, or not what is true. */
describe('what people see', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  beforeEach(() => grid.current.slack.reset());

  it('is the form, also where a command comes without any text at all', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await katherine.command('/grant-admin', 'help');
    const bare = new URLSearchParams(slack.deliveries('slash_command').at(-1)?.body);
    bare.delete('text');
    await slack.deliver(bare.toString());
    expect((await settled(slack, katherine)).callback_id).toBe('run.form:0');
  });
});
