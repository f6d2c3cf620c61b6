import type { App, types } from '@slack/bolt';

import { everyElement } from './every-element.js';

/** What the showcase app saw, for the tests to look at. */
export interface Seen {
  /** `view.state.values` of each submission, newest last. */
  readonly submissions: Record<string, Record<string, unknown>>[];
  /** `action_id` and, where there is one, value of everything that was pressed or chosen. */
  readonly actions: { action_id: string; chosen: unknown }[];
  /** What was typed into external selects. */
  readonly asked: string[];
}

type KnownBlock = types.KnownBlock;
type View = types.View;

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (text: string, value = text) => ({ text: plain(text), value });
export const workspaces = ['Engineering', 'Marketing', 'Sales', 'Support'];

function modal(title: string, blocks: KnownBlock[], more: Partial<View> = {}): View {
  return { type: 'modal', title: plain(title), blocks, ...more };
}

const text = (words: string, more: object = {}): KnownBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: words },
  ...more,
});

function form(round = ''): View {
  const blocks: KnownBlock[] = [
    {
      type: 'input',
      block_id: 'user_id',
      label: plain('Person'),
      element: { type: 'external_select', action_id: 'value', min_query_length: 1, placeholder: plain('Type a name') },
    },
    {
      type: 'input',
      block_id: `team_id${round}`,
      label: plain('Workspace'),
      element: { type: 'static_select', action_id: 'value', options: workspaces.map((name) => option(name)) },
    },
    {
      type: 'input',
      block_id: 'reason',
      label: plain('Reason'),
      hint: plain('Shown in the audit channel.'),
      element: { type: 'plain_text_input', action_id: 'value', min_length: 3, max_length: 100, multiline: true },
    },
    {
      type: 'actions',
      block_id: 'more',
      elements: [{ type: 'button', action_id: 'again', text: plain('Another workspace') }],
    },
  ];
  return modal('Grant admin', blocks, { callback_id: 'form', submit: plain('Continue'), close: plain('Cancel') });
}

export const card: KnownBlock[] = [
  text('*Ada* asks for a role. Reason: &lt;!channel&gt; &amp; more'),
  {
    type: 'actions',
    block_id: 'decide',
    elements: [
      { type: 'button', action_id: 'approve', text: plain('Approve'), style: 'primary', value: 'r1' },
      {
        type: 'button',
        action_id: 'deny',
        text: plain('Deny'),
        style: 'danger',
        value: 'r1',
        confirm: {
          title: plain('Deny this?'),
          text: { type: 'mrkdwn', text: 'There is *no* way back.' },
          confirm: plain('Deny it'),
          deny: plain('Go back'),
          style: 'danger',
        },
      },
      { type: 'button', action_id: 'ignored', text: plain('Unheard'), value: 'r1' },
      { type: 'overflow', action_id: 'more', options: [option('Why?', 'why'), option('History', 'history')] },
      {
        type: 'static_select',
        action_id: 'extend',
        placeholder: plain('Extend by'),
        options: [option('1 hour', '1h')],
      },
    ],
  },
];

/** Listeners for everything that the page's journeys do. */
export function listen(app: App, pause: { ms: number }): Seen {
  const seen: Seen = { submissions: [], actions: [], asked: [] };
  listenToCommands(app, pause);
  listenToViews(app, pause, seen);
  listenToActions(app, seen);
  return seen;
}

const wait = async (pause: { ms: number }): Promise<void> => {
  await new Promise((resolve) => {
    setTimeout(resolve, pause.ms);
  });
};

function listenToCommands(app: App, pause: { ms: number }): void {
  app.command('/form', async ({ ack, client, body }) => {
    await ack();
    const opened = await client.views.open({
      trigger_id: body.trigger_id,
      view: modal('Grant admin', [text(':hourglass_flowing_sand: Reading the live state…')]),
    });
    await wait(pause);
    await client.views.update({ view_id: opened.view?.id ?? '', view: form() });
  });
  app.shortcut('open_form', async ({ ack, client, body }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: form() });
  });
  app.command('/elements', async ({ ack, client, body }) => {
    await ack();
    const view = modal('Every element', everyElement, { callback_id: 'elements', submit: plain('Send') });
    await client.views.open({ trigger_id: body.trigger_id, view });
  });
  app.command('/stack', async ({ ack, client, body }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: stacked('First') });
  });
  app.command('/whisper', async ({ ack, respond }) => {
    await ack();
    await respond({ response_type: 'ephemeral', text: 'Just *between us*' });
  });
  app.command('/card', async ({ ack, client, body }) => {
    await ack();
    await client.chat.postMessage({ channel: body.channel_id, text: 'A card', blocks: card });
  });
  app.command('/text', async ({ ack, client, body }) => {
    await ack();
    await client.chat.postMessage({ channel: body.channel_id, text: body.text });
  });
  // Later than the simulator waits, sooner than Bolt complains.
  app.command('/silent', async ({ ack }) => {
    await wait({ ms: 2000 });
    await ack();
  });
}

