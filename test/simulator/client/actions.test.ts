import { describe, expect, it } from '@jest/globals';
import type { BlockAction, BlockSuggestion, GlobalShortcut } from '@slack/bolt';
import type { HomeView } from '@slack/web-api';

import { useBoltApp } from '../support/bolt-app.js';
import { posted, useGrid } from '../support/grid.js';
import { manifest } from '../support/manifest.js';
import { home, modal, plain, triggerFor } from '../support/views.js';

const grid = useGrid();
const bolt = useBoltApp(grid);
const approvals = 'C0APPROVAL2';

const card = [
  {
    type: 'actions',
    block_id: 'deeds',
    elements: [
      { type: 'button', action_id: 'approve', text: plain('Approve'), value: 'run-1', style: 'primary' },
      { type: 'static_select', action_id: 'why', options: [{ text: plain('One'), value: 'one' }] },
    ],
  },
];

/** What the app gets of the buttons with this action_id. */
function caught(actionId: string): BlockAction[] {
  const bodies: BlockAction[] = [];
  bolt.app.action({ type: 'block_actions', action_id: actionId }, async ({ ack, body }) => {
    bodies.push(body);
    await ack();
  });
  return bodies;
}

describe('a button in a message', () => {
  it('tells the app which button, in which message, by whom', async () => {
    const bodies = caught('approve');
    const metadata = { event_type: 'run', event_payload: { id: '1' } };
    const { ts } = await posted(grid.bot, { channel: approvals, text: 'Please', blocks: card, metadata });
    await grid.simulator.as('grace').press('approve', { channel: approvals, ts });
    expect(bodies[0]).toMatchObject({
      type: 'block_actions',
      user: { id: 'W0GRACE0002', username: 'grace' },
      enterprise: { id: 'E0ANALYTIC1', name: 'Analytical Engines' },
      is_enterprise_install: true,
      container: { type: 'message', message_ts: ts, channel_id: approvals, is_ephemeral: false },
      channel: { id: approvals, name: 'admin-approvals' },
      message: { ts, text: 'Please', metadata, bot_id: 'B0APPBOT001' },
      state: { values: {} },
      response_url: expect.stringContaining('/hooks/actions/'),
      trigger_id: expect.stringMatching(/^\d+\./),
      actions: [
        {
          type: 'button',
          action_id: 'approve',
          block_id: 'deeds',
          value: 'run-1',
          style: 'primary',
          text: plain('Approve'),
          action_ts: expect.stringMatching(/^\d+\.\d{6}$/),
        },
      ],
    });
  });

  it('lets the app open a modal with its trigger', async () => {
    bolt.app.action('approve', async ({ ack, client, body }) => {
      await ack();
      if ('trigger_id' in body) await client.views.open({ trigger_id: body.trigger_id, view: modal() });
    });
    await posted(grid.bot, { channel: approvals, text: 'Please', blocks: card });
    const grace = grid.simulator.as('grace');
    await grace.press('approve');
    await expect(grid.simulator.waitFor(() => grace.view())).resolves.toMatchObject({ callback_id: 'form' });
  });

  it('lets the app replace the message or take it away', async () => {
    bolt.app.action('approve', async ({ ack, respond, body }) => {
      await ack();
      if (body.user.id === 'W0GRACE0002') await respond({ text: 'Approved', replace_original: true });
      else await respond({ delete_original: true });
    });
    const { ts } = await posted(grid.bot, { channel: approvals, text: 'Please', blocks: card });
    await grid.simulator.as('grace').press('approve');
    const message = await grid.simulator.waitFor(() => grid.simulator.messages(approvals).find(({ edited }) => edited));
    expect(message).toMatchObject({ ts, text: 'Approved', blocks: [] });
    await posted(grid.bot, { channel: approvals, text: 'Again', blocks: card });
    await grid.simulator.as('margaret').press('approve');
    await grid.simulator.waitFor(() => grid.simulator.messages(approvals).length === 1);
  });

  it('answers ephemerally by default, in the thread of the message', async () => {
    bolt.app.action('approve', async ({ ack, respond }) => {
      await ack();
      await respond({ text: 'Only you see this', replace_original: false });
    });
    const { ts } = await posted(grid.bot, { channel: approvals, text: 'Parent' });
    await posted(grid.bot, { channel: approvals, text: 'Please', blocks: card, thread_ts: ts });
    const grace = grid.simulator.as('grace');
    await grace.press('approve');
    const answer = await grid.simulator.waitFor(() => grace.ephemerals(approvals).at(-1));
    expect(answer).toMatchObject({ text: 'Only you see this', thread_ts: ts });
    expect(grid.simulator.as('margaret').ephemerals()).toEqual([]);
  });

  it('in an ephemeral message shows the app its place, not the message', async () => {
    const bodies = caught('approve');
    const grace = grid.simulator.as('grace');
    await grid.bot.chat.postEphemeral({ channel: approvals, user: grace.id, text: 'psst', blocks: card });
    await grace.press('approve');
    expect(bodies[0]).toMatchObject({ container: { is_ephemeral: true, channel_id: approvals } });
    expect(bodies[0]).not.toHaveProperty('message');
  });

  it('is not there for somebody who cannot see the channel', async () => {
    const { ts } = await posted(grid.bot, { channel: approvals, text: 'Please', blocks: card });
    const ada = grid.simulator.as('ada');
    await expect(ada.press('approve', { channel: approvals, ts })).rejects.toThrow('sees nothing');
  });

  it('shows what went wrong when the app does not take it', async () => {
    await posted(grid.bot, { channel: approvals, text: 'Please', blocks: card });
    const grace = grid.simulator.as('grace');
    await expect(grace.press('approve')).resolves.toMatchObject({
      ok: false,
      problem: 'This app responded with Status Code 404.',
    });
    grid.simulator.appUrl = 'http://127.0.0.1:1';
    await expect(grace.press('approve')).resolves.toMatchObject({ problem: 'This app did not respond. Try again?' });
  });
});

