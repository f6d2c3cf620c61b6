import { describe, expect, it } from '@jest/globals';

import { eventually } from './support/eventually.js';
import { expectNoComplaints, useStage } from './support/stage.js';
import type { Window } from './support/window.js';

const stage = useStage();

async function openPanel(): Promise<Window> {
  const window = await stage().open('ada', 'C0ANNOUNCE3');
  await window.page.getByRole('button', { name: 'Control panel', exact: true }).click();
  await window.panel.waitFor();
  return window;
}

describe('the control panel', () => {
  it('makes Slack misbehave, for as many calls as wanted', async () => {
    const window = await openPanel();

    await window.panel.getByLabel('Method').fill('chat.postMessage');
    await window.panel.getByLabel('What happens').selectOption({ label: 'Rate limited (429)' });
    await window.panel.getByLabel('Retry after (s)').fill('7');
    await window.panel.getByLabel('How many times').fill('2');
    await window.panel.getByRole('button', { name: 'Make it misbehave' }).click();

    await window.panel.getByText('chat.postMessage: Rate limited (429), retry after 7 s, 2 more times').waitFor();
    expect(await (await fetch(`${stage().simulator.url}/control/faults`)).json()).toMatchObject({
      faults: [{ method: 'chat.postMessage', fault: 'rate_limited', retry_after: 7, times: 2 }],
    });
    await window.panel.getByRole('button', { name: /^Clear: chat\.postMessage/ }).click();
    await window.panel.getByText('None: Slack behaves.').waitFor();
    expectNoComplaints(stage());
  });

  it('takes every kind of fault, for every method and every time', async () => {
    const window = await openPanel();
    const kinds = window.panel.getByLabel('What happens').getByRole('option');

    await window.panel.getByLabel('How many times').fill('');
    for (const kind of await kinds.allTextContents()) {
      await window.panel.getByLabel('What happens').selectOption({ label: kind });
      await window.panel.getByRole('button', { name: 'Make it misbehave' }).click();
      await window.panel
        .getByText(new RegExp(`^Every method: ${kind.replaceAll(/[()]/g, '\\$&')}.*every time$`))
        .waitFor();
    }

    expect(await window.panel.getByRole('button', { name: /^Clear: / }).count()).toBe(8);
    await window.panel.getByRole('button', { name: 'Clear all' }).click();
    await window.panel.getByText('None: Slack behaves.').waitFor();
    expectNoComplaints(stage());
  });

  it('shows what the app has called, by which token, and how it went', async () => {
    const window = await openPanel();
    const calls = window.panel.getByRole('list', { name: 'Last calls' });
    stage().simulator.setFault({ method: 'chat.postMessage', fault: 'error', error: 'is_archived', times: 1 });

    await window.say('/form');
    await window.dialog('Grant admin').getByRole('combobox', { name: 'Person' }).waitFor();
    await calls
      .getByRole('listitem')
      .filter({ hasText: /views\.update\s*bot\s*ok/ })
      .waitFor();

    const first = calls.getByRole('listitem').first();
    expect(await first.textContent()).toContain('views.update');
    await first.locator('summary').click();
    await first.getByText('Grant admin').first().waitFor();
    await window.page.keyboard.press('Escape');
  });

  it('stays within reach while a modal is open', async () => {
    const window = await openPanel();
    await window.say('/form');
    const form = window.dialog('Grant admin');
    await form.getByRole('combobox', { name: 'Person' }).waitFor();

    await window.panel.getByLabel('Method').fill('views.update');
    await window.panel.getByRole('button', { name: 'Make it misbehave' }).click();

    await window.panel.getByText(/^views\.update: Answer with an error code/).waitFor();
    expect(await form.isVisible()).toBe(true);
  });

  it('resets the Grid, in every window, after asking', async () => {
    const grace = await stage().open('grace', 'C0ANNOUNCE3');
    const window = await openPanel();
    await window.say('soon forgotten');
    await grace.message('soon forgotten').waitFor();
    const question = window.page.getByRole('alertdialog', { name: 'Reset the Grid?' });

    await window.panel.getByRole('button', { name: 'Reset the Grid' }).click();
    await question.getByRole('button', { name: 'Keep' }).click();
    expect(await window.message('soon forgotten').count()).toBe(1);
    await window.panel.getByRole('button', { name: 'Reset the Grid' }).click();
    await question.getByRole('button', { name: 'Reset' }).click();

    await eventually(async () => expect(await window.message('soon forgotten').count()).toBe(0));
    await eventually(async () => expect(await grace.message('soon forgotten').count()).toBe(0));
    expect(await window.panel.isVisible()).toBe(true);
    await window.say('a new beginning');
    await grace.message('a new beginning').waitFor();
  });
});
