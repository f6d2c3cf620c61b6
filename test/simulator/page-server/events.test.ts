import { describe, expect, it } from '@jest/globals';

import type { PageEvent } from '../../../src/simulator/page/api.js';
import { posted, useGrid } from '../support/grid.js';
import { home, modal, triggerFor } from '../support/views.js';

const grid = useGrid();
const approvals = 'C0APPROVAL2';

interface Stream {
  events: PageEvent[];
  stop(): Promise<void>;
}

/** Reads the event stream of one person, as a browser's EventSource does. */
async function listen(as: string): Promise<Stream> {
  const off = new AbortController();
  const url = `${grid.simulator.url}/page/events?as=${as}&team=T0ENGINEER1`;
  const response = await fetch(url, { signal: off.signal });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const events: PageEvent[] = [];
  const reading = (async () => {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const part of response.body ?? []) {
      const lines = (rest + decoder.decode(part, { stream: true })).split('\n\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.startsWith('data: ')) events.push(JSON.parse(line.slice(6)));
    }
  })().catch(() => undefined);
  return {
    events,
    stop: async () => {
      off.abort();
      await reading;
    },
  };
}

async function collect(as: string, count: number, act: () => Promise<unknown>): Promise<PageEvent[]> {
  const stream = await listen(as);
  await act();
  await grid.simulator.waitFor(() => stream.events.length >= count, { what: `${count} events` });
  await stream.stop();
  return stream.events;
}

describe('GET /page/events', () => {
  const grace = 'W0GRACE0002';

  it('tells of messages, their changes and their end', async () => {
    const events = await collect(grace, 3, async () => {
      const place = await posted(grid.bot, { channel: approvals, text: 'one' });
      await grid.bot.chat.update({ ...place, text: 'two' });
      await grid.bot.chat.delete(place);
    });
    expect(events).toMatchObject([
      { type: 'message', message: { text: 'one', channel: approvals } },
      { type: 'message_changed', message: { text: 'two', edited: true } },
      { type: 'message_deleted', channel: approvals },
    ]);
  });

  it('tells of a reply, and then of its parent', async () => {
    const { ts } = await posted(grid.bot, { channel: approvals, text: 'parent' });
    const events = await collect(grace, 2, () =>
      posted(grid.bot, { channel: approvals, text: 'reply', thread_ts: ts }),
    );
    expect(events).toMatchObject([
      { type: 'message', message: { text: 'reply', thread_ts: ts } },
      { type: 'message_changed', message: { text: 'parent', reply_count: 1 } },
    ]);
  });

  it('tells of views and the Home tab only the person they belong to', async () => {
    const other = await listen(grace);
    const events = await collect('U0ADA000001', 3, async () => {
      await grid.bot.views.open({ trigger_id: triggerFor(grid.simulator, 'ada'), view: modal() });
      await grid.bot.views.publish({ user_id: 'U0ADA000001', view: home('x') });
      await grid.simulator.as('ada').close();
    });
    await other.stop();
    expect(events).toMatchObject([
      { type: 'views', views: [{ title: 'Form', submit: 'Send', close: null, depth: 0 }] },
      { type: 'home', view: { type: 'home' } },
      { type: 'views', views: [] },
    ]);
    expect(other.events).toEqual([]);
  });

  it('does not tell of what is whispered to others, nor of channels the person is not in', async () => {
    const margaret = await listen(grid.simulator.org.person('margaret').id);
    const ada = await listen('U0ADA000001');
    await grid.bot.chat.postEphemeral({ channel: approvals, user: grace, text: 'psst' });
    await posted(grid.bot, { channel: approvals, text: 'for admins' });
    await posted(grid.bot, { channel: 'C0GENENGIN5', text: 'for all' });
    await grid.simulator.waitFor(() => ada.events.length > 0 && margaret.events.length > 1);
    await Promise.all([ada.stop(), margaret.stop()]);
    const texts = ({ events }: Stream): unknown[] => events.map((event) => 'message' in event && event.message.text);
    expect(texts(ada)).toEqual(['for all']);
    expect(texts(margaret)).toEqual(['for admins', 'for all']);
  });

  it('tells of new conversations, notices and resets', async () => {
    const events = await collect('U0ADA000001', 3, async () => {
      await grid.bot.conversations.open({ users: 'U0ADA000001' });
      grid.simulator.slack.notify(null, 'The app has stopped.');
      grid.simulator.slack.notify(grace, 'For Grace only.');
      grid.simulator.reset();
    });
    expect(events).toMatchObject([
      { type: 'conversations', conversations: expect.arrayContaining([expect.objectContaining({ kind: 'dm' })]) },
      { type: 'notice', text: 'The app has stopped.' },
      { type: 'reset' },
    ]);
  });
});
