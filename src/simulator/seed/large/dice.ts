/** Numbers that look random and are the same at every start (mulberry32), so that a large organisation never changes. */
export class Dice {
  #state: number;

  constructor(start: number) {
    this.#state = start;
  }

  /** From 0 up to, but not, 1. */
  roll(): number {
    this.#state = (this.#state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number below this one. */
  below(count: number): number {
    return Math.floor(this.roll() * count);
  }

  chance(share: number): boolean {
    return this.roll() < share;
  }

  /** One of a list that is not empty. */
  pick<Item>(list: readonly Item[]): Item {
    const item = list[this.below(list.length)];
    if (item === undefined) throw new Error('There is nothing to pick from.');
    return item;
  }

  /** So many different ones of a list, or all where there are fewer. */
  some<Item>(list: readonly Item[], count: number): Item[] {
    if (count >= list.length) return [...list];
    const picked = new Set<Item>();
    while (picked.size < count) picked.add(this.pick(list));
    return [...picked];
  }
}
