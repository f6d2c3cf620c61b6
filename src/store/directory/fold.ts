/** Letters that are no base letter with a mark on it, yet are typed as if they were. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ς: 'σ',
  '’': "'",
  '‘': "'",
};
const SPECIAL = /[ßæœøđðþłıς’‘]/gu;
// oxlint-disable-next-line no-control-regex -- telling plain ASCII from the rest is the purpose
const ASCII = /^[\u0020-\u007F]*$/u;

/** Without accents and case, on one line: `Zoë` is found by `zoe`. */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(SPECIAL, (letter) => PLAIN[letter] ?? letter)
    .replace(/\s/gu, ' ');
}

/** Where the words of a folded text begin, beside its own beginning. */
export function laterWords(folded: string): number[] {
  const starts: number[] = [];
  for (const word of folded.matchAll(/[\p{L}\p{N}]+/gu)) if (word.index > 0) starts.push(word.index);
  return starts;
}
