import { openPlace, type DatabasePlace } from './open.js';
import { resealAll } from './installations.js';
import { migrate } from './migrate.js';
import { vaultWith, type VaultKey } from './vault.js';

/**
 * Encrypts all tokens anew with the first key, row by row and by conditional updates: whoever has both keys can read
 * and write in the meantime.
 */
export async function resealTokens(
  place: DatabasePlace,
  keys: readonly VaultKey[],
): Promise<{ readonly resealed: number; readonly kept: number }> {
  const [first, ...more] = keys;
  if (!first) return { resealed: 0, kept: 0 };
  const opened = await openPlace(place, () => undefined);
  try {
    await migrate(opened.db, place.kind === 'opened' ? place.schema : undefined);
    const resealed = await resealAll(opened.db, vaultWith([first, ...more]));
    const rows = await opened.db.selectFrom('installations').select('user_id').execute();
    return { resealed, kept: rows.length };
  } finally {
    await opened.close();
  }
}
