import { stringIn, type Json } from '../json.js';
import { withEmoji } from './emoji.js';

/** The characters of a plain text object; emoji names are replaced unless it says otherwise. */
export function plainText(text: Json | null): string {
  if (text === null) return '';
  return text['emoji'] === false ? stringIn(text, 'text') : withEmoji(stringIn(text, 'text'));
}
