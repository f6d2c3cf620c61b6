import { beforeEach, describe, expect, it } from '@jest/globals';

import { withDatabase } from '../support/database.js';
import { APPROVALS, withGrid } from '../support/gridkeeper.js';
import { audited, card, plans, settled, submits, textOf } from '../support/steps.js';
import type { PersonAtWork } from '../../src/simulator/person-at-work.js';

const aloud = (shown: Parameters<typeof textOf>[0]): string => textOf(shown).replaceAll(/<!date\^[^>]*>/gu, 'DATE');

describe('the Home tab', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  beforeEach(async () => {
    grid.current.slack.reset();
    await database.current.db
      .updateTable('runs')
      .set({ state: 'expired' })
      .where('state', '=', 'awaiting_approval')
      .execute();
  });

  const asked = async (): Promise<PersonAtWork> => {
    const { slack } = grid.current;
    const margaret = slack.as('margaret');
    await plans(slack, margaret, '/grant-admin', '@ada in the org because she runs IT now');
    await submits(slack, margaret);
    await margaret.close();
    await card(slack);
    return margaret;
  };
  /** What stands above the menu in somebody's Home. */
  const homeOf = async (who: PersonAtWork): Promise<string> => {
    const before = who.home()?.hash;
    await who.openHome();
    await grid.current.slack.waitFor(
      () => who.home()?.hash !== before && textOf(who.home()).includes('Names in the pickers'),
    );
    return (
      (aloud(who.home()).split('everything is recorded in the audit channel.\n')[1] ?? '').split(
        '\nOpen the menu',
      )[0] ?? ''
    );
  };

  it('shows those who could decide what waits for them, and lets them decide there', async () => {
    const { slack } = grid.current;
    await asked();
    const grace = slack.as('grace');
    expect(await homeOf(grace)).toMatchInlineSnapshot(`
     "*Waiting for you*
     ⏳ *Grant admin.* Margaret Hamilton (W0MARGAR003) asks. Ada Lovelace (U0ADA000001): member → admin of the whole organisation, Analytical Engines (E0ANALYTIC1)
     It expires on DATE.
     Decide"
    `);

    await grace.press('run.details');
    const details = await settled(slack, grace);
    expect(aloud(details)).toContain('Margaret Hamilton (W0MARGAR003) asked for this. It waits for an approval.');
    await grace.press('run.approve');
    await audited(slack, 'succeeded');
    await slack.waitFor(() => textOf(grace.view()).includes('Done: Margaret Hamilton'));
    expect(await homeOf(grace)).not.toContain('Waiting for you');
  });

  it.each(['katherine', 'ada', 'gia.multi', 'hedy'])('shows nothing of it to %s, who could not', async (who) => {
    const { slack } = grid.current;
    await asked();
    expect(await homeOf(slack.as(who))).not.toContain('Margaret');
  });

  it('shows whoever asked what waits for others, and takes it back at a press', async () => {
    const { slack } = grid.current;
    const margaret = await asked();
    expect(await homeOf(margaret)).toMatchInlineSnapshot(`
     "*Your open requests*
     ⏳ *Grant admin.* Ada Lovelace (U0ADA000001): member → admin of the whole organisation, Analytical Engines (E0ANALYTIC1)
     Still missing: the yes of another org owner. It expires on DATE.
     Withdraw
     Withdraw it?
     The request ends and nothing is changed.
     Withdraw
     Cancel"
    `);

    await margaret.press('run.withdraw');
    await audited(slack, 'withdrawn');
    await slack.waitFor(() => !textOf(margaret.home()).includes('Your open requests'));
    await card(slack, (text) => text.includes('withdrew'));
    expect(JSON.stringify(slack.messages(APPROVALS))).not.toContain('run.approve');
  });

  it('shows the rest where Slack cannot be asked who could decide', async () => {
    const { slack } = grid.current;
    const margaret = slack.as('margaret');
    await plans(slack, margaret, '/grant-admin', '@joan in marketing');
    await submits(slack, margaret);
    await margaret.close();
    await card(slack);
    slack.setFault({ method: 'admin.teams.owners.list', fault: 'http_500' });
    expect(await homeOf(slack.as('grace'))).toContain('What waits for you could not be looked up.');
  });
});
