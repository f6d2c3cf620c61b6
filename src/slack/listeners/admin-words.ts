import type { AdminWord } from '../admin-word.js';
import type { Desk } from '../desk.js';
import { pause, resume } from './pause.js';

/** What `/admin` can do besides opening the menu, by the word that stands behind it. */
export const ADMIN_WORDS: ReadonlyMap<string, (desk: Desk, asked: AdminWord) => Promise<unknown>> = new Map([
  ['pause', pause],
  ['resume', resume],
]);
