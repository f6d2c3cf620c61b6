import { clean } from '../engine/text.js';

/** What somebody typed after a command, taken apart but not yet looked up. */
export interface TypedWords {
  readonly subject?: string;
  readonly place?: string;
  readonly duration?: string;
  readonly reason?: string;
}

/**
 * Takes apart `@ada in marketing for 8h because launch week`: first whom, then `in` where, `for` how long, `because`
 * why; each part may be missing. Nothing is dropped: a length of time that is not understood stays a length of time,
 * so that nothing is granted without the end that somebody asked for.
 */
export function parseCommandText(text: string): TypedWords {
  const [before, reason] = splitAt(` ${clean(text).trim()}`, / because(?:\s+|$)/iu);
  const [subject, place, duration] = parts(before);
  return Object.fromEntries(
    Object.entries({ subject, place, duration, reason })
      .map(([part, typed]) => [part, unescape(typed?.trim() ?? '')] as const)
      .filter(([, typed]) => typed !== ''),
  );
}

function parts(text: string): [subject: string, place: string, duration: string] {
  const [head, afterIn] = splitAt(text, / in\s+/iu);
  const [subject, durationFirst] = splitAt(head, / for\s+/iu);
  if (afterIn === undefined) return [subject, '', durationFirst ?? ''];
  if (durationFirst !== undefined) return [subject, afterIn, durationFirst];
  const [place, duration] = splitAtLast(afterIn, / for\s+/giu);
  return [subject, place, duration ?? ''];
}

function splitAt(text: string, separator: RegExp): [string, string | undefined] {
  const found = separator.exec(text);
  return found ? [text.slice(0, found.index), text.slice(found.index + found[0].length)] : [text, undefined];
}

function splitAtLast(text: string, separator: RegExp): [string, string | undefined] {
  const last = [...text.matchAll(separator)].at(-1);
  return last ? [text.slice(0, last.index), text.slice(last.index + last[0].length)] : [text, undefined];
}

/** Slack escapes these three in what people type (docs.slack.dev/interactivity/implementing-slash-commands). */
export function unescape(text: string): string {
  return text.replace(/&(amp|lt|gt);/gu, (_, name: string) => ({ amp: '&', lt: '<', gt: '>' })[name] ?? '');
}
