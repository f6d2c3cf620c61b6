import { readdirSync, readFileSync } from 'node:fs';

import { beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';

import type { Simulator } from '../../src/simulator/simulator.js';
import { withDatabase } from '../support/database.js';
import { withGrid } from '../support/gridkeeper.js';
import { audited, card, forge, plans, presses, runs, settled, submits, textOf, types } from '../support/steps.js';

const LISTENERS = 'src/slack/listeners';

/** Whatever goes wrong at a press or a submission, whoever did it reads a sentence; no screen stays at “One moment…”. */
describe('every press', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  beforeEach(() => grid.current.slack.reset());

  it('comes in by one of the doors that end in a sentence', () => {
    const direct = readdirSync(LISTENERS)
      .filter((file) => !['on-choice.ts', 'on-press.ts', 'on-submission.ts'].includes(file))
      .filter((file) => /\bapp\.(?:action|view)\b/u.test(readFileSync(`${LISTENERS}/${file}`, 'utf8')));
    // A listener of its own would have to take care of all this itself: use onPress, onRunPress, onChoice and onSubmission.
    expect(direct).toEqual([]);
  });

  /** The database does not answer what runs are asked about, while something is done. */
  const withoutDatabase = async (job: () => Promise<unknown>): Promise<void> => {
    const { db } = database.current;
    await sql`alter table approvals rename to approvals_away`.execute(db);
    try {
      await job();
    } finally {
      await sql`alter table approvals_away rename to approvals`.execute(db);
    }
  };
  const COULD_NOT = 'The app could not record what it was doing, so it stopped.';

  it('of a button in a modal says what went wrong in that modal', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await plans(slack, katherine, '/grant-admin', '@ada in marketing');
    await withoutDatabase(async () => {
      expect(textOf(await presses(slack, katherine, 'run.change'))).toContain(COULD_NOT);
    });
    await katherine.close();
    await runs(slack, katherine, '/grant-admin', '@ada in marketing');
    await withoutDatabase(async () => {
      expect(textOf(await presses(slack, katherine, 'run.undo'))).toContain(COULD_NOT);
    });
  });

  it.each(['run.form', 'run.confirm'])('of a submit button of %s says so, too', async (form) => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/grant-admin', '@ada in marketing');
    if (form === 'run.confirm') await submits(slack, katherine);
    await withoutDatabase(async () => {
      expect(textOf(await submits(slack, katherine))).toContain(COULD_NOT);
    });
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);
  });

  it.each(['run.approve', 'run.deny', 'run.close', 'run.undo', 'run.withdraw'])(
    'of %s on a message says so privately or in its modal',
    async (action_id) => {
      const { slack } = grid.current;
      await plans(slack, slack.as('margaret'), '/grant-admin', '@ada in the org');
      await submits(slack, slack.as('margaret'));
      await card(slack);
      const grace = slack.as('grace');
      const said = (): string => [textOf(grace.view()), ...grace.ephemerals().map(({ text }) => text)].join('\n');
      await withoutDatabase(async () => {
        await grace.press('run.approve');
        await slack.waitFor(() => said().includes(COULD_NOT));
        if (action_id === 'run.approve') return;
        const before = said().split(COULD_NOT).length;
        await pressed(slack, action_id);
        await slack.waitFor(() => said().split(COULD_NOT).length > before);
      });
      expect(said()).toContain('Tell whoever operates the app');
    },
  );

  /** The press before once more, of another button: with a trigger of its own, as a press has. */
  const pressed = (slack: Simulator, action_id: string): Promise<unknown> =>
    forge(slack, 'block_actions', (payload) => ({
      ...payload,
      trigger_id: slack.slack.triggers.issue({
        person: slack.org.person('grace').id,
        team: 'T0MARKETNG2',
        view_id: null,
      }),
      actions: [{ ...Object(Object(payload)['actions'][0]), action_id, action_ts: `${Date.now()}.1` }],
    }));

  it('is answered by direct message where no window can show it', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await plans(slack, katherine, '/grant-admin', '@ada in marketing');
    slack.setFault({ method: 'views.update', fault: 'http_500' });
    await katherine.press('run.change');
    const message = await slack.waitFor(() => katherine.directMessages().at(-1));
    expect(message.text).toMatchInlineSnapshot(
      `"No answer to \`views.update\` came from Slack (\`http_500\`). Instead of an answer an HTTP error came, from Slack or AWS or from something on the way there. Try again in a minute; if it stays, tell whoever operates the app. Only the window could not be brought up to date; whatever was done stands in the audit channel."`,
    );
    expect(grid.current.slack.breaches()).toEqual([]);
  });

  it('does not say that nothing was changed where only the window could not be brought up to date', async () => {
    const { slack } = grid.current;
    const margaret = slack.as('margaret');
    await plans(slack, margaret, '/grant-admin', '@ada in the org');
    slack.setFault({ method: 'views.update', fault: 'http_500' });
    await margaret.submit();
    await card(slack);
    const message = await slack.waitFor(() => margaret.directMessages().find(({ text }) => text.includes('window')));
    expect(message.text).not.toContain('Nothing was changed');
    expect(message.text).toContain('views.update');
  });

  it('from the Home tab is answered by direct message where no modal opens', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await katherine.openHome();
    await slack.waitFor(() => textOf(katherine.home()).includes('Open the menu'));
    slack.setFault({ method: 'views.open', fault: 'error', error: 'expired_trigger_id', times: 1 });
    await katherine.press('admin.menu');
    const message = await slack.waitFor(() => katherine.directMessages().at(-1));
    expect(message.text).toContain(
      'The form could not be opened. Slack refused `views.open` with `expired_trigger_id`',
    );
  });

  it('of a button whose request is gone says so', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await plans(slack, katherine, '/grant-admin', '@ada in marketing');
    await presses(slack, katherine, 'run.change');
    await forge(slack, 'block_actions', (payload) => ({
      ...payload,
      actions: [{ type: 'button', action_id: 'run.change', block_id: 'x', value: 'gone', action_ts: '1.1' }],
    }));
    await slack.waitFor(() => textOf(katherine.view()).includes('does not know the request'));
    expect(slack.breaches()).toEqual([]);
  });

  it('tells whoever wants to withdraw somebody else’s request that they may not', async () => {
    const { slack } = grid.current;
    const margaret = slack.as('margaret');
    await plans(slack, margaret, '/grant-admin', '@ada in the org');
    await submits(slack, margaret);
    const grace = slack.as('grace');
    await card(slack);
    await grace.press('run.approve');
    await audited(slack, 'succeeded');
    await forge(slack, 'block_actions', (payload) => ({
      ...payload,
      actions: [{ ...Object(Object(payload)['actions'][0]), action_id: 'run.withdraw' }],
    }));
    await slack.waitFor(() => grace.ephemerals().some(({ text }) => text.includes('Only whoever asked for it can')));
    await slack.waitFor(() => textOf(margaret.view()).includes('Done: Margaret'));
    expect(slack.breaches()).toEqual([]);
  });
});

