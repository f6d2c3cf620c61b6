import { formatSlackDate, type DatePlace } from './dates.js';
import { decodeEntities } from './entities.js';
import type { Broadcast, Inline } from './nodes.js';

/** Only what a click in Slack may open; `javascript:` and the like stay text. */
const SAFE_URL = /^(?:https?:\/\/|mailto:|tel:|slack:\/\/)/i;

/** Whether a link may be followed. */
export function isSafeUrl(url: string): boolean {
  return SAFE_URL.test(url);
}

/**
 * Reads the inside of `<…>` in mrkdwn: a mention, a link, a date or a broadcast. Null when Slack would not know it,
 * so that the text is shown as it was written.
 */
export function readToken(inside: string, place: DatePlace): Inline | null {
  const [head = '', ...rest] = inside.split('|');
  const label = decodeEntities(rest.join('|'));
  if (head.startsWith('!')) return readSpecial(head.slice(1), label, place);
  if (/^@[A-Z0-9]+$/.test(head)) return { kind: 'user', id: head.slice(1), label: withoutSign(label, '@') };
  if (/^#[A-Z0-9]+$/.test(head)) return { kind: 'channel', id: head.slice(1), label: withoutSign(label, '#') };
  if (!isSafeUrl(head)) return null;
  const url = decodeEntities(head);
  return { kind: 'link', url, label: label || withoutMailto(url) };
}

function readSpecial(name: string, label: string, place: DatePlace): Inline | null {
  if (isBroadcast(name)) return { kind: 'broadcast', range: name };
  const [command = '', first = '', pattern = '', link = ''] = name.split('^');
  if (command === 'subteam') return { kind: 'usergroup', id: first, label: withoutSign(label, '@') };
  if (command !== 'date') return label ? { kind: 'text', text: label } : null;
  const timestamp = Number(first);
  if (first === '' || !Number.isFinite(timestamp)) return label ? { kind: 'text', text: label } : null;
  const text = formatSlackDate(decodeEntities(pattern), timestamp, place) || label;
  return { kind: 'date', timestamp, text, url: isSafeUrl(link) ? decodeEntities(link) : '' };
}

/** Whether the word behind `<!` wakes up everybody. */
export function isBroadcast(name: string): name is Broadcast {
  return name === 'channel' || name === 'here' || name === 'everyone';
}

function withoutSign(label: string, sign: '@' | '#'): string {
  return label.startsWith(sign) ? label.slice(1) : label;
}

function withoutMailto(url: string): string {
  return url.replace(/^(?:mailto|tel):/i, '');
}
