/** Finds the items of a growing list by a key without walking it. What was appended meanwhile is read in first. */
export class IndexBy<Item> {
  #items: readonly Item[];
  #keyOf: (item: Item) => string;
  #found = new Map<string, Item>();
  #read = 0;

  constructor(items: readonly Item[], keyOf: (item: Item) => string) {
    this.#items = items;
    this.#keyOf = keyOf;
  }

  /** The first item of this key. */
  find(key: string): Item | undefined {
    for (; this.#read < this.#items.length; this.#read += 1) {
      const item = this.#items[this.#read];
      if (item !== undefined && !this.#found.has(this.#keyOf(item))) this.#found.set(this.#keyOf(item), item);
    }
    return this.#found.get(key);
  }
}
