import type { PageMessage } from '../api.js';
import type { Desk } from './model.js';

type Messages = readonly PageMessage[];

/** Whether the message stands only in the thread below another one. */
export function isReply(message: PageMessage): boolean {
  return message.broadcast !== true && message.thread_ts !== undefined && message.thread_ts !== message.ts;
}

function inOrder(messages: Messages): Messages {
  return [...messages].sort((one, other) => Number(one.ts) - Number(other.ts));
}

/** Adds a message, or puts it in the place of its older self. */
export function withMessage(messages: Messages, message: PageMessage): Messages {
  const others = messages.filter(({ ts }) => ts !== message.ts);
  return inOrder([...others, message]);
}

/** Puts a changed message in the place of its older self; one that was never seen stays unseen. */
export function withChanged(messages: Messages, message: PageMessage): Messages {
  return messages.map((known) => (known.ts === message.ts ? message : known));
}

/**
 * Joins what the server has with what only this page has: ephemeral messages are nowhere else, the answer for a
 * channel leaves out replies, that for a thread everything but the thread, and what came over the stream while the
 * question was under way is newer than the answer.
 */
export function withFetched(known: Messages, fetched: Messages, thread: string): Messages {
  const fresh = new Set(fetched.map(({ ts }) => ts));
  const newest = Math.max(0, ...fetched.map(({ ts }) => Number(ts)));
  const replaced = (message: PageMessage): boolean =>
    !message.ephemeral &&
    Number(message.ts) < newest &&
    (thread === '' ? !isReply(message) : message.ts === thread || message.thread_ts === thread);
  return inOrder([...known.filter((message) => !fresh.has(message.ts) && !replaced(message)), ...fetched]);
}

/** The messages of the open conversation, without replies. */
export function openMessages(desk: Desk): Messages {
  return (desk.messages[desk.channel] ?? []).filter((message) => !isReply(message));
}

/** The open thread, its first message first. */
export function threadMessages(desk: Desk): Messages {
  return (desk.messages[desk.channel] ?? []).filter(
    ({ ts, thread_ts: thread }) => ts === desk.thread || thread === desk.thread,
  );
}
