import type { Exchanges } from '../engine/installation.js';
import type { Database } from './database.js';
import { keyOf, opened, sealedPair } from './sealed-tokens.js';
import type { Vault } from './vault.js';

/**
 * Who exchanges which refresh token. The row is this process's by a conditional update, and nothing is held open while
 * Slack is asked; the old pair stays in the row until the new one takes its place.
 */
export function exchangesIn(db: Database, vault: Vault): Exchanges {
  const held = (holder: string, place: Parameters<Exchanges['failed']>[0]) =>
    db
      .updateTable('installations')
      .where((row) => row.and(keyOf(place)))
      .where('exchange_holder', '=', holder);

  return {
    begin: async (place, version, { holder, at, until }) => {
      const row = await db
        .updateTable('installations')
        .set((row) => ({
          exchange_holder: holder,
          exchange_until: until,
          exchange_began_at: row.fn.coalesce('exchange_began_at', row.val(at)),
        }))
        .where((row) => row.and(keyOf(place)))
        .where('version', '=', version)
        .where('refresh_token', 'is not', null)
        .where('exchange_problem', 'is', null)
        .where((row) => row.or([row('exchange_until', 'is', null), row('exchange_until', '<=', at)]))
        .returningAll()
        .executeTakeFirst();
      return row ? opened(vault, row) : null;
    },

    done: async (place, holder, { token, refreshToken, expiresAt }) => {
      const { numUpdatedRows } = await held(holder, place)
        .set((row) => ({
          ...sealedPair(vault, place, { token, refreshToken }),
          expires_at: expiresAt,
          version: row('version', '+', 1),
          ...NOT_UNDER_WAY,
          exchange_problem: null,
        }))
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    failed: async (place, holder, problem) => {
      await held(holder, place)
        // When it began is kept: it may have been an earlier exchange whose answer was lost that did it.
        .set({ exchange_holder: null, exchange_until: null, exchange_problem: problem })
        .execute();
    },
  };
}

const NOT_UNDER_WAY = { exchange_holder: null, exchange_until: null, exchange_began_at: null };

/** Where only one process can have the database open, whoever else was at it is gone. */
export async function endExchanges(db: Database): Promise<void> {
  await db.updateTable('installations').set({ exchange_holder: null, exchange_until: null }).execute();
}
