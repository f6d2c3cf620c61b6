import { beforeEach, describe, expect, it } from '@jest/globals';

import { withDatabase } from '../support/database.js';
import { withGrid } from '../support/gridkeeper.js';
import { audited, plans, submits } from '../support/steps.js';

describe('GET /metrics', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  beforeEach(() => grid.current.slack.reset());

  const figures = async (): Promise<string> => {
    const answer = await fetch(`http://127.0.0.1:${grid.current.app.port}/metrics`, {
      headers: { authorization: 'Bearer metrics-token-of-a-test', connection: 'close' },
    });
    expect(answer.headers.get('content-type')).toContain('text/plain');
    return answer.text();
  };

  it('counts runs by operation and outcome, calls by method and status, and what waits', async () => {
    const { slack } = grid.current;
    await plans(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing because launch week');
    await submits(slack, slack.as('katherine'));
    await audited(slack, 'succeeded');
    await plans(slack, slack.as('margaret'), '/grant-admin', '@ada in the whole organisation because she leads it');
    await submits(slack, slack.as('margaret'));
    slack.setFault({ method: 'users.info', fault: 'error', error: 'fatal_error', times: 1 });
    await plans(slack, slack.as('margaret'), '/grant-admin', '@ada in sales because so').catch(() => undefined);

    const text = await figures();
    expect(text).toContain('gridkeeper_runs_total{operation="admin.users.setAdmin",state="succeeded"} 1');
    expect(text).toMatch(/gridkeeper_calls_total\{method="admin.users.setAdmin",status="ok"\} 1\n/u);
    expect(text).toMatch(/gridkeeper_calls_total\{method="users.info",status="fatal_error"\} 1\n/u);
    expect(text).toContain('gridkeeper_call_seconds_bucket');
    expect(text).toContain('gridkeeper_waiting_approvals 1');
    expect(text).toMatch(/gridkeeper_outbox_posts \d+\n/u);
    expect(text).toMatch(/gridkeeper_directory_age_seconds\{kind="people"\} [\d.]+\n/u);
    expect(text).toContain('gridkeeper_database_up 1');
    // What is not configured has no number.
    expect(text).not.toMatch(/^gridkeeper_(?:socket|stream|checkpoints)/mu);
  });

  it('has one line in the log for each run that ended, with its ID, and nothing that a person wrote', async () => {
    const { slack, log } = grid.current;
    log.length = 0;
    await plans(slack, slack.as('katherine'), '/grant-admin', '@ada in marketing because launch week');
    const run = slack.as('katherine').view()?.private_metadata ?? '';
    await submits(slack, slack.as('katherine'));
    await audited(slack, 'succeeded');

    const about = log.filter((line) => line.includes(run) && line.includes('a run has ended'));
    expect(about).toHaveLength(1);
    expect(JSON.parse(about[0] ?? '{}')).toMatchObject({
      level: 30,
      run,
      operation: 'admin.users.setAdmin',
      state: 'succeeded',
      requester: slack.org.person('katherine').id,
      seconds: expect.any(Number),
    });
    expect(log.join('')).not.toContain('launch week');
  });

  it('names nobody', async () => {
    expect(await figures()).not.toMatch(/[UW]0[A-Z0-9]{6,}|xox|ada|katherine/iu);
  });
});
