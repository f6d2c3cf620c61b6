import { beforeEach, describe, expect, it } from '@jest/globals';

import { withDatabase } from '../support/database.js';
import { APPROVALS, AUDIT, withGrid } from '../support/gridkeeper.js';
import { audited, auditPosts, card, submits, textOf, types } from '../support/steps.js';

const GROUP = 'S0IDPSUPPOR2';
const [MARKETING, SALES, SUPPORT] = ['T0MARKETNG2', 'T0SALESFLD3', 'T0SUPPORTS4'];

describe('/link-group-workspaces', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  beforeEach(() => grid.current.slack.reset());

  const links = () => grid.current.slack.org.group(GROUP).links.map(({ team }) => team);
  const arrived = (method: string) => grid.current.slack.calls(method).map(({ args, token }) => ({ args, token }));

  it('links a group and makes accounts, with the yes of somebody else; undoing asks twice', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/link-group-workspaces', `${GROUP} because launch week`);
    const plan = await submits(slack, katherine, { team_ids: [SUPPORT, MARKETING, SALES], auto_provision: ['true'] });
    expect(textOf(plan)).toMatchInlineSnapshot(`
     "*What will change*
     Support (IdP) (S0IDPSUPPOR2): not linked → linked to Marketing (T0MARKETNG2), Sales &amp; Field (T0SALESFLD3)
     Linked already, and left as it is: Support (T0SUPPORTS4)
     ⚠️ 18 people are in this group now. Slack adds all of them to these workspaces at once, and makes an account for everybody who has none there.
     ⚠️ Undoing it can also take people out of these workspaces who were there before: Slack removes everybody in the group together with the link, unless a role or another group keeps them there.
     *Reason*
     launch week
     Making accounts for everybody in a group needs the yes of another org owner or org admin. *1 person* could give it now. You will hear by direct message.
     It can be undone afterwards.
     Change
     Risk: privileged. Call: \`admin.usergroups.addTeams\` usergroup_id=S0IDPSUPPOR2 team_ids=T0MARKETNG2,T0SALESFLD3 auto_provision=true"
    `);
    await submits(slack, katherine);
    await slack.as('alan').press('run.approve', { channel: APPROVALS, ts: (await card(slack)).ts });
    const { ts, text } = await audited(slack, 'succeeded');
    expect(text).toMatchInlineSnapshot(`
     "✅ *Link group: done*
     *Requested by* Katherine Johnson (W0KATHER005) with \`admin.usergroups.addTeams\`
     *Change* Support (IdP) (S0IDPSUPPOR2): not linked → linked to Marketing (T0MARKETNG2), Sales &amp; Field (T0SALESFLD3)
     *Change* Linked already, and left as it is: Support (T0SUPPORTS4)
     *Approved by* Alan Turing (W0ALAN00006)
     *Outcome* Done: Katherine Johnson (W0KATHER005) linked Support (IdP) (S0IDPSUPPOR2) to Marketing (T0MARKETNG2), Sales &amp; Field (T0SALESFLD3), with accounts for everybody in it.
     *Reason* launch week"
    `);
    expect(arrived('admin.usergroups.addTeams')).toEqual([
      { args: { usergroup_id: GROUP, team_ids: `${MARKETING},${SALES}`, auto_provision: 'true' }, token: 'user' },
    ]);
    expect(links()).toEqual([SUPPORT, MARKETING, SALES]);

    const alan = slack.as('alan');
    await alan.press('run.undo', { channel: AUDIT, ts });
    await slack.waitFor(() => alan.view()?.callback_id.startsWith('run.confirm'));
    expect(textOf(alan.view())).toMatchInlineSnapshot(`
     "*What will change*
     Support (IdP) (S0IDPSUPPOR2): linked → not linked to Marketing (T0MARKETNG2), Sales &amp; Field (T0SALESFLD3)
     ⚠️ 18 people are in this group now. Slack removes them from these workspaces together with the link, also those who were there before it, unless a role or another group keeps them there.
     ⚠️ Undoing it links the group again, but makes no accounts at once.
     Org owners and org admins may do this without asking anybody.
     It can be undone afterwards.
     Risk: change. Call: \`admin.usergroups.removeTeams\` usergroup_id=S0IDPSUPPOR2 team_ids=T0MARKETNG2,T0SALESFLD3"
    `);
    const second = await submits(slack, alan);
    expect(textOf(second)).toContain('People will lose Marketing (T0MARKETNG2), Sales &amp; Field (T0SALESFLD3).');
    expect(arrived('admin.usergroups.removeTeams')).toEqual([]);
    expect(textOf(await submits(slack, alan))).toContain(
      'Done: Alan Turing (W0ALAN00006) took Support (IdP) (S0IDPSUPPOR2) out of Marketing (T0MARKETNG2), Sales &amp; Field (T0SALESFLD3).',
    );
    expect(arrived('admin.usergroups.removeTeams')).toEqual([
      { args: { usergroup_id: GROUP, team_ids: `${MARKETING},${SALES}` }, token: 'user' },
    ]);
    expect(links()).toEqual([SUPPORT]);
    await slack.waitFor(() => auditPosts(slack)[0]?.text.includes('done, and undone since'));
  });

  it('names the workspaces that failed, counts the others, and tries nothing again', async () => {
    const { slack } = grid.current;
    slack.org.workspace('sales').provisions = false;
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/link-group-workspaces', GROUP);
    await submits(slack, katherine, { team_ids: [MARKETING, SALES], auto_provision: ['true'] });
    await submits(slack, katherine);
    await slack.as('alan').press('run.approve', { channel: APPROVALS, ts: (await card(slack)).ts });
    const post = await audited(slack, 'partly');
    expect(post.text).toMatchInlineSnapshot(`
     "⚠️ *Link group: only partly done*
     *Requested by* Katherine Johnson (W0KATHER005) with \`admin.usergroups.addTeams\`
     *Change* Support (IdP) (S0IDPSUPPOR2): not linked → linked to Marketing (T0MARKETNG2), Sales &amp; Field (T0SALESFLD3)
     *Approved by* Alan Turing (W0ALAN00006)
     *Outcome* Only partly done (\`auto_provision_failure\`). Slack could not give everybody in the group an account there: the workspace may take no members from IdP groups, or somebody in the group may be a guest elsewhere. Look in Slack’s admin pages at the workspaces that it names, then ask again for them alone. It is not tried again by itself. It did not work for Sales &amp; Field (T0SALESFLD3). It worked for 1 of 2 workspaces."
    `);
    expect(JSON.stringify(post.blocks)).not.toContain('run.undo');
    expect(links()).toEqual([SUPPORT, MARKETING]);
    expect(arrived('admin.usergroups.addTeams')).toHaveLength(1);
    await slack.waitFor(() =>
      katherine.directMessages().some(({ text }) => text.includes('It did not work for Sales')),
    );
  });

  it('is refused to whoever would gain by it', async () => {
    const { slack } = grid.current;
    const mary = slack.as('mary');
    await types(slack, mary, '/link-group-workspaces', GROUP);
    const view = await submits(slack, mary, { team_ids: [SALES] });
    expect(textOf(view)).toMatchInlineSnapshot(`
     "⛔ Nobody grants themselves anything, and Mary Jackson (U0MARY00007) is in this group; another org owner or org admin can do it.
     Nothing was changed. The attempt has been recorded.
     Why?
     Rule: \`nobody-grants-themselves\`"
    `);
    expect(arrived('admin.usergroups.addTeams')).toEqual([]);
  });

  it('says what Slack refused, and what to do next', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    slack.setFault({ method: 'admin.usergroups.addTeams', fault: 'error', error: 'team_limit_exceeded', times: 1 });
    await types(slack, katherine, '/link-group-workspaces', GROUP);
    await submits(slack, katherine, { team_ids: [SALES] });
    expect(textOf(await submits(slack, katherine))).toContain(
      'Slack refused with `team_limit_exceeded`. Nothing was changed. The group would be linked to more workspaces than Slack allows.',
    );
  });

  it('plans nothing where there is nothing to link', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/link-group-workspaces', GROUP);
    const view = await submits(slack, katherine, { team_ids: [SUPPORT] });
    expect(textOf(view)).toContain(
      'Support (IdP) (S0IDPSUPPOR2) is linked to Support (T0SUPPORTS4) already. There is nothing to change, so no call is made.',
    );
  });
});
