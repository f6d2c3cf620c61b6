import { beforeEach, describe, expect, it } from '@jest/globals';

import { withDatabase } from '../support/database.js';
import { APPROVALS, AUDIT, withGrid } from '../support/gridkeeper.js';
import { audited, card, presses, submits, textOf, types } from '../support/steps.js';

const [ENGINEERING, MARKETING, SALES] = ['T0ENGINEER1', 'T0MARKETNG2', 'T0SALESFLD3'];
const [LUNCH, CAMPAIGNS] = ['C0ORGLUNCH4', 'C0MKTCAMP10'];
const METHOD = 'admin.conversations.setTeams';

describe('/set-channel-workspaces', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  beforeEach(() => grid.current.slack.reset());

  const teams = (id: string) => grid.current.slack.org.channel(id).teams;
  const arrived = () => grid.current.slack.calls(METHOD).map(({ args, token }) => ({ args, token }));

  it('replaces the list, asks twice because somebody leaves, and brings the list back', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/set-channel-workspaces', `${LUNCH} because the canteen moved`);
    const plan = await submits(slack, katherine, { mode: 'workspaces', target_team_ids: [ENGINEERING, SALES] });
    expect(textOf(plan)).toMatchInlineSnapshot(`
     "*What will change*
     #lunch (C0ORGLUNCH4): 2 workspaces → 2 workspaces
     Joins: Sales &amp; Field (T0SALESFLD3)
     Leaves: Marketing (T0MARKETNG2)
     Stays in: Engineering (T0ENGINEER1)
     ⚠️ People who are in none of its workspaces afterwards lose the channel. Undoing it brings the workspaces back, but not these people.
     *Reason*
     the canteen moved
     Org owners and org admins may do this without asking anybody.
     It can be undone afterwards.
     Change
     Risk: privileged. Call: \`admin.conversations.setTeams\` channel_id=C0ORGLUNCH4 target_team_ids=T0ENGINEER1,T0SALESFLD3"
    `);
    const second = await submits(slack, katherine);
    expect(second.submit?.['text']).toBe('Yes, go on');
    expect(textOf(second)).toContain('⚠️ #lunch (C0ORGLUNCH4) leaves Marketing (T0MARKETNG2). Is that what you want?');
    expect(arrived()).toEqual([]);

    await submits(slack, katherine);
    expect((await audited(slack, 'succeeded')).text).toMatchInlineSnapshot(`
     "✅ *Set channel workspaces: done*
     *Requested by* Katherine Johnson (W0KATHER005) with \`admin.conversations.setTeams\`
     *Change* #lunch (C0ORGLUNCH4): 2 workspaces → 2 workspaces
     *Change* Joins: Sales &amp; Field (T0SALESFLD3)
     *Change* Leaves: Marketing (T0MARKETNG2)
     *Change* Stays in: Engineering (T0ENGINEER1)
     *Outcome* Done: Katherine Johnson (W0KATHER005) connected #lunch (C0ORGLUNCH4) to Engineering (T0ENGINEER1), Sales &amp; Field (T0SALESFLD3), and to no other workspace.
     *Reason* the canteen moved"
    `);
    expect(arrived()).toEqual([
      { args: { channel_id: LUNCH, target_team_ids: `${ENGINEERING},${SALES}` }, token: 'user' },
    ]);

    await presses(slack, katherine, 'run.undo');
    await submits(slack, katherine);
    await submits(slack, katherine);
    await slack.waitFor(() => slack.messages(AUDIT).some(({ text }) => text.startsWith('Undone by Katherine Johnson')));
    expect(teams(LUNCH)).toEqual([ENGINEERING, MARKETING]);
  });

  it('says beside the fields what belongs to another mode', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/set-channel-workspaces', LUNCH);
    const wrong = await katherine.submit({ mode: 'org', team_id: MARKETING });
    expect(wrong.errors).toEqual({ team_id: 'Leave this empty: “The whole organisation” is chosen above.' });
    expect((await katherine.submit({ mode: 'team', team_id: null })).errors).toEqual({
      team_id: 'Choose the workspace here: “One workspace” is chosen above.',
    });
  });

  it('makes a channel org-wide with the yes of somebody else, and says that there is no way back', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/set-channel-workspaces', CAMPAIGNS);
    const plan = await submits(slack, katherine, { mode: 'org' });
    expect(textOf(plan)).toMatchInlineSnapshot(`
     "*What will change*
     #campaigns (C0MKTCAMP10): one workspace → the whole organisation
     Stays in: Marketing (T0MARKETNG2)
     ⚠️ It becomes a channel of every workspace, also of those that are made later. There is no way back from here.
     What reaches every workspace needs the yes of another org owner or org admin. *5 people* could give it now. You will hear by direct message.
     *It cannot be undone from here.* People of every workspace can join a channel of the whole organisation, so it is not taken back from here. Where it should be instead can be decided anew with “Set channel workspaces”.
     Change
     Risk: irreversible. Call: \`admin.conversations.setTeams\` channel_id=C0MKTCAMP10 org_channel=true"
    `);
    await submits(slack, katherine);
    await slack.as('alan').press('run.approve', { channel: APPROVALS, ts: (await card(slack)).ts });
    const post = await audited(slack, 'succeeded');
    expect(JSON.stringify(post.blocks)).not.toContain('run.undo');
    expect(arrived()).toEqual([{ args: { channel_id: CAMPAIGNS, org_channel: 'true' }, token: 'user' }]);
    expect(slack.org.channel(CAMPAIGNS).org_wide).toBe(true);
  });

  it('makes a channel local, and is told by Slack where that is not possible', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/set-channel-workspaces', CAMPAIGNS);
    await submits(slack, katherine, { mode: 'team', team_id: SALES });
    await submits(slack, katherine);
    expect(textOf(await submits(slack, katherine))).toMatchInlineSnapshot(`
     "⛔ Slack refused with \`cannot_move_local_channel\`. Nothing was changed. Slack moves no channel from one workspace straight into another. Connect it to both of them first (“These workspaces”), and then to the new one alone.
     Run \`RUN\`"
    `);
    expect(arrived()).toEqual([{ args: { channel_id: CAMPAIGNS, team_id: SALES }, token: 'user' }]);
    expect(teams(CAMPAIGNS)).toEqual([MARKETING]);
  });

  it('does not touch the channels in which this app asks and reports', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    for (const [channel, wish] of [
      [AUDIT, { mode: 'workspaces', target_team_ids: [MARKETING] }],
      [APPROVALS, { mode: 'team', team_id: MARKETING }],
    ] as const) {
      await types(slack, katherine, '/set-channel-workspaces', slack.org.channel(channel).id);
      const view = await submits(slack, katherine, wish);
      expect(textOf(view)).toContain('channels-of-this-app-are-protected');
      await katherine.close();
    }
    expect(arrived()).toEqual([]);
  });
});
