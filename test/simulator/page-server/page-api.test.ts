import { describe, expect, it } from '@jest/globals';

import type { PageMessages, PageState } from '../../../src/simulator/page/api.js';
import type { PageAnswer } from '../../../src/simulator/page/posts.js';
import { useBoltApp } from '../support/bolt-app.js';
import { posted, useGrid } from '../support/grid.js';
import { modal, plain, triggerFor } from '../support/views.js';

const grid = useGrid();
const bolt = useBoltApp(grid);
const ada = { as: 'U0ADA000001', team: 'T0ENGINEER1' };
const grace = { as: 'W0GRACE0002', team: 'T0ENGINEER1' };
const approvals = 'C0APPROVAL2';

async function get<Answer>(path: string): Promise<Answer> {
  const response = await fetch(grid.simulator.url + path);
  const answer: Answer = JSON.parse(await response.text());
  return answer;
}

async function post<Answer = PageAnswer>(path: string, body: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${grid.simulator.url}/page/${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  const answer: Answer = JSON.parse(await response.text());
  return answer;
}

function state(as?: string, team?: string): Promise<PageState> {
  const query = new URLSearchParams({ ...(as === undefined ? {} : { as }), ...(team === undefined ? {} : { team }) });
  return get(`/page/state?${query.toString()}`);
}

function messages(as: string, channel: string, thread?: string): Promise<PageMessages> {
  return get(`/page/messages?as=${as}&channel=${channel}${thread === undefined ? '' : `&thread=${thread}`}`);
}

async function opened(view = modal()): Promise<string> {
  const { view: shown } = await grid.bot.views.open({ trigger_id: triggerFor(grid.simulator, 'ada'), view });
  return shown?.id ?? '';
}

describe('GET /page/state', () => {
  it('has everything for the first screen', async () => {
    const shown = await state(ada.as, 'T0MARKETNG2');
    expect(shown).toMatchObject({
      org: { id: 'E0ANALYTIC1', name: 'Analytical Engines' },
      app: { name: 'Test App', bot_user_id: 'U0APPBOT001' },
      me: { id: ada.as, name: 'Ada Lovelace', handle: 'ada', role: 'Member', selectable: true },
      tz: 'Europe/London',
      team: { id: 'T0MARKETNG2', name: 'Marketing' },
      workspaces: [{ name: 'Engineering' }, { name: 'Marketing' }],
      shortcuts: [{ callback_id: 'open_it', name: 'Open it' }],
      home: null,
      views: [],
    });
    expect(shown.commands.map(({ command }) => command)).toEqual(['/plain', '/modal', '/slow', '/nobody']);
    expect(shown.conversations.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'channel announcements',
      'channel lunch',
      'channel general',
      'dm Test App',
    ]);
  });

  it('chooses somebody when nobody who can be chosen was asked for', async () => {
    const charles = grid.simulator.org.person('charles').id;
    for (const who of [undefined, charles, 'U0APPBOT001', 'U0NOBODY000']) {
      await expect(state(who)).resolves.toMatchObject({ me: { handle: 'ada' }, team: { name: 'Engineering' } });
    }
  });

  it('signs in whoever is chosen: who was invited before is a member then', async () => {
    await grid.admin.admin.users.invite({
      team_id: 'T0MARKETNG2',
      email: 'joe@smith.example',
      channel_ids: ['C0MKTCAMP10'],
    });
    const joe = (await state()).people.find(({ handle }) => handle === 'joe');
    expect(joe).toMatchObject({ role: 'Invited', selectable: true });
    await expect(state(joe?.id)).resolves.toMatchObject({
      me: { role: 'Member' },
      conversations: expect.arrayContaining([expect.objectContaining({ name: 'campaigns' })]),
    });
  });

  it('says of everybody what they are', async () => {
    const { people } = await state();
    const roles = Object.fromEntries(people.map(({ handle, role, selectable }) => [handle, [role, selectable]]));
    expect(roles).toMatchObject({
      grace: ['Primary owner', true],
      margaret: ['Org owner', true],
      katherine: ['Org admin', true],
      joan: ['Marketing: owner', true],
      'gia.multi': ['Guest', true],
      deploybot: ['Bot', false],
      charles: ['Deactivated', false],
      'vera.elsewhere': ['Of another organisation', false],
    });
  });
});

