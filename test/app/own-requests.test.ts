import { beforeEach, describe, expect, it } from '@jest/globals';

import type { StoredMessage } from '../../src/simulator/messages/model.js';
import type { PersonAtWork } from '../../src/simulator/person-at-work.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { withDatabase } from '../support/database.js';
import { APPROVALS, AUDIT, withGrid } from '../support/gridkeeper.js';
import { audited, card, firstAction, forge, plans, settled, submits, textOf, types } from '../support/steps.js';

/*
 * Nobody says yes to what they asked for, or to what benefits them, whichever way they come (DESIGN 6.5): no effect, and
 * every attempt in the ledger. Margaret, an org owner, asks to make Ada an admin of the whole organisation.
 */
describe('one’s own yes to one’s own request', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  let slack: Simulator;
  let margaret: PersonAtWork;
  beforeEach(() => {
    slack = grid.current.slack;
    slack.reset();
    margaret = slack.as('margaret');
  });

  const asked = async (text = '@ada in the org because she runs IT now'): Promise<StoredMessage> => {
    const before = cards().length;
    await plans(slack, margaret, '/grant-admin', text);
    await submits(slack, margaret);
    await margaret.close();
    return slack.waitFor(() => cards()[before]);
  };
  const cards = (): StoredMessage[] =>
    slack.messages(APPROVALS).filter(({ metadata }) => metadata?.event_type === 'gridkeeper_approval');
  const runOf = ({ metadata }: StoredMessage): string => String(metadata?.event_payload['run_id']);
  const pressForged = (who: string, action_id: string, value: string): Promise<unknown> =>
    forge(slack, 'block_actions', (payload) => ({
      ...payload,
      user: { ...Object(payload['user']), id: slack.org.person(who).id },
      view: undefined,
      trigger_id: slack.slack.triggers.issue({
        person: slack.org.person(who).id,
        team: 'T0MARKETNG2',
        view_id: null,
      }),
      actions: [{ ...firstAction(payload), action_id, value }],
    }));

  /** Rules by which somebody was refused about a run, one for each attempt. */
  const refusals = async (run: string, who: string): Promise<unknown[]> => {
    const rows = await database.current.db
      .selectFrom('ledger_entries')
      .select('entry')
      .where('run_id', '=', run)
      .where('kind', '=', 'approval.refused')
      .orderBy('sequence')
      .execute();
    return rows
      .map(({ entry }): Record<string, unknown> => JSON.parse(entry))
      .filter(({ actor }) => actor === slack.org.person(who).id)
      .map(({ because }) => because);
  };
  const refused = async (run: string, who: string, times: number): Promise<unknown[]> => {
    for (let tries = 0; tries < 100 && (await refusals(run, who)).length < times; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    return refusals(run, who);
  };
  const expectNothing = async (run: string): Promise<void> => {
    expect(slack.org.person('ada').org_role).toBe('member');
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);
    const row = await database.current.db.selectFrom('runs').select('state').where('id', '=', run).executeTakeFirst();
    expect(row?.state).toBe('awaiting_approval');
  };
  const OWN = 'nobody-approves-their-own-request';
  const BENEFITS = 'nobody-approves-what-benefits-them';

  it('has no effect by the buttons of the card, whoever of the two presses', async () => {
    const { ts, ...rest } = await asked();
    slack.org.channel(APPROVALS).members.push(slack.org.person('ada').id);
    for (const who of ['margaret', 'ada']) {
      await slack.as(who).press('run.approve', { channel: APPROVALS, ts });
      await slack.as(who).press('run.deny', { channel: APPROVALS, ts });
    }
    const run = runOf({ ts, ...rest });
    expect(await refused(run, 'margaret', 2)).toEqual([OWN, OWN]);
    expect(await refused(run, 'ada', 2)).toEqual([BENEFITS, BENEFITS]);
    await expectNothing(run);
    slack.org.channel(APPROVALS).members.pop();
  });

  it('has no effect by a value put into another button', async () => {
    const mine = runOf(await asked());
    const other = await asked('@emmy in the org');
    await slack.as('margaret').press('run.details', { channel: APPROVALS, ts: other.ts });
    await settled(slack, margaret);
    await pressForged('margaret', 'run.approve', mine);
    await pressForged('ada', 'run.approve', mine);
    expect(await refused(mine, 'margaret', 1)).toEqual([OWN]);
    expect(await refused(mine, 'ada', 1)).toEqual([BENEFITS]);
    await expectNothing(mine);
  });

  it('has no effect by the form of a denial that was shown to somebody else', async () => {
    const { ts, ...rest } = await asked();
    const mine = runOf({ ts, ...rest });
    const another = await asked('@emmy in the org');
    const grace = slack.as('grace');
    await grace.press('run.deny', { channel: APPROVALS, ts: another.ts });
    await settled(slack, grace);
    await submits(slack, grace, { reason: 'no' });
    // The very submission of Grace's, with somebody else's name and run on it.
    await forge(slack, 'view_submission', (payload) => ({
      ...payload,
      user: { ...Object(payload['user']), id: margaret.id },
      view: { ...Object(payload['view']), private_metadata: mine },
    }));
    expect(await refused(mine, 'margaret', 1)).toEqual([OWN]);
    await expectNothing(mine);
  });

  it('is not offered in the details, and has no effect from there', async () => {
    const { ts, ...rest } = await asked();
    const run = runOf({ ts, ...rest });
    await margaret.press('run.details', { channel: APPROVALS, ts });
    const details = await settled(slack, margaret);
    expect(textOf(details)).toContain('You cannot decide on this.');
    expect(JSON.stringify(details.blocks)).not.toContain('action_id');
    await forge(slack, 'block_actions', (payload) => ({
      ...payload,
      view: { ...details, type: 'modal' },
      message: undefined,
      actions: [{ ...firstAction(payload), action_id: 'run.approve', value: run }],
    }));
    expect(await refused(run, 'margaret', 1)).toEqual([OWN]);
    await expectNothing(run);
  });

  it('is not offered in the Home tab, and has no effect from there', async () => {
    const run = runOf(await asked());
    await margaret.openHome();
    await slack.waitFor(() => textOf(margaret.home()).includes('Your open requests'));
    expect(textOf(margaret.home())).not.toContain('Waiting for you');
    await margaret.press('admin.menu');
    await settled(slack, margaret);
    await pressForged('margaret', 'run.approve', run);
    expect(await refused(run, 'margaret', 1)).toEqual([OWN]);
    await expectNothing(run);
  });

  it('has no effect by asking for the same once more: that waits for somebody else, too', async () => {
    const first = runOf(await asked());
    const second = await asked();
    await margaret.press('run.approve', { channel: APPROVALS, ts: second.ts });
    expect(await refused(runOf(second), 'margaret', 1)).toEqual([OWN]);
    await expectNothing(first);
    await expectNothing(runOf(second));
  });

  it('has no effect by another command that gives the same to oneself', async () => {
    const katherine = slack.as('katherine');
    for (const [command, text] of [
      ['/grant-owner', '@katherine in marketing'],
      ['/grant-admin', '@katherine in marketing'],
    ] as const) {
      const answer = await plans(slack, katherine, command, text);
      expect(textOf(answer)).toContain('nobody-grants-themselves');
      expect(answer.submit).toBeNull();
      await katherine.close();
    }
    expect(slack.messages(APPROVALS)).toHaveLength(0);
    const rows = await database.current.db
      .selectFrom('ledger_entries')
      .select('entry')
      .where('kind', '=', 'run.denied')
      .orderBy('sequence', 'desc')
      .limit(2)
      .execute();
    for (const { entry } of rows)
      expect(JSON.parse(entry)).toMatchObject({ actor: katherine.id, because: 'nobody-grants-themselves' });
  });

  it('has no effect by an undo of what was taken from oneself, nor on an undo that one has asked for', async () => {
    // Joan is an owner of Marketing; taking that from her takes another owner's yes, and so does giving it back.
    await plans(slack, margaret, '/grant-admin', '@joan in marketing');
    await submits(slack, margaret);
    await margaret.close();
    await slack.as('grace').press('run.approve', { channel: APPROVALS, ts: (await card(slack)).ts });
    const { ts } = await audited(slack, 'succeeded');

    const joan = slack.as('joan');
    slack.org.channel(AUDIT).members.push(joan.id);
    await joan.press('run.undo', { channel: AUDIT, ts });
    await slack.waitFor(() => textOf(joan.view()).includes('deny-by-default'));
    slack.org.channel(AUDIT).members.pop();

    await margaret.press('run.undo', { channel: AUDIT, ts });
    await slack.waitFor(() => margaret.view()?.callback_id.startsWith('run.confirm'));
    await submits(slack, margaret);
    await margaret.close();
    const undoing = await slack.waitFor(() => cards()[1]);
    await margaret.press('run.approve', { channel: APPROVALS, ts: undoing.ts });
    expect(await refused(runOf(undoing), 'margaret', 1)).toEqual([OWN]);
    await pressForged('joan', 'run.approve', runOf(undoing));
    expect(await refused(runOf(undoing), 'joan', 1)).toEqual([BENEFITS]);
    expect(slack.org.person('joan').workspaces['T0MARKETNG2']).toBe('admin');
    expect(slack.calls('admin.users.setOwner')).toHaveLength(0);
  });

  it('has no effect by an extension, neither of whoever asks for it nor of whoever has the right', async () => {
    const { ts } = await asked('@ada in the org for 8h because the audit');
    await slack.as('grace').press('run.approve', { channel: APPROVALS, ts });
    const done = await audited(slack, 'succeeded');
    // What another test still had to tell her may be in its way until the next sweep.
    const right = await slack.waitFor(
      () => margaret.directMessages().find(({ metadata }) => metadata?.event_type === 'gridkeeper_grant'),
      { timeout: 15_000 },
    );
    await margaret.press('grant.extend', { channel: right.channel, ts: right.ts });
    await slack.waitFor(() => margaret.view()?.callback_id === 'run.form:0');
    await submits(slack, margaret, { duration: '1d' });
    await submits(slack, margaret);
    const extension = await slack.waitFor(() => cards()[1]);
    expect(runOf(extension)).not.toBe(runOf(done));
    await margaret.close();
    await margaret.press('run.approve', { channel: APPROVALS, ts: extension.ts });
    await pressForged('ada', 'run.approve', runOf(extension));
    expect(await refused(runOf(extension), 'margaret', 1)).toEqual([OWN]);
    expect(await refused(runOf(extension), 'ada', 1)).toEqual([BENEFITS]);
    const row = await database.current.db
      .selectFrom('runs')
      .select('state')
      .where('id', '=', runOf(extension))
      .executeTakeFirst();
    expect(row?.state).toBe('awaiting_approval');
  });

  it('has no effect of a member of the group that benefits', async () => {
    slack.org.channel('C0GENSUPPO15').kind = 'private';
    const group = slack.org.group('S0IDPSUPPOR2');
    const alan = slack.as('alan');
    group.users.splice(0, group.users.length, alan.id, slack.org.person('ada').id);
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/add-group-channels', 'S0IDPSUPPOR2 because on call');
    await submits(slack, katherine, { channel_ids: ['C0GENSUPPO15'] });
    await submits(slack, katherine);
    const { ts, ...rest } = await card(slack);
    const run = runOf({ ts, ...rest });
    await alan.press('run.approve', { channel: APPROVALS, ts });
    expect(await refused(run, 'alan', 1)).toEqual([BENEFITS]);
    expect(slack.calls('admin.usergroups.addChannels')).toHaveLength(0);
  });

  it('does have an effect of somebody else’s', async () => {
    const { ts } = await asked();
    await slack.as('dorothy').press('run.approve', { channel: APPROVALS, ts });
    await audited(slack, 'succeeded');
    expect(slack.org.person('ada').org_role).toBe('admin');
  });
});
