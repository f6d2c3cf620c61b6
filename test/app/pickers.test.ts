import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { withDatabase } from '../support/database.js';
import { APPROVALS, withGrid } from '../support/gridkeeper.js';
import { audited, card, submits, textOf, types } from '../support/steps.js';

const [MARKETING, SALES] = ['T0MARKETNG2', 'T0SALESFLD3'];

/** What people choose from, and what they paste: also what the local copy has never heard of. */
describe('pickers', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  beforeAll(async () => {
    // The copy behind the pickers has been read once, with groups and channels.
    const { slack } = grid.current;
    await slack.waitFor(() => slack.calls('usergroups.list').length >= slack.org.workspaces.length && slack, {
      timeout: 20_000,
    });
  });
  beforeEach(() => grid.current.slack.reset());

  const offers = async (command: string, field: string, typed: string): Promise<string[]> => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await types(slack, katherine, command);
    const options = await katherine.options(field, typed);
    await katherine.close();
    return options.map(
      ({ text, description }) =>
        `${Object(text).text}${description === undefined ? '' : ` | ${Object(description).text}`}`,
    );
  };

  it.each([
    ['a guest', '/assign-user', 'user_id', 'gia', 'Gia Contractor | guest · @gia.multi · W0GIAMUL029'],
    ['a bot', '/assign-user', 'user_id', 'deploy', 'Deploy Bot | bot · @deploybot · U0DEPLOY034'],
    ['somebody deactivated', '/assign-user', 'user_id', 'babbage', 'Charles Babbage | deactivated · @charles'],
  ])('mark %s', async (_, command, field, typed, says) => {
    expect((await offers(command, field, typed)).join('\n')).toContain(says);
  });

  it('tell channels of one name apart by their workspace', async () => {
    expect(await offers('/set-channel-workspaces', 'channel_id', 'launch')).toEqual([
      '#launch | Marketing · C0MKTLAUNCH17',
      '#launch | Sales & Field · C0SALLAUNCH18',
    ]);
  });

  it.each([
    ['@ada', 'user_id', 'Ada Lovelace'],
    ['lovel', 'user_id', 'Ada Lovelace'],
    ['u0ada000001', 'user_id', 'Ada Lovelace'],
    ['karen sparck', 'user_id', 'Karen Spärck Jones'],
  ])('find people by %s', async (typed, field, name) => {
    expect((await offers('/assign-user', field, typed))[0]).toContain(name);
  });

  it('take the pasted ID of an IdP group that Slack shows in no workspace, and read the group itself', async () => {
    const { slack } = grid.current;
    const [known] = slack.org.groups;
    if (!known) throw new Error('The seed has no group.');
    slack.org.data.groups.push({
      ...known,
      id: 'S0UNLINKED9',
      handle: 'idp-new',
      name: 'New',
      links: [],
      channels: [],
    });
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/link-group-workspaces');
    const options = await katherine.options('usergroup_id', 'S0UNLINKED9');
    expect(options).toMatchObject([{ value: 'S0UNLINKED9', description: { text: 'by ID · S0UNLINKED9' } }]);
    const plan = await submits(slack, katherine, { usergroup_id: 'S0UNLINKED9', team_ids: [SALES] });
    expect(textOf(plan)).toContain('S0UNLINKED9: not linked → linked to Sales &amp; Field (T0SALESFLD3)');
    await submits(slack, katherine);
    await slack.as('alan').press('run.approve', { channel: APPROVALS, ts: (await card(slack)).ts });
    await audited(slack, 'succeeded');
    expect(slack.org.group('S0UNLINKED9').links.map(({ team }) => team)).toEqual([SALES]);
  });

  it('take pasted IDs of people, workspaces and channels that are newer than the copy', async () => {
    const { slack } = grid.current;
    const ada = slack.org.person('ada');
    const [marketing] = slack.org.workspaces.filter(({ id }) => id === MARKETING);
    const campaigns = slack.org.channel('campaigns');
    if (!marketing) throw new Error('The seed has no such workspace.');
    slack.org.data.people.push({ ...ada, id: 'U0NEWCOMER1', handle: 'new', real_name: 'New Comer', workspaces: {} });
    slack.org.data.workspaces.push({ ...marketing, id: 'T0NEWPLACE1', name: 'New Place' });
    slack.org.data.channels.push({
      ...campaigns,
      id: 'C0NEWROOM01',
      name: 'room',
      teams: ['T0NEWPLACE1'],
      members: [],
    });
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/assign-user');
    for (const [field, id] of [
      ['user_id', 'U0NEWCOMER1'],
      ['team_id', 'T0NEWPLACE1'],
      ['channel_ids', 'C0NEWROOM01'],
    ] as const) {
      expect(await katherine.options(field, id)).toMatchObject([{ value: id }]);
    }
    const plan = await submits(slack, katherine, {
      user_id: 'U0NEWCOMER1',
      team_id: 'T0NEWPLACE1',
      channel_ids: ['C0NEWROOM01'],
    });
    expect(textOf(plan)).toContain('New Comer (U0NEWCOMER1): not a member → full member of New Place (T0NEWPLACE1)');
    expect(textOf(plan)).toContain('New Comer (U0NEWCOMER1) joins #room (C0NEWROOM01)');
  });

  it.each([
    ['a person', '/assign-user', { user_id: 'U0NOBODY001', team_id: MARKETING }],
    ['a workspace', '/assign-user', { user_id: 'U0ADA000001', team_id: 'T0NOWHERE01' }],
    ['a group', '/link-group-workspaces', { usergroup_id: 'S0NOTHING01', team_ids: [SALES] }],
    ['a channel', '/set-channel-workspaces', { channel_id: 'C0NOTHING01', mode: 'team', team_id: SALES }],
  ])('say of the pasted ID of %s that there is no such thing', async (_, command, values) => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await types(slack, katherine, command);
    for (const [field, id] of Object.entries(values)) {
      if (field !== 'mode') await katherine.options(field, String(id));
    }
    const view = await submits(slack, katherine, values);
    expect(textOf(view)).toMatch(
      /^⛔ (?:[UTSC]0\w+ is not an account|This organisation has no|Slack knows no|There is no)/u,
    );
    expect(view.submit).toBeNull();
  });
});
