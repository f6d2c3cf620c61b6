import type { DatePlace } from './dates.js';
import { decodeEntities } from './entities.js';
import { wordsOf } from './nodes.js';
import { readToken } from './tokens.js';

/** The text of code: nothing in it is formatted, links and mentions are shown by their words and lead nowhere. */
export function plainCode(source: string, place: DatePlace): string {
  return source
    .split(/(<[^<>\n]+>)/)
    .map((piece, index) => {
      const token = index % 2 === 1 ? readToken(piece.slice(1, -1), place) : null;
      return token === null ? decodeEntities(piece) : wordsOf([token]);
    })
    .join('');
}
