/*
 * How long a right lasts: typed as `30m`, `8h`, `7d` or `1d 12h`, kept in that form, counted in minutes.
 */

/** Shorter than this nobody gets anything done, and the reminders would come at once. */
export const SHORTEST_MINUTES = 30;
/** The longest there is, whatever a policy says (DESIGN 6.4): seven days. */
export const LONGEST_MINUTES = 7 * 24 * 60;

const DAY = 24 * 60;
const UNITS: readonly (readonly [letter: string, minutes: number, word: string])[] = [
  ['d', DAY, 'day'],
  ['h', 60, 'hour'],
  ['m', 1, 'minute'],
];
const UNIT = /^(?:(m)(?:in(?:ute)?s?)?|(h)(?:(?:ou)?rs?)?|(d)(?:ays?)?)$/u;
/** `1d 12h`, `1 day and 12 hours`, `90 min`; at most six digits, so that nothing overflows. */
const PART = /^\s*(\d{1,6})\s*([a-z]+)\s*(?:,|and\b)?\s*/u;

/** Reads a length of time; `null` where it is none. */
export function minutesIn(text: string): number | null {
  let rest = text.trim().toLowerCase();
  let minutes = 0;
  if (rest === '') return null;
  while (rest !== '') {
    const [whole, number, word] = PART.exec(rest) ?? [];
    const letter = UNIT.exec(word ?? '')
      ?.slice(1)
      .find(Boolean);
    const unit = UNITS.find(([known]) => known === letter);
    if (whole === undefined || !unit) return null;
    minutes += Number(number) * unit[1];
    rest = rest.slice(whole.length);
  }
  return minutes;
}

/** The one way in which a length of time is kept: 90 minutes are `1h 30m`. */
export function shortly(minutes: number): string {
  return partsOf(minutes)
    .map(([count, letter]) => `${count}${letter}`)
    .join(' ');
}

/** As part of a sentence: “1 hour and 30 minutes”. */
export function inWords(minutes: number): string {
  return partsOf(minutes)
    .map(([count, , word]) => `${count} ${word}${count === 1 ? '' : 's'}`)
    .join(' and ');
}

/** The same of milliseconds, no finer than anybody wants to know: “3 hours”, “less than a minute”. */
export function roughly(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 120) return inWords(minutes);
  const hours = Math.floor(minutes / 60);
  return inWords((hours < 48 ? hours : Math.floor(hours / 24) * 24) * 60);
}

function partsOf(minutes: number): (readonly [count: number, letter: string, word: string])[] {
  let rest = minutes;
  return UNITS.flatMap(([letter, size, word]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? [[count, letter, word] as const] : [];
  });
}
