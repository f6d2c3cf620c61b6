import { setTimeout as sleep } from 'node:timers/promises';

import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { StoredMessage } from '../../src/simulator/messages/model.js';
import { settleUnknown } from '../../src/engine/settling/settle.js';
import { withDatabase } from '../support/database.js';
import { startEngineProcess, type EngineProcess } from '../support/engine.js';
import { AUDIT, withGrid } from '../support/gridkeeper.js';
import { audited, auditPosts, plans, submits, textOf } from '../support/steps.js';

const MARKETING = 'T0MARKETNG2';

describe('a run whose outcome cannot be told from here', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  let other: EngineProcess;
  beforeAll(async () => {
    const clock = { now: () => new Date(), sleep: (milliseconds: number) => sleep(milliseconds) };
    other = await startEngineProcess(grid.current.slack, database.current, clock);
  });
  beforeEach(() => grid.current.slack.reset());

  /** The answer is lost, and before the state is read back somebody changes it by hand to something else. */
  const untellable = async (): Promise<StoredMessage> => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await plans(slack, katherine, '/grant-admin', '@ada in marketing');
    slack.setFault({ method: 'admin.users.setAdmin', fault: 'reply_lost', times: 1 });
    const submitted = katherine.submit();
    await slack.waitFor(() => slack.calls('admin.users.setAdmin').length === 1);
    slack.org.person('ada').workspaces[MARKETING] = 'owner';
    await submitted;
    await audited(slack, 'unknown');
    // It is looked at every ten seconds; another process is sooner.
    await settleUnknown(other.ports);
    return slack.waitFor(() => auditPosts(slack).find(({ blocks }) => JSON.stringify(blocks).includes('run.close')), {
      timeout: 15_000,
    });
  };

  it('stays unknown, says so, and is closed by an eligible person with a reason', async () => {
    const { slack } = grid.current;
    const post = await untellable();
    const said = (text: string): boolean => slack.messages(AUDIT).some((message) => message.text.includes(text));
    await slack.waitFor(() => said('somebody else has changed it meanwhile'));

    const margaret = slack.as('margaret');
    await margaret.press('run.close', { channel: AUDIT, ts: post.ts });
    await slack.waitFor(() => margaret.view()?.callback_id === 'run.close');
    const refused = await margaret.submit({ outcome: 'happened', reason: ' ' });
    expect(refused.ok).toBe(false);
    const view = await submits(slack, margaret, { outcome: 'happened', reason: 'The audit log shows it <!here>' });

    expect(textOf(view)).toContain('Done: Katherine Johnson');
    const ended = await audited(slack, 'succeeded');
    expect(JSON.stringify(ended.blocks)).toContain('The audit log shows it');
    await slack.waitFor(() => said('Margaret Hamilton (W0MARGAR003) looked at it'));
    const [entry] = await database.current.db
      .selectFrom('ledger_entries')
      .select('entry')
      .where('kind', '=', 'run.closed')
      .execute();
    expect(entry?.entry).not.toContain('audit log');
    expect(JSON.parse(entry?.entry ?? '{}')).toMatchObject({
      actor: 'W0MARGAR003',
      outcome: 'succeeded',
      digest: { closing: expect.stringMatching(/^[0-9a-f]{64}$/u) },
    });
    expect(slack.breaches()).toEqual([]);
  });

  it('is not closed by somebody without rights', async () => {
    const { slack } = grid.current;
    const post = await untellable();
    const emmy = slack.as('emmy');
    slack.org.channel(AUDIT).members.push(emmy.id);
    await emmy.press('run.close', { channel: AUDIT, ts: post.ts });
    await slack.waitFor(() => emmy.view()?.callback_id === 'run.close');
    const view = await submits(slack, emmy, { outcome: 'did_not_happen', reason: 'I say so' });
    expect(textOf(view)).toContain('Only org owners and org admins may run this');
    expect(auditPosts(slack).at(-1)?.metadata?.event_payload['state']).toBe('unknown');
    const [tried] = await database.current.db
      .selectFrom('ledger_entries')
      .select(['entry', 'outcome'])
      .where('kind', '=', 'run.close_refused')
      .execute();
    expect(JSON.parse(tried?.entry ?? '{}')).toMatchObject({ actor: emmy.id, outcome: 'refused' });
    slack.org.channel(AUDIT).members.pop();
  });
});
