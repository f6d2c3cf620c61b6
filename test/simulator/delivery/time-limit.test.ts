import { describe, expect, it } from '@jest/globals';

import { posted, useGrid } from '../support/grid.js';
import { startPlainApp } from '../support/plain-app.js';
import { modal, plain, triggerFor } from '../support/views.js';

const grid = useGrid();
const trouble = 'We had some trouble connecting. Try again?';
const who = {
  type: 'input' as const,
  block_id: 'who',
  label: plain('x'),
  element: { type: 'external_select' as const, action_id: 'who', min_query_length: 0 },
};

describe('an app that does not answer', () => {
  it('is given up after three seconds, whatever it was asked', async () => {
    await startPlainApp(grid.simulator, () => undefined);
    const { simulator } = grid;
    const button = { type: 'button' as const, action_id: 'go', text: plain('Go') };
    await posted(grid.bot, { channel: 'C0APPROVAL2', text: 'x', blocks: [{ type: 'actions', elements: [button] }] });
    await grid.bot.views.open({ trigger_id: triggerFor(simulator, 'ada'), view: modal() });
    await grid.bot.views.open({ trigger_id: triggerFor(simulator, 'kay'), view: modal({ blocks: [who] }) });
    const began = Date.now();
    const [command, submission, action, options, shortcut] = await Promise.all([
      simulator.as('ada').command('/slow'),
      simulator.as('ada').submit({ reason: 'x' }),
      simulator.as('grace').press('go'),
      simulator.as('kay').options('who', 'x'),
      simulator.as('grace').shortcut('open_it'),
    ]);
    const took = Date.now() - began;
    expect(took).toBeGreaterThanOrEqual(2_990);
    expect(took).toBeLessThan(3_900);
    expect(command).toMatchObject({ ok: false, problem: '/slow failed with the error "operation_timeout"' });
    expect(submission).toMatchObject({ ok: false, problem: trouble });
    expect(action).toMatchObject({ problem: 'Operation timed out. Apps need to respond within 3 seconds.' });
    expect(options).toEqual([]);
    expect(shortcut).toMatchObject({ ok: false, problem: trouble });
    expect(simulator.as('ada').view()).toBeDefined();
  });

  it('may be asked for more haste', async () => {
    const { simulator } = grid;
    await startPlainApp(simulator, (response) => setTimeout(() => response.end(), 20));
    await expect(simulator.as('ada').command('/slow')).resolves.toMatchObject({ ok: true });
  });
});

describe('an app that answers in a way of its own', () => {
  it.each([
    ['an error', 500, ''],
    ['no JSON', 200, 'certainly'],
    ['an action Slack does not know', 200, '{"response_action":"dance"}'],
  ])('gets nowhere with %s to a submission', async (_what, status, body) => {
    await startPlainApp(grid.simulator, (response) => response.writeHead(status).end(body));
    await grid.bot.views.open({ trigger_id: triggerFor(grid.simulator, 'ada'), view: modal() });
    await expect(grid.simulator.as('ada').submit({ reason: 'x' })).resolves.toMatchObject({ problem: trouble });
  });

  it('may ask for no second delivery of an event', async () => {
    const app = await startPlainApp(grid.simulator, (response) => {
      response.writeHead(500, { 'x-slack-no-retry': '1' }).end();
    });
    await grid.simulator.as('ada').openHome();
    expect(app.heard).toHaveLength(1);
  });
});
