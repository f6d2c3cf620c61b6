import { beforeEach, describe, expect, it } from '@jest/globals';

import type { PersonAtWork } from '../../../src/simulator/person-at-work.js';
import { withDatabase } from '../../support/database.js';
import { withGrid } from '../../support/gridkeeper.js';
import { policyOf, putInForce } from '../../support/policies.js';
import { textOf, types } from '../../support/steps.js';

const [ENGINEERING, MARKETING] = ['T0ENGINEER1', 'T0MARKETNG2'];

describe('what people are offered under a policy file', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  beforeEach(() => grid.current.slack.reset());
  const under = (...rules: readonly string[]): Promise<void> =>
    putInForce(database.current, grid.current.slack.org.id, policyOf(...rules));
  const offered = async (who: PersonAtWork, field: string, text = ''): Promise<string[]> =>
    (await who.options(field, text)).map(({ value }) => String(value));
  const menuOf = async (who: PersonAtWork): Promise<string> => {
    const shown = textOf(await types(grid.current.slack, who, '/admin'));
    await who.close();
    return shown;
  };

  it('has only the workspaces that somebody runs, for those who may because they run them', async () => {
    const { slack } = grid.current;
    await under('id: own, effect: allow, operation: [grant-admin, assign-user], requester: [workspace_owner]');
    const joan = slack.as('joan');
    await types(slack, joan, '/grant-admin');
    expect(await offered(joan, 'team_id')).toEqual([MARKETING]);
    await joan.close();
    const ada = await types(slack, slack.as('ada'), '/grant-admin');
    expect(textOf(ada)).toContain('No rule of the policy lets Ada Lovelace');
  });

  it('has neither what is protected, nor what is denied to everybody, nor the app’s own channels', async () => {
    const { slack } = grid.current;
    const ada = slack.org.person('ada').id;
    await putInForce(
      database.current,
      slack.org.id,
      [
        'version: 1',
        `protected: { workspace: ${ENGINEERING} }`,
        'rules:',
        '  - { id: all, effect: allow, operation: all, requester: { at_least: org_admin } }',
        `  - { id: not-ada, effect: deny, operation: all, target: { person: ${ada} } }`,
      ].join('\n'),
    );
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/grant-admin');
    expect(await offered(katherine, 'team_id')).not.toContain(ENGINEERING);
    expect(await offered(katherine, 'team_id')).toContain(MARKETING);
    expect(await offered(katherine, 'user_id', 'ada')).not.toContain(ada);
    expect(await offered(katherine, 'user_id', ada)).toEqual([]);
    expect(await offered(katherine, 'user_id', 'karen')).toHaveLength(1);
    await katherine.close();
    await types(slack, katherine, '/add-group-channels');
    expect(await offered(katherine, 'channel_ids', 'admin-audit')).toEqual([]);
  });

  it('has a menu and a help of what somebody may run, by who they are in Slack', async () => {
    const { slack } = grid.current;
    await under(
      'id: owners, effect: allow, operation: all, requester: org_owner',
      'id: marketing, effect: allow, operation: assign-user, requester: workspace_owner',
    );
    const joan = slack.as('joan');
    expect(await menuOf(joan)).toContain('/assign-user');
    expect(await menuOf(joan)).not.toContain('/grant-admin');
    expect(await menuOf(slack.as('ada'))).not.toContain('/assign-user');
    expect(await menuOf(slack.as('margaret'))).toContain('/grant-admin');
    await joan.command('/admin', 'help');
    const help = await slack.waitFor(() => joan.ephemerals().at(-1)?.text);
    expect(help).toContain('• `/assign-user`');
    expect(help).not.toContain('• `/grant-admin`');
  });
});
