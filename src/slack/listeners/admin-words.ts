import type { AdminWord } from '../admin-word.js';
import type { Desk } from '../desk.js';
import { history } from './history.js';
import { help } from './help.js';
import { pause, resume } from './pause.js';
import { answerWhy } from './why.js';

/** What `/admin` can do besides opening the menu, by the word that stands behind it. */
export const ADMIN_WORDS: ReadonlyMap<string, (desk: Desk, asked: AdminWord) => Promise<unknown>> = new Map([
  ['history', history],
  ['help', help],
  ['pause', pause],
  ['resume', resume],
  ['why', answerWhy],
]);
