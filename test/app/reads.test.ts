import { beforeEach, describe, expect, it } from '@jest/globals';

import type { PersonAtWork } from '../../src/simulator/person-at-work.js';
import type { OpenView } from '../../src/simulator/views/model.js';
import { withDatabase } from '../support/database.js';
import { AUDIT, withGrid } from '../support/gridkeeper.js';
import { moreMembers } from '../support/readings.js';
import { audited, auditPosts, forge, presses, settled, submits, textOf, types } from '../support/steps.js';

const MARKETING = 'T0MARKETNG2';
const GIA = 'W0GIAMUL029';

/** What org admins look up, from the command to the file and the audit channel. */
describe('operations that read', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  beforeEach(() => grid.current.slack.reset());

  /** What people asked for: the copy behind the pickers asks for both of these, in pages of a hundred. */
  const lists = (): unknown[] =>
    grid.current.slack
      .calls('admin.users.list')
      .map(({ args }) => args)
      .filter(({ is_active, limit }) => !(is_active && limit === '100'));
  const asks = async (
    who: PersonAtWork,
    command: string,
    values: Record<string, unknown> = {},
    text = '',
  ): Promise<OpenView> => {
    const { slack } = grid.current;
    await types(slack, who, command, text);
    return submits(slack, who, values);
  };

  it('list people page by page, and send all of them as a file', async () => {
    const { slack } = grid.current;
    moreMembers(slack, 120);
    const katherine = slack.as('katherine');
    const first = await asks(katherine, '/list-users', {}, 'in marketing because access review');
    expect(textOf(first)).toContain(
      'These are the people of Marketing (T0MARKETNG2). Page 1: 100 rows, and there are more.',
    );
    expect(textOf(first)).toContain('• Ada Lovelace · ada@engines.example · ID: U0ADA000001');
    expect(textOf(first)).toContain('Account ends: <!date^2053879200^');
    expect(textOf(first)).toContain('Zoë &lt;!channel&gt; &amp; Söhne');

    const second = await presses(slack, katherine, 'run.page_next');
    expect(textOf(second)).toContain('Page 2: 42 rows, and that is the end.');
    expect(textOf(await presses(slack, katherine, 'run.page_back'))).toContain('Page 1: 100 rows');

    const sent = await presses(slack, katherine, 'run.export');
    expect(textOf(sent)).toContain('✅ The file with 142 rows is in your direct messages with this app.');
    const message = katherine.directMessages().at(-1);
    expect(message?.text).toBe('List people: 142 rows, as you asked for.');
    const [file] = message?.files ?? [];
    expect(file?.name).toMatch(/^admin-users-list-\d{4}-\d\d-\d\d\.csv$/u);
    const lines = file?.content.toString('utf8').trimEnd().split('\r\n') ?? [];
    expect(lines).toHaveLength(143);
    expect(lines[0]).toMatch(/^\uFEFFName,E-mail,ID,Handle,Role,Guest,Account ends,Workspaces,Active/u);
    expect(lines.find((line) => line.includes('zoe@'))).toContain('Zoë <!channel> & Söhne,zoe@engines.example');

    expect(textOf(await presses(slack, katherine, 'run.page_again'))).toContain('Page 1: 100 rows');
    expect(lists()).toEqual([
      { team_id: MARKETING },
      { team_id: MARKETING, cursor: expect.any(String) },
      { team_id: MARKETING },
      { team_id: MARKETING },
      { team_id: MARKETING, cursor: expect.any(String) },
      { team_id: MARKETING },
    ]);
    expect(slack.calls('admin.users.list').every(({ token }) => token === 'user')).toBe(true);

    const post = await audited(slack, 'succeeded');
    expect(post.text).toMatchInlineSnapshot(`
     "✅ *List people: done*
     *Requested by* Katherine Johnson (W0KATHER005) with \`admin.users.list\`
     *About* Marketing (T0MARKETNG2)
     *Outcome* Done: Katherine Johnson (W0KATHER005) listed the people of Marketing (T0MARKETNG2). 100 rows, and there are more.
     *Reason* access review"
    `);
    const step = await slack.waitFor(() => slack.messages(AUDIT).find(({ thread_ts }) => thread_ts === post.ts));
    expect(step.text).toBe('Katherine Johnson (W0KATHER005) was sent all of it as a CSV file: 142 rows.');
    expect(JSON.stringify(slack.messages(AUDIT))).not.toContain('Lovelace');
    expect(auditPosts(slack)).toHaveLength(1);
    expect(slack.breaches()).toEqual([]);
  });

  it('show what does not go together beside its field, and send nothing', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/list-users');
    const before = lists().length;
    const answer = await katherine.submit({ only_guests: ['true'], include_admins: ['true'] });
    expect(answer.errors).toEqual({
      include_admins: 'Guests are neither admins nor owners. Untick this, or “Only guests”.',
      team_id: 'Choose the workspace whose guests you want: Slack lists them of one workspace at a time.',
    });
    expect(lists()).toHaveLength(before);

    await katherine.options('team_id', 'marketing');
    const view = await submits(slack, katherine, { team_id: MARKETING, include_admins: null });
    expect(textOf(view)).toContain('These are the guests of Marketing (T0MARKETNG2). 1 row.');
    expect(lists().at(-1)).toEqual({ team_id: MARKETING, only_guests: 'true' });
  });

  it('say so where there is nobody', async () => {
    const view = await asks(grid.current.slack.as('katherine'), '/list-users', { is_active: 'false' }, 'in support');
    expect(textOf(view)).toContain(
      'These are the deactivated people of Support (T0SUPPORTS4). There is nothing to show.',
    );
  });

  it('send a hostile name as a file without a formula in it, one row a line', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    slack.org.person('hypatia').real_name = `=cmd|' /C calc'!A0\n+more`;
    await asks(katherine, '/list-users', {}, 'in marketing');
    expect(textOf(katherine.view())).toContain(`• =cmd|' /C calc'!A0 +more · hypatia@engines.example`);
    await presses(slack, katherine, 'run.export');
    const content = katherine.directMessages().at(-1)?.files[0]?.content.toString('utf8') ?? '';
    expect(content.split('\r\n')).toContainEqual(expect.stringMatching(/^'=cmd\|' \/C calc'!A0 \+more,hypatia@/u));
    expect(slack.breaches()).toEqual([]);
  });

  it('are turned once by a double click', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await asks(katherine, '/list-users', { limit: '10' });
    const before = lists().length;
    await presses(slack, katherine, 'run.page_next');
    const [delivery] = slack.deliveries('block_actions').slice(-1);
    if (!delivery) throw new Error('Nothing was delivered.');
    await slack.deliver(delivery.body, { timestamp: Math.floor(Date.now() / 1000) - 2 });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(lists()).toHaveLength(before + 1);
    expect(textOf(katherine.view())).toContain('Page 2:');
  });

  it('are not turned or sent by somebody else with a forged press', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await asks(katherine, '/list-users', { limit: '10' });
    await presses(slack, katherine, 'run.page_next');
    const before = lists().length;
    for (const action_id of ['run.page_next', 'run.page_back', 'run.page_again', 'run.export']) {
      await forge(slack, 'block_actions', (payload) => ({
        ...payload,
        user: { id: slack.org.person('grace').id },
        view: { ...Object(payload['view']), callback_id: 'run.page:3' },
        actions: [
          { type: 'button', action_id, block_id: 'x', value: katherine.view()?.private_metadata, action_ts: '1' },
        ],
      }));
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(lists()).toHaveLength(before);
    expect(slack.as('grace').directMessages()).toEqual([]);
  });

  it('stop where somebody loses their rights between two pages', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await asks(katherine, '/list-users', { limit: '10' });
    slack.org.person('katherine').org_role = 'member';
    const view = await presses(slack, katherine, 'run.page_next');
    expect(textOf(view)).toContain('deny-by-default');
    expect(textOf(view)).not.toContain('@engines.example');
    await slack.waitFor(() => slack.messages(AUDIT).some(({ text }) => text.includes('was refused')));
  });

  it('say what went wrong with a page, and lead back to the one before', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await asks(katherine, '/list-users', { limit: '10' });
    slack.setFault({ method: 'admin.users.list', fault: 'error', error: 'invalid_cursor', times: 1 });
    expect(textOf(await presses(slack, katherine, 'run.page_next'))).toMatchInlineSnapshot(`
     "⛔ Slack refused \`admin.users.list\` with \`invalid_cursor\`. Slack does not know this place in the list any more. Ask again to begin with the first page. Nothing was changed.
     Show page 1 again
     Run \`RUN\`"
    `);
    expect(textOf(await presses(slack, katherine, 'run.page_again'))).toContain('Page 1: 10 rows');
  });

  it('show that Slack makes everybody wait', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/list-users');
    slack.setFault({ method: 'admin.users.list', fault: 'rate_limited', retry_after: 1, times: 1 });
    await katherine.submit({ limit: '10' });
    await slack.waitFor(() => textOf(katherine.view()).includes('Slack asks us to wait 1 s'));
    expect(textOf(await settled(slack, katherine))).toContain('Page 1: 10 rows');
  });

  it('say where Slack does not take the file, what is missing, and who can mend it', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await asks(katherine, '/list-users', { limit: '10' });
    const error = { error: 'missing_scope', body: { needed: 'files:write', provided: 'commands' } };
    slack.setFault({ method: 'files.getUploadURLExternal', fault: 'error', ...error, times: 1 });
    expect(textOf(await presses(slack, katherine, 'run.export'))).toMatchInlineSnapshot(`
     "⛔ The file could not be sent; the app lacks \`files:write\`, the permission for it. No file comes. Slack refused \`files.getUploadURLExternal\` with \`missing_scope\`. The app was not granted the scope this needs. An org owner has to reinstall it with its present scopes. Nothing was changed.
     Show page 1 again
     Run \`RUN\`"
    `);
    expect(katherine.directMessages()).toEqual([]);
    expect(textOf(await presses(slack, katherine, 'run.page_again'))).toContain('Page 1: 10 rows');
  });

  it('say when a guest’s account ends, in words', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    const view = await asks(katherine, '/guest-expiration', {}, '@gia.multi in marketing');
    expect(textOf(view)).toMatchInlineSnapshot(`
     "The guest account of Gia Contractor (W0GIAMUL029) in Marketing (T0MARKETNG2) ends on <!date^2053879200^{date_long}, {time}|31 January 2035 at 18:00 UTC>.
     Run \`RUN\`"
    `);
    expect(view.submit).toBeNull();
    expect(slack.calls('admin.users.getExpiration').map(({ args, token }) => ({ args, token }))).toEqual([
      { args: { user_id: GIA, target_team: MARKETING }, token: 'user' },
    ]);
    expect((await audited(slack, 'succeeded')).text).toMatchInlineSnapshot(`
     "✅ *When a guest leaves: done*
     *Requested by* Katherine Johnson (W0KATHER005) with \`admin.users.getExpiration\`
     *About* Gia Contractor (W0GIAMUL029) in Marketing (T0MARKETNG2)
     *Outcome* Done: Katherine Johnson (W0KATHER005) looked up when the guest account of Gia Contractor (W0GIAMUL029) ends in Marketing (T0MARKETNG2). The guest account of Gia Contractor (W0GIAMUL029) in Marketing (T0MARKETNG2) ends on <!date^2053879200^{date_long}, {time}|31 January 2035 at 18:00 UTC>."
    `);
  });

  it('say that a guest has no end, and that somebody is no guest', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    expect(textOf(await asks(katherine, '/guest-expiration', {}, '@ulf.single'))).toContain('has no end: it stays');
    await katherine.close();
    expect(textOf(await asks(katherine, '/guest-expiration', {}, '@ada'))).toMatchInlineSnapshot(`
     "⛔ Slack refused with \`user_is_not_guest\`. Nothing was changed. Only guest accounts have an end, and this person is no guest there. If they are a guest of one workspace, ask again and choose it.
     Run \`RUN\`"
    `);
  });

  it('give the answer by direct message where the window was closed', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/guest-expiration', '@gia.multi');
    slack.setFault({ method: 'admin.users.getExpiration', fault: 'slow', delay_ms: 300, times: 1 });
    await katherine.submit();
    await katherine.close();
    const [message] = await slack.waitFor(() => katherine.directMessages().length > 0 && katherine.directMessages(), {
      timeout: 25_000,
    });
    expect(message?.text).toContain('ends on <!date^2053879200^');
  });

  it('list the channels of a group, with their members', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    const group = slack.org.groups.find(({ is_idp_group }) => is_idp_group);
    if (!group) throw new Error('The seed has no IdP group.');
    const [channel] = slack.org.channels.filter(({ kind, archived }) => kind === 'public' && !archived);
    group.channels.push(channel?.id ?? '');
    const view = await asks(katherine, '/list-group-channels', { include_num_members: ['true'] }, group.id);
    expect(textOf(view)).toContain(`• #${channel?.name} · ${channel?.id}`);
    expect(textOf(view)).toContain(`Members: ${channel?.members.length}`);
    expect(slack.calls('admin.usergroups.listChannels').map(({ args }) => args)).toEqual([
      { usergroup_id: group.id, include_num_members: 'true' },
    ]);
    await presses(slack, katherine, 'run.export');
    expect(katherine.directMessages().at(-1)?.files[0]?.content.toString()).toContain(
      `#${channel?.name},${channel?.id}`,
    );
    expect((await audited(slack, 'succeeded')).text).toContain('listed the default channels of');
  });

  it('explain what Slack refuses', async () => {
    const { slack } = grid.current;
    slack.setFault({
      method: 'admin.usergroups.listChannels',
      fault: 'error',
      error: 'usergroup_not_linked_to_team',
      times: 1,
    });
    const view = await asks(slack.as('katherine'), '/list-group-channels', {}, 'S0IDPENGINE1');
    expect(textOf(view)).toContain('Slack refused with `usergroup_not_linked_to_team`.');
    expect(textOf(view)).toContain('Choose a workspace that it is linked to, or none.');
    expect((await audited(slack, 'refused')).text).toContain('usergroup_not_linked_to_team');
  });
});
