import { describe, expect, it } from '@jest/globals';
import type { ViewClosedAction, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/web-api';

import { useBoltApp } from '../support/bolt-app.js';
import { useGrid } from '../support/grid.js';
import { modal, plain, triggerFor } from '../support/views.js';

const grid = useGrid();
const bolt = useBoltApp(grid);
const trouble = 'We had some trouble connecting. Try again?';

async function open(handle: string, view: ModalView = modal()) {
  await grid.bot.views.open({ trigger_id: triggerFor(grid.simulator, handle), view });
  return grid.simulator.as(handle);
}

const option = (value: string) => ({ text: plain(value.toUpperCase()), value });

/** One input of every kind. */
const everything: ModalView['blocks'] = [
  { type: 'input', block_id: 'text', label: plain('x'), element: { type: 'plain_text_input', action_id: 'a' } },
  { type: 'input', block_id: 'mail', label: plain('x'), element: { type: 'email_text_input', action_id: 'a' } },
  { type: 'input', block_id: 'link', label: plain('x'), element: { type: 'url_text_input', action_id: 'a' } },
  {
    type: 'input',
    block_id: 'number',
    label: plain('x'),
    element: { type: 'number_input', action_id: 'a', is_decimal_allowed: false, min_value: '1', max_value: '9' },
  },
  {
    type: 'input',
    block_id: 'menu',
    label: plain('x'),
    element: { type: 'static_select', action_id: 'a', options: [option('one'), option('two')] },
  },
  {
    type: 'input',
    block_id: 'several',
    label: plain('x'),
    element: {
      type: 'multi_static_select',
      action_id: 'a',
      options: [option('one'), option('two')],
      max_selected_items: 1,
    },
  },
  {
    type: 'input',
    block_id: 'ticks',
    label: plain('x'),
    element: { type: 'checkboxes', action_id: 'a', options: [option('one'), option('two')] },
  },
  {
    type: 'input',
    block_id: 'radio',
    label: plain('x'),
    element: { type: 'radio_buttons', action_id: 'a', options: [option('one'), option('two')] },
  },
  { type: 'input', block_id: 'person', label: plain('x'), element: { type: 'users_select', action_id: 'a' } },
  { type: 'input', block_id: 'people', label: plain('x'), element: { type: 'multi_users_select', action_id: 'a' } },
  { type: 'input', block_id: 'channel', label: plain('x'), element: { type: 'channels_select', action_id: 'a' } },
  {
    type: 'input',
    block_id: 'talk',
    label: plain('x'),
    element: { type: 'conversations_select', action_id: 'a', response_url_enabled: true },
  },
  { type: 'input', block_id: 'day', label: plain('x'), element: { type: 'datepicker', action_id: 'a' } },
  { type: 'input', block_id: 'hour', label: plain('x'), element: { type: 'timepicker', action_id: 'a' } },
  { type: 'input', block_id: 'moment', label: plain('x'), element: { type: 'datetimepicker', action_id: 'a' } },
];

const filled = {
  text: 'words',
  mail: 'ada@engines.example',
  link: 'https://engines.example',
  number: 7,
  menu: 'two',
  several: ['one'],
  ticks: ['one', 'two'],
  radio: 'one',
  person: 'W0GRACE0002',
  people: ['W0GRACE0002', 'U0ADA000001'],
  channel: 'C0GENENGIN5',
  talk: 'C0AUDITLOG1',
  day: '2026-12-31',
  hour: '23:59',
  moment: 1_800_000_000,
};

describe('view_submission', () => {
  it('carries the state of every input in Slack’s own form', async () => {
    const bodies: ViewSubmitAction[] = [];
    bolt.app.view<ViewSubmitAction>('form', async ({ ack, body }) => {
      bodies.push(body);
      await ack();
    });
    const ada = await open('ada', modal({ blocks: everything, private_metadata: 'run 1' }));
    await expect(ada.submit(filled)).resolves.toMatchObject({ ok: true });
    const [body] = bodies;
    expect(body?.view.state.values).toEqual({
      text: { a: { type: 'plain_text_input', value: 'words' } },
      mail: { a: { type: 'email_text_input', value: 'ada@engines.example' } },
      link: { a: { type: 'url_text_input', value: 'https://engines.example' } },
      number: { a: { type: 'number_input', value: '7' } },
      menu: { a: { type: 'static_select', selected_option: option('two') } },
      several: { a: { type: 'multi_static_select', selected_options: [option('one')] } },
      ticks: { a: { type: 'checkboxes', selected_options: [option('one'), option('two')] } },
      radio: { a: { type: 'radio_buttons', selected_option: option('one') } },
      person: { a: { type: 'users_select', selected_user: 'W0GRACE0002' } },
      people: { a: { type: 'multi_users_select', selected_users: ['W0GRACE0002', 'U0ADA000001'] } },
      channel: { a: { type: 'channels_select', selected_channel: 'C0GENENGIN5' } },
      talk: { a: { type: 'conversations_select', selected_conversation: 'C0AUDITLOG1' } },
      day: { a: { type: 'datepicker', selected_date: '2026-12-31' } },
      hour: { a: { type: 'timepicker', selected_time: '23:59' } },
      moment: { a: { type: 'datetimepicker', selected_date_time: 1_800_000_000 } },
    });
    expect(body).toMatchObject({
      type: 'view_submission',
      is_enterprise_install: true,
      enterprise: { id: 'E0ANALYTIC1' },
      user: { id: 'U0ADA000001' },
      view: { private_metadata: 'run 1', callback_id: 'form', app_installed_team_id: 'E0ANALYTIC1' },
      response_urls: [{ block_id: 'talk', action_id: 'a', channel_id: 'C0AUDITLOG1' }],
    });
  });

  it('begins with the initial values, and with null or nothing where there are none', async () => {
    const blocks: ModalView['blocks'] = [
      {
        type: 'input',
        block_id: 'text',
        label: plain('x'),
        optional: true,
        element: { type: 'plain_text_input', action_id: 'a', initial_value: 'given' },
      },
      {
        type: 'input',
        block_id: 'ticks',
        label: plain('x'),
        optional: true,
        element: { type: 'checkboxes', action_id: 'a', options: [option('one')] },
      },
      {
        type: 'section',
        block_id: 'aside',
        text: plain('x'),
        accessory: { type: 'users_select', action_id: 'a' },
      },
    ];
    const ada = await open('ada', modal({ blocks }));
    expect(ada.view()?.values).toEqual({
      text: { a: { type: 'plain_text_input', value: 'given' } },
      ticks: { a: { type: 'checkboxes', selected_options: [] } },
      aside: { a: { type: 'users_select', selected_user: null } },
    });
  });

  it('says nothing of the workspace it came from for some people', async () => {
    const teams: unknown[] = [];
    bolt.app.view('form', async ({ ack, body }) => {
      teams.push({ team: body.team?.id ?? null, user_team: body.user.team_id });
      await ack();
    });
    for (const interactivity of ['workspace', 'org', 'other'] as const) {
      await open('ada');
      await grid.simulator.as('ada', { interactivity }).submit({ reason: 'x' });
    }
    expect(teams).toEqual([
      { team: 'T0ENGINEER1', user_team: 'T0ENGINEER1' },
      { team: null, user_team: 'E0ANALYTIC1' },
      { team: null, user_team: 'T0MARKETNG2' },
    ]);
    const habits = new Set(grid.simulator.org.people.map((person) => person.interactivity_team));
    expect(habits).toEqual(new Set(['workspace', 'org', 'other']));
  });

  it('is not sent before every input is in order', async () => {
    const ada = await open('ada', modal({ blocks: everything }));
    const empty = await ada.submit();
    expect(empty.delivery).toBeNull();
    expect(new Set(Object.values(empty.errors ?? {}))).toEqual(new Set(['Please complete this required field.']));
    expect(Object.keys(empty.errors ?? {})).toHaveLength(15);
    const wrong = { ...filled, mail: 'ada', link: 'engines', number: '1.5', several: ['one', 'two'] };
    expect((await ada.submit(wrong)).errors).toEqual({
      mail: 'Enter a valid email address.',
      link: 'Enter a valid URL.',
      number: 'Enter a whole number.',
      several: 'Choose at most 1 items.',
    });
    expect((await ada.submit({ ...filled, number: '10' })).errors).toEqual({ number: 'Enter a number of at most 9.' });
    expect((await ada.submit({ ...filled, number: '0' })).errors).toEqual({ number: 'Enter a number of at least 1.' });
    expect(grid.simulator.deliveries()).toEqual([]);
  });

  it('keeps to the lengths of a text field', async () => {
    const element = { type: 'plain_text_input' as const, action_id: 'a', min_length: 3, max_length: 5 };
    const ada = await open('ada', modal({ blocks: [{ type: 'input', block_id: 'text', label: plain('x'), element }] }));
    expect((await ada.submit({ text: 'ab' })).errors).toEqual({ text: 'Enter at least 3 characters.' });
    expect((await ada.submit({ text: 'abcdef' })).errors).toEqual({ text: 'Enter at most 5 characters.' });
  });

  it('is filled in by option, by single value, and emptied again by null', async () => {
    const ada = await open('ada', modal({ blocks: everything }));
    ada.fillIn({ menu: option('two'), ticks: 'one', people: 'W0GRACE0002', text: 'x' });
    ada.fillIn({ text: null, day: '' });
    expect(ada.view()?.values['ticks']).toMatchObject({ a: { selected_options: [option('one')] } });
    ada.fillIn({ ticks: true });
    expect(ada.view()?.values['ticks']).toMatchObject({ a: { selected_options: [option('one'), option('two')] } });
    ada.fillIn({ ticks: false });
    expect(ada.view()?.values).toMatchObject({
      menu: { a: { selected_option: option('two') } },
      ticks: { a: { selected_options: [] } },
      people: { a: { selected_users: ['W0GRACE0002'] } },
      text: { a: { type: 'plain_text_input', value: null } },
      day: { a: { type: 'datepicker', selected_date: null } },
    });
  });

  it('names no response_url for a conversation nobody has chosen', async () => {
    const bodies: ViewSubmitAction[] = [];
    bolt.app.view<ViewSubmitAction>('form', async ({ ack, body }) => {
      bodies.push(body);
      await ack();
    });
    const element = { type: 'conversations_select' as const, action_id: 'a', response_url_enabled: true };
    const ada = await open('ada', modal({ blocks: [{ type: 'input', label: plain('x'), optional: true, element }] }));
    await ada.submit();
    expect(bodies[0]?.response_urls).toEqual([]);
  });

  it('passes on a choice nobody offered, since an app must not trust what comes back', async () => {
    const values: unknown[] = [];
    bolt.app.view('form', async ({ ack, view }) => {
      values.push(view.state.values['menu']?.['a']?.selected_option?.value);
      await ack();
    });
    const ada = await open('ada', modal({ blocks: everything }));
    await ada.submit({ ...filled, menu: 'forged' });
    expect(values).toEqual(['forged']);
  });
});

describe('the answer to a submission', () => {
  it('closes the topmost modal only when it is empty', async () => {
    bolt.app.view('form', async ({ ack }) => ack());
    const ada = await open('ada');
    const view_id = ada.view()?.id ?? null;
    const trigger_id = grid.simulator.slack.triggers.issue({ person: ada.id, team: 'T0ENGINEER1', view_id });
    await grid.bot.views.push({ trigger_id, view: modal() });
    await ada.submit({ reason: 'x' });
    expect(ada.views().map(({ id }) => id)).toEqual([view_id]);
  });

  it('clears the whole stack', async () => {
    bolt.app.view('form', async ({ ack }) => ack({ response_action: 'clear' }));
    const ada = await open('ada');
    const view_id = ada.view()?.id ?? null;
    const trigger_id = grid.simulator.slack.triggers.issue({ person: ada.id, team: 'T0ENGINEER1', view_id });
    await grid.bot.views.push({ trigger_id, view: modal() });
    await ada.submit({ reason: 'x' });
    expect(ada.views()).toEqual([]);
  });

  it('puts another view in its place, and the app may update that one', async () => {
    bolt.app.view('form', async ({ ack, client, view }) => {
      await ack({ response_action: 'update', view: modal({ title: plain('Loading') }) });
      await client.views.update({ view_id: view.id, view: modal({ title: plain('Plan') }) });
    });
    const ada = await open('ada');
    const id = ada.view()?.id;
    await ada.submit({ reason: 'x' });
    await grid.simulator.waitFor(() => ada.view()?.title?.['text'] === 'Plan');
    expect(ada.view()?.id).toBe(id);
  });

  it('pushes another view on top', async () => {
    bolt.app.view('form', async ({ ack }) => ack({ response_action: 'push', view: modal({ title: plain('Top') }) }));
    const ada = await open('ada');
    await ada.submit({ reason: 'x' });
    expect(ada.views().map(({ title }) => title?.['text'])).toEqual(['Form', 'Top']);
  });

  it('shows errors beside the inputs, and the modal stays', async () => {
    bolt.app.view('form', async ({ ack }) => ack({ response_action: 'errors', errors: { reason: 'Too short.' } }));
    const ada = await open('ada');
    await expect(ada.submit({ reason: 'x' })).resolves.toMatchObject({ ok: false, errors: { reason: 'Too short.' } });
    expect(ada.view()?.values['reason']?.['value']).toMatchObject({ value: 'x' });
  });

  it.each([
    ['errors for something that is no input', { response_action: 'errors' as const, errors: { intro: 'No.' } }],
    ['an empty error', { response_action: 'errors' as const, errors: { reason: '' } }],
    ['no errors at all', { response_action: 'errors' as const, errors: {} }],
    ['a view beyond a limit', { response_action: 'update' as const, view: modal({ title: plain('x'.repeat(25)) }) }],
    ['a Home view', { response_action: 'push' as const, view: { type: 'home' as const, blocks: [] } }],
  ])('leads to nothing but "trouble connecting" with %s', async (_what, answer) => {
    bolt.app.view('form', async ({ ack }) => ack(answer));
    const blocks: ModalView['blocks'] = [{ type: 'section', block_id: 'intro', text: plain('x') }, ...modal().blocks];
    const ada = await open('ada', modal({ blocks }));
    await expect(ada.submit({ reason: 'x' })).resolves.toMatchObject({ ok: false, problem: trouble });
    expect(grid.simulator.breaches()).toHaveLength(1);
    expect(ada.notices()).toEqual([trouble]);
  });

  it('has nowhere to push to when the modal was closed in the meantime', async () => {
    const ada = await open('ada');
    bolt.app.view('form', async ({ ack }) => {
      await ada.close();
      await ack({ response_action: 'push', view: modal() });
    });
    await expect(ada.submit({ reason: 'x' })).resolves.toMatchObject({ ok: false, problem: trouble });
    expect(ada.views()).toEqual([]);
  });

  it('leads to "trouble connecting" when the app says no or is not there', async () => {
    const ada = await open('ada');
    await expect(ada.submit({ reason: 'x' })).resolves.toMatchObject({ problem: trouble });
    grid.simulator.appUrl = 'http://127.0.0.1:1';
    await expect(ada.submit({ reason: 'x' })).resolves.toMatchObject({ problem: trouble });
    expect(ada.view()).toBeDefined();
  });
});

describe('closing a modal', () => {
  it('is told to the app only for views with notify_on_close', async () => {
    const closed: unknown[] = [];
    bolt.app.view<ViewClosedAction>({ type: 'view_closed', callback_id: 'form' }, async ({ ack, body }) => {
      closed.push({ is_cleared: body.is_cleared, metadata: body.view.private_metadata });
      await ack();
    });
    await (await open('ada')).close();
    const ada = await open('ada', modal({ notify_on_close: true, private_metadata: 'told' }));
    await ada.close();
    expect(closed).toEqual([{ is_cleared: false, metadata: 'told' }]);
    expect(ada.view()).toBeUndefined();
  });

  it('with clear_on_close closes all of them', async () => {
    const closed: boolean[] = [];
    bolt.app.view<ViewClosedAction>({ type: 'view_closed', callback_id: 'form' }, async ({ ack, body }) => {
      closed.push(body.is_cleared);
      await ack();
    });
    const ada = await open('ada', modal({ notify_on_close: true }));
    const view_id = ada.view()?.id ?? null;
    const trigger_id = grid.simulator.slack.triggers.issue({ person: ada.id, team: 'T0ENGINEER1', view_id });
    await grid.bot.views.push({ trigger_id, view: modal({ notify_on_close: true, clear_on_close: true }) });
    await ada.close();
    expect(ada.views()).toEqual([]);
    expect(closed).toEqual([true, true]);
  });
});
