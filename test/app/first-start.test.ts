import { afterEach, describe, expect, it } from '@jest/globals';

import type { Clock } from '../../src/engine/ports.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { FakeClock } from '../support/clock.js';
import { withDatabase } from '../support/database.js';
import { startGrid } from '../support/engine.js';
import { startOn, type Grid } from '../support/gridkeeper.js';
import { settled, textOf } from '../support/steps.js';

/** A command typed right after the very first start, while nothing has been read yet. */
describe('the very first start', () => {
  let slack: Simulator;
  let grid: Grid;
  afterEach(async () => {
    await grid.app.stop();
    await slack.stop();
  });

  async function types(database: ReturnType<typeof withDatabase>, words: string, clock?: Clock) {
    grid = await startOn(slack, database.current, clock ? { clock } : {});
    await slack.as('katherine').command('/grant-admin', words);
    return settled(slack, slack.as('katherine'));
  }

  describe('while people are being read', () => {
    const database = withDatabase();

    it('waits for them, so that a name is found', async () => {
      slack = await startGrid();
      slack.setFault({ method: 'admin.users.list', fault: 'slow', delay_ms: 1_000, times: 1 });
      const view = await types(database, 'Ada Lovelace in marketing');
      expect(JSON.stringify(view.blocks)).toContain(slack.org.person('ada').id);
      expect(textOf(view)).not.toContain('still reading');
    });
  });

  describe('while Slack does not let them be read', () => {
    const database = withDatabase();

    it('waits no longer than five seconds, and says that they are still being read', async () => {
      slack = await startGrid();
      slack.setFault({ method: 'admin.users.list', fault: 'http_500' });
      slack.setFault({ method: 'admin.teams.list', fault: 'http_500', times: 1 });
      const clock = new FakeClock(new Date().toISOString());
      const view = await types(database, 'Ada Lovelace in marketing', clock);
      expect(clock.slept.filter((milliseconds) => milliseconds === 250)).toHaveLength(20);
      expect(textOf(view)).toContain(
        'still reading the people of this organisation, so it could not look up “Ada Lovelace”',
      );
      expect(textOf(view)).toContain('still reading the workspaces of this organisation');
    });
  });
});
