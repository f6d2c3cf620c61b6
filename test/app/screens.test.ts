import { beforeEach, describe, expect, it } from '@jest/globals';

import type { Simulator } from '../../src/simulator/simulator.js';
import { withDatabase } from '../support/database.js';
import { withGrid } from '../support/gridkeeper.js';
import { plans, settled, textOf } from '../support/steps.js';

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

  it('stays the answer that it is so already, also where the form comes twice', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    slack.org.person('ada').workspaces['T0MARKETNG2'] = 'admin';
    const answer = textOf(await plans(slack, katherine, '/grant-admin', '@ada in marketing'));
    expect(answer).toContain('is already an admin of Marketing');
    const before = slack.calls('views.update').length;
    await again(slack);
    await slack.waitFor(() => slack.calls('views.update').length > before);
    expect(textOf(await settled(slack, katherine))).toBe(answer);
  });
});

/** Delivers the last submission once more, late and newly signed. */
async function again(slack: Simulator): Promise<void> {
  const delivery = slack.deliveries('view_submission').at(-1);
  if (!delivery) throw new Error('Nothing was submitted.');
  await slack.deliver(delivery.body, { timestamp: Math.floor(Date.now() / 1000) - 2 });
}
