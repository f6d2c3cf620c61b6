import { describe, expect, it } from '@jest/globals';

import { withDatabase } from '../support/database.js';
import { AUDIT, withGrid } from '../support/gridkeeper.js';

describe('/grant-admin', () => {
  const database = withDatabase();
  const grid = withGrid(database);

  it('goes from the typed command to the audit channel', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');

    await katherine.command('/grant-admin', '@ada in marketing because launch week');
    const form = await slack.waitFor(() => katherine.view()?.callback_id?.startsWith('run.form') && katherine.view());
    console.log(JSON.stringify(form, null, 1));
    console.log(await katherine.submit());
    const plan = await slack.waitFor(() => katherine.view()?.callback_id?.startsWith('run.confirm') && katherine.view());
    console.log(JSON.stringify(plan, null, 1));
    console.log(await katherine.submit());
    await slack.waitFor(() => slack.messages(AUDIT).length >= 2);
    console.log(JSON.stringify(slack.messages(AUDIT), null, 1));
    console.log(JSON.stringify(katherine.view(), null, 1));
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(1);
    console.log(grid.current.log.join(''));
  });
});