describe('a menu in a message', () => {
  it('tells the app what was chosen', async () => {
    const bodies = caught('why');
    await posted(grid.bot, { channel: approvals, text: 'Please', blocks: card });
    await grid.simulator.as('grace').choose('why', 'one');
    expect(bodies[0]?.actions).toMatchObject([{ type: 'static_select', selected_option: { value: 'one' } }]);
  });
});

describe('an element in a view', () => {
  const blocks = [
    {
      type: 'section' as const,
      block_id: 'who',
      text: plain('x'),
      accessory: { type: 'users_select' as const, action_id: 'pick' },
    },
    {
      type: 'actions' as const,
      block_id: 'deeds',
      elements: [{ type: 'button' as const, action_id: 'go', text: plain('Go') }],
    },
    {
      type: 'input' as const,
      block_id: 'quiet',
      label: plain('x'),
      element: { type: 'plain_text_input' as const, action_id: 'quiet' },
    },
    {
      type: 'input' as const,
      block_id: 'loud',
      dispatch_action: true,
      label: plain('x'),
      element: { type: 'plain_text_input' as const, action_id: 'loud' },
    },
  ];

  async function opened() {
    const ada = grid.simulator.as('ada');
    await grid.bot.views.open({ trigger_id: triggerFor(grid.simulator, 'ada'), view: modal({ blocks }) });
    return ada;
  }

  it('shows the app the view with its state, and no response_url', async () => {
    const bodies = caught('go');
    const ada = await opened();
    ada.fillIn({ quiet: 'typed' });
    await ada.press('go');
    expect(bodies[0]).toMatchObject({
      container: { type: 'view', view_id: ada.view()?.id },
      view: { state: { values: { quiet: { quiet: { value: 'typed' } } } } },
    });
    expect(bodies[0]).not.toHaveProperty('response_url');
    expect(bodies[0]).not.toHaveProperty('channel');
  });

  it('keeps a choice in the state of the view', async () => {
    const bodies = caught('pick');
    const ada = await opened();
    await ada.choose('pick', 'W0GRACE0002');
    expect(bodies[0]?.actions).toMatchObject([{ selected_user: 'W0GRACE0002' }]);
    expect(ada.view()?.values['who']).toEqual({ pick: { type: 'users_select', selected_user: 'W0GRACE0002' } });
  });

  it('that is an input speaks up only with dispatch_action', async () => {
    const bodies = caught('loud');
    const ada = await opened();
    await expect(ada.choose('quiet', 'x')).resolves.toMatchObject({ ok: true, delivery: null });
    await ada.choose('loud', 'y');
    expect(bodies[0]?.actions).toMatchObject([{ type: 'plain_text_input', value: 'y' }]);
  });

  it('of the Home tab works as well', async () => {
    const bodies = caught('go');
    const ada = grid.simulator.as('ada');
    const [, buttons] = blocks;
    if (!buttons) throw new Error('There are no buttons.');
    await grid.bot.views.publish({ user_id: ada.id, view: { type: 'home', blocks: [buttons] } });
    await ada.press('go');
    expect(bodies[0]).toMatchObject({ view: { type: 'home' }, container: { view_id: ada.home()?.id } });
  });
});

