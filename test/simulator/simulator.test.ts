import { describe, expect, it } from '@jest/globals';

import { startSimulator } from '../../src/simulator/simulator.js';
import { useGrid } from './support/grid.js';
import { modal, plain, triggerFor } from './support/views.js';

const grid = useGrid();

describe('a simulator', () => {
  it('is started with ids and secrets of one’s own, or with its own', async () => {
    const own = { botToken: 'xoxb-mine', adminToken: 'xoxp-mine', signingSecret: 'mine' };
    const simulator = await grid.another({ ...own });
    expect(simulator).toMatchObject({ ...own, apiUrl: `${simulator.url}/api/`, appUrl: null });
    expect(grid.simulator.botToken).toMatch(/^xoxb-/);
    expect(grid.simulator.adminToken).toMatch(/^xoxp-/);
  });

  it('refuses a manifest that is none, saying why', async () => {
    await expect(startSimulator({ manifest: { features: {} } })).rejects.toThrow('display_information');
  });

  it('runs beside others without sharing anything', async () => {
    const other = await grid.another();
    other.org.person('ada').org_role = 'admin';
    expect(grid.simulator.org.person('ada').org_role).toBe('member');
  });

  it('waits for what happens, and says in words what did not', async () => {
    setTimeout(() => grid.simulator.as('ada').say('C0GENENGIN5', 'now'), 30);
    const message = await grid.simulator.waitFor(() => grid.simulator.messages('C0GENENGIN5').at(-1));
    expect(message.text).toBe('now');
    const never = grid.simulator.waitFor(() => null, { timeout: 30, what: 'a miracle' });
    await expect(never).rejects.toThrow('Waited 30 ms for a miracle.');
  });
});

describe('somebody at work', () => {
  it('is found by handle, with or without @, or by id', () => {
    for (const who of ['ada', '@ada', 'U0ADA000001']) expect(grid.simulator.as(who).id).toBe('U0ADA000001');
    expect(() => grid.simulator.as('nobody')).toThrow('no person called "nobody"');
    expect(() => grid.simulator.as('ada', { team: 'moon' })).toThrow('no workspace called "moon"');
  });

  it('is told which fields there are when one is not', async () => {
    const ada = grid.simulator.as('ada');
    await expect(ada.submit({ reason: 'x' })).rejects.toThrow('ada has no modal open.');
    await grid.bot.views.open({ trigger_id: triggerFor(grid.simulator, 'ada'), view: modal() });
    await expect(ada.submit({ colour: 'red' })).rejects.toThrow('The modal has no field "colour". It has: reason.');
  });

  it('finds the newest button of a name, or the one of a value', async () => {
    const pressed = (): unknown[] =>
      grid.simulator.deliveries('block_actions').map(({ body }) => {
        const payload: { actions: { value: string }[] } = JSON.parse(new URLSearchParams(body).get('payload') ?? '{}');
        return payload.actions[0]?.value;
      });
    for (const value of ['one', 'two']) {
      const button = { type: 'button' as const, action_id: 'go', text: plain('Go'), value };
      await grid.bot.chat.postMessage({
        channel: 'C0AUDITLOG1',
        text: 'x',
        blocks: [{ type: 'actions', elements: [button] }],
      });
    }
    const grace = grid.simulator.as('grace');
    await grace.press('go');
    await grace.press('go', { value: 'one' });
    expect(pressed()).toEqual(['two', 'one']);
  });

  it('is the same person after a reset', () => {
    const ada = grid.simulator.as('ada');
    grid.simulator.reset();
    grid.simulator.org.person('ada').org_role = 'admin';
    expect(ada.person.org_role).toBe('admin');
  });
});
