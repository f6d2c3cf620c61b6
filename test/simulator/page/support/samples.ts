import type { PageMessage, PageState, PageView } from '../../../../src/simulator/page/api.js';

/** Small but complete things of the page's contract; a test says only what it is about. */

export function message(part: Partial<PageMessage> = {}): PageMessage {
  return {
    ts: '100.000001',
    channel: 'C1',
    user: 'W0GRACE',
    author: 'Grace',
    is_app: false,
    text: 'hello',
    blocks: [],
    reply_count: 0,
    edited: false,
    ephemeral: false,
    ...part,
  };
}

export function view(part: Partial<PageView> = {}): PageView {
  return {
    id: 'V1',
    type: 'modal',
    hash: 'one',
    title: 'Form',
    submit: 'Send',
    close: null,
    blocks: [],
    depth: 0,
    ...part,
  };
}

/** An input block that holds one line of text. */
export function textInput(blockId: string, actionId = 'value', element: object = {}, block: object = {}) {
  return {
    type: 'input',
    block_id: blockId,
    label: { type: 'plain_text', text: blockId },
    element: { type: 'plain_text_input', action_id: actionId, ...element },
    ...block,
  };
}

export function option(value: string, text = value) {
  return { text: { type: 'plain_text', text }, value };
}

export function state(part: Partial<PageState> = {}): PageState {
  const ada = { id: 'W0ADA', name: 'Ada Lovelace', handle: 'ada', role: 'Primary owner', selectable: true };
  return {
    org: { id: 'E1', name: 'Engines' },
    app: { name: 'Gridkeeper', bot_user_id: 'W0BOT' },
    me: ada,
    tz: 'Europe/London',
    team: { id: 'T1', name: 'Engineering' },
    people: [
      ada,
      { id: 'W0GRACE', name: 'Grace Hopper', handle: 'grace', role: 'Org owner', selectable: true },
      { id: 'W0BOT', name: 'Gridkeeper', handle: 'gridkeeper', role: 'Bot', selectable: false },
      { id: 'W0OLD', name: 'Old Timer', handle: 'old', role: 'Deactivated', selectable: false },
    ],
    workspaces: [{ id: 'T1', name: 'Engineering' }],
    conversations: [
      { id: 'C1', kind: 'channel', name: 'general', archived: false, unread: 3 },
      { id: 'C2', kind: 'private_channel', name: 'approvals', archived: false, unread: 0 },
      { id: 'C3', kind: 'channel', name: 'attic', archived: true, unread: 0 },
      { id: 'D1', kind: 'dm', name: 'Gridkeeper', archived: false, unread: 0 },
    ],
    commands: [
      { command: '/grant-admin', description: 'Make somebody an admin', usage_hint: '@person' },
      { command: '/admin', description: 'Everything you may run', usage_hint: '' },
      { command: '/list-users', description: 'List people', usage_hint: '' },
    ],
    shortcuts: [{ callback_id: 'open_admin', name: 'Open the admin menu' }],
    home: null,
    views: [],
    ...part,
  };
}
