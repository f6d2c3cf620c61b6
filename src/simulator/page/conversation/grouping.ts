import type { PageMessage } from '../api.js';
import { dayOfMessage, type DatePlace } from '../text/dates.js';

/** A message and what stands around it. */
export interface Row {
  readonly message: PageMessage;
  /** The divider above the first message of a day, or empty. */
  readonly day: string;
  /** Whether it goes on where the same author left off: then name and avatar are not repeated. */
  readonly goesOn: boolean;
}

const PAUSE_SECONDS = 300;

/** Messages as they are drawn: with a divider for each day, and what one author says at one time put together. */
export function rowsOf(messages: readonly PageMessage[], place: DatePlace): Row[] {
  return messages.map((message, index) => {
    const before = messages[index - 1];
    const day = dayOfMessage(message.ts, place);
    const newDay = before === undefined || dayOfMessage(before.ts, place) !== day;
    return { message, day: newDay ? day : '', goesOn: !newDay && goesOn(before, message) };
  });
}

function goesOn(before: PageMessage, message: PageMessage): boolean {
  const sameAuthor = before.user === message.user && before.ephemeral === message.ephemeral;
  return sameAuthor && Number(message.ts) - Number(before.ts) < PAUSE_SECONDS && before.reply_count === 0;
}
