import { describe, expect, it } from '@jest/globals';

import type { PageEvent, PageMessage, PageState } from '../../../../src/simulator/page/api.js';
import { openMessages, threadMessages } from '../../../../src/simulator/page/state/messages.js';
import { currentDesk, EMPTY, placeOf, type Desk, type Model } from '../../../../src/simulator/page/state/model.js';
import { HOME } from '../../../../src/simulator/page/state/place.js';
import { TROUBLE } from '../../../../src/simulator/page/state/reduce-form.js';
import { reduce, type Action } from '../../../../src/simulator/page/state/reduce.js';
import { message, state, textInput, view } from '../support/samples.js';

const arrived = (part: Partial<PageState> = {}, channel = 'C1', thread = ''): Action => ({
  type: 'arrived',
  state: state(part),
  channel,
  thread,
  anew: false,
});

function after(...actions: readonly Action[]): Model {
  return actions.reduce(reduce, EMPTY);
}

function deskAfter(...actions: readonly Action[]): Desk {
  const desk = currentDesk(after(...actions));
  if (desk === null) throw new Error('Nobody has arrived.');
  return desk;
}

const event = (happened: PageEvent, as = 'W0ADA'): Action => ({ type: 'event', as, event: happened });
const came = (part: Partial<PageMessage>): Action => event({ type: 'message', message: message(part) });
const fetched = (messages: readonly PageMessage[], thread = ''): Action => ({
  type: 'fetched',
  as: 'W0ADA',
  channel: 'C1',
  thread,
  messages,
});
const texts = (messages: readonly PageMessage[]): string[] => messages.map(({ text }) => text);
const unread = (desk: Desk, id: string): number | undefined =>
  desk.state.conversations.find((one) => one.id === id)?.unread;

describe('arriving and opening', () => {
  it('opens the wanted channel and counts it as read', () => {
    const desk = deskAfter(arrived());

    expect(desk.channel).toBe('C1');
    expect(unread(desk, 'C1')).toBe(0);
  });

  it('opens the first channel where the person has no such channel', () => {
    expect(deskAfter(arrived({}, 'C9', '1.0'))).toMatchObject({ channel: 'C1', thread: '' });
  });

  it('opens the Home, which has no threads', () => {
    expect(deskAfter(arrived(), { type: 'opened', channel: HOME, thread: '1.0' })).toMatchObject({
      channel: HOME,
      thread: '',
    });
  });

  it('keeps both desks when somebody else is chosen', () => {
    const grace = { id: 'W0GRACE', name: 'Grace Hopper', handle: 'grace', role: 'Org owner', selectable: true };
    const draft: Action = { type: 'drafted', as: 'W0ADA', key: 'C1', text: 'half a sentence' };

    const model = after(arrived(), draft, arrived({ me: grace }, HOME), arrived({}, 'C2'));

    expect(placeOf(model)).toEqual({ as: 'W0ADA', team: 'T1', channel: 'C2', thread: '' });
    expect(model.desks['W0ADA']?.drafts).toEqual({ C1: 'half a sentence' });
    expect(model.desks['W0GRACE']?.channel).toBe(HOME);
  });

  it('forgets everything after a reset', () => {
    const anew: Action = { type: 'arrived', state: state(), channel: 'C1', thread: '', anew: true };

    const model = after(arrived(), came({ text: 'soon forgotten' }), { type: 'noticed', text: 'so is this' }, anew);

    expect(model.notices).toEqual([]);
    expect(Object.values(model.desks)).toMatchObject([{ channel: 'C1', messages: {} }]);
  });
});

