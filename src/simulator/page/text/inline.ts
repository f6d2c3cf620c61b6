import type { DatePlace } from './dates.js';
import { emojiCharacter, EMOJI_NAME } from './emoji.js';
import { decodeEntities } from './entities.js';
import { plainCode } from './inline-code.js';
import type { Inline, TextStyle } from './nodes.js';
import { readToken } from './tokens.js';

/** How running text is read. */
export interface InlineOptions {
  readonly place: DatePlace;
  readonly verbatim: boolean;
}

/** One piece of markup that was found, and how many characters of the source it takes. */
interface Found {
  readonly node: Inline;
  readonly length: number;
}

const STYLE: Readonly<Record<string, TextStyle>> = { '*': 'bold', _: 'italic', '~': 'strike' };
const TOKEN = /<[^<>\n]+>/y;
const CODE = /`[^`\n]+`/y;
const EMOJI = new RegExp(EMOJI_NAME.source, 'y');
// An escaped `<` or `>` ends an address as the sign itself would.
const BARE_URL = /https?:\/\/(?:&(?![lg]t;)|[^\s<>|&])+/y;
const AFTER_URL = /(?:[.,:!?)\]'"*_~]|(?<!&amp);)+$/;
const WORD = /[\p{L}\p{N}]/u;

/** Reads running text: styles, code, mentions, links, emoji. The parts that are none of these stay as they are. */
export function parseInline(source: string, options: InlineOptions): Inline[] {
  const nodes: Inline[] = [];
  let plain = '';
  const flush = (): void => {
    if (plain !== '') nodes.push({ kind: 'text', text: decodeEntities(plain) });
    plain = '';
  };
  for (let at = 0; at < source.length;) {
    const found = findAt(source, at, options);
    if (found === null) {
      plain += source.charAt(at);
      at += 1;
      continue;
    }
    flush();
    nodes.push(found.node);
    at += found.length;
  }
  flush();
  return nodes;
}

function findAt(source: string, at: number, options: InlineOptions): Found | null {
  switch (source.charAt(at)) {
    case '<':
      return findToken(source, at, options);
    case '`':
      return findCode(source, at, options);
    case ':':
      return findEmoji(source, at);
    case 'h':
      return options.verbatim ? null : findUrl(source, at);
    case '*':
    case '_':
    case '~':
      return findStyled(source, at, options);
    default:
      return null;
  }
}

function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

function findToken(source: string, at: number, { place }: InlineOptions): Found | null {
  const written = matchAt(TOKEN, source, at)?.[0];
  const node = written === undefined ? null : readToken(written.slice(1, -1), place);
  return written === undefined || node === null ? null : { node, length: written.length };
}

function findCode(source: string, at: number, { place }: InlineOptions): Found | null {
  const written = matchAt(CODE, source, at)?.[0];
  if (written === undefined) return null;
  return { node: { kind: 'code', text: plainCode(written.slice(1, -1), place) }, length: written.length };
}

function findEmoji(source: string, at: number): Found | null {
  const match = matchAt(EMOJI, source, at);
  const [written = '', name = '', tone] = match ?? [];
  const character = name === '' ? null : emojiCharacter(name, tone);
  return character === null ? null : { node: { kind: 'emoji', name, character }, length: written.length };
}

function findUrl(source: string, at: number): Found | null {
  if (WORD.test(source.charAt(at - 1))) return null;
  const written = matchAt(BARE_URL, source, at)?.[0].replace(AFTER_URL, '');
  if (written === undefined || /\/\/$|^https?$/.test(written)) return null;
  const url = decodeEntities(written);
  return { node: { kind: 'link', url, label: url }, length: written.length };
}

function findStyled(source: string, at: number, options: InlineOptions): Found | null {
  const sign = source.charAt(at);
  const style = STYLE[sign];
  const end = style !== undefined && canOpen(source, at, sign) ? closingAt(source, at + 1, sign) : -1;
  if (style === undefined || end < 0) return null;
  const children = parseInline(source.slice(at + 1, end), options);
  return { node: { kind: 'styled', style, children }, length: end + 1 - at };
}

// `2*3*4` and `snake_case_name` are no markup: a sign opens only at the edge of a word, and never before a blank.
function canOpen(source: string, at: number, sign: string): boolean {
  const next = source.charAt(at + 1);
  return next.trim() !== '' && next !== sign && !WORD.test(source.charAt(at - 1));
}

/** Where the style ends: on the same line, outside code and `<…>`, behind a letter and before none. */
function closingAt(source: string, from: number, sign: string): number {
  for (let at = from; at < source.length; at += 1) {
    const character = source.charAt(at);
    if (character === '\n') return -1;
    const opaque = character === '<' ? TOKEN : character === '`' ? CODE : null;
    const skipped = opaque === null ? undefined : matchAt(opaque, source, at)?.[0];
    if (skipped !== undefined) at += skipped.length - 1;
    else if (character === sign && at > from && closes(source, at)) return at;
  }
  return -1;
}

function closes(source: string, at: number): boolean {
  return source.charAt(at - 1).trim() !== '' && !WORD.test(source.charAt(at + 1));
}
