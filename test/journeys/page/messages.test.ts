import { describe, expect, it } from '@jest/globals';

import { eventually } from './support/eventually.js';
import { expectNoComplaints, useStage } from './support/stage.js';

const stage = useStage();
const ANNOUNCEMENTS = 'C0ANNOUNCE3';

describe('messages', () => {
  it('show their author, and that an app is one', async () => {
    const window = await stage().open('ada', ANNOUNCEMENTS);

    await window.say('from a person');
    await window.say('/text from an app');

    const byPerson = window.message('from a person');
    const byApp = window.message('from an app');
    await byApp.waitFor();
    expect(await byPerson.getByText('App', { exact: true }).count()).toBe(0);
    expect(await byApp.getByText('App', { exact: true }).count()).toBe(1);
    expect(await byApp.getByText('Showcase').count()).toBe(1);
  });

  it('mark a channel as unread until it is opened, in every window of that person', async () => {
    const grace = await stage().open('grace');
    const ada = await stage().open('ada', ANNOUNCEMENTS);

    await ada.say('one');
    await ada.say('two');

    await grace.place(/announcements.*2\s+unread/).waitFor();
    await grace.place('announcements').click();
    await grace.message('two').waitFor();
    expect(await grace.place(/unread/).count()).toBe(0);
    await grace.page.reload();
    await grace.message('two').waitFor();
    expect(await grace.place(/announcements.*unread/).count()).toBe(0);
  });

  it('are answered in threads, beside the channel', async () => {
    const ada = await stage().open('ada', ANNOUNCEMENTS);
    const grace = await stage().open('grace', ANNOUNCEMENTS);
    await ada.say('who is there?');

    await grace.message('who is there?').hover();
    await grace.message('who is there?').getByRole('button', { name: 'Reply in thread' }).click();
    await grace.thread.getByRole('textbox', { name: 'Reply in thread' }).fill('me');
    await grace.page.keyboard.press('Enter');

    await grace.thread.getByText('me', { exact: true }).waitFor();
    await ada.message('who is there?').getByRole('button', { name: '1 reply' }).click();
    await ada.thread.getByText('me', { exact: true }).waitFor();
    expect(await ada.messages.getByText('me', { exact: true }).count()).toBe(0);
    await ada.page.reload();
    await ada.thread.getByText('me', { exact: true }).waitFor();
    await ada.thread.getByRole('button', { name: 'Close thread' }).click();
    expect(await ada.thread.count()).toBe(0);
    expectNoComplaints(stage());
  });

  it('that are ephemeral are seen by one person only, until they load the page again', async () => {
    const ada = await stage().open('ada', ANNOUNCEMENTS);
    const grace = await stage().open('grace', ANNOUNCEMENTS);

    await ada.say('/whisper');

    const whisper = ada.message('Only visible to you');
    await whisper.waitFor();
    expect(await whisper.getByText('between us').evaluate(({ tagName }) => tagName)).toBe('STRONG');
    expect(await grace.message('between us').count()).toBe(0);
    await ada.place('lunch').click();
    await ada.place('announcements').click();
    expect(await whisper.count()).toBe(1);
    await ada.page.reload();
    await ada.composer.waitFor();
    await eventually(async () => expect(await whisper.count()).toBe(0));
  });

  it('change where they stand, and say that they were edited', async () => {
    const { simulator } = stage();
    const window = await stage().open('ada', ANNOUNCEMENTS);
    await window.say('/text before');
    await window.message('before').waitFor();
    const posted = simulator.messages(ANNOUNCEMENTS).at(-1);
    if (posted === undefined) throw new Error('Nothing was posted.');

    simulator.slack.messages.change(posted, { text: 'after', edited: { user: posted.user, ts: posted.ts } });

    await window.message('after').getByText('(edited)').waitFor();
    simulator.slack.messages.remove(posted);
    await eventually(async () => expect(await window.message('after').count()).toBe(0));
  });

  it('cannot be written into an archived channel', async () => {
    const window = await stage().open('ada', 'C0ENGOLDEN8');

    await window.page.getByText('This channel is archived').waitFor();
    expect(await window.composer.count()).toBe(0);
  });
});

