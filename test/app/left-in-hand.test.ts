import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { FakeClock, MINUTE } from '../support/clock.js';
import { withDatabase } from '../support/database.js';
import { startOn, withGrid, type Grid } from '../support/gridkeeper.js';
import { plans, submits, textOf, types } from '../support/steps.js';

const SLOW_MS = 4000;

/** A process says nothing more while somebody waits for it; another one finds the run and goes on. */
describe('a run that a process has in hand and leaves', () => {
  const database = withDatabase();
  const clock = new FakeClock(new Date().toISOString());
  const grid = withGrid(database, { clock });
  let other: Grid | null = null;
  beforeAll(async () => {
    // The copy from which typed names are filled in has been read.
    const { slack } = grid.current;
    await slack.waitFor(() => slack.calls('usergroups.list').length > 0 && slack, { timeout: 20_000 });
  });
  beforeEach(() => grid.current.slack.reset());
  afterEach(async () => {
    await other?.app.stop();
    // Slack's own clock has stayed where it was.
    if (other) clock.pass(-2 * MINUTE);
    other = null;
    grid.current.slack.appUrl = `http://127.0.0.1:${grid.current.app.port}`;
  });

  /** Slack is slow to answer the first process; the second one comes when that has said nothing for two minutes. */
  const silence = (): unknown =>
    grid.current.slack.setFault({ method: 'users.info', fault: 'slow', delay_ms: SLOW_MS, times: 1 });
  const anotherComes = async (): Promise<void> => {
    clock.pass(2 * MINUTE);
    other = await startOn(grid.current.slack, database.current, { clock });
  };

  /** The slow answer has come by now, and whatever comes of it. */
  const late = (): Promise<unknown> => sleep(SLOW_MS);

  it('is planned by another, and the one that was only slow changes nothing any more', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/grant-admin', '@ada in marketing');
    silence();
    await katherine.submit();
    await anotherComes();

    const plan = await slack.waitFor(() => katherine.view()?.callback_id.startsWith('run.confirm') && katherine.view());
    expect(plan.callback_id).toBe('run.confirm:2');
    expect(textOf(await submits(slack, katherine))).toContain('Done: Katherine Johnson');
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(1);
  });

  it('is not carried out by whoever was slow, once another has said that nothing was changed', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await plans(slack, katherine, '/grant-admin', '@emmy in marketing');
    silence();
    await katherine.submit();
    await anotherComes();

    await slack.waitFor(() => textOf(katherine.view()).includes('The app was interrupted. Nothing was changed.'));
    await late();
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);
    expect(slack.org.person('emmy').workspaces['T0MARKETNG2']).toBe('member');
  });

  it('is told of by direct message where the modal is closed', async () => {
    const { slack } = grid.current;
    const margaret = slack.as('margaret');
    await types(slack, margaret, '/grant-admin', '@ada in marketing');
    silence();
    await margaret.submit();
    await margaret.close();
    await anotherComes();

    const message = await slack.waitFor(() => margaret.directMessages().at(-1));
    expect(message.text).toBe(
      '*Grant admin*: the app was interrupted while it worked on your request, and the window is closed. Nothing was changed; ask again if it is still wanted.',
    );
  });

  it('is left alone where it has its answer', async () => {
    const { slack } = grid.current;
    const alan = slack.as('alan');
    const plan = await plans(slack, alan, '/grant-admin', '@emmy in sales & field');
    await anotherComes();
    await sleep(500);
    expect(alan.view()?.hash).toBe(plan.hash);
  });
});
