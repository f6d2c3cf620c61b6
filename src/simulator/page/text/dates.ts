/** Where and how dates are written; the browser's own place unless a test says otherwise. */
export interface DatePlace {
  readonly timeZone?: string;
  /** Milliseconds since the epoch, for "today" and "3 minutes ago". */
  readonly now: number;
}

type Style = Intl.DateTimeFormatOptions;

const TIME: Style = { hour: 'numeric', minute: '2-digit' };
const LONG: Style = { month: 'long', day: 'numeric', year: 'numeric' };
const SHORT: Style = { month: 'short', day: 'numeric', year: 'numeric' };
const WEEKDAY: Style = { weekday: 'long', ...LONG };
const NUMBERS: Style = { year: 'numeric', month: '2-digit', day: '2-digit' };

/**
 * Fills in a date pattern of Slack's (`{date_short_pretty} at {time}`). Unknown tokens stay as they are.
 * https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export function formatSlackDate(pattern: string, timestamp: number, place: DatePlace): string {
  const date = new Date(timestamp * 1000);
  if (Number.isNaN(date.getTime())) return pattern;
  return pattern.replaceAll(/\{([a-z_]+)\}/g, (token, name: string) => formatToken(name, date, place) ?? token);
}

function formatToken(name: string, date: Date, place: DatePlace): string | null {
  switch (name) {
    case 'date_num':
      return numbers(date, place);
    case 'date':
      return write(date, LONG, place);
    case 'date_short':
      return write(date, SHORT, place);
    case 'date_long':
      return write(date, WEEKDAY, place);
    case 'date_pretty':
      return nearDay(date, place) ?? write(date, LONG, place);
    case 'date_short_pretty':
      return nearDay(date, place) ?? write(date, SHORT, place);
    case 'date_long_pretty':
    case 'day_divider_pretty':
      return nearDay(date, place) ?? write(date, WEEKDAY, place);
    case 'time':
      return write(date, TIME, place);
    case 'time_secs':
      return write(date, { ...TIME, second: '2-digit' }, place);
    case 'ago':
      return ago(date, place);
    default:
      return null;
  }
}

function write(date: Date, style: Style, { timeZone }: DatePlace): string {
  return new Intl.DateTimeFormat('en-US', timeZone === undefined ? style : { ...style, timeZone }).format(date);
}

function numbers(date: Date, place: DatePlace): string {
  const [month, day, year] = write(date, NUMBERS, place).split('/');
  return [year, month, day].join('-');
}

function nearDay(date: Date, place: DatePlace): string | null {
  const day = numbers(date, place);
  const DAY_MS = 86_400_000;
  if (day === numbers(new Date(place.now), place)) return 'today';
  if (day === numbers(new Date(place.now - DAY_MS), place)) return 'yesterday';
  if (day === numbers(new Date(place.now + DAY_MS), place)) return 'tomorrow';
  return null;
}

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

function ago(date: Date, { now }: DatePlace): string {
  const seconds = Math.round((date.getTime() - now) / 1000);
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
  return new Intl.RelativeTimeFormat('en-US', { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}

/** The time beside a message: its `ts` is seconds since the epoch with a counter behind the point. */
export function timeOfMessage(ts: string, place: DatePlace): string {
  return formatSlackDate('{time}', Number(ts), place);
}

/** The divider above the first message of a day: "Today", "Yesterday", "Monday, June 1, 2026". */
export function dayOfMessage(ts: string, place: DatePlace): string {
  const day = formatSlackDate('{date_long_pretty}', Number(ts), place);
  return day.charAt(0).toUpperCase() + day.slice(1);
}

/** The whole date and time, for the tooltip of a message's time. */
export function momentOfMessage(ts: string, place: DatePlace): string {
  return formatSlackDate('{date_long} at {time_secs}', Number(ts), place);
}