describe('GET /page/messages', () => {
  it('shows a conversation without its replies, and a thread with its parent first', async () => {
    const { ts } = await posted(grid.bot, { channel: approvals, text: 'parent' });
    await posted(grid.bot, { channel: approvals, text: 'reply', thread_ts: ts });
    await expect(messages(grace.as, approvals)).resolves.toMatchObject({
      messages: [{ text: 'parent', reply_count: 1, author: 'Test App', is_app: true, edited: false, ephemeral: false }],
    });
    const thread = await messages(grace.as, approvals, ts);
    expect(thread.messages.map(({ text }) => text)).toEqual(['parent', 'reply']);
    await grid.bot.chat.postMessage({ channel: approvals, text: 'both', thread_ts: ts, reply_broadcast: true });
    const shown = (await messages(grace.as, approvals)).messages;
    expect(shown.map(({ text, broadcast }) => [text, broadcast])).toEqual([
      ['parent', undefined],
      ['both', true],
    ]);
  });

  it('counts the conversation as read from then on', async () => {
    const unread = async (): Promise<number | undefined> => {
      const { conversations } = await state(grace.as);
      return conversations.find(({ id }) => id === approvals)?.unread;
    };
    await posted(grid.bot, { channel: approvals, text: 'one' });
    await posted(grid.bot, { channel: approvals, text: 'two' });
    await expect(unread()).resolves.toBe(2);
    await messages(grace.as, approvals);
    await expect(unread()).resolves.toBe(0);
    await posted(grid.bot, { channel: approvals, text: 'three' });
    await expect(post('read', { ...grace, channel: approvals })).resolves.toEqual({ ok: true });
    await expect(unread()).resolves.toBe(0);
  });

  it('shows nobody a channel they are not in', async () => {
    await expect(messages(ada.as, approvals)).resolves.toMatchObject({ ok: false, error: 'channel_not_found' });
  });

  it('keeps ephemeral messages until the page is loaded again', async () => {
    await grid.bot.chat.postEphemeral({ channel: approvals, user: grace.as, text: 'psst' });
    await expect(messages(grace.as, approvals)).resolves.toMatchObject({
      messages: [{ text: 'psst', ephemeral: true }],
    });
    const margaret = grid.simulator.org.person('margaret').id;
    await expect(messages(margaret, approvals)).resolves.toEqual({ messages: [] });
    await get(`/page/state?as=${grace.as}&keep=1`);
    await expect(messages(grace.as, approvals)).resolves.toMatchObject({ messages: [{ text: 'psst' }] });
    await state(grace.as);
    await expect(messages(grace.as, approvals)).resolves.toEqual({ messages: [] });
  });
});

describe('POST /page/message', () => {
  it('writes text with mentions, escaped', async () => {
    await post('message', { ...ada, channel: 'C0GENENGIN5', text: '@grace <b> & co' });
    expect(grid.simulator.messages('C0GENENGIN5')).toMatchObject([
      { text: '<@W0GRACE0002> &lt;b&gt; &amp; co', user: ada.as, by_app: false },
    ]);
  });

  it('runs a command when the text begins with a slash', async () => {
    bolt.app.command('/plain', async ({ ack, body }) => ack(`heard: ${body.text}`));
    const answer = await post('message', { ...ada, channel: 'C0GENENGIN5', text: '/plain  two words ' });
    expect(answer).toEqual({ ok: true });
    await expect(messages(ada.as, 'C0GENENGIN5')).resolves.toMatchObject({ messages: [{ text: 'heard: two words' }] });
    await expect(post('message', { ...ada, channel: 'C0GENENGIN5', text: '/what' })).resolves.toEqual({
      ok: false,
      problem: '/what is not a valid command.',
    });
  });

  it('makes whoever writes a member of a public channel, once', async () => {
    const before = grid.simulator.org.channel('C0ENGBUILD6').members.length;
    for (const text of ['one', 'two']) await post('message', { ...grace, channel: 'C0ENGBUILD6', text });
    expect(grid.simulator.org.channel('C0ENGBUILD6').members.slice(before)).toEqual([grace.as]);
  });

  it('writes into no archived channel', async () => {
    const answer = await post('message', { ...ada, channel: 'C0ENGOLDEN8', text: 'hello?' });
    expect(answer).toEqual({ ok: false, problem: 'This channel is archived.' });
  });

  it('does nothing for people who cannot be chosen', async () => {
    const charles = grid.simulator.org.person('charles').id;
    const answer = await post('message', { as: charles, team: ada.team, channel: 'C0GENENGIN5', text: 'x' });
    expect(answer).toMatchObject({ ok: false, error: 'user_not_found' });
  });
});

