import type { PackedTexts } from './packed-texts.js';

/** Things in order of their names, and all their words in order, as `Pack` makes it. */
export interface Packed {
  /** What each thing is, in the order they were added. */
  readonly records: PackedTexts;
  /** Where each record begins, and where the last one ends. */
  readonly recordStarts: Uint32Array;
  readonly texts: PackedTexts;
  /** By rank, the place among the records: rank 0 is the first by name. */
  readonly order: Uint32Array;
  /** Where words begin in `texts`, in order of what stands there. */
  readonly places: Uint32Array;
  /** For each place: how good a match there is, times `RANKS`, plus the rank of whose it is. The smaller the better. */
  readonly keys: Uint32Array;
}

/** More things than this do not fit beside the weight of a match. */
export const RANKS = 2 ** 28;

/** How good a match is by where it stands: names before other texts, the beginning before later words. */
export const WEIGHT = { name: 0, other: 2, later: 1, tag: 15 } as const;

/** Whether a match stands at the beginning of a text. */
export function beginsText(key: number): boolean {
  return Math.floor(key / RANKS) % 2 === WEIGHT.name;
}

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Which places begin with these letters. */
export function beginningWith(packed: Packed, letters: string): Range {
  const prefix = Buffer.from(letters);
  return { from: bound(packed, prefix, 0), to: bound(packed, prefix, 1) };
}

/** The first place that is not before (`past` 0), or that is behind (`past` 1), all that begins with the prefix. */
function bound({ places, texts }: Packed, prefix: Buffer, past: 0 | 1): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(texts.bytes, places[middle] ?? 0, prefix) < past) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** 0 where the text there begins with the prefix. */
function compare(bytes: Buffer, place: number, prefix: Buffer): number {
  for (let offset = 0; offset < prefix.length; offset += 1) {
    const difference = (bytes[place + offset] ?? 0) - (prefix[offset] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The ranks of the best matches in a range, best first, nobody twice. */
export function bestOf(
  { keys }: Packed,
  { from, to }: Range,
  limit: number,
  accept: (rank: number, key: number) => boolean,
): number[] {
  const best: number[] = [];
  for (let index = from; index < to; index += 1) {
    const key = keys[index] ?? 0;
    if (best.length === limit && key >= (best[limit - 1] ?? 0)) continue;
    const rank = key % RANKS;
    if (accept(rank, key)) put(best, key, limit);
  }
  return best.map((key) => key % RANKS);
}

function put(best: number[], key: number, limit: number): void {
  const known = best.findIndex((other) => other % RANKS === key % RANKS);
  if (known >= 0) {
    if ((best[known] ?? 0) <= key) return;
    best.splice(known, 1);
  }
  const behind = best.findIndex((other) => other > key);
  best.splice(behind < 0 ? best.length : behind, 0, key);
  if (best.length > limit) best.pop();
}
