import { beforeEach, describe, expect, it } from '@jest/globals';

import { withDatabase } from '../support/database.js';
import { AUDIT, withGrid } from '../support/gridkeeper.js';
import { audited, auditPosts, plans, presses, runs, submits, textOf, types } from '../support/steps.js';

const MARKETING = 'T0MARKETNG2';

describe('/grant-admin', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  beforeEach(() => grid.current.slack.reset());

  it('goes from the typed words to the audit channel', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');

    const plan = await plans(slack, katherine, '/grant-admin', '@ada in marketing because launch week');
    expect(textOf(plan)).toContain('Ada Lovelace (U0ADA000001): member → admin of Marketing (T0MARKETNG2)');
    expect(textOf(plan)).toContain('launch week');
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);

    const result = await submits(slack, katherine);
    expect(textOf(result)).toContain(
      '✅ Done: Katherine Johnson (W0KATHER005) made Ada Lovelace (U0ADA000001) an admin of Marketing',
    );
    expect(slack.org.person('ada').workspaces[MARKETING]).toBe('admin');
    expect(slack.calls('admin.users.setAdmin').map(({ args, token }) => ({ args, token }))).toEqual([
      { args: { team_id: MARKETING, user_id: 'U0ADA000001' }, token: 'user' },
    ]);

    const post = await audited(slack, 'succeeded');
    expect(post.text).toMatchInlineSnapshot(`
     "✅ *Grant admin: done*
     *Requested by* Katherine Johnson (W0KATHER005) with \`admin.users.setAdmin\`
     *Change* Ada Lovelace (U0ADA000001): member → admin of Marketing (T0MARKETNG2)
     *Outcome* Done: Katherine Johnson (W0KATHER005) made Ada Lovelace (U0ADA000001) an admin of Marketing (T0MARKETNG2).
     *Reason* launch week"
    `);
    const [, step] = slack.messages(AUDIT);
    expect(step).toMatchObject({
      thread_ts: post.ts,
      metadata: { event_payload: { sequence: 2, state: 'succeeded' } },
    });
    expect(slack.breaches()).toEqual([]);
  });

  it('works from the bare command, with the pickers', async () => {
    const { slack } = grid.current;
    const margaret = slack.as('margaret');
    await types(slack, margaret, '/grant-admin');

    const people = await margaret.options('user_id', 'lovel');
    const places = await margaret.options('team_id', '');
    expect(people.map(({ value }) => value)).toEqual(['U0ADA000001']);
    expect(places.map(({ value }) => value)).toEqual([
      slack.org.id,
      'T0ENGINEER1',
      MARKETING,
      'T0SALESFLD3',
      'T0SUPPORTS4',
    ]);

    await submits(slack, margaret, { user_id: 'U0ADA000001', team_id: MARKETING });
    await submits(slack, margaret);
    expect(slack.org.person('ada').workspaces[MARKETING]).toBe('admin');
    expect((await audited(slack, 'succeeded')).text).not.toContain('Reason');
  });

  it('shows an error beside each field that is wrong, and sends nothing', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/grant-admin', '@ada in marketing for 20m');

    const answer = await katherine.submit();

    expect(answer.errors).toEqual({
      duration: 'At least 30 minutes (30m), please.',
    });
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);
    await submits(slack, katherine, { duration: '' });
    expect(katherine.view()?.callback_id).toBe('run.confirm:1');
  });

  it('says what of the typed words it did not understand, and drops nothing', async () => {
    const { slack } = grid.current;
    const form = await types(slack, slack.as('katherine'), '/grant-admin', '@sam in atlantis for a while');
    expect(textOf(form)).toContain('Several people are called “@sam”. Choose the right one below.');
    expect(textOf(form)).toContain('No workspace here is called “atlantis”. Choose it below.');
    expect(form.values['duration']?.['value']).toMatchObject({ value: 'a while' });
  });

  it('takes names that Slack did not escape, and the whole organisation', async () => {
    const { slack } = grid.current;
    const form = await types(slack, slack.as('margaret'), '/grant-admin', 'karen sparck in the whole organisation');
    expect(form.values['user_id']?.['value']).toMatchObject({
      selected_option: { value: slack.org.person('karen').id },
    });
    expect(form.values['team_id']?.['value']).toMatchObject({ selected_option: { value: slack.org.id } });
  });

  it('brings the form back filled in by Change, and the old plan cannot be confirmed any more', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await plans(slack, katherine, '/grant-admin', '@ada in marketing because one');
    const form = await presses(slack, katherine, 'run.change');
    expect(form.values['reason']?.['value']).toMatchObject({ value: 'one' });

    const plan = await submits(slack, katherine, { reason: 'two' });
    expect(plan.callback_id).toBe('run.confirm:2');
    const old = slack.deliveries('view_submission').at(0);
    if (old) await slack.deliver(old.body.replace('run.form%3A0', 'run.confirm%3A1'));
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);

    await submits(slack, katherine);
    expect((await audited(slack, 'succeeded')).text).toContain('*Reason* two');
  });

  it('answers help privately, without a form', async () => {
    const { slack } = grid.current;
    const ada = slack.as('ada');
    await ada.command('/grant-admin', 'help');
    expect(ada.ephemerals().at(-1)?.text).toMatchInlineSnapshot(`
     "\`/grant-admin\`  Make a member an admin of a workspace or of the whole organisation.
     Type it alone for an empty form, or with what you know already:
        \`/grant-admin @ada in Marketing because launch week\`
     The form asks for:
     • Person: a name, handle, e-mail address or ID, such as \`@ada\`.
     • Admin of: such as \`Marketing\` or \`the organisation\`. A workspace, or the whole organisation.
     • For how long (may stay empty): a length of time, such as \`8h\` or \`7d\`. 30 minutes to 7 days; then the right ends by itself. Leave empty to grant for good.
     • Reason (may stay empty): your own words, at most 500 characters. Shown to approvers and in the audit channel.
     You see what will change, and confirm it, before anything happens. Everything is recorded in the audit channel. Slack’s method: \`admin.users.setAdmin\`."
    `);
    expect(ada.view()).toBeUndefined();
  });

  it('needs no call where somebody is admin already', async () => {
    const { slack } = grid.current;
    const answer = await plans(slack, slack.as('katherine'), '/grant-admin', '@karen in marketing');
    expect(textOf(answer)).toMatchInlineSnapshot(`
     "ℹ️ Karen Spärck Jones (W0KAREN0015) is already an admin of Marketing (T0MARKETNG2). There is nothing to change, so no call is made.
     Run \`RUN\`"
    `);
    expect(answer.submit).toBeNull();
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);
    expect(auditPosts(slack)).toHaveLength(0);
  });

  it.each([
    ['the primary owner of the organisation', '@grace in marketing'],
    ['the primary owner of the workspace', '@betty in marketing'],
    ['a guest', '@gia.multi in marketing'],
    ['a bot', '@deploybot in engineering'],
    ['a deactivated person', '@charles in engineering'],
    ['a person of another organisation', '@vera.elsewhere in marketing'],
    ['somebody who is not in the workspace', '@ada in support'],
  ])('says in words why %s cannot be made admin, and offers to change the form', async (_, text) => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    const answer = await plans(slack, katherine, '/grant-admin', text);
    expect(textOf(answer)).toMatchSnapshot();
    expect(answer.submit).toBeNull();
    expect((await presses(slack, katherine, 'run.change')).callback_id).toBe('run.form:1');
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);
  });

  it('shows Slack’s own code and a next step where Slack refuses', async () => {
    const { slack } = grid.current;
    slack.setFault({ method: 'admin.users.setAdmin', fault: 'error', error: 'failed_to_set_user_to_admin', times: 1 });
    const result = await runs(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing');
    expect(textOf(result)).toMatchInlineSnapshot(`
     "⛔ Slack refused with \`failed_to_set_user_to_admin\`. Nothing was changed. Slack gives no reason. Look at the person in Slack’s admin pages: an account that was just invited or moved may need a few minutes. Then ask again.
     Run \`RUN\`"
    `);
    expect((await audited(slack, 'refused')).text).toContain('failed_to_set_user_to_admin');
    expect(slack.org.person('ada').workspaces[MARKETING]).toBe('member');
  });

  it('does not say that nothing was changed where Slack did a part of it', async () => {
    const { slack } = grid.current;
    slack.setFault({
      method: 'admin.users.setAdmin',
      fault: 'error',
      error: 'failed_to_set_admin_on_workspaces',
      times: 1,
    });
    const result = await runs(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing');
    expect(textOf(result)).toContain('Only partly done (`failed_to_set_admin_on_workspaces`).');
    expect(textOf(result)).not.toContain('Nothing was changed');
    expect((await audited(slack, 'partly')).text).toContain('only partly done');
  });

  it('shows an unknown code as it is, with the page that explains it', async () => {
    const { slack } = grid.current;
    slack.setFault({ method: 'admin.users.setAdmin', fault: 'error', error: 'brand_new_code', times: 1 });
    const result = await runs(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing');
    expect(textOf(result)).toContain('Slack refused with `brand_new_code`');
    expect(textOf(result)).toContain('https://docs.slack.dev/reference/methods/admin.users.setAdmin');
  });

  it('keeps hostile names and reasons as text everywhere', async () => {
    const { slack } = grid.current;
    const reason = '<!channel> *Approved by:* <https://evil.example|Grace> & <@U0ADA000001>';
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/grant-admin', '@zoe in marketing');
    await submits(slack, katherine, { reason });
    await submits(slack, katherine);
    const post = await audited(slack, 'succeeded');
    expect(post.text).toContain('Zoë &lt;!channel&gt; &amp; Söhne');
    expect(post.text).toContain(
      '*Reason* &lt;!channel&gt; *Approved by:* &lt;https://evil.example|Grace&gt; &amp; &lt;@U0ADA000001&gt;',
    );
    expect(JSON.stringify(post.blocks)).toContain('rich_text_quote');
    expect(slack.breaches()).toEqual([]);
  });
});
