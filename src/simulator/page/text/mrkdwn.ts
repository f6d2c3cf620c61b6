import type { DatePlace } from './dates.js';
import { decodeEntities } from './entities.js';
import { parseInline, type InlineOptions } from './inline.js';
import { plainCode } from './inline-code.js';
import type { TextBlock } from './nodes.js';

/** How a piece of mrkdwn is read. */
export interface MrkdwnOptions {
  readonly place: DatePlace;
  /** As in Block Kit: bare addresses stay text. */
  readonly verbatim?: boolean;
}

/**
 * Reads mrkdwn as Slack's clients do. Never throws: whatever is not markup is text, and `&amp; &lt; &gt;` are decoded
 * exactly once, after the markup has been found, so that escaped text from people can never become markup.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function parseMrkdwn(source: string, { place, verbatim = false }: MrkdwnOptions): TextBlock[] {
  const options = { place, verbatim };
  // Only the odd pieces between fences are code; a fence that is never closed is text.
  const pieces = source.split('```');
  const closed = pieces.length % 2 === 1 ? pieces : [...pieces.slice(0, -2), pieces.slice(-2).join('```')];
  return closed.flatMap((piece, index) => {
    if (index % 2 === 0) return parseLines(trimAtFences(piece, index > 0, index < closed.length - 1), options);
    return piece.trim() === '' ? literalFence(piece) : [preformatted(piece, place)];
  });
}

function preformatted(piece: string, place: DatePlace): TextBlock {
  return { kind: 'preformatted', text: plainCode(piece.replace(/^\n/, '').replace(/\n$/, ''), place) };
}

function literalFence(piece: string): TextBlock[] {
  return [{ kind: 'paragraph', children: [{ kind: 'text', text: `\`\`\`${decodeEntities(piece)}\`\`\`` }] }];
}

function trimAtFences(piece: string, after: boolean, before: boolean): string {
  const start = after ? piece.replace(/^\n/, '') : piece;
  return before ? start.replace(/\n$/, '') : start;
}

const QUOTE = /^(?:>|&gt;) ?/;
const QUOTE_REST = /^(?:>|&gt;){3} ?/;

/** Splits text without fences into paragraphs and quotes; lines of one kind stay together. */
function parseLines(text: string, options: InlineOptions): TextBlock[] {
  if (text === '') return [];
  const lines = text.split('\n');
  const restAt = lines.findIndex((line) => QUOTE_REST.test(line));
  const quotedFrom = restAt < 0 ? lines.length : restAt;
  const groups: { kind: 'paragraph' | 'quote'; lines: string[] }[] = [];
  lines.forEach((line, index) => {
    const kind = index >= quotedFrom || QUOTE.test(line) ? 'quote' : 'paragraph';
    const bare = index > quotedFrom ? line : line.replace(index === quotedFrom ? QUOTE_REST : QUOTE, '');
    const last = groups.at(-1);
    if (last?.kind === kind) last.lines.push(bare);
    else groups.push({ kind, lines: [bare] });
  });
  return groups.map((group) => ({ kind: group.kind, children: parseInline(group.lines.join('\n'), options) }));
}
