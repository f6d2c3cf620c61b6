const mostKept = 50;

/** Lists that cost a sort, kept in their order so that only the first page of each has to pay for it. */
export class Snapshots<Item> {
  #kept = new Map<string, readonly Item[]>();

  /** The list of this key: made anew for a first page, and where none is kept (any more). */
  take(key: string, isFirstPage: boolean, make: () => readonly Item[]): readonly Item[] {
    const known = isFirstPage ? undefined : this.#kept.get(key);
    const list = known ?? make();
    this.#kept.delete(key);
    this.#kept.set(key, list);
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined && this.#kept.size > mostKept) this.#kept.delete(oldest);
    return list;
  }
}
