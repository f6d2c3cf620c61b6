/** “ Did you mean “grant-admin”?”, where one of the words is nearly what was written; nothing otherwise. */
export function didYouMean(written: string, words: readonly string[]): string {
  const near = nearest(written, words);
  return near === null ? '' : ` Did you mean “${near}”?`;
}

function nearest(written: string, words: readonly string[]): string | null {
  const asked = written.toLowerCase().replaceAll(/[\s_-]/gu, '');
  let best: { readonly word: string; readonly off: number } | null = null;
  for (const word of words) {
    const off = distance(asked, word.toLowerCase().replaceAll(/[\s_-]/gu, ''));
    if (off <= Math.max(1, Math.floor(word.length / 3)) && (best === null || off < best.off)) best = { word, off };
  }
  return best?.word ?? null;
}

/** How many letters have to be put in, taken out, changed or swapped with the next (Damerau and Levenshtein). */
function distance(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, index) => index)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    rows.push(next);
    for (let column = 1; column <= other.length; column += 1) {
      const changed = at(row - 1, column - 1) + (one[row - 1] === other[column - 1] ? 0 : 1);
      const swapped =
        one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
          ? at(row - 2, column - 2) + 1
          : Number.POSITIVE_INFINITY;
      next.push(Math.min(changed, swapped, at(row - 1, column) + 1, (next[column - 1] ?? 0) + 1));
    }
  }
  return at(one.length, other.length);
}