function stacked(title: string): View {
  return modal(
    title,
    [
      {
        type: 'input',
        block_id: 'note',
        label: plain('Note'),
        optional: true,
        element: { type: 'plain_text_input', action_id: 'value' },
      },
      { type: 'actions', block_id: 'go', elements: [{ type: 'button', action_id: 'push', text: plain('One more') }] },
    ],
    { callback_id: 'stacked', submit: plain('Done'), close: plain('Back') },
  );
}

function listenToViews(app: App, pause: { ms: number }, seen: Seen): void {
  app.options(/.*/, async ({ ack, payload }) => {
    seen.asked.push(payload.value);
    await wait(pause);
    const found = ['Ada Lovelace', 'Grace Hopper', 'Katherine Johnson'].filter((name) =>
      name.toLowerCase().includes(payload.value.toLowerCase()),
    );
    await ack({ options: found.map((name) => option(name)) });
  });
  app.view('form', async ({ ack, view }) => {
    seen.submissions.push(view.state.values);
    await wait(pause);
    const reason = view.state.values['reason']?.['value']?.value;
    if (reason === 'wrong') {
      await ack({ response_action: 'errors', errors: { reason: 'That is no reason.', team_id: 'Not this one.' } });
    } else if (reason === 'trouble') await ack({ response_action: 'errors', errors: { nowhere: 'No such field.' } });
    else if (reason === 'plan') {
      await ack({
        response_action: 'update',
        view: modal('Grant admin', [text('*member → admin*')], { submit: plain('Confirm'), callback_id: 'confirm' }),
      });
    } else await ack();
  });
  app.view('confirm', async ({ ack }) => {
    await ack({ response_action: 'update', view: modal('Grant admin', [text('Done :white_check_mark:')]) });
  });
  app.view(/elements|stacked/, async ({ ack, view }) => {
    seen.submissions.push(view.state.values);
    await ack();
  });
}

function listenToActions(app: App, seen: Seen): void {
  app.action(/^(?!ignored$)/, async ({ ack, action, body, client, respond }) => {
    await ack();
    const { action_id: id, ...rest } = { action_id: '', ...action };
    seen.actions.push({ action_id: id, chosen: rest });
    const view = 'view' in body ? body.view : undefined;
    if (id === 'again' && view !== undefined) await client.views.update({ view_id: view.id, view: form(':2') });
    if (id === 'push' && 'trigger_id' in body) {
      const title = view?.title.text === 'First' ? 'Second' : 'Third';
      await client.views.push({ trigger_id: body.trigger_id, view: stacked(title) });
    }
    if (id === 'approve')
      await respond({ replace_original: true, text: 'Approved', blocks: [text(`Approved by <@${body.user.id}>`)] });
  });
  app.action('ignored', async ({ ack }) => {
    await wait({ ms: 2000 });
    await ack();
  });
  app.event('app_home_opened', async ({ event, client }) => {
    const blocks: KnownBlock[] = [
      { type: 'header', text: plain('Welcome to the showcase') },
      text('Two runs wait for you.', {
        accessory: { type: 'button', action_id: 'show', text: plain('Show them'), value: 'x' },
      }),
      {
        type: 'input',
        block_id: 'search',
        dispatch_action: true,
        label: plain('Search runs'),
        element: { type: 'plain_text_input', action_id: 'search' },
      },
      {
        type: 'actions',
        block_id: 'filters',
        elements: [
          {
            type: 'static_select',
            action_id: 'state',
            placeholder: plain('State'),
            options: [option('Waiting', 'waiting')],
          },
          { type: 'external_select', action_id: 'who', placeholder: plain('Whose runs'), min_query_length: 1 },
        ],
      },
    ];
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
  });
}
