import { BadConfiguration } from '../config.js';
import type { DatabaseConfig } from '../config/database.js';

/** What a process does: takes Slack's requests (`web`), does what goes on by itself (`worker`), or both. */
export type ProcessKind = 'web' | 'worker' | 'both';

/**
 * What `npm start -- web` and `-- worker` ask for; without a word, both.
 * @throws BadConfiguration where there is no such kind, or where the embedded database would need a second process.
 */
export function processKind(words: readonly string[], database: DatabaseConfig): ProcessKind {
  const [word, ...more] = words;
  if (word === undefined) return 'both';
  if ((word !== 'web' && word !== 'worker') || more.length > 0)
    throw new BadConfiguration([
      `npm start -- ${words.join(' ')}: there are “web” and “worker”; without either, one process does both.`,
    ]);
  if (database.kind === 'embedded')
    throw new BadConfiguration([
      `npm start -- ${word}: the embedded database (DATA_DIR) serves one process only, which then does everything. Run npm start alone, or set DATABASE_URL to a PostgreSQL database.`,
    ]);
  return word;
}
