import { beforeEach, describe, expect, it } from '@jest/globals';

import type { StoredMessage } from '../../src/simulator/messages/model.js';
import type { PersonAtWork } from '../../src/simulator/person-at-work.js';
import { withDatabase } from '../support/database.js';
import { APPROVALS, AUDIT, withGrid } from '../support/gridkeeper.js';
import { audited, card, firstAction, forge, plans, presses, settled, submits, textOf } from '../support/steps.js';

/** The message that says how it ended; the one about the request itself is another. */
const result = (who: PersonAtWork): StoredMessage | undefined =>
  who.directMessages().find(({ metadata }) => metadata?.event_type === 'gridkeeper_result');

describe('a run that needs an approval', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  beforeEach(() => grid.current.slack.reset());

  it('waits for another org owner, runs on their yes, and tells everybody', async () => {
    const { slack } = grid.current;
    const margaret = slack.as('margaret');

    const plan = await plans(slack, margaret, '/grant-admin', '@ada in the org because she runs IT now');
    expect(textOf(plan)).toContain('*2 people* could give it now.');
    expect(plan.submit?.['text']).toBe('Ask for approval');
    const waiting = await submits(slack, margaret);
    expect(textOf(waiting)).toContain('Waiting for an approval.');
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);

    const asked = await card(slack);
    expect(textOf(asked).replace(/<!date\^[^>]*>/u, 'DATE')).toMatchInlineSnapshot(`
     "⏳ *Grant admin*: Margaret Hamilton (W0MARGAR003) asks for an approval
     *About* Ada Lovelace (U0ADA000001) in the whole organisation, Analytical Engines (E0ANALYTIC1)
     *What will change*
     Ada Lovelace (U0ADA000001): member → admin of the whole organisation, Analytical Engines (E0ANALYTIC1)
     ⚠️ An org admin can manage every workspace of the organisation.
     *Risk* It widens somebody’s rights or access. It can be undone afterwards.
     *Reason*
     she runs IT now
     A role in the whole organisation needs the yes of another org owner.
     *Still missing* the yes of another org owner; *2 people* could give it.
     Approve
     Approve this?
     Ada Lovelace (U0ADA000001): member → admin of the whole organisation, Analytical Engines (E0ANALYTIC1). With the last yes it is carried out at once.
     Approve
     Cancel
     Deny
     Details
     Why?
     Expires on DATE unless it is decided. Run \`RUN\`"
    `);
    await slack.as('grace').press('run.approve', { channel: APPROVALS, ts: asked.ts });

    expect((await audited(slack, 'succeeded')).text).toContain('*Approved by* Grace Hopper (W0GRACE0002)');
    expect(slack.org.person('ada').org_role).toBe('admin');
    const ended = await card(slack, (text) => text.includes('Done'));
    expect(textOf(ended)).toMatchInlineSnapshot(`
     "✅ *Grant admin*: Margaret Hamilton (W0MARGAR003) asked for an approval
     *About* Ada Lovelace (U0ADA000001) in the whole organisation, Analytical Engines (E0ANALYTIC1)
     *What will change*
     Ada Lovelace (U0ADA000001): member → admin of the whole organisation, Analytical Engines (E0ANALYTIC1)
     ⚠️ An org admin can manage every workspace of the organisation.
     *Risk* It widens somebody’s rights or access. It can be undone afterwards.
     *Reason*
     she runs IT now
     Done: Margaret Hamilton (W0MARGAR003) made Ada Lovelace (U0ADA000001) an admin of the whole organisation, Analytical Engines (E0ANALYTIC1).
     Run \`RUN\`"
    `);
    expect(textOf(await slack.waitFor(() => result(margaret)))).toContain('Done: Margaret Hamilton');
    expect(slack.messages(AUDIT).map(({ metadata }) => metadata?.event_payload['sequence'])).toEqual([3, 2, 3]);
    expect(slack.breaches()).toEqual([]);
  });

  it('ends with one no', async () => {
    const { slack } = grid.current;
    const margaret = slack.as('margaret');
    await plans(slack, margaret, '/grant-admin', '@ada in the org');
    await submits(slack, margaret);
    const { ts } = await card(slack);

    const grace = slack.as('grace');
    await grace.press('run.deny', { channel: APPROVALS, ts });
    const form = await settled(slack, grace);
    expect(textOf(form)).toMatchInlineSnapshot(`
     "One no is enough: the request of Margaret Hamilton (W0MARGAR003) ends, and nothing is changed.
     Why not?
     Shown to whoever asked, on the card, and in the audit channel.
     *About* Ada Lovelace (U0ADA000001) in the whole organisation, Analytical Engines (E0ANALYTIC1)
     *What will change*
     Ada Lovelace (U0ADA000001): member → admin of the whole organisation, Analytical Engines (E0ANALYTIC1)
     ⚠️ An org admin can manage every workspace of the organisation.
     *Risk* It widens somebody’s rights or access. It can be undone afterwards.
     *Reason* none was given."
    `);
    expect(await grace.submit({ reason: '  ' })).toMatchObject({ ok: false });
    const denied = await submits(slack, grace, { reason: 'Ask <!channel> first & wait for Monday.' });
    expect(textOf(denied)).toContain('Grace Hopper (W0GRACE0002) denied it. Nothing was changed.');

    const post = await audited(slack, 'denied');
    expect(textOf(post)).toContain('Ask <!channel> first & wait for Monday.');
    expect(post.text).toContain('*Denied by* Grace Hopper (W0GRACE0002)');
    const ended = await card(slack, (text) => text.includes('denied it'));
    expect(textOf(ended)).toMatchInlineSnapshot(`
     "⛔ *Grant admin*: Margaret Hamilton (W0MARGAR003) asked for an approval
     *About* Ada Lovelace (U0ADA000001) in the whole organisation, Analytical Engines (E0ANALYTIC1)
     *What will change*
     Ada Lovelace (U0ADA000001): member → admin of the whole organisation, Analytical Engines (E0ANALYTIC1)
     ⚠️ An org admin can manage every workspace of the organisation.
     *Risk* It widens somebody’s rights or access. It can be undone afterwards.
     *Reason* none was given.
     Grace Hopper (W0GRACE0002) denied it. Nothing was changed.
     *Why they said no*
     Ask <!channel> first & wait for Monday.
     Run \`RUN\`"
    `);
    expect(JSON.stringify(ended.blocks)).not.toContain('action_id');
    const told = await slack.waitFor(() => result(margaret));
    expect(textOf(told)).toMatchInlineSnapshot(`
     "⛔ *Grant admin*
     Ada Lovelace (U0ADA000001): member → admin of the whole organisation, Analytical Engines (E0ANALYTIC1)
     Grace Hopper (W0GRACE0002) denied it. Nothing was changed.
     *Why they said no*
     Ask <!channel> first & wait for Monday.
     Run \`RUN\`"
    `);
    // The button is gone from the card; pressed all the same, it changes nothing.
    await forge(slack, 'block_actions', (payload) => ({
      ...payload,
      user: { id: slack.org.person('dorothy').id },
      actions: [{ ...firstAction(payload), action_id: 'run.approve' }],
    }));
    await slack.waitFor(() =>
      grace.ephemerals(APPROVALS).at(-1)?.text.includes('Grace Hopper (W0GRACE0002) was quicker'),
    );
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);
    expect(textOf(margaret.view())).toContain('Grace Hopper (W0GRACE0002) denied it. Nothing was changed.');
  });

  it.each([
    ['the requester', 'margaret', 'nobody-approves-their-own-request'],
    ['the person who would benefit', 'ada', 'nobody-approves-what-benefits-them'],
    ['an org admin', 'katherine', 'approver-lacks-rank'],
    ['a member', 'emmy', 'approver-lacks-rank'],
    ['a guest', 'gia.multi', 'approver-lacks-rank'],
    ['a workspace’s primary owner', 'hedy', 'approver-lacks-rank'],
    ['a person of another organisation', 'vera.elsewhere', 'approver-lacks-rank'],
  ])('does not count the yes or the no of %s, and records the press', async (_, who, rule) => {
    const { slack } = grid.current;
    const margaret = slack.as('margaret');
    await plans(slack, margaret, '/grant-admin', '@ada in the org');
    await submits(slack, margaret);
    const { ts } = await card(slack);
    // Whoever they are, they sit in the approval channel and see the card.
    const members = slack.org.channel(APPROVALS).members;
    members.push(slack.org.person(who).id);
    const presser = slack.as(who);

    await presser.press('run.approve', { channel: APPROVALS, ts });
    await slack.waitFor(() => presser.ephemerals(APPROVALS)[0]?.text.includes(rule));
    await presser.press('run.deny', { channel: APPROVALS, ts });
    const refusal = await slack.waitFor(() => {
      const view = presser.view();
      return textOf(view).includes(rule) && view;
    });
    expect(refusal.submit).toBeNull();

    expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);
    const refused = await database.current.db
      .selectFrom('ledger_entries')
      .select('entry')
      .where('kind', '=', 'approval.refused')
      .orderBy('sequence', 'desc')
      .limit(2)
      .execute();
    for (const { entry } of refused) {
      expect(JSON.parse(entry)).toMatchObject({ actor: slack.org.person(who).id, because: rule });
    }
    members.pop();
  });

  it('is wanted where a role is taken from an owner, and says that it is a demotion', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    const plan = await plans(slack, katherine, '/grant-admin', '@joan in marketing');
    expect(textOf(plan)).toMatchInlineSnapshot(`
     "*What will change*
     Joan Clarke (W0JOAN00014): owner → admin of Marketing (T0MARKETNG2)
     ⚠️ This is a demotion: Joan Clarke (W0JOAN00014) is an owner of Marketing (T0MARKETNG2) now and would lose that.
     Taking a role from an owner needs the yes of another org owner. *3 people* could give it now. You will hear by direct message.
     It can be undone afterwards.
     Change
     Risk: change. Call: \`admin.users.setAdmin\` user_id=W0JOAN00014 team_id=T0MARKETNG2"
    `);
    await submits(slack, katherine);
    await slack.as('margaret').press('run.approve', { channel: APPROVALS, ts: (await card(slack)).ts });
    await audited(slack, 'succeeded');
    expect(slack.org.person('joan').workspaces['T0MARKETNG2']).toBe('admin');
  });

  it('is refused at once where nobody could approve it, with the way out', async () => {
    const { slack } = grid.current;
    for (const owner of ['grace', 'dorothy']) slack.org.person(owner).org_role = 'member';
    const answer = await plans(slack, slack.as('margaret'), '/grant-admin', '@ada in the org');
    expect(textOf(answer)).toMatchInlineSnapshot(`
     "⛔ This needs the yes of another org owner, and nobody could give it: it takes an org owner who is neither the requester nor the person concerned. Make somebody an org owner in Slack’s admin pages first, or make this one change there.
     Nothing was changed. The attempt has been recorded.
     Why?
     Rule: \`nobody-can-approve\`"
    `);
    expect(answer.submit).toBeNull();
    expect(slack.messages(APPROVALS)).toHaveLength(0);
  });

  it('is not asked for in a channel that is public', async () => {
    const { slack } = grid.current;
    slack.org.channel(APPROVALS).kind = 'public';
    const answer = await plans(slack, slack.as('margaret'), '/grant-admin', '@ada in the org');
    expect(textOf(answer)).toContain('The approval channel `C0APPROVAL2` is public');
  });

  it('does not run where the state has changed since it was asked', async () => {
    const { slack } = grid.current;
    const margaret = slack.as('margaret');
    await plans(slack, margaret, '/grant-admin', '@joan in marketing');
    await submits(slack, margaret);
    const { ts } = await card(slack);
    slack.org.person('joan').workspaces['T0MARKETNG2'] = 'member';

    await slack.as('grace').press('run.approve', { channel: APPROVALS, ts });

    expect((await audited(slack, 'superseded')).text).toContain('has changed since');
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);
  });

  it('does not run where the requester has lost the right to ask', async () => {
    const { slack } = grid.current;
    const margaret = slack.as('margaret');
    await plans(slack, margaret, '/grant-admin', '@ada in the org');
    await submits(slack, margaret);
    const { ts } = await card(slack);
    slack.org.person('margaret').org_role = 'admin';

    await slack.as('grace').press('run.approve', { channel: APPROVALS, ts });

    expect((await audited(slack, 'superseded')).text).toContain('org owners only');
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);
  });

  it('does not count the yes of somebody who has lost the rank since the card was posted', async () => {
    const { slack } = grid.current;
    const margaret = slack.as('margaret');
    await plans(slack, margaret, '/grant-admin', '@ada in the org');
    await submits(slack, margaret);
    const { ts } = await card(slack);
    slack.org.person('grace').org_role = 'admin';
    const grace = slack.as('grace');

    await grace.press('run.approve', { channel: APPROVALS, ts });

    await slack.waitFor(() => grace.ephemerals(APPROVALS).at(-1)?.text.includes('approver-lacks-rank'));
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);
  });

  it('has one winner where two people decide at once, and tells the other', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await plans(slack, katherine, '/grant-admin', '@joan in marketing');
    await submits(slack, katherine);
    const { ts } = await card(slack);

    await Promise.all(
      ['grace', 'margaret', 'dorothy'].map((who) => slack.as(who).press('run.approve', { channel: APPROVALS, ts })),
    );

    await audited(slack, 'succeeded');
    const told = ['grace', 'margaret', 'dorothy'].flatMap((who) => slack.as(who).ephemerals(APPROVALS));
    await slack.waitFor(
      () => ['grace', 'margaret', 'dorothy'].flatMap((who) => slack.as(who).ephemerals(APPROVALS)).length === 2,
    );
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(1);
    expect(told.every(({ text }) => text.includes('was quicker and said yes'))).toBe(true);
  });

  it('can be withdrawn by whoever asked', async () => {
    const { slack } = grid.current;
    const margaret = slack.as('margaret');
    await plans(slack, margaret, '/grant-admin', '@ada in the org');
    await submits(slack, margaret);
    await card(slack);
    const view = await presses(slack, margaret, 'run.withdraw');
    expect(textOf(view)).toContain('withdrew the request');
    await audited(slack, 'withdrawn');
    await card(slack, (text) => text.includes('withdrew') && !text.includes('Approve\n'));
  });
});
