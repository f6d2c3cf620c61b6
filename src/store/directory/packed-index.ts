import { fold } from './fold.js';
import { END, TAG } from './pack.js';
import { beginningWith, beginsText, bestOf, RANKS, type Packed } from './packed.js';

/** Longer than any name; what is typed beyond it finds nothing more. */
const TYPED_MAX = 200;
/** More words than anybody types to find one thing. */
const PARTS_MAX = 8;

type Accept = (rank: number) => boolean;
const anyone: Accept = () => true;

/** Finds things by the start of any of their words. */
export class PackedIndex<T extends { readonly id: string }> {
  readonly size: number;
  private readonly packed: Packed;
  private readonly read: (record: string) => T;

  constructor(packed: Packed, read: (record: string) => T) {
    this.packed = packed;
    this.read = read;
    this.size = packed.order.length;
  }

  get(id: string): T | undefined {
    const { from, to } = beginningWith(this.packed, `${fold(id)}${END}`);
    for (let index = from; index < to; index += 1) {
      const thing = this.at((this.packed.keys[index] ?? 0) % RANKS);
      if (thing.id === id) return thing;
    }
    return undefined;
  }

  /** Those who have, for every typed word, a word that begins with it; with tags, only those that have one of them. */
  search(text: string, limit: number, tags: readonly string[] = []): T[] {
    const typed = typedWords(text);
    const within = tags.length > 0 ? this.taggedWith(tags) : anyone;
    return this.ranked(typed, limit, within).map((rank) => this.at(rank));
  }

  /** Those who are called exactly this; where there are none, those with a word that begins with it. At most `limit`. */
  called(text: string, limit: number): T[] {
    const typed = typedWords(text);
    if (typed === '') return [];
    const exact = this.exactly(typed, limit, anyone);
    return (exact.length > 0 ? exact : this.ranked(typed, limit, anyone)).map((rank) => this.at(rank));
  }

  private ranked(typed: string, limit: number, within: Accept): number[] {
    if (typed === '') return this.first(limit, within);
    const found = new Set(this.exactly(typed, limit, within));
    for (const rank of bestOf(this.packed, beginningWith(this.packed, typed), limit, within)) found.add(rank);
    const parts = [...new Set(typed.split(' '))].slice(0, PARTS_MAX);
    if (parts.length > 1 && found.size < limit) {
      const every = this.withAll(parts);
      const range = beginningWith(this.packed, parts[0] ?? '');
      for (const rank of bestOf(this.packed, range, limit, (rank) => every(rank) && within(rank))) found.add(rank);
    }
    return [...found].slice(0, limit);
  }

  private exactly(typed: string, limit: number, within: Accept): number[] {
    const whole = beginningWith(this.packed, `${typed}${END}`);
    return bestOf(this.packed, whole, limit, (rank, key) => beginsText(key) && within(rank));
  }

  private first(limit: number, within: Accept): number[] {
    const ranks: number[] = [];
    for (let rank = 0; rank < this.size && ranks.length < limit; rank += 1) if (within(rank)) ranks.push(rank);
    return ranks;
  }

  private withAll(parts: readonly string[]): Accept {
    const has = new Uint8Array(this.size);
    for (const [before, part] of parts.entries()) {
      this.mark(has, part, (parts) => (parts === before ? before + 1 : parts));
    }
    return (rank) => has[rank] === parts.length;
  }

  private taggedWith(tags: readonly string[]): Accept {
    const has = new Uint8Array(this.size);
    for (const tag of tags) this.mark(has, `${TAG}${fold(tag)}${END}`, () => 1);
    return (rank) => has[rank] === 1;
  }

  private mark(marks: Uint8Array, letters: string, next: (mark: number) => number): void {
    const { from, to } = beginningWith(this.packed, letters);
    for (let index = from; index < to; index += 1) {
      const rank = (this.packed.keys[index] ?? 0) % RANKS;
      marks[rank] = next(marks[rank] ?? 0);
    }
  }

  private at(rank: number): T {
    const { records, recordStarts, order } = this.packed;
    const which = order[rank] ?? 0;
    return this.read(records.text(recordStarts[which] ?? 0, recordStarts[which + 1] ?? 0));
  }
}

/** What was typed, ready to be compared; `@` and `#` are how handles and channels are written, not part of them. */
function typedWords(text: string): string {
  return fold(text.slice(0, TYPED_MAX))
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .replace(/^[@#]/u, '');
}
