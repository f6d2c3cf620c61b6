import type { PageEvent, PageMessage, PageView } from '../api.js';
import type { PageStateValues } from '../posts.js';
import { isReply, withChanged, withMessage } from './messages.js';
import { messageForm, type Desk } from './model.js';
import { HOME } from './place.js';
import { carryValues } from './values.js';

/** One person's desk after the server has told of something. */
export function reduceEvent(desk: Desk, event: PageEvent): Desk {
  switch (event.type) {
    case 'message':
      return counted(
        withMessages(desk, event.message.channel, withMessage(ofChannel(desk, event.message), event.message)),
        event.message,
      );
    case 'message_changed':
      return recarried(
        withMessages(desk, event.message.channel, withChanged(ofChannel(desk, event.message), event.message)),
        event.message,
      );
    case 'message_deleted':
      return deleted(desk, event.channel, event.ts);
    case 'views':
      return withViews(desk, event.views, desk.state.home);
    case 'home':
      return withViews(desk, desk.state.views, event.view);
    case 'conversations':
      return withConversations(desk, event.conversations);
    case 'notice':
    case 'reset':
    default:
      return desk;
  }
}

function ofChannel(desk: Desk, { channel }: { channel: string }): readonly PageMessage[] {
  return desk.messages[channel] ?? [];
}

function withMessages(desk: Desk, channel: string, messages: readonly PageMessage[]): Desk {
  return { ...desk, messages: { ...desk.messages, [channel]: messages } };
}

/** Marks the channel as unread where somebody else wrote into it and it is not open. Replies mark nothing, as in Slack. */
function counted(desk: Desk, message: PageMessage): Desk {
  if (message.channel === desk.channel || message.user === desk.state.me.id || isReply(message)) return desk;
  const conversations = desk.state.conversations.map((one) =>
    one.id === message.channel ? { ...one, unread: one.unread + 1 } : one,
  );
  return { ...desk, state: { ...desk.state, conversations } };
}

/** A changed message keeps what was chosen in it by the same rule as a view. */
function recarried(desk: Desk, message: PageMessage): Desk {
  const form = messageForm(message.channel, message.ts);
  const before = desk.values[form];
  if (before === undefined) return desk;
  return { ...desk, values: { ...desk.values, [form]: carryValues(message.blocks, before) } };
}

function deleted(desk: Desk, channel: string, ts: string): Desk {
  const left = (desk.messages[channel] ?? []).filter((message) => message.ts !== ts);
  const gone = withMessages(desk, channel, left);
  return desk.channel === channel && desk.thread === ts ? { ...gone, thread: '' } : gone;
}

function withConversations(desk: Desk, list: Desk['state']['conversations']): Desk {
  const conversations = list.map((one) => (one.id === desk.channel ? { ...one, unread: 0 } : one));
  const still = desk.channel === HOME || conversations.some(({ id }) => id === desk.channel);
  const place = still ? {} : { channel: conversations[0]?.id ?? HOME, thread: '' };
  return { ...desk, ...place, state: { ...desk.state, conversations } };
}

/** Puts the open views in place; what was typed stays by Slack's rule, what belongs to closed views goes. */
export function withViews(desk: Desk, views: readonly PageView[], home: PageView | null): Desk {
  const all = home === null ? views : [...views, home];
  const values = Object.fromEntries([
    ...Object.entries(desk.values).filter(([form]) => form.includes('/')),
    ...all.map((view): [string, PageStateValues] => [view.id, carryValues(view.blocks, desk.values[view.id])]),
  ]);
  const open = new Map(all.map((view) => [view.id, view]));
  const unchanged = (id: string): boolean => knownHash(desk, id) === open.get(id)?.hash;
  return {
    ...desk,
    state: { ...desk.state, views, home },
    values,
    errors: only(desk.errors, unchanged),
    problems: only(desk.problems, (id) => unchanged(id) || id.includes('/')),
    submitted: only(desk.submitted, (id) => open.get(id)?.hash === desk.submitted[id]),
  };
}

function knownHash(desk: Desk, id: string): string | undefined {
  return [...desk.state.views, desk.state.home].find((view) => view?.id === id)?.hash;
}

function only<Value>(record: Readonly<Record<string, Value>>, keep: (key: string) => boolean): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => keep(key)));
}
