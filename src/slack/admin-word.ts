import type { Names, Words } from '../engine/words.js';

/** What was typed behind `/admin`, where its first word has a meaning. */
export interface AdminWord {
  readonly by: string;
  /** The command and the word, as they were typed. */
  readonly typed: string;
  /** What stands behind the word. */
  readonly rest: string;
  readonly triggerId: string;
  /** Answers privately, where it was typed. */
  readonly say: (says: Words, names?: Names) => Promise<void>;
}
