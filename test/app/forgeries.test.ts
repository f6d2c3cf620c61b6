import { beforeAll, describe, expect, it } from '@jest/globals';

import { withDatabase } from '../support/database.js';
import { APPROVALS, withGrid } from '../support/gridkeeper.js';
import { audited, card, plans, runs, submits, textOf } from '../support/steps.js';

const CHANGES = ['admin.users.setAdmin', 'admin.users.setRegular', 'admin.users.setOwner', 'admin.users.remove'];

/**
 * Requests as Slack would sign them, about other people's runs: by a member, and by somebody whom Slack does not know
 * here. Everything a request says of itself is the forger's to choose.
 */
describe('a forged request about somebody else’s run', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  const about: Record<string, string> = {};
  let before = '';

  const runOf = (view: { private_metadata?: string } | null | undefined): string => view?.private_metadata ?? '';
  const everything = async (): Promise<string> => {
    const { db } = database.current;
    const kept = await db
      .selectFrom('runs')
      .select(['id', 'state', 'step', 'input'])
      .where('id', 'in', Object.values(about))
      .orderBy('id')
      .execute();
    const approvals = await db.selectFrom('approvals').selectAll().execute();
    const grants = await db.selectFrom('grants').selectAll().execute();
    const { slack } = grid.current;
    return JSON.stringify([kept, approvals, grants, CHANGES.map((method) => slack.calls(method).length)]);
  };

  beforeAll(async () => {
    const { slack } = grid.current;
    const [katherine, margaret, alan] = [slack.as('katherine'), slack.as('margaret'), slack.as('alan')];
    await plans(slack, margaret, '/grant-admin', '@ada in the org');
    about['waits'] = runOf(await submits(slack, margaret));
    await card(slack);
    about['read'] = runOf(await plans(slack, alan, '/list-users', 'in marketing'));
    await alan.close();
    about['done'] = runOf(await runs(slack, alan, '/grant-admin', '@erna in sales & field'));
    await alan.close();
    about['for a time'] = runOf(await runs(slack, alan, '/grant-admin', '@tommy in sales & field for 8h'));
    await audited(slack, 'succeeded');
    about['planned'] = runOf(await plans(slack, katherine, '/grant-admin', '@ada in marketing'));
    before = await everything();
  });

  const FORGERS = ['emmy', 'vera.elsewhere'];
  const by = (handle: string): Record<string, unknown> => {
    const { slack } = grid.current;
    const { id } = slack.org.person(handle);
    return {
      user: { id, team_id: 'T0MARKETNG2' },
      team: null,
      enterprise: { id: slack.org.id, name: 'x' },
      trigger_id: `forged.${id}`,
    };
  };
  const modal = (run: string, callback_id: string, values: Record<string, unknown> = {}): Record<string, unknown> => ({
    id: 'V0FORGED001',
    type: 'modal',
    callback_id,
    private_metadata: run,
    hash: 'a-hash',
    title: { type: 'plain_text', text: 'Forged' },
    state: { values },
    blocks: [],
  });
  const filled = {
    reason: { value: { value: 'because I say so' } },
    outcome: { value: { selected_option: { value: 'happened' } } },
    duration: { value: { value: '8h' } },
  };

  const presses = [
    ['run.approve', 'waits'],
    ['run.deny', 'waits'],
    ['run.details', 'waits'],
    ['run.withdraw', 'waits'],
    ['run.change', 'planned'],
    ['run.undo', 'done'],
    ['run.close', 'done'],
    ['run.replan', 'done'],
    ['run.show_answer', 'read'],
    ['run.page_next', 'read'],
    ['run.page_again', 'read'],
    ['run.export', 'read'],
    ['grant.extend', 'for a time'],
    ['grant.release', 'for a time'],
  ] as const;

  it.each(presses)('does nothing: %s pressed on a run that %s', async (action_id, which) => {
    const { slack } = grid.current;
    const run = about[which] ?? '';
    for (const forger of FORGERS) {
      for (const view of [
        undefined,
        modal(run, 'run.page:1'),
        modal(run, 'run.confirm:1'),
        { ...modal(run, 'x'), type: 'home' },
      ]) {
        const action = { type: 'button', action_id, block_id: 'b', value: run, action_ts: '1.2' };
        const container = { type: 'message', channel_id: slack.org.channel(APPROVALS).id };
        const { outcome } = await slack.deliver({
          type: 'block_actions',
          ...by(forger),
          container,
          actions: [action],
          ...(view ? { view } : {}),
        });
        expect(outcome).toMatchObject({ status: 200 });
      }
    }
    await idle();
    expect(await everything()).toBe(before);
  });

  it.each([
    ['run.form:1', 'planned'],
    ['run.confirm:1', 'planned'],
    ['run.again:1', 'planned'],
    ['run.confirm:2', 'waits'],
    ['run.deny', 'waits'],
    ['run.close', 'done'],
    ['grant.ask', 'for a time'],
  ])('does nothing: %s submitted for a run that %s', async (callback_id, which) => {
    const { slack } = grid.current;
    for (const forger of FORGERS) {
      const view = modal(about[which] ?? '', callback_id, filled);
      const { outcome } = await slack.deliver({ type: 'view_submission', ...by(forger), view });
      expect(outcome).toMatchObject({ status: 200 });
    }
    await idle();
    expect(await everything()).toBe(before);
  });

  it.each(['run.confirm:0', 'run.confirm:2', 'run.confirm:999999999', 'run.confirm:-1', 'run.again:7', 'run.form:0'])(
    'does nothing at another step, not even for whoever asked: %s',
    async (callback_id) => {
      const { slack } = grid.current;
      const values = { user_id: chosen('W0GRACE0002'), team_id: chosen(slack.org.id) };
      await slack.deliver({
        type: 'view_submission',
        ...by('katherine'),
        view: modal(about['planned'] ?? '', callback_id, values),
      });
      await idle();
      expect(await everything()).toBe(before);
    },
  );

  it('shows nobody what others have read, and is recorded where it was an attempt', async () => {
    const { slack } = grid.current;
    for (const forger of FORGERS) {
      const who = slack.as(forger);
      const shown = [...who.views().map(textOf), ...who.directMessages().map(textOf)].join('\n');
      expect(shown).not.toContain('@example.com');
      expect(slack.calls('files.completeUploadExternal')).toEqual([]);
    }
    const rows = await database.current.db.selectFrom('ledger_entries').select('entry').execute();
    const tried = rows
      .map(({ entry }) => JSON.parse(entry))
      .filter(({ actor }) => actor === slack.org.person('emmy').id);
    expect(new Set(tried.map(({ kind }) => kind))).toEqual(
      new Set(['approval.refused', 'grant.release_refused', 'history.read', 'run.denied', 'run.look_refused']),
    );
  });

  /** Nothing that a request has set going is still under way. */
  const idle = async (): Promise<void> => {
    const { slack } = grid.current;
    for (let calls = -1; calls !== slack.calls().length; await new Promise((resolve) => setTimeout(resolve, 60)))
      calls = slack.calls().length;
  };
  const chosen = (value: string): Record<string, unknown> => ({ value: { selected_option: { value } } });

  it('is no way past the organisation: another one’s press is turned away and recorded', async () => {
    const { slack } = grid.current;
    const action = { type: 'button', action_id: 'run.approve', block_id: 'b', value: about['waits'], action_ts: '1.2' };
    const foreign = { ...by('grace'), enterprise: { id: 'E0FOREIGN99', name: 'x' } };
    const { outcome } = await slack.deliver({
      type: 'block_actions',
      ...foreign,
      container: { type: 'message' },
      actions: [action],
    });
    expect(outcome).toMatchObject({ status: 401, body: '' });
    expect(await everything()).toBe(before);
    const rows = await database.current.db
      .selectFrom('ledger_entries')
      .select('entry')
      .where('kind', '=', 'request.refused')
      .execute();
    expect(rows.map(({ entry }): unknown => JSON.parse(entry))).toMatchObject([
      { actor: slack.org.person('grace').id, detail: { enterprise_id: 'E0FOREIGN99' } },
    ]);
  });
});
