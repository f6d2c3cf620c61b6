import { describe, expect, it } from '@jest/globals';

import { useBoltApp } from './support/bolt-app.js';
import { useGrid } from './support/grid.js';

const grid = useGrid();
const bolt = useBoltApp(grid);

describe('a journey', () => {
  it('goes from command through modal to message and button', async () => {
    bolt.app.command('/modal', async ({ ack, client, body }) => {
      await ack();
      await client.views.open({
        trigger_id: body.trigger_id,
        view: {
          type: 'modal',
          callback_id: 'form',
          title: { type: 'plain_text', text: 'Form' },
          submit: { type: 'plain_text', text: 'Send' },
          blocks: [
            {
              type: 'input',
              block_id: 'reason',
              label: { type: 'plain_text', text: 'Why' },
              element: { type: 'plain_text_input', action_id: 'value' },
            },
            {
              type: 'input',
              block_id: 'who',
              label: { type: 'plain_text', text: 'Who' },
              element: { type: 'external_select', action_id: 'value', min_query_length: 0 },
            },
          ],
        },
      });
    });
    bolt.app.options('value', async ({ ack, payload }) => {
      await ack({ options: [{ text: { type: 'plain_text', text: `Asked ${payload.value}` }, value: 'U1' }] });
    });
    bolt.app.view('form', async ({ ack, client, view }) => {
      await ack();
      await client.chat.postMessage({
        channel: 'C0APPROVAL2',
        text: `because ${view.state.values['reason']?.['value']?.value}`,
        blocks: [
          {
            type: 'actions',
            elements: [{ type: 'button', action_id: 'yes', text: { type: 'plain_text', text: 'Yes' }, value: '7' }],
          },
        ],
      });
    });
    bolt.app.action('yes', async ({ ack, respond, body }) => {
      await ack();
      await respond({ text: `pressed by ${body.user.id}`, replace_original: true });
    });
    const { simulator } = grid;
    const ada = simulator.as('ada');
    const reply = await ada.command('/modal', '@grace hello');
    expect(reply).toMatchObject({ ok: true });
    await simulator.waitFor(() => ada.view(), { what: 'the modal' });
    expect(await ada.options('who', 'x')).toMatchObject([{ value: 'U1' }]);
    expect((await ada.submit({ reason: '' })).errors).toEqual({
      reason: 'Please complete this required field.',
      who: 'Please complete this required field.',
    });
    expect((await ada.submit({ reason: 'so', who: 'U1' })).ok).toBe(true);
    const message = await simulator.waitFor(() => simulator.messages('admin-approvals').at(-1));
    expect(message.text).toBe('because so');
    const grace = simulator.as('grace');
    expect((await grace.press('yes')).ok).toBe(true);
    await simulator.waitFor(() => message.text.startsWith('pressed by W0GRACE'));
    expect(simulator.breaches()).toEqual([]);
  });
});
