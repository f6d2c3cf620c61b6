import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { wayBack } from '../../../src/engine/planning/undo.js';
import { toPlain } from '../../../src/engine/words.js';
import type { Simulator } from '../../../src/simulator/simulator.js';
import { sweepGrants } from '../../../src/engine/grants/sweep-grants.js';
import { FakeClock, HOUR } from '../../support/clock.js';
import { withDatabase } from '../../support/database.js';
import { startEngineProcess, startGrid, type EngineProcess } from '../../support/engine.js';
import { forgetGrants, found, grantOf, MARKETING, ran } from '../../support/grants.js';

describe('undo, where time plays a part', () => {
  const database = withDatabase();
  let slack: Simulator;
  let app: EngineProcess;
  const clock = new FakeClock(new Date().toISOString());
  beforeAll(async () => {
    slack = await startGrid();
    app = await startEngineProcess(slack, database.current, clock, 'first');
  });
  afterAll(() => slack.stop());
  beforeEach(async () => {
    await forgetGrants(database.current);
    slack.reset();
  });
  const role = (who = 'ada'): string | undefined => slack.org.person(who).workspaces[MARKETING];
  const why = async (id: string): Promise<string> => {
    const back = wayBack(await found(app.ports, id), clock.now());
    return back.open ? 'open' : toPlain(back.why, {});
  };

  it('is gone seven days after it was done', async () => {
    const run = await ran(slack, app.ports, {});
    expect(await why(run.id)).toBe('open');
    clock.pass(7 * 24 * HOUR);
    expect(await why(run.id)).toBe('open');
    clock.pass(1);
    expect(await why(run.id)).toContain('more than seven days ago');
  });

  it('of a right for a time ends it, and leaves what else is in force', async () => {
    const owner = await ran(slack, app.ports, { operation: 'admin.users.setOwner', duration: '8h' });
    const admin = await ran(slack, app.ports, { duration: '2d' });
    expect(role()).toBe('owner');
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);

    await ran(slack, app.ports, { operation: 'admin.users.setAdmin', undoes: owner.id });
    expect(role()).toBe('admin');
    expect(await grantOf(app.ports, owner.id)).toMatchObject({ end: 'undone' });
    expect(await grantOf(app.ports, admin.id)).toMatchObject({ end: null });
    clock.pass(48 * HOUR);
    await sweepGrants(app.ports);
    await sweepGrants(app.ports);
    expect(role()).toBe('member');
  });

  it('of a lower right for a time ends it on record, without a call', async () => {
    await ran(slack, app.ports, { operation: 'admin.users.setOwner', duration: '8h' });
    const admin = await ran(slack, app.ports, { duration: '2d' });
    await ran(slack, app.ports, { operation: 'admin.users.setOwner', undoes: admin.id });
    expect(await grantOf(app.ports, admin.id)).toMatchObject({ end: 'undone' });
    expect(role()).toBe('owner');
    clock.pass(8 * HOUR);
    await sweepGrants(app.ports);
    expect(role()).toBe('member');
  });

  it('of a right for a time is no way to have it for good: neither of its undo nor of its revocation', async () => {
    const run = await ran(slack, app.ports, { duration: '8h' });
    const undoing = await ran(slack, app.ports, { operation: 'admin.users.setRegular', undoes: run.id });
    expect(await why(undoing.id)).toContain('What has ended is not given back by an undo');
    expect(await why(run.id)).toContain('undone already');

    await ran(slack, app.ports, { duration: '8h' });
    const revoking = await ran(slack, app.ports, { operation: 'admin.users.setRegular' });
    expect(await why(revoking.id)).toContain('that end would not come back with it');
  });

  it('is refused where the right has ended, and where the state has moved on', async () => {
    const run = await ran(slack, app.ports, { duration: '1h' });
    clock.pass(HOUR);
    await sweepGrants(app.ports);
    expect(await why(run.id)).toContain('There is nothing left to undo.');

    const other = await ran(slack, app.ports, { duration: '1h' });
    slack.org.person('ada').workspaces[MARKETING] = 'owner';
    await expect(ran(slack, app.ports, { operation: 'admin.users.setRegular', undoes: other.id })).rejects.toThrow(
      'somebody has changed that by hand',
    );
  });

  it('of one’s own demotion is a grant, and nobody grants themselves anything', async () => {
    // Slack makes no org admin a regular member of one workspace, but an admin who was its owner.
    slack.org.person('katherine').workspaces[MARKETING] = 'owner';
    const run = await ran(slack, app.ports, { by: 'katherine', whom: 'katherine' });
    expect(role('katherine')).toBe('admin');
    await expect(
      ran(slack, app.ports, { by: 'katherine', whom: 'katherine', operation: 'admin.users.setOwner', undoes: run.id }),
    ).rejects.toThrow('Nobody grants themselves anything');
    await ran(slack, app.ports, { whom: 'katherine', operation: 'admin.users.setOwner', undoes: run.id });
    expect(role('katherine')).toBe('owner');
  });

  it('of a grant for good during one for a time is not offered: its end would not come back', async () => {
    await ran(slack, app.ports, { duration: '8h' });
    const run = await ran(slack, app.ports, {});
    expect(await why(run.id)).toContain('that end would not come back with it');
    clock.pass(9 * HOUR);
    await sweepGrants(app.ports);
    expect(role()).toBe('admin');
  });

  it('is not an extension by the back door: whoever has the right cannot make it longer', async () => {
    await ran(slack, app.ports, { duration: '1h' });
    slack.org.person('ada').org_role = 'admin';
    await expect(ran(slack, app.ports, { by: 'ada', whom: 'ada', duration: '2h' })).rejects.toThrow(
      /Nobody grants themselves anything|could not end by itself/u,
    );
    await expect(ran(slack, app.ports, { by: 'ada', whom: 'ada' })).rejects.toThrow(
      'Nobody grants themselves anything',
    );
  });
});
