import { oneLine } from './text.js';

/**
 * Text that the app says, as data: plain strings, and references to people and places by ID. Names are filled in when
 * it is shown, so that what is stored holds IDs only, and escaping happens in one place (DESIGN 6.9 and 6.13).
 */
export type Fragment =
  | string
  | { readonly person: string }
  | { readonly place: string }
  | { readonly channel: string }
  | { readonly group: string }
  | { readonly typed: string }
  | { readonly moment: number }
  | { readonly code: string }
  | { readonly strong: string };

export type Words = readonly Fragment[];

/** IDs of people, places, channels and groups, with the names they had when they were read; what was typed is there too. */
export type Names = Readonly<Record<string, string>>;

/** Tag for sentences: words`${person(id)} is already an admin of ${place(team)}.` */
export function words(strings: TemplateStringsArray, ...values: readonly (Fragment | Words | number)[]): Words {
  const fragments: Fragment[] = [];
  strings.forEach((string, index) => {
    if (string) fragments.push(string);
    const value = values[index];
    if (value === undefined) return;
    if (typeof value === 'number') fragments.push(String(value));
    else if (isWords(value)) fragments.push(...value);
    else fragments.push(value);
  });
  return fragments;
}

/** Somebody, shown as name and ID. */
export const person = (id: string): Fragment => ({ person: id });
/** A workspace or the organisation, shown as name and ID. */
export const place = (id: string): Fragment => ({ place: id });
/** A channel, shown as `#name` and ID. */
export const channel = (id: string): Fragment => ({ channel: id });
/** An IdP group, shown as name and ID. */
export const group = (id: string): Fragment => ({ group: id });
/** What somebody wrote into this field of the form: an e-mail address, a name. Never stored with the words. */
export const typed = (key: string): Fragment => ({ typed: key });
/** A day and a time, in Unix seconds: shown in the zone of whoever reads it, where Slack can do that. */
export const moment = (seconds: number): Fragment => ({ moment: seconds });
/** Something to be read letter by letter: a method, an error code. */
export const code = (text: string): Fragment => ({ code: text });
/** Something the eye should find first; only for words of our own. */
export const strong = (text: string): Fragment => ({ strong: text });

/** Several of something, with commas between them: ${commas(ids.map(place))}; of more than `most`, how many are left. */
export function commas(fragments: readonly Fragment[], most = Number.POSITIVE_INFINITY): Words {
  const named = fragments.slice(0, most).flatMap((fragment, index) => (index === 0 ? [fragment] : [', ', fragment]));
  return fragments.length > most ? [...named, ` and ${fragments.length - most} more`] : named;
}

/** Names have 80 characters and paragraphs 3000. */
const A_LINE = 25;

/** Everything of it, named behind `says` on as many lines as it takes; no line where there is nothing. */
export function listed(says: Words, fragments: readonly Fragment[]): Words[] {
  const starts = fragments.map((_, index) => index).filter((index) => index % A_LINE === 0);
  return starts.map((start) => words`${start === 0 ? says : '… '}${commas(fragments.slice(start, start + A_LINE))}`);
}

/** Shows words as mrkdwn. Everything that came from people is escaped, so `<!channel>` in a name stays text. */
export function toMrkdwn(text: Words, names: Names): string {
  return text.map((fragment) => fragmentToMrkdwn(fragment, names)).join('');
}

/** Shows words as plain text, unescaped: for `plain_text` objects and for people who read the database. */
export function toPlain(text: Words, names: Names): string {
  return text.map((fragment) => fragmentToPlain(fragment, names)).join('');
}

/** `&`, `<` and `>` as entities, once and in that order (docs.slack.dev/messaging/formatting-message-text). */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function isWords(value: Fragment | Words): value is Words {
  return Array.isArray(value);
}

function fragmentToMrkdwn(fragment: Fragment, names: Names): string {
  if (typeof fragment === 'string') return escape(fragment);
  if ('code' in fragment) return `\`${escape(fragment.code.replaceAll('`', '’'))}\``;
  if ('strong' in fragment) return `*${escape(fragment.strong)}*`;
  if ('moment' in fragment) return slackDate(fragment.moment);
  return escape(fragmentToPlain(fragment, names));
}

function fragmentToPlain(fragment: Fragment, names: Names): string {
  if (typeof fragment === 'string') return fragment;
  if ('code' in fragment) return fragment.code;
  if ('strong' in fragment) return fragment.strong;
  if ('moment' in fragment) return inUtc(fragment.moment);
  if ('typed' in fragment) return `“${oneLine(nameOf(typedName(fragment.typed), names) ?? 'erased', MAX_NAME)}”`;
  if ('channel' in fragment) return named(fragment.channel, names, '#');
  if ('group' in fragment) return named(fragment.group, names);
  return named('person' in fragment ? fragment.person : fragment.place, names);
}

/** docs.slack.dev/messaging/formatting-message-text, “Date formatting”; behind the bar is what stands where Slack cannot. */
const slackDate = (seconds: number): string => `<!date^${seconds}^{date_long}, {time}|${inUtc(seconds)}>`;

const UTC = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

const inUtc = (seconds: number): string => `${UTC.format(seconds * 1000)} UTC`;

/** Under which name a text that was typed stands among the names. */
export const typedName = (key: string): string => `typed:${key}`;

function named(id: string, names: Names, sign = ''): string {
  const name = nameOf(id, names);
  return name && name !== id ? `${sign}${oneLine(name, MAX_NAME)} (${id})` : id;
}

const nameOf = (id: string, names: Names): string | undefined => (Object.hasOwn(names, id) ? names[id] : undefined);

/** Slack lets display names have 80 characters; what is longer is cut so that limits of blocks hold. */
const MAX_NAME = 80;
