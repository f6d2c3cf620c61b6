import { beforeEach, describe, expect, it } from '@jest/globals';

import type { Simulator } from '../../src/simulator/simulator.js';
import type { PersonAtWork } from '../../src/simulator/person-at-work.js';
import { withDatabase } from '../support/database.js';
import { APPROVALS, AUDIT, withGrid } from '../support/gridkeeper.js';
import { audited, auditPosts, plans, presses, submits, textOf, types } from '../support/steps.js';

const MARKETING = 'T0MARKETNG2';
const SUPPORT = 'T0SUPPORTS4';
const END = Date.UTC(2035, 5, 30, 12) / 1000;
const ZOE = '<mailto:zoe@example.com|zoe@example.com>';

/** What arrived at one method, and with whose token. */
const arrived = (slack: Simulator, method: string): object[] =>
  slack.calls(method).map(({ args, token }) => ({ args, token }));

/** Somebody else says yes to the request that waits. */
async function approves(slack: Simulator, who: PersonAtWork): Promise<void> {
  const { ts } = await slack.waitFor(() =>
    slack.messages(APPROVALS).find(({ blocks }) => JSON.stringify(blocks).includes('run.approve')),
  );
  await who.press('run.approve', { channel: APPROVALS, ts });
}

describe('members, guests and owners', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  beforeEach(() => grid.current.slack.reset());

  it('makes an owner with the yes of another one, and takes it back the same way', async () => {
    const { slack } = grid.current;
    const margaret = slack.as('margaret');
    const plan = await plans(slack, margaret, '/grant-owner', '@ada in marketing because new lead');
    expect(textOf(plan)).toMatchInlineSnapshot(`
     "*What will change*
     Ada Lovelace (U0ADA000001): member → owner of Marketing (T0MARKETNG2)
     ⚠️ A workspace owner can do everything in the workspace, and decides who else runs it.
     *Reason*
     new lead
     Making somebody an owner needs the yes of another org owner or org admin. *5 people* could give it now. You will hear by direct message.
     It can be undone afterwards.
     Change
     Risk: privileged. Call: \`admin.users.setOwner\` user_id=U0ADA000001 team_id=T0MARKETNG2"
    `);
    await submits(slack, margaret);
    await approves(slack, slack.as('grace'));
    const { ts, text } = await audited(slack, 'succeeded');
    expect(text).toMatchInlineSnapshot(`
     "✅ *Grant owner: done*
     *Requested by* Margaret Hamilton (W0MARGAR003) with \`admin.users.setOwner\`
     *Change* Ada Lovelace (U0ADA000001): member → owner of Marketing (T0MARKETNG2)
     *Approved by* Grace Hopper (W0GRACE0002)
     *Outcome* Done: Margaret Hamilton (W0MARGAR003) made Ada Lovelace (U0ADA000001) an owner of Marketing (T0MARKETNG2).
     *Reason* new lead"
    `);
    expect(arrived(slack, 'admin.users.setOwner')).toEqual([
      { args: { team_id: MARKETING, user_id: 'U0ADA000001' }, token: 'user' },
    ]);
    expect(slack.org.person('ada').workspaces[MARKETING]).toBe('owner');

    await margaret.press('run.undo', { channel: AUDIT, ts });
    await slack.waitFor(() => textOf(margaret.view()).includes('owner → member of Marketing'));
    expect(textOf(margaret.view())).toContain('Taking a role from an owner needs the yes of another org owner.');
  });

  it('gives an owner who was demoted the role back', async () => {
    const { slack } = grid.current;
    const margaret = slack.as('margaret');
    await plans(slack, margaret, '/revoke-admin', '@joan in marketing');
    await submits(slack, margaret);
    await approves(slack, slack.as('grace'));
    const { ts } = await audited(slack, 'succeeded');
    expect(slack.org.person('joan').workspaces[MARKETING]).toBe('member');

    await margaret.press('run.undo', { channel: AUDIT, ts });
    await slack.waitFor(() => textOf(margaret.view()).includes('member → owner of Marketing'));
    await submits(slack, margaret);
    await approves(slack, slack.as('grace'));
    await slack.waitFor(() => auditPosts(slack)[0]?.text.includes('done, and undone since'));
    expect(slack.org.person('joan').workspaces[MARKETING]).toBe('owner');
  });

  it('says that it is the installer who is no owner any more', async () => {
    const { slack } = grid.current;
    slack.setFault({ method: 'admin.users.setOwner', fault: 'error', error: 'not_an_owner', times: 1 });
    const margaret = slack.as('margaret');
    await plans(slack, margaret, '/grant-owner', '@ada in marketing');
    await submits(slack, margaret);
    await approves(slack, slack.as('grace'));
    expect((await audited(slack, 'refused')).text).toContain('An org owner has to reinstall the app.');
  });

  it('adds a member with channels of the workspace, and takes them out again', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/assign-user', '@ada in support');
    const beside = await katherine.submit({ channel_ids: [slack.org.channel('budget').id] });
    expect(beside.errors).toEqual({
      channel_ids: '#budget is not in Support. Choose other channels of that workspace.',
    });
    const plan = await submits(slack, katherine, { channel_ids: [slack.org.channel('queue').id] });
    expect(textOf(plan)).toMatchInlineSnapshot(`
     "*What will change*
     Ada Lovelace (U0ADA000001): not a member → full member of Support (T0SUPPORTS4)
     Ada Lovelace (U0ADA000001) joins #queue (C0SUPQUEUE16)
     Org owners and org admins may do this without asking anybody.
     It can be undone afterwards.
     Change
     Risk: privileged. Call: \`admin.users.assign\` user_id=U0ADA000001 team_id=T0SUPPORTS4 channel_ids=C0SUPQUEUE16"
    `);
    await submits(slack, katherine);
    expect((await audited(slack, 'succeeded')).text).toMatchInlineSnapshot(`
     "✅ *Add to workspace: done*
     *Requested by* Katherine Johnson (W0KATHER005) with \`admin.users.assign\`
     *Change* Ada Lovelace (U0ADA000001): not a member → full member of Support (T0SUPPORTS4)
     *Change* Ada Lovelace (U0ADA000001) joins #queue (C0SUPQUEUE16)
     *Outcome* Done: Katherine Johnson (W0KATHER005) added Ada Lovelace (U0ADA000001) to Support (T0SUPPORTS4) as a full member."
    `);
    expect(arrived(slack, 'admin.users.assign')).toEqual([
      { args: { channel_ids: 'C0SUPQUEUE16', team_id: SUPPORT, user_id: 'U0ADA000001' }, token: 'user' },
    ]);

    await presses(slack, katherine, 'run.undo');
    await submits(slack, katherine);
    expect(Object.keys(slack.org.person('ada').workspaces)).not.toContain(SUPPORT);
  });

  it('lets a guest into a private channel with the yes of somebody else only', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    const budget = slack.org.channel('budget');
    budget.members.push(slack.org.person('dorothy').id);
    await types(slack, katherine, '/assign-user', '@gus.multi in marketing');
    const plan = await submits(slack, katherine, { guest_kind: 'is_restricted', channel_ids: [budget.id] });
    expect(textOf(plan)).toContain('joins the private channel #budget (C0MKTBUDG12)');
    expect(textOf(plan)).toContain('Letting people, groups or workspaces into a private channel needs the yes');
    await submits(slack, katherine);
    await approves(slack, slack.as('alan'));
    await audited(slack, 'succeeded');
    expect(arrived(slack, 'admin.users.assign')).toEqual([
      {
        args: {
          channel_ids: budget.id,
          is_restricted: 'true',
          team_id: MARKETING,
          user_id: slack.org.person('gus.multi').id,
        },
        token: 'user',
      },
    ]);
    expect(budget.members).toContain(slack.org.person('gus.multi').id);
  });

  it('takes a member out, says what is lost, and puts them back without their channels', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    const emmy = slack.org.person('emmy');
    const plan = await plans(slack, katherine, '/remove-user', '@emmy in marketing because left');
    expect(textOf(plan)).toMatchInlineSnapshot(`
     "*What will change*
     Emmy Noether (U0EMMY00046): member of Marketing (T0MARKETNG2) → not a member
     ⚠️ Emmy Noether (U0EMMY00046) loses every channel of Marketing (T0MARKETNG2) that they see nowhere else. They are not given back: public ones can be joined again, private ones take a new invitation.
     *Reason*
     left
     Org owners and org admins may do this without asking anybody.
     It can be undone afterwards.
     Change
     Risk: change. Call: \`admin.users.remove\` user_id=U0EMMY00046 team_id=T0MARKETNG2"
    `);
    await submits(slack, katherine);
    expect((await audited(slack, 'succeeded')).text).toMatchInlineSnapshot(`
     "✅ *Remove from workspace: done*
     *Requested by* Katherine Johnson (W0KATHER005) with \`admin.users.remove\`
     *Change* Emmy Noether (U0EMMY00046): member of Marketing (T0MARKETNG2) → not a member
     *Outcome* Done: Katherine Johnson (W0KATHER005) removed Emmy Noether (U0EMMY00046) from Marketing (T0MARKETNG2).
     *Reason* left"
    `);
    expect(arrived(slack, 'admin.users.remove')).toEqual([
      { args: { team_id: MARKETING, user_id: emmy.id }, token: 'user' },
    ]);
    expect(emmy.workspaces).toEqual({});

    await presses(slack, katherine, 'run.undo');
    await submits(slack, katherine);
    expect(emmy.workspaces).toEqual({ [MARKETING]: 'member' });
    expect(slack.org.channel('C0MKTLAUNCH17').members).not.toContain(emmy.id);
  });

  it('lets anybody leave a workspace, and nobody else without rights take them out', async () => {
    const { slack } = grid.current;
    const emmy = slack.as('emmy');
    const refused = await types(slack, emmy, '/remove-user', '@omar in marketing');
    expect(textOf(refused)).toContain('deny-by-default');
    await emmy.close();
    const plan = await plans(slack, emmy, '/remove-user', '@emmy in marketing');
    expect(textOf(plan)).toContain('Everybody may give up a right of their own.');
    await submits(slack, emmy);
    await audited(slack, 'succeeded');
    expect(slack.org.person('emmy').workspaces).toEqual({});
  });

  it('invites a guest with everything that there is to say', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/invite-user', `${ZOE} in marketing because agency`);
    const guest = { guest_kind: 'is_ultra_restricted', channel_ids: [slack.org.channel('campaigns').id] };
    const past = await katherine.submit({ ...guest, guest_expiration_ts: 1_700_000_000 });
    expect(past.errors).toEqual({ guest_expiration_ts: 'This moment has passed already. Choose a later one.' });
    const plan = await submits(slack, katherine, {
      guest_expiration_ts: END,
      real_name: 'Zoë Söhne',
      custom_message: 'Hello <!channel>',
      resend: ['true'],
      email_password_policy_enabled: ['true'],
    });
    expect(textOf(plan)).toMatchInlineSnapshot(`
     "*What will change*
     “zoe@example.com”: not a member → single-channel guest of Marketing (T0MARKETNG2) until <!date^2066817600^{date_long}, {time}|30 June 2035 at 12:00 UTC>
     “zoe@example.com” joins #campaigns (C0MKTCAMP10)
     Invited as “Zoë Söhne”
     The e-mail says “Hello &lt;!channel&gt;”
     It may be sent again from Slack’s admin pages
     ⚠️ They will be able to sign in with an e-mail address and a password.
     *Reason*
     agency
     Org owners and org admins may do this without asking anybody.
     *It cannot be undone from here.* Slack has no call that takes an invitation back. In its admin pages an open one can be revoked; whoever has joined can be removed.
     Change
     Risk: privileged. Call: \`admin.users.invite\` email=(as typed) team_id=T0MARKETNG2 channel_ids=C0MKTCAMP10 is_ultra_restricted=true guest_expiration_ts=2066817600 real_name=(as typed) custom_message=(as typed) resend=true email_password_policy_enabled=true"
    `);
    await submits(slack, katherine);
    expect((await audited(slack, 'succeeded')).text).toMatchInlineSnapshot(`
     "✅ *Invite: done*
     *Requested by* Katherine Johnson (W0KATHER005) with \`admin.users.invite\`
     *Change* “zoe@example.com”: not a member → single-channel guest of Marketing (T0MARKETNG2) until <!date^2066817600^{date_long}, {time}|30 June 2035 at 12:00 UTC>
     *Change* “zoe@example.com” joins #campaigns (C0MKTCAMP10)
     *Change* Invited as “Zoë Söhne”
     *Change* The e-mail says “Hello &lt;!channel&gt;”
     *Change* It may be sent again from Slack’s admin pages
     *Outcome* Done: Katherine Johnson (W0KATHER005) invited “zoe@example.com” to Marketing (T0MARKETNG2) as a single-channel guest.
     *Reason* agency"
    `);
    expect(arrived(slack, 'admin.users.invite')).toEqual([
      {
        args: {
          channel_ids: 'C0MKTCAMP10',
          custom_message: 'Hello <!channel>',
          email: 'zoe@example.com',
          email_password_policy_enabled: 'true',
          guest_expiration_ts: String(END),
          is_ultra_restricted: 'true',
          real_name: 'Zoë Söhne',
          resend: 'true',
          team_id: MARKETING,
        },
        token: 'user',
      },
    ]);
    expect(slack.breaches()).toEqual([]);
  });

  it('leaves an invitation open whose answer was lost until a person says how it ended', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/invite-user', `${ZOE} in marketing`);
    await submits(slack, katherine, { channel_ids: [slack.org.channel('campaigns').id] });
    slack.setFault({ method: 'admin.users.invite', fault: 'reply_lost', times: 1 });
    const result = await submits(slack, katherine);
    expect(textOf(result)).toMatchInlineSnapshot(`
     "❓ It is not known whether it happened: no clear answer came from Slack (\`connection_lost\`), and Slack shows nothing by which the app could tell. An org owner or org admin has to look in Slack’s admin pages and say how it ended, with the button on this run’s message in the audit channel. Please do not ask for it again before that.
     Run \`RUN\`"
    `);
    const post = await audited(slack, 'unknown');
    expect(JSON.stringify(post.blocks)).toContain('run.close');

    const margaret = slack.as('margaret');
    await margaret.press('run.close', { channel: AUDIT, ts: post.ts });
    await slack.waitFor(() => margaret.view()?.callback_id === 'run.close');
    await submits(slack, margaret, { outcome: 'happened', reason: 'It is among the invitations' });
    expect((await audited(slack, 'succeeded')).text).toContain('invited “zoe@example.com” to Marketing');
    expect(slack.calls('admin.users.invite')).toHaveLength(1);
  });

  it('moves the end of a guest, shows both in everybody’s own zone, and moves it back', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    const gia = slack.org.person('gia.multi');
    const former = gia.expirations[MARKETING];
    await types(slack, katherine, '/set-guest-expiration', '@gia.multi in marketing');
    const plan = await submits(slack, katherine, { expiration_ts: END });
    expect(textOf(plan)).toMatchInlineSnapshot(`
     "*What will change*
     Guest account of Gia Contractor (W0GIAMUL029) in Marketing (T0MARKETNG2): ends on <!date^2053879200^{date_long}, {time}|31 January 2035 at 18:00 UTC> → ends on <!date^2066817600^{date_long}, {time}|30 June 2035 at 12:00 UTC>
     Org owners and org admins may do this without asking anybody.
     It can be undone afterwards.
     Change
     Risk: privileged. Call: \`admin.users.setExpiration\` user_id=W0GIAMUL029 team_id=T0MARKETNG2 expiration_ts=2066817600"
    `);
    await submits(slack, katherine);
    expect((await audited(slack, 'succeeded')).text).toMatchInlineSnapshot(`
     "✅ *Set guest expiration: done*
     *Requested by* Katherine Johnson (W0KATHER005) with \`admin.users.setExpiration\`
     *Change* Guest account of Gia Contractor (W0GIAMUL029) in Marketing (T0MARKETNG2): ends on <!date^2053879200^{date_long}, {time}|31 January 2035 at 18:00 UTC> → ends on <!date^2066817600^{date_long}, {time}|30 June 2035 at 12:00 UTC>
     *Outcome* Done: Katherine Johnson (W0KATHER005) set the guest account of Gia Contractor (W0GIAMUL029) in Marketing (T0MARKETNG2) to end on <!date^2066817600^{date_long}, {time}|30 June 2035 at 12:00 UTC>."
    `);
    expect(arrived(slack, 'admin.users.setExpiration')).toEqual([
      { args: { expiration_ts: String(END), team_id: MARKETING, user_id: gia.id }, token: 'user' },
    ]);

    await presses(slack, katherine, 'run.undo');
    await submits(slack, katherine);
    expect(gia.expirations[MARKETING]).toBe(former);
  });
});
