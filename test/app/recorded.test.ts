import { beforeEach, describe, expect, it } from '@jest/globals';

import { withDatabase } from '../support/database.js';
import { APPROVALS, withGrid } from '../support/gridkeeper.js';
import { audited, card, plans, runs, submits } from '../support/steps.js';

/** What the ledger says of a run: who asked, who approved, on which plan, under which policy, what became of it. */
describe('the ledger of a run', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  beforeEach(() => grid.current.slack.reset());

  const entriesOf = async (run: string): Promise<Record<string, unknown>[]> => {
    const rows = await database.current.db
      .selectFrom('ledger_entries')
      .select('entry')
      .where('run_id', '=', run)
      .orderBy('sequence')
      .execute();
    return rows.map(({ entry }) => JSON.parse(entry));
  };
  /** The newest entry of this kind, as soon as it is there. */
  const newest = async (kind: string): Promise<Record<string, unknown>> => {
    for (let tries = 0; tries < 100; tries += 1) {
      const row = await database.current.db
        .selectFrom('ledger_entries')
        .select('entry')
        .where('kind', '=', kind)
        .orderBy('sequence', 'desc')
        .executeTakeFirst();
      if (row) return JSON.parse(row.entry);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`There is no entry ${kind}.`);
  };
  const hash = expect.stringMatching(/^[0-9a-f]{64}$/u);

  it('has an intent and one outcome for the call, with everybody who had a part in it', async () => {
    const { slack } = grid.current;
    const margaret = slack.as('margaret');
    await plans(slack, margaret, '/grant-admin', '@ada in the org because she runs IT now');
    await submits(slack, margaret);
    const asked = await card(slack);
    await slack.as('grace').press('run.approve', { channel: APPROVALS, ts: asked.ts });
    const post = await audited(slack, 'succeeded');

    const entries = await entriesOf(String(post.metadata?.event_payload['run_id']));
    expect(entries.map(({ kind }) => kind)).toEqual([
      'run.planned',
      'run.awaiting_approval',
      'approval.given',
      'call.intent',
      'call.outcome',
      'run.succeeded',
    ]);
    const [planned, , , intent, outcome, end] = entries;
    const shared = {
      operation: 'admin.users.setAdmin',
      method: 'admin.users.setAdmin',
      actor: margaret.id,
      requester: margaret.id,
      approvers: [slack.org.person('grace').id],
      beneficiary: slack.org.person('ada').id,
      target: { kind: 'person', id: slack.org.person('ada').id, place: slack.org.id },
      plan_hash: planned?.['plan_hash'],
      policy_hash: hash,
      arguments: { user_id: slack.org.person('ada').id, team_id: slack.org.id },
      call: { index: 0, attempt: 1 },
    };
    expect(planned?.['plan_hash']).toEqual(hash);
    expect(intent).toMatchObject(shared);
    expect(outcome).toMatchObject({ ...shared, outcome: 'succeeded', duration_ms: expect.any(Number) });
    expect(end).toMatchObject({ outcome: 'succeeded', requester: margaret.id, approvers: shared.approvers });
    expect(planned).toMatchObject({ digest: { reason: hash } });
  });

  it('has Slack’s code in the outcome of a call that was refused', async () => {
    const { slack } = grid.current;
    slack.setFault({ method: 'admin.users.setAdmin', fault: 'error', error: 'failed_to_validate_caller', times: 1 });
    await runs(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing');
    const post = await audited(slack, 'refused');
    const entries = await entriesOf(String(post.metadata?.event_payload['run_id']));
    expect(entries.slice(-2)).toMatchObject([
      { kind: 'call.outcome', outcome: 'refused', error: 'failed_to_validate_caller' },
      { kind: 'run.refused', outcome: 'refused', error: 'failed_to_validate_caller' },
    ]);
  });

  it('has a refused attempt with its rule, and a yes that did not count', async () => {
    const { slack } = grid.current;
    await slack.as('emmy').command('/grant-admin', '@ada in marketing');
    const refused = await newest('run.denied');
    expect(refused).toMatchObject({
      actor: slack.org.person('emmy').id,
      outcome: 'denied',
      because: 'deny-by-default',
      target: { kind: 'person', id: slack.org.person('ada').id },
    });

    const margaret = slack.as('margaret');
    await plans(slack, margaret, '/grant-admin', '@erna in the org because she runs IT now');
    await submits(slack, margaret);
    const asked = await card(slack);
    await margaret.press('run.approve', { channel: APPROVALS, ts: asked.ts });
    const tried = await newest('approval.refused');
    expect(tried).toMatchObject({ actor: margaret.id, outcome: 'refused', requester: margaret.id, plan_hash: hash });
  });
});
