/** A count as somebody typed it; `null` where it is none. */
export function countIn(text: string): number | null {
  const number = Number(text);
  return text.trim() !== '' && Number.isInteger(number) && number > 0 ? number : null;
}

/** How often a fault will still hit: “once more”. `null` is every time. */
export function howOften(left: number | null): string {
  if (left === null) return 'every time';
  return left === 1 ? 'once more' : `${left} more times`;
}
