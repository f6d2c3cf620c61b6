import { z } from 'zod';

import type { Database } from './database.js';
import { ask, isServed, type Deeds } from './embedded/socket.js';
import { resealAll } from './installations.js';
import { migratePlace, openPlace, type DatabasePlace } from './open-place.js';
import { vaultWith, type Vault, type VaultKey } from './vault.js';

/** How many rows with tokens were encrypted anew, of how many. */
const Resealed = z.object({ resealed: z.number(), kept: z.number() });
type Resealed = z.infer<typeof Resealed>;

/** The running app encrypts with another key than the one that is wanted. */
export class OtherKeyInUse extends Error {
  constructor(inUse: string, wanted: string) {
    super(
      `The running app encrypts with the key “${inUse}”, not with “${wanted}”. Put “${wanted}” first in its TOKEN_ENCRYPTION_KEY and restart it; then run this again.`,
    );
    this.name = 'OtherKeyInUse';
  }
}

const DEED = 'keys/rotate';

/**
 * Encrypts all tokens anew with the first key, row by row and by conditional updates: whoever has both keys can read
 * and write in the meantime. Where the database is embedded and an app has it open, that app does it.
 */
export async function resealTokens(place: DatabasePlace, keys: readonly VaultKey[]): Promise<Resealed> {
  const [first, ...more] = keys;
  if (!first) return { resealed: 0, kept: 0 };
  if (place.kind === 'embedded' && (await isServed(place.dataDir))) {
    return Resealed.parse(await ask(place.dataDir, DEED, { key: first.id }));
  }
  const opened = await openPlace(place, () => undefined);
  try {
    await migratePlace(place, opened.db);
    return await resealed(opened.db, vaultWith([first, ...more]));
  } finally {
    await opened.close();
  }
}

/** What the running app does for `npm run keys -- rotate`. */
export function keyDeeds(db: Database, vault: Vault): Deeds {
  return {
    [DEED]: async (asked) => {
      const { key } = z.object({ key: z.string() }).parse(asked);
      if (key !== vault.keyInUse) throw new OtherKeyInUse(vault.keyInUse, key);
      return resealed(db, vault);
    },
  };
}

async function resealed(db: Database, vault: Vault): Promise<Resealed> {
  const count = await resealAll(db, vault);
  const rows = await db.selectFrom('installations').select('user_id').execute();
  return { resealed: count, kept: rows.length };
}
