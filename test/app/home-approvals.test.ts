import { beforeEach, describe, expect, it } from '@jest/globals';

import { withDatabase } from '../support/database.js';
import { APPROVALS, withGrid } from '../support/gridkeeper.js';
import { audited, card, plans, runs, settled, submits, textOf } from '../support/steps.js';
import type { PersonAtWork } from '../../src/simulator/person-at-work.js';

const aloud = (shown: Parameters<typeof textOf>[0]): string => textOf(shown).replaceAll(/<!date\^[^>]*>/gu, 'DATE');

/** What waits, and nothing of what was. */
const aboveRuns = (home: string): string => home.split(/\n\*(?:Recent runs|Running now|Health)\*/u)[0] ?? '';

describe('the Home tab', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  beforeEach(async () => {
    grid.current.slack.reset();
    // Whatever an earlier test has left is another organisation's.
    await database.current.db.updateTable('runs').set({ enterprise_id: 'E0ELSEWHERE' }).execute();
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
    expect(aboveRuns(await homeOf(grace))).toMatchInlineSnapshot(`
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
    // The tab is brought up to date without being opened again.
    await slack.waitFor(() => !textOf(grace.home()).includes('Waiting for you'));
    expect(await homeOf(grace)).not.toContain('Waiting for you');
  });

  it('is up to date again after a no', async () => {
    const { slack } = grid.current;
    await asked();
    const grace = slack.as('grace');
    await homeOf(grace);
    await grace.press('run.details');
    await settled(slack, grace);
    await grace.press('run.deny');
    await slack.waitFor(() => textOf(grace.view()).includes('Why not?'));
    await submits(slack, grace, { reason: 'not now' });
    await slack.waitFor(() => !textOf(grace.home()).includes('Waiting for you'));
    expect(textOf(grace.home())).toContain('· denied (rule `denied-by-approver`)');
  });

  it('shows what was run last and how the app is, with the way to the whole history', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await runs(slack, katherine, '/grant-admin', '@ada in marketing');
    await katherine.close();
    const home = await homeOf(katherine);
    expect(home).toContain(
      '*Recent runs*\n✅ *Grant admin*  Ada Lovelace (U0ADA000001): member → admin of Marketing (T0MARKETNG2)\nDATE · asked by Katherine Johnson (W0KATHER005) · done\nDetails',
    );
    expect(home).toContain('*Health* ✅ the audit channel, the approval channel, the tokens work. Names as of DATE.');
    await katherine.press('history.open');
    await slack.waitFor(() => textOf(katherine.view()).includes('newest first'));
    await katherine.close();

    slack.org.channel('admin-approvals').archived = true;
    expect(await homeOf(katherine)).toContain('⚠️ Not as it should be: the approval channel (');
    slack.org.channel('admin-approvals').archived = false;
  });

  it('shows what runs just now', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await plans(slack, katherine, '/grant-admin', '@ada in marketing');
    slack.setFault({ method: 'admin.users.setAdmin', fault: 'slow', delay_ms: 1500, times: 1 });
    await katherine.submit();
    await slack.waitFor(() => slack.calls('admin.users.setAdmin').length === 1);
    expect(await homeOf(slack.as('alan'))).toContain('*Running now*\n⏳ *Grant admin*  Ada Lovelace');
    expect(await homeOf(slack.as('erna'))).not.toContain('Running now');
    await audited(slack, 'succeeded');
  });

  it('tells whoever may run nothing what the app is, and whom to ask', async () => {
    const { slack } = grid.current;
    const home = await homeOf(slack.as('gia.multi'));
    expect(home).toMatch(/^\*Whom to ask\* .*Grace Hopper \(W0GRACE0002\)/u);
    expect(home).not.toContain('Health');
    expect(textOf(slack.as('gia.multi').home())).toContain('Gridkeeper does the organisation’s admin work.');
  });

  it.each(['katherine', 'ada', 'gia.multi', 'hedy'])('shows nothing of it to %s, who could not', async (who) => {
    const { slack } = grid.current;
    await asked();
    expect(await homeOf(slack.as(who))).not.toMatch(/Margaret Hamilton \(W0MARGAR003\) ask|Waiting/u);
  });

  it('shows whoever asked what waits for others, and takes it back at a press', async () => {
    const { slack } = grid.current;
    const margaret = await asked();
    expect(aboveRuns(await homeOf(margaret))).toMatchInlineSnapshot(`
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
