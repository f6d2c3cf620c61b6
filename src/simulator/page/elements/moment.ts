const MINUTE_MS = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
  const format = new Intl.DateTimeFormat('en-US', { ...parts, hourCycle: 'h23', timeZone });
  formats.set(timeZone, format);
  return format;
}

/** Seconds since the epoch as a `datetime-local` input shows them, by the clocks of a time zone. */
export function toLocalMoment(seconds: number | null, timeZone: string): string {
  if (seconds === null) return '';
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return '';
  const parts = new Map(
    formatFor(timeZone)
      .formatToParts(date)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

/** How far the clocks of a zone are ahead of UTC at a moment, in milliseconds. */
function aheadAt(milliseconds: number, timeZone: string): number {
  const shown = Date.parse(`${toLocalMoment(milliseconds / 1000, timeZone)}Z`);
  return shown - Math.floor(milliseconds / MINUTE_MS) * MINUTE_MS;
}

/** What a `datetime-local` input shows, as seconds since the epoch; null while it is incomplete. */
export function fromLocalMoment(text: string, timeZone: string): number | null {
  const asUtc = text === '' ? Number.NaN : Date.parse(`${text}Z`);
  if (Number.isNaN(asUtc)) return null;
  const guess = asUtc - aheadAt(asUtc, timeZone);
  // Once more from there, since the clocks may have been changed in between.
  return Math.floor((asUtc - aheadAt(guess, timeZone)) / 1000);
}