describe('the same submission delivered late once more', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  beforeEach(() => grid.current.slack.reset());

  /** Delivers the newest request of a kind again, newly signed; the answer takes its place on the screen, as Slack does it. */
  const again = async (kind: string): Promise<void> => {
    const { slack } = grid.current;
    const delivery = slack.deliveries(kind).at(-1);
    if (!delivery) throw new Error('Nothing was delivered.');
    const before = slack.calls('views.update').length;
    await slack.deliver(delivery.body, { timestamp: Math.floor(Date.now() / 1000) - 2 });
    await slack.waitFor(() => slack.calls('views.update').length > before);
  };

  it('shows the plan again', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    const plan = textOf(await plans(slack, katherine, '/grant-admin', '@ada in marketing'));
    await again('view_submission');
    const now = await settled(slack, katherine);
    expect(textOf(now)).toBe(plan);
    expect(now.callback_id).toBe('run.confirm:1');
    expect(textOf(await submits(slack, katherine))).toContain('Done: Katherine Johnson');
  });

  it('shows the result again', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    const result = textOf(await runs(slack, katherine, '/grant-admin', '@ada in marketing'));
    await again('view_submission');
    expect(textOf(await settled(slack, katherine))).toBe(result);
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(1);
  });

  it('shows again that it waits for an approval', async () => {
    const { slack } = grid.current;
    const margaret = slack.as('margaret');
    await plans(slack, margaret, '/grant-admin', '@ada in the org');
    const waits = textOf(await submits(slack, margaret));
    expect(waits).toContain('Waiting for an approval.');
    await again('view_submission');
    expect(textOf(await settled(slack, margaret))).toBe(waits);
  });

  it('shows what stood in the way, with the way back into the form', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await plans(slack, katherine, '/grant-admin', '@gia.multi in marketing');
    await again('view_submission');
    expect(textOf(await settled(slack, katherine))).toContain('Change');
  });

  it('shows the form again where it was the choice in the menu', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await types(slack, katherine, '/admin');
    await submits(slack, katherine, { operation: 'admin.users.setAdmin' });
    await again('view_submission');
    expect((await settled(slack, katherine)).callback_id).toBe('run.form:0');
  });

  it('shows the plan of the way back again where it was Undo', async () => {
    const { slack } = grid.current;
    const katherine = slack.as('katherine');
    await runs(slack, katherine, '/grant-admin', '@ada in marketing');
    const plan = textOf(await presses(slack, katherine, 'run.undo'));
    await again('block_actions');
    await slack.waitFor(() => textOf(katherine.view()) === plan);
    expect(katherine.views()).toHaveLength(1);
  });
});
