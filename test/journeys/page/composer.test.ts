import { describe, expect, it } from '@jest/globals';

import { eventually } from './support/eventually.js';
import { expectNoComplaints, useStage } from './support/stage.js';

const stage = useStage();
const ANNOUNCEMENTS = 'C0ANNOUNCE3';

describe('the composer', () => {
  it('lists the commands with hint and description on a slash', async () => {
    const window = await stage().open('ada', ANNOUNCEMENTS);

    await window.composer.fill('/');

    const list = window.page.getByRole('listbox', { name: 'Suggestions' });
    await list.getByRole('option', { name: /\/form @somebody\s+Opens a form/ }).waitFor();
    expect(await list.getByRole('option').count()).toBe(8);
    await window.page.keyboard.press('Escape');
    expect(await list.count()).toBe(0);
  });

  it.each(['Enter', 'Tab'])('takes a command over with the arrows and %s, then a person', async (key) => {
    const window = await stage().open('ada', ANNOUNCEMENTS);
    await window.composer.click();

    await window.page.keyboard.type('/f');
    await window.page.keyboard.press(key);
    expect(await window.composer.inputValue()).toBe('/form ');
    await window.page.keyboard.type('@sam');
    await window.page.getByRole('option', { name: /Samira Osei/ }).waitFor();
    await window.page.keyboard.press('ArrowDown');
    await window.page.keyboard.press(key);

    expect(await window.composer.inputValue()).toMatch(/^\/form @sam\.\w+ $/);
    expect(await window.focused()).toBe('Message #announcements');
  });

  it('completes channels in the middle of a sentence', async () => {
    const window = await stage().open('ada', ANNOUNCEMENTS);
    await window.composer.click();

    await window.page.keyboard.type('see  for more');
    for (let times = 0; times < 9; times += 1) await window.page.keyboard.press('ArrowLeft');
    await window.page.keyboard.type('#build');
    await window.page.keyboard.press('Tab');

    expect(await window.composer.inputValue()).toBe('see #build-status for more');
  });

  it('runs a shortcut from the menu beside it, by mouse and by keyboard', async () => {
    const window = await stage().open('ada', ANNOUNCEMENTS);
    const button = window.page.getByRole('button', { name: 'Shortcuts' });

    await button.click();
    await window.page.keyboard.press('Escape');
    expect(await window.page.getByRole('menu').count()).toBe(0);
    await button.press('Enter');
    await window.page.getByRole('menuitem', { name: 'Open the form' }).waitFor();
    await window.page.keyboard.press('Enter');

    await eventually(async () => expect(stage().simulator.deliveries('shortcut')).toHaveLength(1));
    expectNoComplaints(stage());
  });

  it('sends a complete command at once, with what follows it', async () => {
    const window = await stage().open('ada', ANNOUNCEMENTS);

    await window.say('/form @grace');

    await window.dialog('Grant admin').waitFor();
    const [sent] = stage().simulator.deliveries('slash_command');
    expect(new URLSearchParams(sent?.body).get('text')).toMatch(/^<@W0GRACE0002\|/);
    expect(await window.composer.inputValue()).toBe('');
  });

  it('runs a shortcut', async () => {
    const window = await stage().open('ada', ANNOUNCEMENTS);

    await window.composer.fill('/open');
    await window.page.getByRole('option', { name: /Open the form\s+Shortcut/ }).click();

    await window.dialog('Grant admin').waitFor();
    expect(await window.composer.inputValue()).toBe('');
    expectNoComplaints(stage());
  });

  it('gives back what could not be sent, and says why', async () => {
    const window = await stage().open('ada', ANNOUNCEMENTS);

    await window.say('/nonsense now');

    await window.page.getByRole('alert').filter({ hasText: '/nonsense is not a valid command.' }).waitFor();
    await eventually(async () => expect(await window.composer.inputValue()).toBe('/nonsense now'));
    await window.say('/whisper');
    await window.message('between us').waitFor();
    expect(await window.page.getByRole('alert').count()).toBe(0);
  });

  it('says when the app does not answer a command', async () => {
    const window = await stage().open('ada', ANNOUNCEMENTS);

    await window.say('/silent');

    await window.page.getByRole('alert').filter({ hasText: '/silent failed' }).waitFor();
    expect(await window.page.getByRole('alert').count()).toBe(1);
    await window.page.getByRole('button', { name: 'Close notice' }).click();
    expect(await window.page.getByRole('alert').count()).toBe(0);
  });

  it('breaks the line with Shift and sends what stands on both', async () => {
    const window = await stage().open('ada', ANNOUNCEMENTS);
    await window.composer.click();

    await window.page.keyboard.type('one');
    await window.page.keyboard.press('Shift+Enter');
    await window.page.keyboard.type('two');
    await window.page.keyboard.press('Enter');

    await window.message(/one\s*two/).waitFor();
    expect(stage().simulator.messages(ANNOUNCEMENTS).at(-1)?.text).toBe('one\ntwo');
  });

  it('writes to the app alone', async () => {
    const window = await stage().open('ada');

    await window.place('Showcase').click();
    await window.say('between you and me');

    await window.message('between you and me').waitFor();
    expectNoComplaints(stage());
  });
});
