import { beforeEach, describe, expect, it } from '@jest/globals';

import { withDatabase } from '../support/database.js';
import { APPROVALS, AUDIT, withGrid } from '../support/gridkeeper.js';
import { audited, auditPosts, card, plans, presses, runs, submits, textOf } from '../support/steps.js';

const MARKETING = 'T0MARKETNG2';

describe('Undo', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  beforeEach(() => grid.current.slack.reset());

  it('plans the way back from the result, and restores the role that was there before', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await runs(slack, katherine, '/grant-admin', '@ada in marketing');
    await audited(slack, 'succeeded');

    const plan = await presses(slack, katherine, 'run.undo');
    expect(textOf(plan)).toContain('Ada Lovelace (U0ADA000001): admin → member of Marketing (T0MARKETNG2)');
    const result = await submits(slack, katherine);

    expect(textOf(result)).toContain('made Ada Lovelace (U0ADA000001) a regular member of Marketing');
    expect(slack.org.person('ada').workspaces[MARKETING]).toBe('member');
    await slack.waitFor(() => auditPosts(slack)[0]?.text.includes('done, and undone since'));
    expect(JSON.stringify(auditPosts(slack)[0]?.blocks)).not.toContain('run.undo');
    expect(auditPosts(slack)[1]?.text).toContain('to undo run');
    await slack.waitFor(() => slack.messages(AUDIT).some(({ text }) => text.startsWith('Undone by Katherine Johnson')));
  });

  it('works from the audit channel, for whoever may', async () => {
    const { slack } = grid.current;
    await runs(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing');
    const { ts } = await audited(slack, 'succeeded');
    const alan = slack.as('alan');
    await alan.press('run.undo', { channel: AUDIT, ts });
    await slack.waitFor(() => alan.view()?.callback_id.startsWith('run.confirm'));
    await submits(slack, alan);
    expect(slack.org.person('ada').workspaces[MARKETING]).toBe('member');
  });

  it('is refused to whoever may not, with the rule', async () => {
    const { slack } = grid.current;
    await runs(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing');
    const { ts } = await audited(slack, 'succeeded');
    const emmy = slack.as('emmy');
    slack.org.channel(AUDIT).members.push(emmy.id);
    await emmy.press('run.undo', { channel: AUDIT, ts });
    await slack.waitFor(() => textOf(emmy.view()).includes('deny-by-default'));
    expect(slack.calls('admin.users.setRegular')).toHaveLength(0);
    slack.org.channel(AUDIT).members.pop();
  });

  it('lets the one who got the right give it up again', async () => {
    const { slack } = grid.current;
    await runs(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing');
    const { ts } = await audited(slack, 'succeeded');
    const ada = slack.as('ada');
    slack.org.channel(AUDIT).members.push(ada.id);
    await ada.press('run.undo', { channel: AUDIT, ts });
    await slack.waitFor(() => ada.view()?.callback_id.startsWith('run.confirm'));
    expect(textOf(ada.view())).toContain('Everybody may give up a right of their own.');
    await submits(slack, ada);
    expect(slack.org.person('ada').workspaces[MARKETING]).toBe('member');
    slack.org.channel(AUDIT).members.pop();
  });

  it('is refused where the state has moved on', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await runs(slack, katherine, '/grant-admin', '@ada in marketing');
    await audited(slack, 'succeeded');
    slack.org.person('ada').workspaces[MARKETING] = 'owner';
    const view = await presses(slack, katherine, 'run.undo');
    expect(textOf(view)).toContain('Somebody has changed this since');
    expect(slack.calls('admin.users.setRegular')).toHaveLength(0);
  });

  it('is gone once it was done, also for a button that somebody kept open', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await runs(slack, katherine, '/grant-admin', '@ada in marketing');
    const { ts } = await audited(slack, 'succeeded');
    const alan = slack.as('alan');
    await alan.press('run.undo', { channel: AUDIT, ts });
    await slack.waitFor(() => alan.view()?.callback_id.startsWith('run.confirm'));

    await presses(slack, katherine, 'run.undo');
    await submits(slack, katherine);
    await submits(slack, alan);

    expect(textOf(alan.view())).toMatch(/already a member|Somebody has changed this since/u);
    expect(slack.calls('admin.users.setRegular')).toHaveLength(1);
  });

  it('needs an approval of its own where the role is one of the whole organisation', async () => {
    const { slack } = grid.current;
    const margaret = slack.as('margaret');
    await plans(slack, margaret, '/grant-admin', '@ada in the org');
    await submits(slack, margaret);
    await slack.as('grace').press('run.approve', { channel: APPROVALS, ts: (await card(slack)).ts });
    const { ts } = await audited(slack, 'succeeded');

    await margaret.press('run.undo', { channel: AUDIT, ts });
    const plan = await slack.waitFor(() =>
      margaret.views().find(({ callback_id }) => callback_id.startsWith('run.confirm')),
    );
    expect(plan.submit?.['text']).toBe('Ask for approval');
  });

  it('is not offered where there is no way back, and the plan says so before the call', async () => {
    const { slack } = grid.current;
    const margaret = slack.as('margaret');
    const plan = await plans(slack, margaret, '/revoke-admin', '@gia.multi in marketing');
    expect(textOf(plan)).toMatchInlineSnapshot(`
     "*What will change*
     Gia Contractor (W0GIAMUL029): guest → member of Marketing (T0MARKETNG2)
     ⚠️ Gia Contractor (W0GIAMUL029) is a guest now and would become a full member: no end date any more, every public channel open to them, and a paid seat.
     Turning a guest into a full member needs the yes of another org owner or org admin. *5 people* could give it now. You will hear by direct message.
     *It cannot be undone from here.* Slack offers no call that turns a full member back into a guest.
     Change
     Risk: privileged. Call: \`admin.users.setRegular\` user_id=W0GIAMUL029 team_id=T0MARKETNG2"
    `);
    await submits(slack, margaret);
    await slack.as('grace').press('run.approve', { channel: APPROVALS, ts: (await card(slack)).ts });
    const post = await audited(slack, 'succeeded');
    expect(slack.org.person('gia.multi').workspaces[MARKETING]).toBe('member');
    expect(JSON.stringify(post.blocks)).not.toContain('run.undo');
  });

  it('answers in words where the button is older than seven days, and does nothing', async () => {
    const { slack } = grid.current;
    await runs(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing');
    const { ts, metadata } = await audited(slack, 'succeeded');
    await database.current.db
      .updateTable('runs')
      .set({ state_since: new Date(Date.now() - 7 * 24 * 3_600_000 - 60_000) })
      .where('id', '=', String(metadata?.event_payload['run_id']))
      .execute();
    const alan = slack.as('alan');
    await alan.press('run.undo', { channel: AUDIT, ts });
    await slack.waitFor(() => textOf(alan.view()).includes('more than seven days ago'));
    expect(textOf(alan.view())).toContain('Ask for the change as a run of its own.');
    expect(slack.calls('admin.users.setRegular')).toHaveLength(0);
  });

  it('is a grant where somebody has given up a right of their own: they cannot give it back to themselves', async () => {
    const { slack } = grid.current;
    const kathleen = slack.as('kathleen');
    await runs(slack, kathleen, '/revoke-admin', '@kathleen in engineering');
    const { ts } = await audited(slack, 'succeeded');
    const engineering = slack.org.workspace('engineering').id;
    expect(slack.org.person('kathleen').workspaces[engineering]).toBe('member');
    expect(textOf(await presses(slack, kathleen, 'run.undo'))).toContain('Rule: ');
    await kathleen.close();
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);

    const alan = slack.as('alan');
    await alan.press('run.undo', { channel: AUDIT, ts });
    await slack.waitFor(() => alan.view()?.callback_id.startsWith('run.confirm'));
    expect(textOf(alan.view())).toContain('member → admin of Engineering');
    await submits(slack, alan);
    expect(slack.org.person('kathleen').workspaces[engineering]).toBe('admin');
  });

  it('is decided at the click: whoever has lost their rank since cannot undo what they did', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await runs(slack, katherine, '/grant-admin', '@ada in marketing');
    await audited(slack, 'succeeded');
    slack.org.person('katherine').org_role = 'member';
    expect(textOf(await presses(slack, katherine, 'run.undo'))).toContain(
      'Katherine Johnson (W0KATHER005) is a member',
    );
    expect(slack.calls('admin.users.setRegular')).toHaveLength(0);
  });
});
