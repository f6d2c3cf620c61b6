import { beforeEach, describe, expect, it } from '@jest/globals';

import type { StoredMessage } from '../../src/simulator/messages/model.js';
import { withDatabase } from '../support/database.js';
import { withGrid } from '../support/gridkeeper.js';
import { audited, card, forge, plans, submits, textOf } from '../support/steps.js';

describe('the direct message about somebody’s own request', () => {
  const database = withDatabase();
  const grid = withGrid(database);
  beforeEach(() => grid.current.slack.reset());

  /** Margaret asks for an approval and closes her modal. */
  const asked = async (): Promise<StoredMessage> => {
    const { slack } = grid.current;
    const margaret = slack.as('margaret');
    await plans(slack, margaret, '/grant-admin', '@ada in the org because of the launch');
    await submits(slack, margaret);
    await margaret.close();
    await card(slack);
    return slack.waitFor(request);
  };
  const request = (): StoredMessage | undefined =>
    grid.current.slack
      .as('margaret')
      .directMessages()
      .find(({ metadata }) => metadata?.event_type === 'gridkeeper_request');
  const withButton = (): boolean => JSON.stringify(request()?.blocks).includes('run.withdraw');

  it('has the way to take it back, and loses it with the request', async () => {
    const { slack } = grid.current;
    const message = await asked();
    expect(textOf(message).replaceAll(/<!date[^>]*>/gu, 'THEN')).toMatchInlineSnapshot(`
     "⏳ *Grant admin*: you asked for an approval
     Ada Lovelace (U0ADA000001): member → admin of the whole organisation, Analytical Engines (E0ANALYTIC1)
     A role in the whole organisation needs the yes of another org owner.
     *Still missing* the yes of another org owner; *2 people* could give it.
     It expires on THEN. Until it is decided you can take it back.
     Withdraw
     Withdraw it?
     The request ends and nothing is changed.
     Withdraw
     Cancel
     Run \`RUN\`"
    `);
    await slack.as('margaret').press('run.withdraw', { channel: message.channel, ts: message.ts });
    await audited(slack, 'withdrawn');
    await card(slack, (text) => text.includes('withdrew') && !text.includes('Approve\n'));
    await slack.waitFor(() => !withButton());
    expect(textOf(request())).toContain('withdrew the request. Nothing was changed.');
    expect(slack.as('margaret').ephemerals().at(-1)?.text).toContain('withdrew the request');
    expect(slack.calls('admin.users.setAdmin')).toHaveLength(0);
    expect(slack.breaches()).toEqual([]);
  });

  it.each([
    ['was carried out', 'run.approve', 'succeeded', 'Done: Margaret Hamilton'],
    ['was denied', 'run.deny', 'denied', 'denied it'],
  ])('has no button any more where it %s', async (_, action, state, says) => {
    const { slack } = grid.current;
    const message = await asked();
    const grace = slack.as('grace');
    await grace.press(action);
    if (action === 'run.deny') {
      await slack.waitFor(() => grace.view()?.callback_id === 'run.deny');
      await grace.submit({ reason: 'Not now' });
    }
    await audited(slack, state);
    await slack.waitFor(() => !withButton() && textOf(request()).includes(says));
    expect(request()?.ts).toBe(message.ts);
    // The result is a message of its own: an edit notifies nobody.
    await slack.waitFor(
      () => slack.as('margaret').directMessages().at(-1)?.metadata?.event_type === 'gridkeeper_result',
    );
    expect(slack.breaches()).toEqual([]);
  });

  it('says that it is too late to whoever presses an old button', async () => {
    const { slack } = grid.current;
    const message = await asked();
    const margaret = slack.as('margaret');
    await margaret.press('run.withdraw', { channel: message.channel, ts: message.ts });
    await audited(slack, 'withdrawn');
    await slack.waitFor(() => !withButton());
    const before = margaret.ephemerals().length;
    await forge(slack, 'block_actions', (payload) => ({ ...payload, again: true }));
    await slack.waitFor(() => margaret.ephemerals().length > before);
    expect(margaret.ephemerals().at(-1)?.text).toContain('It cannot be withdrawn any more.');
  });

  it('lets nobody else take it back', async () => {
    const { slack } = grid.current;
    const message = await asked();
    await slack.as('margaret').press('run.withdraw', { channel: message.channel, ts: message.ts });
    await audited(slack, 'withdrawn');
    slack.reset();
    await asked();
    const grace = slack.as('grace');
    await grace.press('run.details');
    await slack.waitFor(() => grace.view());
    await grace.close();
    await forge(slack, 'block_actions', (payload) => ({
      ...payload,
      actions: [{ ...Object(Object(payload)['actions'][0]), action_id: 'run.withdraw' }],
    }));
    await slack.waitFor(() => grace.ephemerals().some(({ text }) => text.includes('Only whoever asked for it can')));
    expect(withButton()).toBe(true);
  });
});
