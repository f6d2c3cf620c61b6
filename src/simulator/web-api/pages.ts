import { Refusal } from '../refusal.js';

/** One page of a list and the cursor of the next one, which is empty on the last page. */
export interface Page<Item> {
  items: Item[];
  next_cursor: string;
}

function cursorAt(offset: number): string {
  return Buffer.from(`next:${offset}`).toString('base64');
}

function offsetOf(cursor: string): number {
  const match = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString('utf8'));
  if (!match) throw new Refusal('invalid_cursor');
  return Number(match[1]);
}

/** Cuts a page out of a list: https://docs.slack.dev/apis/web-api/pagination */
export function pageOf<Item>(all: readonly Item[], wish: { cursor?: string | undefined; limit: number }): Page<Item> {
  const start = wish.cursor === undefined || wish.cursor === '' ? 0 : offsetOf(wish.cursor);
  if (start > 0 && start >= all.length) throw new Refusal('invalid_cursor');
  const end = start + wish.limit;
  return { items: all.slice(start, end), next_cursor: end < all.length ? cursorAt(end) : '' };
}
