import { describe, expect, it } from '@jest/globals';

import { eventually } from './support/eventually.js';
import { expectNoComplaints, useStage } from './support/stage.js';
import type { Window } from './support/window.js';

const stage = useStage();

/** Presses Tab until the focus is on something of that name. */
async function tabTo(window: Window, name: string | RegExp): Promise<void> {
  const wanted = new RegExp(name);
  for (let times = 0; times < 80; times += 1) {
    if (wanted.test(await window.focused())) return;
    await window.page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${name}.`);
}

describe('by keyboard alone', () => {
  it('one becomes somebody, opens a channel, runs a command, fills in its form and sends it', async () => {
    const window = await stage().openAt('');
    const { keyboard } = window.page;
    await window.dialog('Who are you?').waitFor();

    await keyboard.type('ada');
    await keyboard.press('Enter');
    await window.page.getByRole('button', { name: /^You are Ada/ }).waitFor();
    await tabTo(window, '^announcements');
    await keyboard.press('Enter');
    await window.page.getByRole('heading', { name: '#announcements' }).waitFor();
    await tabTo(window, '^Message #announcements');
    await keyboard.type('/form');
    await keyboard.press('Enter');
    const form = window.dialog('Grant admin');
    await form.getByRole('combobox', { name: 'Person' }).waitFor();
    await keyboard.type('ada');
    await window.page.getByRole('option', { name: 'Ada Lovelace' }).waitFor();
    await keyboard.press('Enter');
    await keyboard.press('Tab');
    await keyboard.type('sal');
    await keyboard.press('Enter');
    await keyboard.press('Tab');
    await keyboard.type('by keyboard');
    await tabTo(window, '^Continue$');
    await keyboard.press('Enter');

    await eventually(async () => expect(await form.count()).toBe(0));
    expect(stage().seen.submissions).toMatchObject([
      {
        user_id: { value: { selected_option: { value: 'Ada Lovelace' } } },
        team_id: { value: { selected_option: { value: 'Sales' } } },
        reason: { value: { value: 'by keyboard' } },
      },
    ]);
    expectNoComplaints(stage());
  });

  it('one answers in a thread and makes Slack misbehave', async () => {
    const window = await stage().open('ada', 'C0ANNOUNCE3');
    const { keyboard } = window.page;
    await window.say('a question');
    await window.message('a question').waitFor();

    await tabTo(window, '^Messages in #announcements');
    await tabTo(window, '^Reply in thread');
    await keyboard.press('Enter');
    await window.thread.waitFor();
    await tabTo(window, '^Close thread');
    await tabTo(window, '^Reply in thread');
    await keyboard.type('an answer');
    await keyboard.press('Enter');
    await window.thread.getByText('an answer').waitFor();
    await tabTo(window, '^Control panel$');
    await keyboard.press('Enter');
    await window.panel.waitFor();
    await tabTo(window, '^Make it misbehave');
    await keyboard.press('Enter');

    await window.panel.getByText(/^Every method/).waitFor();
    expectNoComplaints(stage());
  });
});

describe('the page', () => {
  it.each([
    [1280, 800],
    [900, 700],
  ])('fits a window of %d by %d, with everything open', async (width, height) => {
    const window = await stage().open('ada', 'C0ANNOUNCE3', { width, height });
    await window.say('a question');
    await window.message('a question').hover();
    await window.message('a question').getByRole('button', { name: 'Reply in thread' }).click();
    await window.page.getByRole('button', { name: 'Control panel', exact: true }).click();
    await window.panel.waitFor();
    const overflow =
      'document.documentElement.scrollWidth - innerWidth + document.documentElement.scrollHeight - innerHeight';

    expect(await window.page.evaluate(overflow)).toBe(0);
    await window.say('/elements');
    const dialog = window.dialog('Every element');
    await dialog.waitFor();
    for (const part of [dialog, dialog.getByRole('button', { name: 'Send' }), window.me]) {
      const box = await part.boundingBox();
      expect(box).toMatchObject({ x: expect.any(Number), y: expect.any(Number) });
      expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= width).toBe(true);
      expect((box?.y ?? -1) >= 0 && (box?.y ?? 0) + (box?.height ?? 0) <= height).toBe(true);
    }
    expectNoComplaints(stage());
  });

  it('shows a list of options inside the window, wherever its field stands', async () => {
    const window = await stage().open('ada', 'C0ANNOUNCE3', { width: 900, height: 700 });
    await window.say('/elements');
    const selects = window.dialog('Every element').getByRole('combobox');

    for (let index = 0; index < (await selects.count()); index += 1) {
      await selects.nth(index).click();
      const box = await window.page.locator('.listbox-floating').boundingBox();
      expect((box?.y ?? -1) >= 0 && (box?.y ?? 0) + (box?.height ?? 0) <= 700).toBe(true);
      await window.page.keyboard.press('Escape');
    }
  });

  it('stands still for those who want it to', async () => {
    stage().pause.ms = 600;
    const window = await stage().open('ada', 'C0ANNOUNCE3');
    await window.page.emulateMedia({ reducedMotion: 'reduce' });
    await window.say('/form');
    const progress = window.dialog('Grant admin').getByRole('progressbar');
    await progress.waitFor();

    const moves = 'getComputedStyle(document.querySelector(".progress"), "::before").animationName';
    expect(await window.page.evaluate(moves)).toBe('none');
  });
});
