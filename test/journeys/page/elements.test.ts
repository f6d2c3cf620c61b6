import { describe, expect, it } from '@jest/globals';

import { eventually } from './support/eventually.js';
import { expectNoComplaints, useStage } from './support/stage.js';
import type { Window } from './support/window.js';

const stage = useStage();

async function openElements(): Promise<Window> {
  const window = await stage().open('ada', 'C0ANNOUNCE3');
  await window.say('/elements');
  await window.dialog('Every element').waitFor();
  return window;
}

async function submitted(window: Window): Promise<Record<string, Record<string, unknown>>> {
  await window.dialog('Every element').getByRole('button', { name: 'Send' }).click();
  await eventually(async () => expect(stage().seen.submissions.length).toBe(1));
  expectNoComplaints(stage());
  return stage().seen.submissions[0] ?? {};
}

const letter = (value: string) => ({ value, text: { text: `Letter ${value}` } });

describe('every element', () => {
  it('sends its initial value, or nothing, when it is not touched', async () => {
    const window = await openElements();

    expect(await submitted(window)).toMatchObject({
      line: { value: { value: 'as it was' } },
      lines: { value: { value: null } },
      one: { value: { selected_option: null } },
      several: { value: { selected_options: [letter('a')] } },
      people: { value: { selected_users: [] } },
      ticks: { value: { selected_options: [letter('b')] } },
      kind: { value: { selected_option: null } },
      day: { value: { selected_date: '2026-03-04' } },
      hour: { value: { selected_time: null } },
      moment: { value: { selected_date_time: 1_770_000_000 } },
    });
  });

  it('sends what was typed', async () => {
    const window = await openElements();
    const { page } = window;

    await page.getByRole('textbox', { name: 'Line (optional)', exact: true }).fill('a line');
    await page.getByRole('textbox', { name: 'Lines' }).fill('two\nlines');
    await page.getByRole('textbox', { name: 'E-mail' }).fill('ada@engines.example');
    await page.getByRole('textbox', { name: 'Number' }).fill('7');
    await page.getByRole('textbox', { name: 'Link' }).fill('https://engines.example');
    await page.getByLabel('Day').fill('2027-12-31');
    await page.getByLabel('Hour').fill('08:05');
    await page.getByLabel('Moment').fill('2027-01-02T03:04');

    expect(await submitted(window)).toMatchObject({
      line: { value: { value: 'a line' } },
      lines: { value: { value: 'two\nlines' } },
      mail: { value: { value: 'ada@engines.example' } },
      number: { value: { value: '7' } },
      url: { value: { value: 'https://engines.example' } },
      day: { value: { selected_date: '2027-12-31' } },
      hour: { value: { selected_time: '08:05' } },
      moment: { value: { selected_date_time: Date.UTC(2027, 0, 2, 3, 4) / 1000 } },
    });
  });

  it('sends what was chosen', async () => {
    const window = await openElements();
    const { page } = window;
    const { org } = stage().simulator;

    await window.choose('One letter', 'Letter b');
    await window.choose('Grouped', 'Nine');
    await window.choose('Several letters', 'Letter c');
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: 'Asked' }).fill('gr');
    await page.getByRole('option', { name: 'Grace Hopper' }).click();
    await page.getByRole('combobox', { name: 'Wanted' }).fill('a');
    await page.getByRole('option', { name: 'Ada Lovelace' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Wanted' }).fill('kath');
    await page.getByRole('option', { name: 'Katherine Johnson' }).click();
    await page.getByRole('status').filter({ hasText: 'You can choose at most 2' }).waitFor();
    await page.keyboard.press('Escape');
    await window.choose('Somebody', 'Katherine Johnson');
    await page.getByRole('combobox', { name: 'Some people' }).fill('hopper');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await window.choose('Public channel', '#build-status');
    await page.getByRole('combobox', { name: 'Conversation (optional)', exact: true }).click();
    await page.getByRole('option', { name: 'Showcase' }).click();
    await window.choose('Conversations', '#lunch');
    await page.keyboard.press('Escape');
    await page.getByRole('checkbox', { name: 'Letter a' }).check();
    await page.getByRole('radio', { name: 'Letter c' }).check();

    expect(await submitted(window)).toMatchObject({
      one: { value: { selected_option: letter('b') } },
      grouped: { value: { selected_option: { value: '9' } } },
      several: { value: { selected_options: [letter('a'), letter('c')] } },
      asked: { value: { selected_option: { value: 'Grace Hopper' } } },
      wanted: { value: { selected_options: [{ value: 'Ada Lovelace' }, { value: 'Katherine Johnson' }] } },
      person: { value: { selected_user: org.person('katherine').id } },
      people: { value: { selected_users: [org.person('grace').id] } },
      channel: { value: { selected_channel: 'C0ENGBUILD6' } },
      place: { value: { selected_conversation: expect.stringMatching(/^D/) } },
      places: { value: { selected_conversations: ['C0ORGLUNCH4'] } },
      ticks: { value: { selected_options: [letter('a'), letter('b')] } },
      kind: { value: { selected_option: letter('c') } },
    });
  });

  it('can be chosen from by keyboard alone', async () => {
    const window = await openElements();
    const { page } = window;
    const one = page.getByRole('combobox', { name: 'One letter' });

    await one.focus();
    expect(await one.getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const active = await one.getAttribute('aria-activedescendant');
    expect(await page.locator(`[id="${active}"]`).textContent()).toContain('Letter b');
    await page.keyboard.press('Enter');
    expect(await one.inputValue()).toBe('Letter b');
    const several = page.getByRole('combobox', { name: 'Several letters' });
    await several.focus();
    await page.keyboard.press('Backspace');
    await page.keyboard.type('c');
    await page.keyboard.press('Enter');

    expect(await submitted(window)).toMatchObject({
      one: { value: { selected_option: letter('b') } },
      several: { value: { selected_options: [letter('c')] } },
    });
  });

  it('takes a choice back, and none beyond the limit', async () => {
    const window = await openElements();
    const { page } = window;

    await window.choose('One letter', 'Letter b');
    await page.getByRole('button', { name: 'Clear Letter b' }).click();
    await window.choose('Several letters', 'Letter b');
    await page.getByRole('status').filter({ hasText: 'You can choose at most 2' }).waitFor();
    await page.getByRole('option', { name: 'Letter c' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Remove Letter a' }).click();

    expect(await submitted(window)).toMatchObject({
      one: { value: { selected_option: null } },
      several: { value: { selected_options: [letter('b')] } },
    });
  });

  it('is checked before it is sent', async () => {
    const window = await openElements();
    const { page } = window;

    await page.getByRole('textbox', { name: 'E-mail' }).fill('ada');
    await page.getByRole('textbox', { name: 'Number' }).fill('12');
    await page.getByRole('textbox', { name: 'Link' }).fill('engines');
    await window.dialog('Every element').getByRole('button', { name: 'Send' }).click();

    expect(await window.dialog('Every element').getByRole('alert').allTextContents()).toEqual([
      'Please enter a valid email address.',
      'Please enter a number of at most 9.',
      'Please enter a valid URL.',
    ]);
    expect(stage().seen.submissions).toEqual([]);
  });

  it('never loads an image, but tells what it shows', async () => {
    const window = await openElements();

    await window.page.getByRole('img', { name: 'A chart of grants' }).waitFor();
    expect(await window.page.locator('img').count()).toBe(0);
    expectNoComplaints(stage());
  });
});