describe('messages', () => {
  it('stand in the order of their ts, each once', () => {
    const desk = deskAfter(
      arrived(),
      came({ ts: '200.000001', text: 'second' }),
      came({ ts: '100.000001', text: 'first' }),
      came({ ts: '200.000001', text: 'second, again' }),
    );

    expect(texts(openMessages(desk))).toEqual(['first', 'second, again']);
  });

  it('are changed and deleted', () => {
    const desk = deskAfter(
      arrived(),
      came({ ts: '1.0' }),
      came({ ts: '2.0', text: 'goes' }),
      event({ type: 'message_changed', message: message({ ts: '1.0', text: 'edited' }) }),
      event({ type: 'message_changed', message: message({ ts: '9.0', text: 'never seen' }) }),
      event({ type: 'message_deleted', channel: 'C1', ts: '2.0' }),
    );

    expect(texts(openMessages(desk))).toEqual(['edited']);
  });

  it('mark other channels as unread, unless they are my own or replies', () => {
    const desk = deskAfter(
      arrived(),
      came({ channel: 'C2', ts: '1.0' }),
      came({ channel: 'C2', ts: '2.0', user: 'W0ADA' }),
      came({ channel: 'C2', ts: '3.0', thread_ts: '1.0' }),
      came({ channel: 'C1', ts: '4.0' }),
    );

    expect(unread(desk, 'C2')).toBe(1);
    expect(unread(desk, 'C1')).toBe(0);
  });

  it('keep replies in their thread, and those sent to the channel in both', () => {
    const desk = deskAfter(
      arrived(),
      came({ ts: '1.0', text: 'parent' }),
      came({ ts: '2.0', text: 'reply', thread_ts: '1.0' }),
      came({ ts: '3.0', text: 'both', thread_ts: '1.0', broadcast: true }),
      { type: 'opened', channel: 'C1', thread: '1.0' },
    );

    expect(texts(openMessages(desk))).toEqual(['parent', 'both']);
    expect(texts(threadMessages(desk))).toEqual(['parent', 'reply', 'both']);
  });

  it('close their thread when its first message is deleted', () => {
    const open: Action = { type: 'opened', channel: 'C1', thread: '1.0' };

    const desk = deskAfter(
      arrived(),
      came({ ts: '1.0' }),
      open,
      event({ type: 'message_deleted', channel: 'C1', ts: '1.0' }),
    );

    expect(desk.thread).toBe('');
  });

  it('that only this page has outlive an answer of the server', () => {
    const desk = deskAfter(
      arrived(),
      came({ ts: '1.0', text: 'deleted meanwhile' }),
      came({ ts: '2.0', text: 'only for me', ephemeral: true }),
      came({ ts: '3.0', text: 'reply', thread_ts: '9.0' }),
      fetched([message({ ts: '4.0', text: 'from the server' })]),
    );

    expect(texts(openMessages(desk))).toEqual(['only for me', 'from the server']);
    expect(texts(desk.messages['C1'] ?? [])).toContain('reply');
  });

  it('that came while the server was being asked are newer than its answer', () => {
    const desk = deskAfter(
      arrived(),
      came({ ts: '5.0', text: 'just now' }),
      fetched([message({ ts: '4.0', text: 'from the server' })]),
    );

    expect(texts(openMessages(desk))).toEqual(['from the server', 'just now']);
  });

  it('of a thread are replaced by what the server says of that thread', () => {
    const desk = deskAfter(
      arrived({}, 'C1', '1.0'),
      came({ ts: '1.0', text: 'parent' }),
      came({ ts: '2.0', text: 'gone', thread_ts: '1.0' }),
      came({ ts: '5.0', text: 'other' }),
      fetched([message({ ts: '1.0', text: 'parent' }), message({ ts: '3.0', text: 'new', thread_ts: '1.0' })], '1.0'),
    );

    expect(texts(threadMessages(desk))).toEqual(['parent', 'new']);
    expect(texts(openMessages(desk))).toEqual(['parent', 'other']);
  });

  it('come to the desk they belong to, also when somebody else is looking', () => {
    const grace = { id: 'W0GRACE', name: 'Grace Hopper', handle: 'grace', role: 'Org owner', selectable: true };

    const model = after(arrived(), arrived({ me: grace }), came({ text: 'for Ada' }));

    expect(texts(model.desks['W0ADA']?.messages['C1'] ?? [])).toEqual(['for Ada']);
    expect(model.desks['W0GRACE']?.messages).toEqual({});
  });
});

describe('conversations', () => {
  it('leave a channel that is gone for the first one', () => {
    const conversations = [{ id: 'C7', kind: 'channel' as const, name: 'new', archived: false, unread: 0 }];

    expect(deskAfter(arrived(), event({ type: 'conversations', conversations }))).toMatchObject({ channel: 'C7' });
  });
});