describe('buttons in a message', () => {
  it('act at once, and the message changes', async () => {
    const window = await stage().open('ada', ANNOUNCEMENTS);
    await window.say('/card');

    await window.message('asks for a role').getByRole('button', { name: 'Approve' }).click();

    await window.message(/Approved by\s+@Ada Lovelace/).waitFor();
    expect(stage().seen.actions).toMatchObject([{ action_id: 'approve', chosen: { value: 'r1' } }]);
    expectNoComplaints(stage());
  });

  it('ask first where they are told to', async () => {
    const window = await stage().open('ada', ANNOUNCEMENTS);
    await window.say('/card');
    const deny = window.message('asks for a role').getByRole('button', { name: 'Deny' });
    const question = window.page.getByRole('alertdialog', { name: 'Deny this?' });

    await deny.click();
    await question.getByText('There is no way back.').waitFor();
    await question.getByRole('button', { name: 'Go back' }).click();
    expect(await question.count()).toBe(0);
    expect(await window.focused()).toBe('Deny');
    await deny.click();
    await window.page.keyboard.press('Escape');
    expect(stage().seen.actions).toEqual([]);
    await deny.click();
    await question.getByRole('button', { name: 'Deny it' }).click();

    await eventually(async () => expect(stage().seen.actions).toMatchObject([{ action_id: 'deny' }]));
  });

  it('say when the app does not answer, and only there', async () => {
    const window = await stage().open('ada', ANNOUNCEMENTS);
    await window.say('/card');

    await window.message('asks for a role').getByRole('button', { name: 'Unheard' }).click();

    const alert = window.message('asks for a role').getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toMatch(/3 seconds|did not respond|Status Code/);
    expect(await window.page.getByRole('alert').count()).toBe(1);
  });

  it('have menus, by mouse and by keyboard', async () => {
    const window = await stage().open('ada', ANNOUNCEMENTS);
    await window.say('/card');
    const card = window.message('asks for a role');

    await card.getByRole('button', { name: 'More actions' }).click();
    await window.page.keyboard.press('ArrowDown');
    await window.page.keyboard.press('Enter');
    await eventually(async () =>
      expect(stage().seen.actions.at(-1)).toMatchObject({
        action_id: 'more',
        chosen: { selected_option: { value: 'history' } },
      }),
    );
    await window.choose('Extend by', '1 hour');

    await eventually(async () =>
      expect(stage().seen.actions.at(-1)).toMatchObject({
        action_id: 'extend',
        chosen: { selected_option: { value: '1h' } },
      }),
    );
    expectNoComplaints(stage());
  });
});

describe('the app’s Home', () => {
  it('is published when it is opened, and its buttons act', async () => {
    const window = await stage().open('ada');

    await window.place('Home').click();
    await window.page.getByRole('heading', { name: 'Welcome to the showcase' }).waitFor();
    await window.page.getByRole('button', { name: 'Show them' }).click();

    await eventually(async () => expect(stage().seen.actions).toMatchObject([{ action_id: 'show' }]));
    await window.page.reload();
    await window.page.getByRole('heading', { name: 'Welcome to the showcase' }).waitFor();
    expectNoComplaints(stage());
  });

  it('tells the app what is searched for and chosen there', async () => {
    const window = await stage().open('ada');
    await window.place('Home').click();

    await window.page.getByRole('textbox', { name: 'Search runs' }).fill('launch');
    await window.page.keyboard.press('Enter');
    await window.choose('State', 'Waiting');
    await window.page.getByRole('combobox', { name: 'Whose runs' }).fill('gra');
    await window.page.getByRole('option', { name: 'Grace Hopper' }).click();

    await eventually(async () =>
      expect(stage().seen.actions).toMatchObject([
        { action_id: 'search', chosen: { value: 'launch' } },
        { action_id: 'state', chosen: { selected_option: { value: 'waiting' } } },
        { action_id: 'who', chosen: { selected_option: { value: 'Grace Hopper' } } },
      ]),
    );
    expectNoComplaints(stage());
  });
});
