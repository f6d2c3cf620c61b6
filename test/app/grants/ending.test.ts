import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { Simulator } from '../../../src/simulator/simulator.js';
import { sweepGrants } from '../../../src/engine/grants/sweep-grants.js';
import { FakeClock, HOUR, MINUTE } from '../../support/clock.js';
import { withDatabase } from '../../support/database.js';
import { startEngineProcess, startGrid, type EngineProcess } from '../../support/engine.js';
import { forgetGrants, grantOf, MARKETING, minutes, ran, timeless } from '../../support/grants.js';
import { auditPosts, textOf } from '../../support/steps.js';

describe('a right for a time', () => {
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
  const ada = () => slack.org.person('ada').workspaces[MARKETING];

  it('starts when the call succeeded, and ends by itself', async () => {
    const run = await ran(slack, app.ports, { duration: '8h' });
    expect(run.state).toBe('succeeded');
    expect(ada()).toBe('admin');
    const grant = await grantOf(app.ports, run.id);
    expect(grant).toMatchObject({ role: 'admin', base: 'member', place: MARKETING, endedAt: null });
    expect(grant.endsAt.getTime() - grant.startedAt.getTime()).toBe(8 * HOUR);

    clock.pass(8 * HOUR - 2 * MINUTE);
    await sweepGrants(app.ports);
    expect(ada()).toBe('admin');
    await minutes(app.ports, clock, 3);
    expect(ada()).toBe('member');
    expect(await grantOf(app.ports, run.id)).toMatchObject({ end: 'in_time', endedAt: expect.any(Date) });
    expect(slack.calls('admin.users.setRegular')).toHaveLength(1);
    await minutes(app.ports, clock, 5);
    expect(slack.calls('admin.users.setRegular')).toHaveLength(1);

    await app.deliver();
    expect(auditPosts(slack).map(({ text }) => timeless(text))).toMatchInlineSnapshot(`
     [
       "✅ *Grant admin: done, and over since*
     *Requested by* Margaret Hamilton (W0MARGAR003) with \`admin.users.setAdmin\`
     *Change* Ada Lovelace (U0ADA000001): member → admin of Marketing (T0MARKETNG2) for 8 hours, until about (a moment), then member again
     *Outcome* Done: Margaret Hamilton (W0MARGAR003) made Ada Lovelace (U0ADA000001) an admin of Marketing (T0MARKETNG2) for 8 hours.
     *Ended* (a moment). Its time was over.",
       "⌛ *A right for a time is over*
     *Right* Ada Lovelace (U0ADA000001), admin of Marketing (T0MARKETNG2), until (a moment)
     *Granted by* Margaret Hamilton (W0MARGAR003), with run RUN
     *Change* Ada Lovelace (U0ADA000001): admin → member of Marketing (T0MARKETNG2)
     *Outcome* Its time was over. Taken away with \`admin.users.setRegular\`, and seen to be gone at (a moment).",
     ]
    `);
    const cards = slack
      .as('ada')
      .directMessages()
      .map((message) => timeless(textOf(message)));
    expect(cards).toMatchInlineSnapshot(`
     [
       "⌛ *A right for a time has ended.* You were an admin of Marketing (T0MARKETNG2); it ended at (a moment).
     Its time was over.
     Grant admin. Run \`RUN\`",
       "2 minutes left: Ada Lovelace (U0ADA000001) is an admin of Marketing (T0MARKETNG2) until (a moment).",
       "Its time was over. Ada Lovelace (U0ADA000001) is a member of Marketing (T0MARKETNG2).",
     ]
    `);
    expect(slack.breaches()).toEqual([]);
  });
});
