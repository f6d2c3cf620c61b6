import { describe, expect, it } from '@jest/globals';

import { withSim } from './with-sim.js';

/** The whole of it, as a newcomer would try it: `npm run sim`, a browser, clicking and typing. */
describe('npm run sim', () => {
  const here = withSim();

  it('is up within a minute', () => {
    expect(here.sim.startedIn).toBeLessThan(60_000);
  });

  it('grants admin from a typed command to the audit channel, by clicking and typing', async () => {
    const window = await here.open('katherine', 'audit');
    await window.say('/grant-admin');
    const form = window.dialog('Grant admin');
    await form.getByRole('combobox', { name: 'Person' }).fill('lovel');
    await form.getByRole('option', { name: /Ada Lovelace/ }).click();
    await form.getByRole('combobox', { name: 'Admin of' }).click();
    await form.getByRole('option', { name: /Marketing/ }).click();
    await form.getByRole('textbox', { name: /Reason/ }).fill('launch week');
    await form.getByRole('button', { name: 'Continue' }).click();

    await form.getByText('member → admin of Marketing').waitFor();
    await form.getByRole('button', { name: 'Confirm' }).click();
    await form.getByText('✅ Done').waitFor();
    await form.getByRole('button', { name: 'Done' }).click();

    const post = window.message(/Grant admin: done/);
    await post.getByText('launch week').waitFor();
    await post.getByRole('button', { name: '1 reply' }).click();
    await window.thread.getByText('Done: Katherine Johnson').last().waitFor();
    if (process.env['SCREENSHOT']) await window.page.screenshot({ path: process.env['SCREENSHOT'] });
  });

  it('shows an error beside its field, and takes the form when it is mended', async () => {
    const window = await here.open('katherine', 'general');
    await window.say('/grant-admin @ada in marketing for 8 weeks because launch week');
    const form = window.dialog('Grant admin');
    await form.getByRole('button', { name: 'Continue' }).click();
    await form.getByRole('alert').getByText('Write a length of time such as 30m, 8h or 7d').waitFor();
    await form.getByRole('textbox', { name: /For how long/ }).fill('');
    await form.getByRole('button', { name: 'Continue' }).click();
    await form.getByText('member → admin of Marketing').waitFor();
  });

  it('asks a second person, and tells the first', async () => {
    const margaret = await here.open('margaret', 'audit');
    const grace = await here.open('grace', 'approvals');
    await margaret.say('/grant-admin @ada in the org because she runs IT now');
    const form = margaret.dialog('Grant admin');
    await form.getByRole('button', { name: 'Continue' }).click();
    await form.getByRole('button', { name: 'Ask for approval' }).click();
    await form.getByText('Waiting for an approval.').waitFor();

    const card = grace.message(/asks for an approval/);
    await card.getByRole('button', { name: 'Approve' }).click();
    await grace.page
      .getByRole('alertdialog', { name: 'Approve this?' })
      .getByRole('button', { name: 'Approve' })
      .click();

    await grace
      .message(/asked for an approval/)
      .getByText('Done: Margaret Hamilton')
      .waitFor();
    expect(
      await grace
        .message(/asked for an approval/)
        .getByRole('button', { name: 'Approve' })
        .count(),
    ).toBe(0);
    await form.getByText('Done: Margaret Hamilton').waitFor();
    await form.getByRole('button', { name: 'Close' }).last().click();
    await margaret
      .message(/Grant admin: done/)
      .getByText('Approved by Grace Hopper')
      .waitFor();
    await margaret.place(/^Gridkeeper/).click();
    // What was asked for, kept current, and the result below it.
    await margaret
      .message(/Done: Margaret Hamilton/)
      .last()
      .waitFor();
  });

  it('undoes it from the audit channel', async () => {
    const window = await here.open('katherine', 'audit');
    await window.say('/grant-admin @ada in marketing');
    const form = window.dialog('Grant admin');
    await form.getByRole('button', { name: 'Continue' }).click();
    await form.getByRole('button', { name: 'Confirm' }).click();
    await form.getByText('✅ Done').waitFor();
    await form.getByRole('button', { name: 'Done' }).click();

    await window
      .message(/Grant admin: done/)
      .getByRole('button', { name: 'Undo' })
      .click();
    const undo = window.dialog('Revoke admin');
    await undo.getByText('admin → member of Marketing').waitFor();
    await undo.getByRole('button', { name: 'Confirm' }).click();
    await undo.getByText('✅ Done').waitFor();
    await undo.getByRole('button', { name: 'Done' }).click();
    await window.message(/done, and undone since/).waitFor();
  });

  it('refuses a member privately, by name of the rule', async () => {
    const window = await here.open('ada', 'general');
    await window.say('/grant-admin @ada in marketing');
    await window.dialog('Grant admin').getByText('deny-by-default').waitFor();
  });

  it('says what the app is in its Home, and what is left to somebody without rights', async () => {
    const window = await here.open('ada', 'general');
    await window.place('Home').click();
    await window.page.getByText('does the organisation’s admin work').waitFor();
    await window.page.getByText('give up a right of your own').waitFor();
  });

  it('lists the guests of a workspace from the Home tab, through the menu that is searched', async () => {
    const window = await here.open('katherine', 'audit');
    await window.place('Home').click();
    await window.page.getByRole('button', { name: 'Open the menu' }).click();
    const menu = window.dialog('Gridkeeper');
    await menu.getByRole('combobox', { name: 'What do you want to do?' }).fill('list-us');
    await menu.getByRole('option', { name: /List people/ }).click();
    await menu.getByRole('button', { name: 'Continue' }).click();

    const form = window.dialog('List people');
    await form.getByRole('combobox', { name: 'Workspace' }).fill('market');
    await form.getByRole('option', { name: /Marketing/ }).click();
    await form.getByRole('checkbox', { name: 'Only guests' }).check();
    await form.getByRole('button', { name: 'Show' }).click();
    await form.getByText('Gia Contractor').waitFor();
    await form.getByRole('button', { name: 'Send me all of it as CSV' }).click();
    await form.getByText('is in your direct messages').waitFor();
  });

  it('goes all the way by keyboard alone', async () => {
    const window = await here.open('katherine', 'audit');
    const { keyboard } = window.page;
    await window.composer.focus();
    await keyboard.type('/grant-admin @ada in marketing because launch week');
    await keyboard.press('Enter');
    const form = window.dialog('Grant admin');
    await form.getByRole('button', { name: 'Continue' }).waitFor();
    await form.getByRole('button', { name: 'Continue' }).focus();
    await keyboard.press('Enter');
    await form.getByText('member → admin of Marketing').waitFor();
    await form.getByRole('button', { name: 'Confirm' }).focus();
    await keyboard.press('Enter');
    await form.getByText('✅ Done').waitFor();
    await keyboard.press('Escape');
    await window.message(/Grant admin: done/).waitFor();
  });
});
