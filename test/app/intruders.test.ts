import { beforeEach, describe, expect, it } from '@jest/globals';

import { withDatabase } from '../support/database.js';
import { withGrid } from '../support/gridkeeper.js';
import { auditPosts, forge, plans, runs, settled, submits, textOf, types } from '../support/steps.js';

/** Nobody gets a call through who may not: by the front door, or by forged payloads. */
describe('somebody without rights', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  beforeEach(() => grid.current.slack.reset());

  const entries = async (kind: string): Promise<unknown[]> => {
    const rows = await database.current.db
      .selectFrom('ledger_entries')
      .select('entry')
      .where('kind', '=', kind)
      .orderBy('sequence')
      .execute();
    return rows.map(({ entry }): unknown => JSON.parse(entry));
  };

  it.each([
    ['a member', 'emmy'],
    ['a guest', 'gus.multi'],
    ['a workspace admin', 'karen'],
    ['a workspace admin of another workspace', 'konrad'],
    ['a workspace owner', 'joan'],
    ['the primary owner of a workspace', 'betty'],
    ['a person of another organisation', 'vera.elsewhere'],
  ])('is refused privately with the rule, and recorded: %s', async (_, handle) => {
    const { slack } = grid.current;
    const who = slack.as(handle);
    const before = await entries('run.denied');

    const view = await types(slack, who, '/grant-admin', '@ada in marketing');

    expect(textOf(view)).toContain('deny-by-default');
    expect(textOf(view)).toContain('Only org owners and org admins may run this');
    expect(view.submit).toBeNull();
    const after = await entries('run.denied');
    expect(after.slice(before.length)).toMatchObject([{ actor: who.id, because: 'deny-by-default' }]);
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);
  });

  it('is posted to the audit channel once an hour, however often they try', async () => {
    const { slack } = grid.current;
    const fran = slack.as('fran');
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await types(slack, fran, '/grant-admin', '@ada in marketing');
      await fran.close();
    }
    await types(slack, slack.as('kay'), '/grant-admin');
    const about = (who: string): string[] =>
      auditPosts(slack).flatMap(({ text }) => (text.includes(slack.org.person(who).id) ? [text] : []));
    await slack.waitFor(() => about('kay').length === 1);
    expect(about('fran')).toHaveLength(1);
    expect(about('fran')[0]).toMatchInlineSnapshot(`
     "⛔ *Grant admin: denied*
     *Requested by* Fran Bilas (W0FRAN00039) with \`admin.users.setAdmin\`
     *Why* Only org owners and org admins may run this; Fran Bilas (W0FRAN00039) is a member. One of them can do it. (rule \`deny-by-default\`)"
    `);
  });

  it('has no rights by top-level flags: only enterprise_user counts', async () => {
    const { slack } = grid.current;
    const joan = slack.org.person('joan');
    const answer = await slackSays(slack.apiUrl, slack.botToken, joan.id);
    expect(answer).toMatchObject({ user: { enterprise_user: { is_admin: false, is_owner: false } } });
    // The simulated Slack shows a workspace's owner with the workspace's flags on top, as Slack does.
    const view = await types(slack, slack.as('joan'), '/grant-admin', '@ada in marketing');
    expect(textOf(view)).toContain('deny-by-default');
  });

  it('grants nothing to themselves, whatever their rank', async () => {
    const { slack } = grid.current;
    const view = await plans(slack, slack.as('alan'), '/grant-admin', '@alan in sales & field');
    expect(textOf(view)).toContain('nobody-grants-themselves');
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);
  });

  it.each([
    ['demote', '/revoke-admin', '@margaret in the org', 'nobody-acts-upwards'],
    ['touch in a workspace', '/grant-admin', '@margaret in support', 'nobody-acts-upwards'],
    ['promote in the org', '/grant-admin', '@ada in the org', 'org-roles-by-org-owners'],
  ])('cannot %s as an org admin what is an org owner’s affair', async (_, command, text, rule) => {
    const { slack } = grid.current;
    const view = await plans(slack, slack.as('katherine'), command, text);
    expect(textOf(view)).toContain(rule);
    expect(view.submit).toBeNull();
  });

  it('does not touch whoever installed the app', async () => {
    const { slack } = grid.current;
    const view = await plans(slack, slack.as('grace'), '/grant-admin', '@dorothy in the org');
    expect(textOf(view)).toContain('installer-is-protected');
  });

  it('cannot confirm somebody else’s plan by a forged payload', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await plans(slack, katherine, '/grant-admin', '@ada in marketing');
    const confirmation = { callback_id: 'run.confirm:1' };
    for (const handle of ['emmy', 'alan', 'ada', 'vera.elsewhere']) {
      const delivery = await forge(slack, 'view_submission', (payload) => ({
        ...payload,
        user: { id: slack.org.person(handle).id },
        view: { ...Object(payload['view']), ...confirmation },
      }));
      expect(JSON.stringify(delivery.outcome)).toContain('does not belong to a request of yours');
    }
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);
  });

  it('gets nothing out of a form with chosen values that were never offered', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/grant-admin', '@ada in marketing');
    const before = slack.calls().length;
    await submits(slack, katherine);
    const values = {
      user_id: { value: { selected_option: { value: 'W0GRACE0002' } } },
      team_id: { value: { selected_option: { value: 'E0OTHERORG9' } } },
    };
    await forge(slack, 'view_submission', (payload) => ({
      ...payload,
      view: { ...Object(payload['view']), callback_id: 'run.form:1', state: { values } },
    }));
    const view = await slack.waitFor(() => textOf(katherine.view()).includes('no workspace') && katherine.view());
    expect(textOf(view)).toContain('This organisation has no workspace `E0OTHERORG9`');
    expect(slack.calls().length).toBeGreaterThan(before);
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);
  });

  it.each(['run.approve', 'run.deny', 'run.undo', 'run.change', 'run.withdraw'])(
    'gets nothing out of %s with a value that is no run',
    async (action_id) => {
      const { slack } = grid.current;
      await plans(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing');
      await slack.as('katherine').press('run.change');
      const logged = grid.current.log.length;
      for (const value of ['', 'nonsense', '../../etc', `' or 1=1 --`, '\u0000']) {
        const { outcome } = await forge(slack, 'block_actions', (payload) => ({
          ...payload,
          actions: [{ type: 'button', action_id, block_id: 'x', value, action_ts: `${Date.now()}.${value.length}` }],
        }));
        expect(outcome).toMatchObject({ status: 200 });
      }
      expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);
      expect(grid.current.log.slice(logged).filter((line) => line.includes('"level":50'))).toEqual([]);
    },
  );

  it('of another organisation is turned away, recorded, and shown nothing', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await katherine.command('/grant-admin', 'help');
    const genuine = new URLSearchParams(slack.deliveries('slash_command').at(-1)?.body);
    genuine.set('enterprise_id', 'E0FOREIGN99');
    genuine.set('text', '@ada in marketing');
    const opened = slack.calls('views.open').length;

    const { outcome } = await slack.deliver(genuine.toString());

    expect(outcome).toMatchObject({ status: 401, body: '' });
    expect(slack.calls('views.open')).toHaveLength(opened);
    expect((await entries('request.refused')).at(-1)).toMatchObject({
      because: 'another-organisation',
      detail: { enterprise_id: 'E0FOREIGN99' },
    });
  });

  it.each(['view_submission', 'block_actions', 'block_suggestion', 'shortcut'])(
    'of another organisation is turned away with the same people and workspaces in it too: %s',
    async (kind) => {
      const { slack } = grid.current;
      const katherine = slack.as('katherine');
      await katherine.shortcut('admin');
      await settled(slack, katherine);
      await katherine.close();
      await plans(slack, katherine, '/grant-admin', '@ada in marketing');
      await katherine.press('run.change');
      await slack.waitFor(() => katherine.view()?.blocks.some(({ block_id }) => block_id === 'user_id'));
      await katherine.options('user_id', 'ada');
      const calls = slack.calls().length;
      const { outcome } = await forge(slack, kind, (payload) => ({
        ...payload,
        enterprise: { id: 'E0FOREIGN99', name: 'Foreign' },
        team: { ...Object(payload['team']), enterprise_id: 'E0FOREIGN99' },
      }));
      expect(outcome).toMatchObject({ status: 401, body: '' });
      expect((await entries('request.refused')).at(-1)).toMatchObject({
        because: 'another-organisation',
        detail: { enterprise_id: 'E0FOREIGN99' },
      });
      expect(slack.calls()).toHaveLength(calls);
    },
  );

  it('gets no options out of somebody else’s form', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/grant-admin');
    expect(await katherine.options('user_id', 'a')).not.toHaveLength(0);
    const { outcome } = await forge(slack, 'block_suggestion', (payload) => ({
      ...payload,
      user: { id: slack.org.person('emmy').id },
    }));
    expect(outcome).toMatchObject({ status: 200, body: '{"options":[]}' });
  });

  it('runs nothing any more after losing the right between the plan and its confirmation', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await plans(slack, katherine, '/grant-admin', '@ada in marketing');
    slack.org.person('katherine').org_role = 'member';
    const view = await submits(slack, katherine);
    expect(textOf(view)).toContain('deny-by-default');
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);
  });

  it('never finds the admin token in a log line, whatever happens', async () => {
    const { slack, log } = grid.current;
    slack.setFault({ method: 'admin.users.setAdmin', fault: 'html', times: 1 });
    await runs(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing because why not');
    expect(log.join('')).not.toContain(slack.adminToken);
    expect(log.join('')).not.toContain(slack.botToken);
    expect(log.join('')).not.toContain(slack.signingSecret);
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(1);
  });
});

async function slackSays(apiUrl: string, token: string, user: string): Promise<unknown> {
  const response = await fetch(`${apiUrl}users.info`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: `user=${user}`,
  });
  return response.json();
}
