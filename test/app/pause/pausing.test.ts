import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { PersonAtWork } from '../../../src/simulator/person-at-work.js';
import { withDatabase } from '../../support/database.js';
import { AUDIT, APPROVALS, withGrid } from '../../support/gridkeeper.js';
import { audited, card, plans, submits, textOf, types } from '../../support/steps.js';

const MARKETING = 'T0MARKETNG2';

describe('the emergency stop', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  beforeAll(async () => {
    // Owners are named and told as soon as it was read who they are, and so long somebody who types a name waits.
    const katherine = grid.current.slack.as('katherine');
    await types(grid.current.slack, katherine, '/grant-admin', '@ada');
    await katherine.close();
  });
  beforeEach(async () => {
    grid.current.slack.reset();
    const { db } = database.current;
    await db.updateTable('pauses').set({ resumed_at: new Date() }).where('resumed_at', 'is', null).execute();
    await db.updateTable('runs').set({ state: 'expired' }).where('state', '=', 'awaiting_approval').execute();
  });

  const aloud = (text: string): string => text.replaceAll(/<!date\^[^>]*>/gu, 'THEN');
  /** What somebody is answered privately, for a command. */
  const answered = async (who: PersonAtWork, command: string): Promise<string> => {
    const before = who.ephemerals().length;
    await who.command('/admin', command);
    const answer = await grid.current.slack.waitFor(() => who.ephemerals()[before]);
    return aloud(answer.text);
  };
  const entries = async (kind: string): Promise<unknown[]> => {
    const rows = await database.current.db
      .selectFrom('ledger_entries')
      .select('entry')
      .where('kind', '=', kind)
      .orderBy('sequence')
      .execute();
    return rows.map(({ entry }) => JSON.parse(entry));
  };

  it('is begun by any org owner; the audit channel, every owner and the ledger have it, and the app stays ready', async () => {
    const { slack } = grid.current;
    const grace = slack.as('grace');
    expect(await answered(grace, 'pause Someone has my token & I <!channel> do not know who')).toMatchInlineSnapshot(`
     "⏸ *All changes are paused* by Grace Hopper (W0GRACE0002) since THEN.
     Why: “Someone has my token &amp; I &lt;!channel&gt; do not know who”
     Reading goes on, and rights for a time end when they should. Resuming takes another org owner, in this app’s Home tab: Dorothy Vaughan (U0DOROTH004), Margaret Hamilton (W0MARGAR003).
     Nothing was under way. The audit channel and every org owner will be told."
    `);
    const posted = await slack.waitFor(() => slack.messages(AUDIT).find(({ text }) => text.includes('paused')));
    expect(aloud(posted.text)).toMatchInlineSnapshot(`
     "⏸ *All changes are paused* by Grace Hopper (W0GRACE0002) since THEN.
     Why: “Someone has my token &amp; I &lt;!channel&gt; do not know who”
     Reading goes on, and rights for a time end when they should. Resuming takes another org owner, in this app’s Home tab: Dorothy Vaughan (U0DOROTH004), Margaret Hamilton (W0MARGAR003)."
    `);
    for (const owner of ['grace', 'margaret', 'dorothy'])
      await slack.waitFor(() =>
        slack
          .as(owner)
          .directMessages()
          .some(({ text }) => text.includes('All changes are paused')),
      );
    expect((await entries('changes.paused')).at(-1)).toMatchObject({
      actor: slack.org.person('grace').id,
      outcome: 'paused',
      digest: { reason: expect.stringMatching(/^[0-9a-f]{64}$/u) },
    });
    expect(JSON.stringify(await entries('changes.paused'))).not.toContain('token');
    expect((await fetch(`${slack.appUrl}/readyz`)).status).toBe(200);
    expect(await answered(slack.as('dorothy'), 'PAUSE me too')).toContain('It had been paused before. ⏸ *All changes');
  });

  it('wants a reason', async () => {
    const { slack } = grid.current;
    expect(await answered(slack.as('grace'), 'pause')).toBe(
      'Say why, so that everybody knows: `/admin pause REASON`. Nothing has been paused yet.',
    );
    expect(await answered(slack.as('margaret'), 'resume')).toBe('Changes are not paused.');
  });

  it.each(['katherine', 'ada', 'gia.multi'])(
    'is not for %s, who reads the rule; the attempt is recorded',
    async (who) => {
      const { slack } = grid.current;
      const person = slack.as(who);
      expect(await answered(person, 'pause for fun')).toBe(
        '⛔ Only an org owner can pause changes, or resume them. Nothing was changed, and the attempt has been recorded. (rule `owners-pause-and-resume`)',
      );
      expect((await entries('changes.pause_refused')).at(-1)).toMatchObject({
        actor: person.id,
        because: 'owners-pause-and-resume',
      });
      await answered(slack.as('grace'), 'pause for a test');
      expect(await answered(person, 'resume')).toContain('rule `owners-pause-and-resume`');
      expect(await answered(slack.as('dorothy'), 'pause again')).toContain('It had been paused before.');
    },
  );

  it('keeps a plan from being carried out, says so on every screen, and lets it go on afterwards', async () => {
    const { slack } = grid.current;
    await answered(slack.as('grace'), 'pause An account was taken over');
    const margaret = slack.as('margaret');
    expect(aloud(textOf(await types(slack, margaret, '/grant-admin', '@ada in marketing')))).toContain(
      '⚠️ All changes are paused by Grace Hopper (W0GRACE0002)',
    );
    expect(aloud(textOf(await submits(slack, margaret)))).toMatchInlineSnapshot(`
     "⏸ *All changes are paused* by Grace Hopper (W0GRACE0002) since THEN.
     Why: “An account was taken over”
     Reading goes on, and rights for a time end when they should. Resuming takes another org owner, in this app’s Home tab: Dorothy Vaughan (U0DOROTH004), Margaret Hamilton (W0MARGAR003).
     The plan stays open until THEN. Nothing is carried out before changes have been resumed; confirm it then.
     *What will change*
     Ada Lovelace (U0ADA000001): member → admin of Marketing (T0MARKETNG2)
     Org owners and org admins may do this without asking anybody.
     It can be undone afterwards.
     Change
     Risk: privileged. Call: \`admin.users.setAdmin\` user_id=U0ADA000001 team_id=T0MARKETNG2"
    `);
    const still = await submits(slack, margaret);
    expect(textOf(still)).toContain('⏸ *All changes are paused*');
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);
    expect(await entries('run.confirm_refused')).toHaveLength(1);

    expect(await answered(slack.as('dorothy'), 'resume')).toBe(
      '▶️ *Changes have been resumed.* Nothing has been carried out by that: whatever waited wants its confirmation or approval again.',
    );
    const posted = await slack.waitFor(() => slack.messages(AUDIT).find(({ text }) => text.includes('resumed')));
    expect(aloud(posted.text)).toMatchInlineSnapshot(
      `"▶️ *Changes have been resumed* by Dorothy Vaughan (U0DOROTH004) after a pause by Grace Hopper (W0GRACE0002). Nothing has been carried out by that: whatever waited wants its confirmation or approval again."`,
    );
    expect(textOf(await submits(slack, margaret))).toContain('Done: Margaret Hamilton');
    expect(slack.org.person('ada').workspaces[MARKETING]).toBe('admin');
  });

  it('is not ended by whoever began it', async () => {
    const { slack } = grid.current;
    const grace = slack.as('grace');
    await answered(grace, 'pause for a test');
    expect(await answered(grace, 'resume')).toMatchInlineSnapshot(
      `"⛔ You have paused changes yourself, and nobody resumes alone. Resuming takes another org owner, in this app’s Home tab: Dorothy Vaughan (U0DOROTH004), Margaret Hamilton (W0MARGAR003). Nothing was changed, and the attempt has been recorded. (rule \`another-owner-resumes\`)"`,
    );
    expect((await entries('changes.resume_refused')).at(-1)).toMatchObject({ because: 'another-owner-resumes' });
    expect(await answered(slack.as('margaret'), 'pause x')).toContain('paused before');
  });

  it('takes no yes of an approver; the request waits, and can be denied or approved later', async () => {
    const { slack } = grid.current;
    const margaret = slack.as('margaret');
    await plans(slack, margaret, '/grant-admin', '@ada in the org because she runs IT now');
    await submits(slack, margaret);
    await card(slack);
    await answered(slack.as('dorothy'), 'pause An account was taken over');
    const grace = slack.as('grace');
    await grace.press('run.approve', { channel: APPROVALS });
    const told = await slack.waitFor(() => grace.ephemerals(APPROVALS).at(-1));
    expect(aloud(told.text)).toMatchInlineSnapshot(`
     "Your yes has not been taken, and the request goes on waiting. *All changes are paused* by Dorothy Vaughan (U0DOROTH004) since THEN.
     Why: “An account was taken over”
     Reading goes on, and rights for a time end when they should. Resuming takes another org owner, in this app’s Home tab: Grace Hopper (W0GRACE0002), Margaret Hamilton (W0MARGAR003). Press Approve again when changes have been resumed; the request expires on THEN."
    `);
    expect((await entries('approval.refused')).at(-1)).toMatchObject({
      because: 'changes-are-paused',
      actor: grace.id,
    });
    expect(await entries('approval.given')).toHaveLength(0);

    await answered(grace, 'resume');
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);
    await grace.press('run.approve', { channel: APPROVALS });
    await audited(slack, 'succeeded');
    expect(slack.org.person('ada').org_role).toBe('admin');
  });

  it('lets reading go on', async () => {
    const { slack } = grid.current;
    await answered(slack.as('grace'), 'pause for a test');
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/list-users');
    const list = await submits(slack, katherine, { limit: '5' });
    expect(textOf(list)).toContain('Ada Lovelace');
    expect(textOf(list)).not.toContain('paused');
  });

  it('stands in the Home tab of whoever may run something, with the button for owners who did not begin it', async () => {
    const { slack } = grid.current;
    await answered(slack.as('grace'), 'pause An account was taken over');
    const homeOf = async (who: string): Promise<string> => {
      const person = slack.as(who);
      const before = person.home()?.hash;
      await person.openHome();
      await slack.waitFor(
        () => person.home()?.hash !== before && textOf(person.home()).includes('Names in the pickers'),
      );
      return textOf(person.home());
    };
    expect(await homeOf('grace')).toContain('⏸ *All changes are paused* by Grace Hopper');
    expect(await homeOf('grace')).not.toContain('Resume changes');
    expect(await homeOf('katherine')).not.toContain('Resume changes');
    expect(await homeOf('ada')).not.toContain('paused');
    expect(await homeOf('dorothy')).toContain('Resume changes');

    const dorothy = slack.as('dorothy');
    await dorothy.press('pause.end');
    await slack.waitFor(() => !textOf(dorothy.home()).includes('paused'));
    expect((await entries('changes.resumed')).at(-1)).toMatchObject({ actor: dorothy.id });
  });

  it('is not ended by the button of an earlier one', async () => {
    const { slack } = grid.current;
    const dorothy = slack.as('dorothy');
    await answered(slack.as('grace'), 'pause once');
    await dorothy.openHome();
    await slack.waitFor(() => textOf(dorothy.home()).includes('Resume changes'));
    await answered(slack.as('margaret'), 'resume');
    await answered(slack.as('grace'), 'pause twice');
    await dorothy.press('pause.end');
    await slack.waitFor(() => textOf(dorothy.home()).includes('twice'));
    expect(await answered(slack.as('margaret'), 'pause thrice')).toContain('“twice”');
  });
});
