import { describe, expect, it } from '@jest/globals';
import type { Locator } from 'playwright-core';

import { eventually } from './support/eventually.js';
import { expectNoComplaints, useStage } from './support/stage.js';
import type { Window } from './support/window.js';

const stage = useStage();

/** Ada with the form open, and the form. */
async function openForm(): Promise<{ window: Window; form: Locator }> {
  const window = await stage().open('ada', 'C0ANNOUNCE3');
  await window.say('/form');
  const form = window.dialog('Grant admin');
  await form.getByRole('combobox', { name: 'Person' }).waitFor();
  return { window, form };
}

async function fillIn(window: Window, form: Locator, reason: string): Promise<void> {
  await form.getByRole('combobox', { name: 'Person' }).fill('ada');
  await window.page.getByRole('option', { name: 'Ada Lovelace' }).click();
  await window.choose('Workspace', 'Marketing');
  await form.getByRole('textbox', { name: 'Reason' }).fill(reason);
}

/** The text that describes a field to those who cannot see it. */
async function describedBy(field: Locator): Promise<string> {
  return field.evaluate((element) =>
    (element.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id: string) => element.ownerDocument.getElementById(id)?.textContent ?? '')
      .join(' | '),
  );
}

describe('a modal', () => {
  it('moves while it loads, then turns into the form with the focus in its first field', async () => {
    stage().pause.ms = 400;
    const window = await stage().open('ada', 'C0ANNOUNCE3');
    await window.say('/form');
    const form = window.dialog('Grant admin');

    await form.getByRole('progressbar', { name: 'Loading' }).waitFor();
    expect(await form.getAttribute('aria-busy')).toBe('true');
    await form.getByRole('combobox', { name: 'Person' }).waitFor();

    expect(await form.getByRole('progressbar').count()).toBe(0);
    await eventually(async () =>
      expect(await form.getByRole('combobox', { name: 'Person' }).evaluate((field) => field.matches(':focus'))).toBe(
        true,
      ),
    );
    expectNoComplaints(stage());
  });

  it('sends what was typed and chosen, and goes', async () => {
    const { window, form } = await openForm();
    await fillIn(window, form, 'on call');

    await form.getByRole('button', { name: 'Continue' }).click();

    await eventually(async () => expect(await form.count()).toBe(0));
    expect(stage().seen.submissions).toMatchObject([
      {
        user_id: { value: { type: 'external_select', selected_option: { value: 'Ada Lovelace' } } },
        team_id: { value: { type: 'static_select', selected_option: { value: 'Marketing' } } },
        reason: { value: { type: 'plain_text_input', value: 'on call' } },
      },
    ]);
    expect(await window.focused()).toBe('Message #announcements');
    expectNoComplaints(stage());
  });

  it('asks for what is missing before it sends anything', async () => {
    const { form } = await openForm();
    await form.getByRole('textbox', { name: 'Reason' }).fill('ab');

    await form.getByRole('button', { name: 'Continue' }).click();

    await form.getByText('Please use at least 3 characters.').waitFor();
    expect(await form.getByRole('alert').allTextContents()).toEqual([
      'Please complete this required field.',
      'Please complete this required field.',
      'Please use at least 3 characters.',
    ]);
    expect(stage().seen.submissions).toEqual([]);
  });

  it('shows the app’s errors beside their fields and puts the focus there', async () => {
    const { window, form } = await openForm();
    await fillIn(window, form, 'wrong');

    await form.getByRole('button', { name: 'Continue' }).click();

    await form.getByRole('alert').filter({ hasText: 'That is no reason.' }).waitFor();
    const reason = form.getByRole('textbox', { name: 'Reason' });
    const workspace = form.getByRole('combobox', { name: 'Workspace' });
    expect(await describedBy(reason)).toContain('That is no reason.');
    expect(await describedBy(reason)).toContain('Shown in the audit channel.');
    expect(await workspace.getAttribute('aria-invalid')).toBe('true');
    await eventually(async () => expect(await workspace.evaluate((field) => field.matches(':focus'))).toBe(true));
    await reason.fill('better');
    expect(await form.getByRole('alert').allTextContents()).toEqual(['Not this one.']);
    expectNoComplaints(stage());
  });

  it('is busy until the app has answered, and cannot be sent twice', async () => {
    stage().pause.ms = 500;
    const { window, form } = await openForm();
    stage().pause.ms = 0;
    await fillIn(window, form, 'on call');
    stage().pause.ms = 500;
    const send = form.getByRole('button', { name: 'Continue' });

    await send.dblclick();

    await eventually(async () => expect(await send.getAttribute('aria-busy')).toBe('true'));
    expect(await send.isDisabled()).toBe(true);
    await eventually(async () => expect(await form.count()).toBe(0));
    expect(stage().seen.submissions.length).toBe(1);
  });

  it('says at its foot when errors cannot be placed, and can be sent again', async () => {
    const { window, form } = await openForm();
    await fillIn(window, form, 'trouble');

    await form.getByRole('button', { name: 'Continue' }).click();

    await form.getByRole('alert').filter({ hasText: 'We had some trouble connecting. Try again?' }).waitFor();
    await form.getByRole('textbox', { name: 'Reason' }).fill('fine');
    await form.getByRole('button', { name: 'Continue' }).click();
    await eventually(async () => expect(await form.count()).toBe(0));
    expect(await window.page.getByRole('alert').count()).toBe(0);
  });

  it('turns into the next step and on into the result', async () => {
    const { window, form } = await openForm();
    await fillIn(window, form, 'plan');

    await form.getByRole('button', { name: 'Continue' }).click();
    await form.getByText('member → admin').waitFor();
    await form.getByRole('button', { name: 'Confirm' }).click();

    await form.getByText('Done').waitFor();
    await form.getByRole('button', { name: 'Close' }).click();
    await eventually(async () => expect(await form.count()).toBe(0));
    expectNoComplaints(stage());
  });

  it('keeps in its fields what has the same ids after an update, and nothing else', async () => {
    const { window, form } = await openForm();
    await fillIn(window, form, 'stays');

    await form.getByRole('button', { name: 'Another workspace' }).click();

    await eventually(async () => expect(await form.getByRole('combobox', { name: 'Workspace' }).inputValue()).toBe(''));
    expect(await form.getByRole('combobox', { name: 'Person' }).inputValue()).toBe('Ada Lovelace');
    expect(await form.getByRole('textbox', { name: 'Reason' }).inputValue()).toBe('stays');
    expectNoComplaints(stage());
  });

  it.each(['Escape', 'Cancel', 'Dismiss'])('is closed by %s, and asks nothing', async (way) => {
    const { window, form } = await openForm();
    await form.getByRole('textbox', { name: 'Reason' }).fill('half a reason');

    if (way === 'Escape') await window.page.keyboard.press('Escape');
    else await form.getByRole('button', { name: way }).click();

    await eventually(async () => expect(await form.count()).toBe(0));
    await eventually(async () => expect(await window.focused()).toBe('Message #announcements'));
    expectNoComplaints(stage());
  });

  it('keeps the focus inside, round and round', async () => {
    const { window, form } = await openForm();
    const inside = async (): Promise<boolean> => form.evaluate((dialog) => dialog.matches(':focus-within'));

    for (let times = 0; times < 12; times += 1) {
      await window.page.keyboard.press('Tab');
      expect(await inside()).toBe(true);
    }
    for (let times = 0; times < 12; times += 1) {
      await window.page.keyboard.press('Shift+Tab');
      expect(await inside()).toBe(true);
    }
  });

  it('closes on Escape too when nothing has the focus', async () => {
    const { window, form } = await openForm();

    await window.page.mouse.click(300, 780);
    await window.page.keyboard.press('Escape');

    await eventually(async () => expect(await form.count()).toBe(0));
  });

  it('lies on others, up to three, and they keep what was typed', async () => {
    const window = await stage().open('ada', 'C0ANNOUNCE3');
    await window.say('/stack');
    await window.dialog('First').getByRole('textbox', { name: 'Note' }).fill('below');

    await window.dialog('First').getByRole('button', { name: 'One more' }).click();
    await window.dialog('Second').getByText('on top of “First”').waitFor();
    expect(await window.dialog('First').count()).toBe(0);
    await window.dialog('Second').getByRole('button', { name: 'One more' }).click();
    await window.dialog('Third').waitFor();
    await window.page.keyboard.press('Escape');
    await window.dialog('Second').getByRole('button', { name: 'Back' }).click();

    expect(await window.dialog('First').getByRole('textbox', { name: 'Note' }).inputValue()).toBe('below');
    expectNoComplaints(stage());
  });

  it('asks the app while somebody types, from the shortest query on', async () => {
    stage().pause.ms = 300;
    const { window, form } = await openForm();
    const person = form.getByRole('combobox', { name: 'Person' });

    await person.click();
    await window.page.getByRole('status').filter({ hasText: 'Type a character to search' }).waitFor();
    await window.page.keyboard.type('ada');
    await window.page.getByRole('status').filter({ hasText: 'Loading…' }).waitFor();
    await window.page.getByRole('option', { name: 'Ada Lovelace' }).waitFor();
    expect(stage().seen.asked.at(-1)).toBe('ada');
    expect(stage().seen.asked).not.toContain('');
    await person.fill('nobody');
    await window.page.getByRole('status').filter({ hasText: 'No results' }).waitFor();
    await window.page.keyboard.press('Escape');

    expect(await window.page.getByRole('option').count()).toBe(0);
    expect(await form.isVisible()).toBe(true);
    expectNoComplaints(stage());
  });
});