describe('POST /page/submit and /page/close', () => {
  const values = (value: unknown) => ({ reason: { value: { type: 'plain_text_input', value } } });

  it('submits the topmost modal with the values of the page', async () => {
    const got: unknown[] = [];
    bolt.app.view('form', async ({ ack, view }) => {
      got.push(view.state.values['reason']?.['value']?.value);
      await ack();
    });
    const view_id = await opened();
    await expect(post('submit', { ...ada, view_id, values: values('because') })).resolves.toEqual({ ok: true });
    expect(got).toEqual(['because']);
    await expect(post('submit', { ...ada, view_id, values: {} })).resolves.toMatchObject({ ok: false });
  });

  it('answers errors beside fields, from Slack’s side and from the app', async () => {
    bolt.app.view('form', async ({ ack }) => ack({ response_action: 'errors', errors: { reason: 'Why?' } }));
    const view_id = await opened();
    await expect(post('submit', { ...ada, view_id, values: values(null) })).resolves.toEqual({
      ok: false,
      errors: { reason: 'Please complete this required field.' },
    });
    await expect(post('submit', { ...ada, view_id, values: values('x') })).resolves.toEqual({
      ok: false,
      errors: { reason: 'Why?' },
    });
  });

  it('takes of the values only what belongs to the view', async () => {
    const got: unknown[] = [];
    bolt.app.view('form', async ({ ack, view }) => {
      got.push(view.state.values);
      await ack();
    });
    const view_id = await opened();
    const foreign = { other: { x: { type: 'plain_text_input', value: 'x' } }, ...values('x') };
    await post('submit', { ...ada, view_id, values: foreign });
    expect(got).toEqual([values('x')]);
  });

  it('closes the topmost modal', async () => {
    const view_id = await opened();
    await expect(post('close', { ...grace, view_id })).resolves.toEqual({ ok: true });
    expect(grid.simulator.as('ada').view()).toBeDefined();
    await expect(post('close', { ...ada, view_id })).resolves.toEqual({ ok: true });
    expect(grid.simulator.as('ada').view()).toBeUndefined();
  });
});

