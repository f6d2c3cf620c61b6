import { AwsRefusal } from './refusal.js';

/** A page of a list: what stands on it, and the way to the next one. */
export function pageOf<Item>(
  items: readonly Item[],
  nextToken: string | undefined,
  size: number,
): { items: Item[]; nextToken?: string } {
  const start = nextToken === undefined ? 0 : startOf(nextToken);
  const end = start + size;
  return { items: items.slice(start, end), ...(end < items.length ? { nextToken: tokenOf(end) } : {}) };
}

const tokenOf = (start: number): string => Buffer.from(`from:${start}`).toString('base64url');

function startOf(token: string): number {
  const parts = /^from:(\d+)$/.exec(Buffer.from(token, 'base64url').toString());
  if (!parts || tokenOf(Number(parts[1])) !== token) throw new AwsRefusal('ValidationException', 'Invalid nextToken');
  return Number(parts[1]);
}
