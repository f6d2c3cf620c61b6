import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { startApp, type RunningApp } from '../../src/app.js';
import { catalogue } from '../../src/operations/catalogue.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { createLogger } from '../../src/telemetry/log.js';
import { withDatabase } from '../support/database.js';
import { startGrid } from '../support/engine.js';
import { configFor } from '../support/gridkeeper.js';
import { leanSlack, type LeanSlack } from '../support/lean-slack.js';
import { goesFromCommandToUndo, isApproved, opensTheMenuInHome } from '../support/journeys.js';
import { plans, submits, textOf, types } from '../support/steps.js';

/** Nothing depends on the simulator's own ways: fields that Slack may leave out are left out, unknown ones are there. */
describe('another implementation of Slack', () => {
  const database = withDatabase();
  let slack: Simulator;
  let lean: LeanSlack;
  let app: RunningApp;

  beforeAll(async () => {
    slack = await startGrid();
    lean = await leanSlack(slack);
    app = await startApp(
      { ...configFor(slack, {}), slackApiUrl: lean.apiUrl },
      {
        catalogue,
        log: createLogger({ level: 'silent', secrets: [] }),
        place: { kind: 'opened', database: database.current, schema: database.current.schema },
        onFatal: (error) => {
          throw error;
        },
      },
    );
    await app.ready;
    slack.appUrl = lean.deliverTo(`http://127.0.0.1:${app.port}`);
  });
  afterAll(async () => {
    await app.stop();
    await lean.stop();
    await slack.stop();
  });
  beforeEach(() => slack.reset());

  it('carries the whole journey: command, form, plan, result, audit post, undo', async () => {
    await goesFromCommandToUndo(slack);
    expect(slack.breaches()).toEqual([]);
  });

  it('has approvals and pickers', async () => {
    const margaret = await isApproved(slack);
    await types(slack, margaret, '/grant-admin');
    expect(await margaret.options('user_id', 'lovel')).toHaveLength(1);
  });

  it('is told by direct message why no form came, where a command has no address for answers', async () => {
    const katherine = slack.as('katherine');
    slack.setFault({ method: 'views.open', fault: 'error', error: 'expired_trigger_id', times: 1 });
    await katherine.command('/grant-admin');
    const message = await slack.waitFor(() => katherine.directMessages().at(-1));
    expect(message.text).toContain('The form could not be opened.');
    expect(message.text).toContain('Type /grant-admin again.');
  });

  it('has the Home tab and the menu behind it', async () => {
    await opensTheMenuInHome(slack);
    expect(slack.breaches()).toEqual([]);
  });

  it('is waited for where it says that it is busy, whether by status 429 or in words', async () => {
    const katherine = slack.as('katherine');
    await plans(slack, katherine, '/grant-admin', '@ada in marketing');
    slack.setFault({ method: 'admin.users.setAdmin', fault: 'error', error: 'ratelimited', times: 1 });
    expect(textOf(await submits(slack, katherine))).toContain('Done: Katherine Johnson');
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(2);
  });
});