describe('the Home tab', () => {
  const blocks: HomeView['blocks'] = [
    {
      type: 'input',
      block_id: 'search',
      dispatch_action: true,
      label: plain('Search'),
      element: { type: 'plain_text_input', action_id: 'search' },
    },
    {
      type: 'section',
      block_id: 'kind',
      text: plain('Kind'),
      accessory: {
        type: 'static_select',
        action_id: 'kind',
        options: [{ text: plain('One'), value: 'one' }],
      },
    },
    {
      type: 'actions',
      block_id: 'who',
      elements: [{ type: 'external_select', action_id: 'pick', min_query_length: 0 }],
    },
  ];

  async function published() {
    const ada = grid.simulator.as('ada');
    await grid.bot.views.publish({ user_id: ada.id, view: { type: 'home', blocks } });
    return ada;
  }

  it('tells the app what is searched for and chosen, and keeps it in the state of the view', async () => {
    const bodies = ['search', 'kind'].map(caught);
    const ada = await published();
    await ada.choose('search', 'gra');
    await ada.choose('kind', 'one');
    expect(bodies.map(([body]) => body?.actions)).toMatchObject([
      [{ type: 'plain_text_input', value: 'gra', block_id: 'search' }],
      [{ type: 'static_select', selected_option: { value: 'one' } }],
    ]);
    expect(bodies[1]?.[0]?.view?.state.values).toMatchObject({
      search: { search: { value: 'gra' } },
      kind: { kind: { selected_option: { value: 'one' } } },
    });
  });

  it('asks for the options of an external_select, and remembers what was offered', async () => {
    const asked: BlockSuggestion[] = [];
    bolt.app.options<'block_suggestion'>({ type: 'block_suggestion', action_id: 'pick' }, async ({ ack, body }) => {
      asked.push(body);
      await ack({ options: [{ text: plain('Grace Hopper'), value: 'W0GRACE0002' }] });
    });
    const bodies = caught('pick');
    const ada = await published();
    await expect(ada.options('pick', '')).resolves.toMatchObject([{ value: 'W0GRACE0002' }]);
    expect(asked[0]).toMatchObject({ view: { type: 'home', id: ada.home()?.id } });
    await ada.choose('pick', 'W0GRACE0002');
    expect(bodies[0]?.actions).toMatchObject([{ selected_option: { text: plain('Grace Hopper') } }]);
  });
});

describe('a multi_external_select', () => {
  const block = (type: 'input' | 'section') => ({
    type,
    block_id: 'people',
    [type === 'input' ? 'label' : 'text']: plain('People'),
    [type === 'input' ? 'element' : 'accessory']: {
      type: 'multi_external_select',
      action_id: 'people',
      min_query_length: 0,
      max_selected_items: 2,
    },
  });

  it('asks with everything the view holds, and takes no more than it may', async () => {
    const asked: BlockSuggestion[] = [];
    bolt.app.options<'block_suggestion'>({ type: 'block_suggestion', action_id: 'people' }, async ({ ack, body }) => {
      asked.push(body);
      await ack({ options: ['a', 'b', 'c'].map((value) => ({ text: plain(value.toUpperCase()), value })) });
    });
    const view = { ...modal(), blocks: [...modal().blocks, block('input')] };
    await grid.bot.apiCall('views.open', { trigger_id: triggerFor(grid.simulator, 'ada'), view });
    const ada = grid.simulator.as('ada');
    ada.fillIn({ reason: 'because' });
    await ada.options('people', '');
    expect(asked[0]?.view?.state.values).toMatchObject({
      reason: { value: { value: 'because' } },
      people: { people: { type: 'multi_external_select', selected_options: [] } },
    });
    await expect(ada.submit({ people: ['a', 'b', 'c'] })).resolves.toMatchObject({
      errors: { people: 'Choose at most 2 items.' },
      delivery: null,
    });
    ada.fillIn({ people: ['a', 'c'] });
    expect(ada.view()?.values['people']?.['people']).toEqual({
      type: 'multi_external_select',
      selected_options: [
        { text: plain('A'), value: 'a' },
        { text: plain('C'), value: 'c' },
      ],
    });
  });

  it('takes no more than it may where it speaks up at once', async () => {
    const ada = grid.simulator.as('ada');
    await grid.bot.apiCall('views.publish', { user_id: ada.id, view: { type: 'home', blocks: [block('section')] } });
    await expect(ada.choose('people', ['a', 'b', 'c'])).resolves.toMatchObject({
      problem: 'Choose at most 2 items.',
      delivery: null,
    });
  });
});

