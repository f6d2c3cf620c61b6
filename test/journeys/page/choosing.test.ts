import { describe, expect, it } from '@jest/globals';

import { eventually } from './support/eventually.js';
import { expectNoComplaints, useStage } from './support/stage.js';

const stage = useStage();

describe('choosing who one is', () => {
  it('asks at first, with the role beside each name', async () => {
    const window = await stage().openAt('');

    const picker = window.dialog('Who are you?');
    await picker.getByRole('option', { name: /Grace Hopper.*Primary owner/ }).waitFor();
    await picker.getByRole('combobox', { name: 'Find a person' }).fill('hamil');
    expect(await picker.getByRole('option').count()).toBe(1);
    await window.page.keyboard.press('Enter');

    await window.page.getByRole('button', { name: 'You are Margaret Hamilton, Org owner. Change person' }).waitFor();
    expect(await picker.count()).toBe(0);
    expectNoComplaints(stage());
  });

  it('offers bots and deactivated people, but does not let one be them', async () => {
    const window = await stage().open('ada');

    await window.me.click();
    const picker = window.dialog('Who are you?');
    for (const name of ['Charles Babbage', 'Deploy Bot', 'Vera Elsewhere']) {
      const option = picker.getByRole('option', { name });
      expect(await option.getAttribute('aria-disabled')).toBe('true');
      await option.click({ force: true });
      expect(await picker.isVisible()).toBe(true);
    }
  });

  it('keeps person, workspace and channel in the address, over a reload', async () => {
    const window = await stage().open('erna');

    await window.page.getByRole('button', { name: /Switch workspace/ }).click();
    await window.dialog('Switch workspace').getByRole('option', { name: 'Marketing' }).click();
    await window.page.getByRole('button', { name: 'Workspace: Marketing. Switch workspace' }).waitFor();
    await window.place('announcements').click();
    await window.page.reload();

    await window.page.getByRole('heading', { name: '#announcements' }).waitFor();
    await window.page.getByRole('button', { name: 'Workspace: Marketing. Switch workspace' }).waitFor();
    expect(await window.me.getAttribute('aria-label')).toMatch(/^You are Erna Hoover/);
    expect(await window.dialog('Who are you?').count()).toBe(0);
  });

  it('goes back where one came from with the browser’s own button', async () => {
    const window = await stage().open('ada');

    await window.place('announcements').click();
    await window.place('build-status').click();
    await window.page.goBack();

    await window.page.getByRole('heading', { name: '#announcements' }).waitFor();
    expectNoComplaints(stage());
  });

  it('keeps what both people had before them, one click apart', async () => {
    const window = await stage().open('ada', 'C0ENGBUILD6');
    await window.composer.fill('half a sentence of Ada’s');

    await window.become('Grace Hopper');
    expect(await window.composer.inputValue()).toBe('');
    await window.place('announcements').click();
    await window.page.getByRole('button', { name: 'Become Ada Lovelace' }).click();

    await window.page.getByRole('heading', { name: '#build-status' }).waitFor();
    expect(await window.composer.inputValue()).toBe('half a sentence of Ada’s');
    await window.page.getByRole('button', { name: 'Become Grace Hopper' }).click();
    await window.page.getByRole('heading', { name: '#announcements' }).waitFor();
  });

  it('lets two windows be two people', async () => {
    const ada = await stage().open('ada', 'C0ANNOUNCE3');
    const grace = await stage().open('grace', 'C0ANNOUNCE3');

    await ada.say('Hello from the other window');

    await grace.message('Hello from the other window').waitFor();
    expectNoComplaints(stage());
  });

  it('keeps an open modal of one person while one is another, and what was typed in it', async () => {
    const window = await stage().open('ada');
    await window.say('/form');
    const form = window.dialog('Grant admin');
    await form.getByRole('textbox', { name: 'Reason' }).fill('because');

    await window.become('Grace Hopper');
    await eventually(async () => expect(await form.count()).toBe(0));
    await window.page.getByRole('button', { name: 'Become Ada Lovelace' }).click();

    expect(await form.getByRole('textbox', { name: 'Reason' }).inputValue()).toBe('because');
    expectNoComplaints(stage());
  });
});
