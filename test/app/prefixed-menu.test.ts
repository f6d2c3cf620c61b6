import { beforeEach, describe, expect, it } from '@jest/globals';

import { connectAws } from '../../src/aws/connect.js';
import { catalogue } from '../../src/operations/catalogue.js';
import { isObject } from '../../src/simulator/json.js';
import type { OpenView } from '../../src/simulator/views/model.js';
import { settingsOf } from '../aws/support/aws.js';
import { withDatabase } from '../support/database.js';
import { withGrid } from '../support/gridkeeper.js';
import { submits, textOf, types } from '../support/steps.js';

const EMMY = 'U0EMMY00046';
const AWS: readonly string[] = catalogue.all.map(({ method }) => method).filter((method) => !method.includes('.'));

/** The values that the menu offers. */
function offered(view: OpenView): string[] {
  const element = view.blocks.find(({ block_id }) => block_id === 'operation')?.['element'];
  const groups: unknown = isObject(element) ? element['option_groups'] : [];
  return [...JSON.stringify(groups).matchAll(/"value":"([^"]+)"/gu)].map(([, value]) => value ?? '');
}

describe('/acme-admin', () => {
  const database = withDatabase();
  const grid = withGrid(database, {
    commandPrefix: 'acme-',
    awsOperators: [EMMY],
    aws: ({ aws }) =>
      connectAws({
        accounts: settingsOf(aws),
        client: 'composed',
        endpoint: aws.url,
        stsEndpoint: aws.stsUrl,
        credentials: aws.credentials,
      }),
  });
  beforeEach(() => grid.current.slack.reset());

  it('offers the operations of AWS to whoever is named for them and may do nothing else, and leads to their forms', async () => {
    const { slack } = grid.current;
    const emmy = slack.as('emmy');
    const menu = await types(slack, emmy, '/acme-admin');
    expect(offered(menu)).toEqual(expect.arrayContaining([...AWS]));
    expect(offered(menu).filter((method) => !AWS.includes(method))).toEqual([
      'admin.users.setRegular',
      'admin.users.remove',
    ]);
    const form = await submits(slack, emmy, { operation: 'ListSlackWorkspaceConfigurations' });
    expect(form.callback_id).toBe('run.form:0');
    const page = await submits(slack, emmy, { account_ids: [slack.aws.management.id] });
    expect(textOf(page)).toContain('Registrations of 1 AWS account(s).');
  });

  it('offers no operation of AWS to an org owner whom nobody has named', async () => {
    const { slack } = grid.current;
    const menu = await types(slack, slack.as('margaret'), '/acme-admin');
    expect(offered(menu).filter((method) => AWS.includes(method))).toEqual([]);
    expect(textOf(menu)).toContain('Grant admin (/acme-grant-admin)');
  });

  it('calls every command as it is typed here: in the menu, in the help, in the Home tab', async () => {
    const { slack } = grid.current;
    const margaret = slack.as('margaret');
    await margaret.command('/acme-admin', 'help');
    const { text: help } = await slack.waitFor(() => margaret.ephemerals().at(-1));
    await margaret.openHome();
    const home = await slack.waitFor(() => {
      const view = margaret.home();
      return view && textOf(view).includes('Open the menu') ? textOf(view) : null;
    });
    for (const { command } of catalogue.all) {
      if (!command) continue;
      expect(help).toContain(`/acme-${command.slice(1)}`);
      expect(`${help} ${home}`).not.toContain(`${command} `);
    }
    for (const { command, description } of catalogue.all) {
      if (!command) continue;
      await margaret.command(`/acme-${command.slice(1)}`, 'help');
      expect(margaret.ephemerals().at(-1)?.text).toContain(
        `\`/acme-${command.slice(1)}\`  ${description.slice(0, 20)}`,
      );
    }
    expect(margaret.views()).toEqual([]);
  });
});