describe('an external_select', () => {
  const field = (min_query_length?: number) => [
    {
      type: 'input' as const,
      block_id: 'who',
      label: plain('x'),
      element: {
        type: 'external_select' as const,
        action_id: 'who',
        ...(min_query_length === undefined ? {} : { min_query_length }),
      },
    },
  ];

  async function opened(min?: number) {
    const view = modal({ blocks: field(min), private_metadata: 'meta' });
    await grid.bot.views.open({ trigger_id: triggerFor(grid.simulator, 'ada'), view });
    return grid.simulator.as('ada');
  }

  it('asks the app with what was typed and the view around it', async () => {
    const bodies: BlockSuggestion[] = [];
    bolt.app.options<'block_suggestion'>({ type: 'block_suggestion', action_id: 'who' }, async ({ ack, body }) => {
      bodies.push(body);
      await ack({ options: [{ text: plain('Grace Hopper'), value: 'W0GRACE0002' }] });
    });
    const ada = await opened(0);
    await expect(ada.options('who', '')).resolves.toMatchObject([{ value: 'W0GRACE0002' }]);
    expect(bodies[0]).toMatchObject({
      value: '',
      action_id: 'who',
      block_id: 'who',
      view: { private_metadata: 'meta' },
      container: { type: 'view' },
    });
    expect(bodies[0]).not.toHaveProperty('response_url');
    ada.fillIn({ who: 'W0GRACE0002' });
    expect(ada.view()?.values['who']).toMatchObject({ who: { selected_option: { text: plain('Grace Hopper') } } });
  });

  it('asks only when enough was typed: three characters unless told otherwise', async () => {
    const ada = await opened();
    await expect(ada.options('who', 'gr')).resolves.toEqual([]);
    expect(grid.simulator.deliveries('block_suggestion')).toEqual([]);
    await ada.options('who', 'gra');
    expect(grid.simulator.deliveries('block_suggestion')).toHaveLength(1);
  });

  it('takes option groups', async () => {
    bolt.app.options('who', async ({ ack }) => {
      const options = [{ text: plain('One'), value: 'one' }];
      await ack({ option_groups: [{ label: plain('Group'), options }] });
    });
    const ada = await opened(0);
    await expect(ada.options('who', 'x')).resolves.toMatchObject([{ value: 'one' }]);
  });

  it('shows nothing when the app answers beyond a limit', async () => {
    bolt.app.options('who', async ({ ack }) => {
      await ack({ options: [{ text: plain('x'.repeat(76)), value: 'one' }] });
    });
    const ada = await opened(0);
    await expect(ada.options('who', 'x')).resolves.toEqual([]);
    expect(grid.simulator.breaches()).toMatchObject([{ where: 'answer to block_suggestion', code: 'invalid_options' }]);
  });
});

describe('a global shortcut', () => {
  it('reaches the app with a trigger', async () => {
    const bodies: GlobalShortcut[] = [];
    bolt.app.shortcut({ type: 'shortcut', callback_id: 'open_it' }, async ({ ack, body, client }) => {
      bodies.push(body);
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view: modal() });
    });
    const ada = grid.simulator.as('ada');
    await expect(ada.shortcut('open_it')).resolves.toMatchObject({ ok: true });
    await grid.simulator.waitFor(() => ada.view());
    expect(bodies[0]).toMatchObject({ callback_id: 'open_it', is_enterprise_install: true, user: { id: ada.id } });
    await expect(ada.shortcut('unknown')).resolves.toMatchObject({
      ok: false,
      problem: 'There is no shortcut called unknown.',
      delivery: null,
    });
  });
});

describe('app_home_opened', () => {
  it('is sent for the Home tab, with the view once there is one', async () => {
    const events: unknown[] = [];
    bolt.app.event('app_home_opened', async ({ event, body }) => {
      events.push({ tab: event.tab, user: event.user, view: event.view?.type, of: body.enterprise_id });
    });
    const ada = grid.simulator.as('ada');
    await ada.openHome();
    await grid.bot.views.publish({ user_id: ada.id, view: home('x') });
    await ada.openHome();
    expect(events).toEqual([
      { tab: 'home', user: ada.id, view: undefined, of: 'E0ANALYTIC1' },
      { tab: 'home', user: ada.id, view: 'home', of: 'E0ANALYTIC1' },
    ]);
  });

  it('is not sent to an app that has not asked for it', async () => {
    const settings = { ...manifest.settings, event_subscriptions: { bot_events: [] } };
    const simulator = await grid.another({ manifest: { ...manifest, settings } });
    await simulator.as('ada').openHome();
    expect(simulator.deliveries()).toEqual([]);
  });

  it('is sent once more when the app did not take it', async () => {
    grid.simulator.appUrl = 'http://127.0.0.1:1';
    await grid.simulator.as('ada').openHome();
    const headers = grid.simulator.deliveries('event').map((delivery) => delivery.headers);
    expect(headers).toHaveLength(2);
    expect(headers[1]).toMatchObject({ 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'connection_failed' });
  });
});
