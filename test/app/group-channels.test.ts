import { beforeEach, describe, expect, it } from '@jest/globals';

import { withDatabase } from '../support/database.js';
import { APPROVALS, AUDIT, withGrid } from '../support/gridkeeper.js';
import { audited, presses, submits, textOf, types } from '../support/steps.js';

const GROUP = 'S0IDPSUPPOR2';
const SUPPORT = 'T0SUPPORTS4';
const [QUEUE, GENERAL, CAMPAIGNS] = ['C0SUPQUEUE16', 'C0GENSUPPO15', 'C0MKTCAMP10'];

describe('/add-group-channels and /remove-group-channels', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  beforeEach(() => grid.current.slack.reset());

  const channels = () => grid.current.slack.org.group(GROUP).channels;
  const arrived = (method: string) => grid.current.slack.calls(method).map(({ args, token }) => ({ args, token }));

  it('adds what is missing, and takes away no more than that again', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/add-group-channels', `${GROUP} because on call`);
    const plan = await submits(slack, katherine, { channel_ids: [QUEUE, GENERAL] });
    expect(textOf(plan)).toMatchInlineSnapshot(`
     "*What will change*
     Support (IdP) (S0IDPSUPPOR2) gets: #general (C0GENSUPPO15)
     Has already, and keeps: #queue (C0SUPQUEUE16)
     ⚠️ 18 people are in this group now. Slack puts them, and everybody who joins the group later, into these channels.
     ⚠️ Undoing it ends that for people to come; whoever has been put into a channel stays in it.
     *Reason*
     on call
     Org owners and org admins may do this without asking anybody.
     It can be undone afterwards.
     Change
     Risk: privileged. Call: \`admin.usergroups.addChannels\` usergroup_id=S0IDPSUPPOR2 channel_ids=C0GENSUPPO15"
    `);
    await submits(slack, katherine);
    expect((await audited(slack, 'succeeded')).text).toMatchInlineSnapshot(`
     "✅ *Add group channels: done*
     *Requested by* Katherine Johnson (W0KATHER005) with \`admin.usergroups.addChannels\`
     *Change* Support (IdP) (S0IDPSUPPOR2) gets: #general (C0GENSUPPO15)
     *Change* Has already, and keeps: #queue (C0SUPQUEUE16)
     *Outcome* Done: Katherine Johnson (W0KATHER005) gave Support (IdP) (S0IDPSUPPOR2) the default channels #general (C0GENSUPPO15).
     *Reason* on call"
    `);
    expect(arrived('admin.usergroups.addChannels')).toEqual([
      { args: { usergroup_id: GROUP, channel_ids: GENERAL }, token: 'user' },
    ]);
    expect(channels()).toEqual([QUEUE, GENERAL]);

    expect(textOf(await presses(slack, katherine, 'run.undo'))).toMatchInlineSnapshot(`
     "*What will change*
     Support (IdP) (S0IDPSUPPOR2) loses: #general (C0GENSUPPO15)
     ⚠️ Nobody is taken out of a channel by it. People who join the group later are not put into these.
     Org owners and org admins may do this without asking anybody.
     It can be undone afterwards.
     Risk: change. Call: \`admin.usergroups.removeChannels\` usergroup_id=S0IDPSUPPOR2 channel_ids=C0GENSUPPO15"
    `);
    await submits(slack, katherine);
    await slack.waitFor(() => slack.messages(AUDIT).some(({ text }) => text.startsWith('Undone by Katherine Johnson')));
    expect(arrived('admin.usergroups.removeChannels')).toEqual([
      { args: { usergroup_id: GROUP, channel_ids: GENERAL }, token: 'user' },
    ]);
    expect(channels()).toEqual([QUEUE]);
  });

  it('takes channels away, and gives back no more than that', async () => {
    const { slack } = grid.current;
    const alan = slack.as('alan');
    await types(slack, alan, '/remove-group-channels', GROUP);
    await submits(slack, alan, { channel_ids: [QUEUE, GENERAL] });
    expect(textOf(await submits(slack, alan))).toContain(
      'took the default channels #queue (C0SUPQUEUE16) away from Support (IdP) (S0IDPSUPPOR2).',
    );
    expect(channels()).toEqual([]);
    await presses(slack, alan, 'run.undo');
    await submits(slack, alan);
    await slack.waitFor(() => channels().includes(QUEUE));
    expect(arrived('admin.usergroups.addChannels')).toEqual([
      { args: { usergroup_id: GROUP, channel_ids: QUEUE }, token: 'user' },
    ]);
  });

  it('names the channels that Slack did not take', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/add-group-channels', GROUP);
    await submits(slack, katherine, { channel_ids: [GENERAL, CAMPAIGNS] });
    await submits(slack, katherine);
    const post = await audited(slack, 'partly');
    expect(post.text).toMatchInlineSnapshot(`
     "⚠️ *Add group channels: only partly done*
     *Requested by* Katherine Johnson (W0KATHER005) with \`admin.usergroups.addChannels\`
     *Change* Support (IdP) (S0IDPSUPPOR2) gets: #general (C0GENSUPPO15), #campaigns (C0MKTCAMP10)
     *Outcome* Only partly done (\`channel_not_found\`). Slack does not take a channel that does not exist, is archived, is in none of the group’s workspaces, has everybody of the organisation in it, or may not be managed by whoever installed the app. Leave it out, or change that in Slack, then ask again. Slack did not take #campaigns (C0MKTCAMP10); it took 1 of 2 channels."
    `);
    expect(channels()).toEqual([QUEUE, GENERAL]);
  });

  it('counts the people who have no room for more channels', async () => {
    const { slack } = grid.current;
    slack.org.data.limits.channels_per_person = 4;
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/add-group-channels', GROUP);
    await submits(slack, katherine, { channel_ids: [GENERAL], team_id: SUPPORT });
    await submits(slack, katherine);
    expect((await audited(slack, 'partly')).text).toMatch(/\d+ people have no room for more channels: W0GRACE0002/u);
    expect(arrived('admin.usergroups.addChannels')).toEqual([
      { args: { usergroup_id: GROUP, channel_ids: GENERAL, team_id: SUPPORT }, token: 'user' },
    ]);
  });

  it('waits out Slack’s one call a minute, visibly', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    slack.setFault({ method: 'admin.usergroups.addChannels', fault: 'rate_limited', retry_after: 1, times: 1 });
    await types(slack, katherine, '/add-group-channels', GROUP);
    await submits(slack, katherine, { channel_ids: [GENERAL] });
    await katherine.submit();
    await slack.waitFor(() => textOf(katherine.view()).includes('Slack asks us to wait 1 s before the call.'));
    await audited(slack, 'succeeded');
    expect(arrived('admin.usergroups.addChannels')).toHaveLength(2);
  });

  it('leaves the channels of this app alone', async () => {
    const { slack } = grid.current;
    const alan = slack.as('alan');
    await types(slack, alan, '/add-group-channels', GROUP);
    const view = await submits(slack, alan, { channel_ids: [slack.org.channel(APPROVALS).id] });
    expect(textOf(view)).toMatchInlineSnapshot(`
     "⛔ #admin-approvals (C0APPROVAL2) is where this app asks for approvals, or says what was done. Who sees it is not changed from here; an org owner can do that in Slack itself.
     Nothing was changed. The attempt has been recorded.
     Why?
     Rule: \`channels-of-this-app-are-protected\`"
    `);
    expect(slack.calls('admin.usergroups.addChannels')).toHaveLength(0);
  });
});
