import { beforeEach, describe, expect, it } from '@jest/globals';

import { connectAws } from '../../src/aws/connect.js';
import { settingsOf } from '../aws/support/aws.js';
import { withDatabase } from '../support/database.js';
import { withGrid } from '../support/gridkeeper.js';
import { audited, presses, submits, textOf, types } from '../support/steps.js';

/** A workspace is registered with AWS accounts, from the command to the audit channel. */
describe('/register-aws-workspace', () => {
  const database = withDatabase();
  const grid = withGrid(database, {
    awsOperators: ['W0KATHER005'],
    aws: ({ aws }) =>
      connectAws({
        accounts: settingsOf(aws),
        client: 'composed',
        endpoint: aws.url,
        stsEndpoint: aws.stsUrl,
        credentials: aws.credentials,
      }),
  });
  beforeEach(() => {
    grid.current.slack.reset();
    grid.current.slack.aws.reset();
  });

  it('registers the management account first, then the members, and undoes only what it made', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    const [engineering] = slack.org.workspaces;
    const ids = slack.aws.accounts.map(({ id }) => id);
    await types(slack, katherine, '/register-aws-workspace', '');
    const plan = await submits(slack, katherine, { team_id: engineering?.id ?? '', account_ids: ids });
    expect(textOf(plan)).toContain(`(management account): + ${engineering?.name ?? ''}`);
    expect(textOf(plan)).toContain('It can be undone afterwards.');

    const result = await submits(slack, katherine);
    expect(textOf(result)).toContain('Done: Katherine Johnson');
    expect(textOf(result)).toContain('(management) has');
    const made = slack.aws.callsOf('RegisterSlackWorkspaceForOrganization').map(({ account }) => account);
    expect(made).toEqual([slack.aws.management.id, ...ids.filter((id) => id !== slack.aws.management.id)]);
    expect((await audited(slack, 'succeeded')).text).toContain('RegisterSlackWorkspaceForOrganization');

    await presses(slack, katherine, 'run.undo');
    const undone = await submits(slack, katherine);
    expect(textOf(undone)).toContain('Done: Katherine Johnson');
    const taken = slack.aws.callsOf('DeleteSlackWorkspaceConfiguration').map(({ account }) => account);
    expect(taken).not.toContain(slack.aws.management.id);
    expect(taken).toHaveLength(ids.length - 1);
  });

  it('explains the manual step where the workspace has not been authorised', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    const unauthorised = slack.org.workspaces[1]?.id ?? '';
    await types(slack, katherine, '/register-aws-workspace', '');
    await submits(slack, katherine, { team_id: unauthorised, account_ids: [slack.aws.management.id] });
    const result = await submits(slack, katherine);
    expect(textOf(result)).toContain('ConflictException');
    expect(textOf(result)).toContain('https://console.aws.amazon.com/support/home#/slack-configuration');
    await audited(slack, 'refused');
  });

  it('is not for people whom nobody has named, org owners among them', async () => {
    const { slack } = grid.current;
    const view = await types(slack, slack.as('alan'), '/register-aws-workspace', '');
    expect(textOf(view)).toContain('AWS_OPERATORS');
    expect(slack.aws.callsOf('RegisterSlackWorkspaceForOrganization')).toHaveLength(0);
  });

  it('makes no further call once changes are paused: what was done so far stands, and is said', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    const ids = slack.aws.accounts.map(({ id }) => id);
    await types(slack, katherine, '/register-aws-workspace', '');
    await submits(slack, katherine, { team_id: slack.org.workspaces[0]?.id ?? '', account_ids: ids });
    slack.aws.faults.set({
      operation: 'RegisterSlackWorkspaceForOrganization',
      fault: 'slow',
      delay_ms: 1000,
      times: 1,
    });
    await katherine.submit();
    const called = () => slack.aws.callsOf('RegisterSlackWorkspaceForOrganization').length;
    await slack.waitFor(() => called() === 1);
    await slack.as('grace').command('/admin', 'pause an account was taken over');
    expect((await audited(slack, 'partly')).text).toContain('Only partly done (`paused`). All changes were paused');
    expect(called()).toBe(1);
    await slack.as('margaret').command('/admin', 'resume');
    await slack.waitFor(() =>
      slack
        .as('margaret')
        .ephemerals()
        .some(({ text }) => text.includes('resumed')),
    );
  });
});
