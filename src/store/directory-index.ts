interface Entry<T> {
  readonly of: T;
  /** Everything it goes by, folded, whole. */
  readonly called: readonly string[];
  /** Every word of it. */
  readonly words: readonly string[];
}

/** Searches by the start of any word, forgiving accents and case. Rebuilt after every sync. */
export class DirectoryIndex<T extends { readonly id: string; readonly name: string }> {
  private readonly entries: readonly Entry<T>[];
  private readonly byId: ReadonlyMap<string, T>;

  constructor(all: readonly T[], alsoCalled: (one: T) => readonly string[] = () => []) {
    const sorted = [...all].sort((one, other) => one.name.localeCompare(other.name));
    this.entries = sorted.map((one) => {
      const called = [one.name, one.id, ...alsoCalled(one)].map(fold);
      return { of: one, called, words: called.flatMap((text) => [text, ...text.split(WORD_BOUNDARY)]) };
    });
    this.byId = new Map(all.map((one) => [one.id, one]));
  }

  get(id: string): T | undefined {
    return this.byId.get(id);
  }

  /** Those whose names have, for every typed word, a word that begins with it; by name. */
  search(text: string, limit: number): T[] {
    const typed = fold(text).replace(/^@/u, '').split(/\s+/u).filter(Boolean);
    const found: T[] = [];
    for (const entry of this.entries) {
      if (!typed.every((part) => entry.words.some((word) => word.startsWith(part)))) continue;
      found.push(entry.of);
      if (found.length === limit) break;
    }
    return found;
  }

  /** Those who are called exactly this; where there are none, those with a word that begins with it. */
  called(text: string): T[] {
    const folded = fold(text).trim();
    if (!folded) return [];
    const exactly = this.entries.filter(({ called }) => called.includes(folded));
    return exactly.length > 0 ? exactly.map((entry) => entry.of) : this.search(folded, 2);
  }
}

const WORD_BOUNDARY = /[^\p{L}\p{N}]+/u;

/** Without accents and case: `Zoë` is found by `zoe`. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
