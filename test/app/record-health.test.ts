import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Simulator } from '../../src/simulator/simulator.js';
import { withDatabase } from '../support/database.js';
import { startGrid } from '../support/engine.js';
import { AUDIT, startOn, type Grid } from '../support/gridkeeper.js';
import { audited, runs, textOf } from '../support/steps.js';

/** The audit channel takes no posts: everybody who can mend that hears of it, and work goes on. */
describe('an archived audit channel', () => {
  const database = withDatabase();
  let slack: Simulator;
  let grid: Grid;
  beforeAll(async () => {
    slack = await startGrid();
    slack.org.channel(AUDIT).archived = true;
    grid = await startOn(slack, database.current, { postsApartMs: 1_000 });
  });
  afterAll(async () => {
    await grid.app.stop();
    await slack.stop();
  });

  const readiness = async (): Promise<{ status: number; said: Record<string, unknown> }> => {
    const answer = await fetch(`http://127.0.0.1:${grid.app.port}/readyz`, { headers: { connection: 'close' } });
    return { status: answer.status, said: JSON.parse(await answer.text()) };
  };

  it('is told to /readyz, to the log and to the Home tab of those who can mend it, and stops nothing', async () => {
    let said = await readiness();
    for (let tries = 0; tries < 50 && said.said['audit_channel'] === 'ok'; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      said = await readiness();
    }
    const archived = expect.stringContaining('the channel is archived (is_archived)');
    expect(said).toMatchObject({ status: 200, said: { ready: true, database: 'ok', audit_channel: archived } });
    expect(grid.log.map((line): unknown => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ level: 50, alert: 'record', about: 'audit_channel', problem: archived }),
    );

    const [katherine, ada] = [slack.as('katherine'), slack.as('ada')];
    await katherine.openHome();
    await slack.waitFor(() => textOf(katherine.home()).includes('the channel is archived'));
    await ada.openHome();
    await slack.waitFor(() => textOf(ada.home()).includes('Who may run what'));
    expect(textOf(ada.home())).not.toContain('archived');
    const result = await runs(slack, katherine, '/grant-admin', '@ada in marketing');
    expect(textOf(result)).toContain('Done');
    expect(slack.messages(AUDIT).filter(({ metadata }) => metadata?.event_type === 'gridkeeper_run')).toEqual([]);
    slack.org.channel(AUDIT).archived = false;
    await audited(slack, 'succeeded');
  });
});