describe('POST /page/action and /page/options', () => {
  const deeds = {
    type: 'actions' as const,
    block_id: 'deeds',
    elements: [
      { type: 'button' as const, action_id: 'go', text: plain('Go'), value: '7' },
      { type: 'datepicker' as const, action_id: 'day' },
    ],
  };

  it('takes the value of a button from the block itself', async () => {
    const got: unknown[] = [];
    bolt.app.action('go', async ({ ack, payload, body }) => {
      got.push('value' in payload ? payload.value : null, 'state' in body ? body.state : null);
      await ack();
    });
    const { ts } = await posted(grid.bot, { channel: approvals, text: 'x', blocks: [deeds] });
    const container = { type: 'message', channel: approvals, ts };
    const day = { type: 'datepicker', selected_date: '2026-12-31' };
    const press = { ...grace, container, block_id: 'deeds', action_id: 'go', values: { deeds: { day } } };
    await expect(post('action', press)).resolves.toEqual({ ok: true });
    expect(got).toEqual(['7', { values: { deeds: { day } } }]);
    await expect(post('action', { ...press, ...ada })).resolves.toMatchObject({ ok: false });
    await expect(post('action', { ...press, action_id: 'gone' })).resolves.toEqual({
      ok: false,
      problem: 'This button or menu is not there any more.',
    });
  });

  it('tells the app what was chosen', async () => {
    const got: unknown[] = [];
    bolt.app.action('day', async ({ ack, payload }) => {
      got.push('selected_date' in payload ? payload.selected_date : null);
      await ack();
    });
    const view_id = await opened(modal({ blocks: [deeds] }));
    const chosen = { type: 'datepicker', selected_date: '2026-12-31' };
    const container = { type: 'view', view_id };
    await post('action', { ...ada, container, block_id: 'deeds', action_id: 'day', chosen });
    expect(got).toEqual(['2026-12-31']);
  });

  it('asks the app for options, with the state of the page', async () => {
    bolt.app.options('who', async ({ ack, body }) => {
      const typed = 'view' in body ? body.view?.state?.values['reason']?.['value']?.value : '';
      await ack({ options: [{ text: plain(`after ${typed}`), value: 'one' }] });
    });
    const who = {
      type: 'input' as const,
      block_id: 'who',
      label: plain('x'),
      element: { type: 'external_select' as const, action_id: 'who', min_query_length: 1 },
    };
    const view_id = await opened(modal({ blocks: [...modal().blocks, who] }));
    const values = { reason: { value: { type: 'plain_text_input', value: 'typed' } } };
    const ask = { ...ada, container: { type: 'view', view_id }, block_id: 'who', action_id: 'who', values };
    await expect(post('options', { ...ask, value: 'g' })).resolves.toEqual({
      options: [{ text: plain('after typed'), value: 'one' }],
      option_groups: [],
    });
    await expect(post('options', { ...ask, value: '' })).resolves.toEqual({ options: [], option_groups: [] });
    const asked = grid.simulator.deliveries('block_suggestion').length;
    for (const id of ['reason', 'gone']) {
      await post('options', { ...ask, block_id: id, action_id: id === 'reason' ? 'value' : id, value: 'grace' });
    }
    expect(grid.simulator.deliveries('block_suggestion')).toHaveLength(asked);
  });
});

describe('POST /page/options in a message', () => {
  it('shows the app the message around the menu', async () => {
    bolt.app.options('who', async ({ ack, body }) => {
      const seen = 'container' in body ? body.container?.['type'] : '';
      await ack({ options: [{ text: plain(`in a ${seen}`), value: 'one' }] });
    });
    const menu = { type: 'external_select' as const, action_id: 'who', min_query_length: 0 };
    const blocks = [{ type: 'actions' as const, block_id: 'deeds', elements: [menu] }];
    const { ts } = await posted(grid.bot, { channel: approvals, text: 'x', blocks });
    const container = { type: 'message', channel: approvals, ts };
    const ask = { container, block_id: 'deeds', action_id: 'who', value: '', values: {} };
    await expect(post('options', { ...grace, ...ask })).resolves.toMatchObject({
      options: [{ text: plain('in a message') }],
    });
    await expect(post('options', { ...ada, ...ask })).resolves.toEqual({ options: [], option_groups: [] });
  });
});

describe('POST /page/home and /page/shortcut', () => {
  it('opens the Home tab and runs shortcuts', async () => {
    bolt.app.event('app_home_opened', async ({ event, client }) => {
      await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [deed] } });
    });
    bolt.app.shortcut('open_it', async ({ ack }) => ack());
    const deed = { type: 'section' as const, text: plain('Welcome') };
    await expect(post('home', ada)).resolves.toEqual({ ok: true });
    await grid.simulator.waitFor(() => grid.simulator.as('ada').home());
    await expect(state(ada.as)).resolves.toMatchObject({
      home: { type: 'home', blocks: [{ text: plain('Welcome') }] },
    });
    await expect(post('shortcut', { ...ada, callback_id: 'open_it' })).resolves.toEqual({ ok: true });
  });
});

describe('a body that is none', () => {
  it('is refused in words', async () => {
    await expect(post('message', { as: 1 })).resolves.toMatchObject({ ok: false, error: 'invalid_body' });
    const body = JSON.stringify({ ...ada, channel: 'C0GENENGIN5', text: 'x' });
    const response = await fetch(`${grid.simulator.url}/page/message`, { method: 'POST', body });
    await expect(response.json()).resolves.toEqual({ ok: false, error: 'not_json' });
    const huge = { ...ada, channel: 'C0GENENGIN5', text: 'x'.repeat(4_200_000) };
    await expect(post('message', huge)).resolves.toMatchObject({ error: 'request_too_large' });
    expect((await fetch(`${grid.simulator.url}/page/message`)).status).toBe(405);
  });
});
