import { Refusal } from '../refusal.js';

/** One page of a list and the cursor of the next one, which is empty on the last page. */
export interface Page<Item> {
  items: Item[];
  next_cursor: string;
}

interface PageWish {
  cursor?: string | undefined;
  limit: number;
}

function cursorAt(offset: number): string {
  return Buffer.from(`next:${offset}`).toString('base64');
}

function offsetOf(cursor: string): number {
  const match = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString('utf8'));
  if (!match) throw new Refusal('invalid_cursor');
  return Number(match[1]);
}

function startOf(all: readonly unknown[], { cursor = '' }: PageWish): number {
  const start = cursor === '' ? 0 : offsetOf(cursor);
  if (start > 0 && start >= all.length) throw new Refusal('invalid_cursor');
  return start;
}

/** Cuts a page out of a list: https://docs.slack.dev/apis/web-api/pagination */
export function pageOf<Item>(all: readonly Item[], wish: PageWish): Page<Item> {
  const start = startOf(all, wish);
  const end = start + wish.limit;
  return { items: all.slice(start, end), next_cursor: end < all.length ? cursorAt(end) : '' };
}

/** A page of those that fit: looks no further than to the next one that does, however long the list is. */
export function pageWhere<Item>(all: readonly Item[], fits: (item: Item) => boolean, wish: PageWish): Page<Item> {
  const items: Item[] = [];
  for (let at = startOf(all, wish); at < all.length; at += 1) {
    const item = all[at];
    if (item === undefined || !fits(item)) continue;
    if (items.length === wish.limit) return { items, next_cursor: cursorAt(at) };
    items.push(item);
  }
  return { items, next_cursor: '' };
}