describe('views', () => {
  const form = view({ blocks: [textInput('name'), textInput('reason')] });
  const opens: Action = event({ type: 'views', views: [form] });
  const enters = (blockId: string, value: string): Action => ({
    type: 'entered',
    as: 'W0ADA',
    form: 'V1',
    blocks: form.blocks,
    field: { blockId, actionId: 'value' },
    value: { type: 'plain_text_input', value },
  });
  const submits: Action = { type: 'submitted', as: 'W0ADA', form: 'V1', hash: 'one' };
  const answers = (answer: { ok: boolean; errors?: Record<string, string>; problem?: string }): Action => ({
    type: 'answered',
    as: 'W0ADA',
    form: 'V1',
    answer,
  });

  it('keep what was typed when they change, by the ids of block and action', () => {
    const changed = view({ hash: 'two', blocks: [textInput('name'), textInput('reason:2')] });

    const desk = deskAfter(
      arrived(),
      opens,
      enters('name', 'Ada'),
      enters('reason', 'so'),
      event({ type: 'views', views: [changed] }),
    );

    expect(desk.values['V1']?.['name']?.['value']?.['value']).toBe('Ada');
    expect(desk.values['V1']?.['reason:2']?.['value']?.['value']).toBeNull();
    expect(desk.values['V1']?.['reason']).toBeUndefined();
  });

  it('keep what was typed below a pushed view, and forget a closed one', () => {
    const pushed = view({ id: 'V2', depth: 1, blocks: [textInput('name')] });
    const pushes = event({ type: 'views', views: [form, pushed] });

    expect(deskAfter(arrived(), opens, enters('name', 'Ada'), pushes, opens).values['V1']).toMatchObject({
      name: { value: { value: 'Ada' } },
    });
    expect(deskAfter(arrived(), opens, enters('name', 'Ada'), event({ type: 'views', views: [] })).values).toEqual({});
  });

  it('are busy from the submission until they have changed', () => {
    const busy = (...actions: readonly Action[]): boolean => {
      const desk = deskAfter(arrived(), opens, ...actions);
      return desk.state.views.some(({ id, hash }) => desk.submitted[id] === hash);
    };

    expect(busy()).toBe(false);
    expect(busy(submits)).toBe(true);
    expect(busy(submits, answers({ ok: true }))).toBe(true);
    expect(busy(submits, answers({ ok: true }), event({ type: 'views', views: [view({ hash: 'two' })] }))).toBe(false);
    expect(busy(submits, answers({ ok: false }))).toBe(false);
  });

  it('show errors beside their fields until something else is typed there', () => {
    const wrong = answers({ ok: false, errors: { name: 'No.', reason: 'Nor this.' } });

    expect(deskAfter(arrived(), opens, submits, wrong).errors['V1']).toEqual({ name: 'No.', reason: 'Nor this.' });
    expect(deskAfter(arrived(), opens, submits, wrong, enters('name', 'x')).errors['V1']).toEqual({
      reason: 'Nor this.',
    });
    expect(deskAfter(arrived(), opens, submits, wrong, submits).errors['V1']).toEqual({});
  });

  it.each([
    ['names a block that is no input', { errors: { nowhere: 'x' } }, TROUBLE],
    ['has an empty message', { errors: { name: '' } }, TROUBLE],
    ['says nothing at all', {}, TROUBLE],
    ['brings its own sentence', { problem: 'Not today.' }, 'Not today.'],
    ['fits its fields', { errors: { name: 'No.' } }, ''],
  ])('show a problem at their foot when the refusal %s', (_what, answer, problem) => {
    expect(deskAfter(arrived(), opens, answers({ ok: false, ...answer })).problems['V1']).toBe(problem);
  });

  it('lose their errors when they changed while somebody else was looking', () => {
    const grace = { id: 'W0GRACE', name: 'Grace Hopper', handle: 'grace', role: 'Org owner', selectable: true };
    const wrong = answers({ ok: false, errors: { name: 'No.' } });
    const changed = arrived({ views: [view({ hash: 'two', blocks: form.blocks })] });

    expect(deskAfter(arrived(), opens, wrong, arrived({ me: grace }), changed).errors['V1']).toBeUndefined();
    expect(deskAfter(arrived(), opens, wrong, arrived({ me: grace }), arrived({ views: [form] })).errors['V1']).toEqual(
      {
        name: 'No.',
      },
    );
  });

  it('change in a message too, by the same rule', () => {
    const blocks = [{ type: 'actions', block_id: 'a', elements: [{ type: 'datepicker', action_id: 'day' }] }];
    const chosen: Action = {
      type: 'entered',
      as: 'W0ADA',
      form: 'C1/1.0',
      blocks,
      field: { blockId: 'a', actionId: 'day' },
      value: { type: 'datepicker', selected_date: '2026-01-01' },
    };
    const changes = event({ type: 'message_changed', message: message({ ts: '1.0', blocks }) });

    expect(deskAfter(arrived(), came({ ts: '1.0', blocks }), chosen, changes, opens).values['C1/1.0']).toMatchObject({
      a: { day: { selected_date: '2026-01-01' } },
    });
  });

  it('publish the Home', () => {
    const home = view({ id: 'VH', type: 'home', blocks: [textInput('x')] });

    expect(deskAfter(arrived(), event({ type: 'home', view: home })).state.home).toEqual(home);
  });
});

describe('notices', () => {
  const notice = (text: string): Action => event({ type: 'notice', text });

  it('are said once, and go when they are closed', () => {
    const model = after(arrived(), notice('one'), { type: 'noticed', text: 'one' }, notice('two'));

    expect(model.notices.map(({ text }) => text)).toEqual(['one', 'two']);
    const [first] = model.notices;
    expect(reduce(model, { type: 'dismissed', id: first?.id ?? 0 }).notices.map(({ text }) => text)).toEqual(['two']);
    expect(reduce(model, { type: 'dismissed', id: null }).notices).toEqual([]);
  });

  it('are not repeated below the messages when they stand beside a button already, in either order', () => {
    const answer: Action = {
      type: 'answered',
      as: 'W0ADA',
      form: 'C1/1.0',
      answer: { ok: false, problem: 'Timed out.' },
    };

    expect(after(arrived(), notice('Timed out.'), answer).notices).toEqual([]);
    expect(after(arrived(), answer, notice('Timed out.')).notices).toEqual([]);
  });

  it('are not shown to the next person', () => {
    const grace = { id: 'W0GRACE', name: 'Grace Hopper', handle: 'grace', role: 'Org owner', selectable: true };

    expect(after(arrived(), notice('for Ada'), arrived({ me: grace })).notices).toEqual([]);
  });
});
