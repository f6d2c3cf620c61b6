import { numberIn, objectIn, objectsIn, stringIn, type Json } from '../json.js';
import { formatSlackDate, type DatePlace } from './dates.js';
import { emojiCharacter } from './emoji.js';
import { wordsOf, type Inline, type TextBlock, type TextStyle } from './nodes.js';
import { isBroadcast, isSafeUrl } from './tokens.js';

const STYLES: readonly TextStyle[] = ['bold', 'italic', 'strike', 'underline', 'highlight'];

/**
 * Reads a `rich_text` block. Its text is literal: no sign in it is markup and no entity is decoded.
 * https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */
export function parseRichText(block: Json, place: DatePlace): TextBlock[] {
  return objectsIn(block, 'elements').flatMap((element) => parsePart(element, place));
}

function parsePart(part: Json, place: DatePlace): TextBlock[] {
  const inlines = (of: Json): Inline[] => objectsIn(of, 'elements').map((element) => parseElement(element, place));
  switch (stringIn(part, 'type')) {
    case 'rich_text_section':
      return [{ kind: 'paragraph', children: inlines(part) }];
    case 'rich_text_quote':
      return [{ kind: 'quote', children: inlines(part) }];
    case 'rich_text_preformatted':
      return [{ kind: 'preformatted', text: wordsOf(inlines(part)) }];
    case 'rich_text_list':
      return [
        {
          kind: 'list',
          ordered: stringIn(part, 'style') === 'ordered',
          indent: numberIn(part, 'indent') ?? 0,
          offset: numberIn(part, 'offset') ?? 0,
          items: objectsIn(part, 'elements').map(inlines),
        },
      ];
    default:
      return [];
  }
}

function parseElement(element: Json, place: DatePlace): Inline {
  const style = objectIn(element, 'style') ?? {};
  const bare = parseBare(element, place);
  const coded: Inline = style['code'] === true && bare.kind === 'text' ? { kind: 'code', text: bare.text } : bare;
  return STYLES.filter((name) => style[name] === true).reduce<Inline>(
    (inner, name) => ({ kind: 'styled', style: name, children: [inner] }),
    coded,
  );
}

function parseBare(element: Json, place: DatePlace): Inline {
  switch (stringIn(element, 'type')) {
    case 'link':
      return link(stringIn(element, 'url'), stringIn(element, 'text'));
    case 'user':
      return { kind: 'user', id: stringIn(element, 'user_id'), label: '' };
    case 'channel':
      return { kind: 'channel', id: stringIn(element, 'channel_id'), label: '' };
    case 'usergroup':
      return { kind: 'usergroup', id: stringIn(element, 'usergroup_id'), label: '' };
    case 'broadcast':
      return broadcast(stringIn(element, 'range'));
    case 'emoji':
      return emoji(element);
    case 'date':
      return date(element, place);
    case 'color':
      return { kind: 'code', text: stringIn(element, 'value') };
    default:
      return { kind: 'text', text: stringIn(element, 'text') };
  }
}

function link(url: string, text: string): Inline {
  return isSafeUrl(url) ? { kind: 'link', url, label: text || url } : { kind: 'text', text: text || url };
}

function broadcast(range: string): Inline {
  return isBroadcast(range) ? { kind: 'broadcast', range } : { kind: 'text', text: `@${range}` };
}

function emoji(element: Json): Inline {
  const name = stringIn(element, 'name');
  const character = emojiCharacter(name) ?? fromCodePoints(stringIn(element, 'unicode'));
  return character === '' ? { kind: 'text', text: `:${name}:` } : { kind: 'emoji', name, character };
}

function fromCodePoints(unicode: string): string {
  const points = unicode.split('-').map((point) => Number.parseInt(point, 16));
  const LAST_CODE_POINT = 0x10ffff;
  return points.every((point) => point >= 0 && point <= LAST_CODE_POINT) ? String.fromCodePoint(...points) : '';
}

function date(element: Json, place: DatePlace): Inline {
  const timestamp = numberIn(element, 'timestamp');
  const fallback = stringIn(element, 'fallback');
  if (timestamp === null) return { kind: 'text', text: fallback };
  const text = formatSlackDate(stringIn(element, 'format'), timestamp, place) || fallback;
  const url = stringIn(element, 'url');
  return { kind: 'date', timestamp, text, url: isSafeUrl(url) ? url : '' };
}
