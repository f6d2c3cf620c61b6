import type { Selectable } from 'kysely';

import type { Installations, NewToken, TokenPlace, Written } from '../engine/installation.js';
import type { Database, Handle } from './database.js';
import { installStatesIn } from './install-states.js';
import { appendEntries, lockHead } from './ledger.js';
import { putOwnerMessages } from './owner-messages.js';
import { forget, seeFirst } from './revocations.js';
import { keyOf, opened, placeOf, sealedPair } from './sealed-tokens.js';
import { stored } from './stored.js';
import { exchangesIn } from './token-exchanges.js';
import type { InstallationRow } from './tables.js';
import type { Vault } from './vault.js';

/** Installations in the database, their tokens encrypted. */
export function installationsIn(db: Database, vault: Vault): Installations {
  return {
    organisation: async () =>
      (await db.selectFrom('deployments').selectAll().executeTakeFirst())?.enterprise_id ?? null,

    belongTo: (enterpriseId) => belongTo(db, enterpriseId),

    read: async (enterpriseId) => {
      const rows = await db
        .selectFrom('installations')
        .selectAll()
        .where('enterprise_id', '=', enterpriseId)
        .orderBy('kind')
        .orderBy('installed_at')
        .execute();
      return rows.map((row) => opened(vault, row));
    },

    lastInstaller: (enterpriseId) => lastInstaller(db, enterpriseId),

    keep: (enterpriseId, tokens, { at, entries, messages = [] }, seen) =>
      db.transaction().execute(async (trx) => {
        // Two installs at once are one after the other.
        await lockHead(trx, enterpriseId);
        if (seen && (await userInUse(trx, enterpriseId)) !== seen.user) return false;
        await appendEntries(trx, { enterpriseId, at }, entries);
        for (const token of tokens) await keepToken(trx, vault, { enterpriseId, at, token });
        await putOwnerMessages(trx, enterpriseId, messages, at);
        return true;
      }),

    use: (place, version, written) =>
      changeWaiting(db, place, written, async (trx, row) => {
        if (row?.version !== version) return false;
        await displaceOthers(trx, place);
        await trx
          .updateTable('installations')
          .set({ in_use: true, version: version + 1 })
          .where((row) => row.and(keyOf(place)))
          .execute();
        return true;
      }),

    discard: (place, version, written) =>
      changeWaiting(db, place, written, async (trx, row) => {
        if (row?.version !== version) return false;
        await trx
          .deleteFrom('installations')
          .where((row) => row.and(keyOf(place)))
          .execute();
        return true;
      }),

    forget: (enterpriseId, revoked, moment, event) =>
      db.transaction().execute((trx) => forget(trx, enterpriseId, { revoked, moment, event })),

    note: (enterpriseId, event, entry) =>
      db.transaction().execute(async (trx) => {
        if (!(await seeFirst(trx, event))) return false;
        await appendEntries(trx, { enterpriseId, at: event.at }, [entry]);
        return true;
      }),

    exchanges: exchangesIn(db, vault),
    states: installStatesIn(db),
  };
}

/** Encrypts everything anew that was encrypted with another key than the current one; answers how many rows that was. */
export async function resealAll(db: Database, vault: Vault): Promise<number> {
  const rows = await db.selectFrom('installations').selectAll().execute();
  let resealed = 0;
  for (const row of rows) {
    const old = [row.token, row.refresh_token].filter((sealed) => sealed !== null);
    if (old.every((sealed) => vault.isCurrent(sealed))) continue;
    const { token, refreshToken } = opened(vault, row);
    // Conditional: a pair that was exchanged in the meantime is encrypted with the current key already.
    const { numUpdatedRows } = await db
      .updateTable('installations')
      .set(sealedPair(vault, placeOf(row), { token, refreshToken }))
      .where((eb) => eb.and(keyOf(placeOf(row))))
      .where('token', '=', row.token)
      .executeTakeFirst();
    resealed += Number(numUpdatedRows);
  }
  return resealed;
}

/** The ledger knows, whatever has been revoked since. */
async function lastInstaller(db: Database, enterpriseId: string): Promise<string | null> {
  const row = await db
    .selectFrom('ledger_entries')
    .select('entry')
    .where('enterprise_id', '=', enterpriseId)
    .where('kind', '=', 'install.done')
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? stored<{ actor: string }>(row.entry).actor : null;
}

async function userInUse(trx: Handle, enterpriseId: string): Promise<string | null> {
  const row = await trx
    .selectFrom('installations')
    .select('user_id')
    .where('enterprise_id', '=', enterpriseId)
    .where('kind', '=', 'user')
    .where('in_use', '=', true)
    .executeTakeFirst();
  return row?.user_id ?? null;
}

async function keepToken(
  trx: Handle,
  vault: Vault,
  { enterpriseId, at, token }: { enterpriseId: string; at: Date; token: NewToken },
): Promise<void> {
  const place = { enterpriseId, kind: token.kind, userId: token.userId };
  if (token.inUse) await displaceOthers(trx, place);
  const row = {
    ...sealedPair(vault, place, token),
    in_use: token.inUse,
    expires_at: token.expiresAt,
    scopes: token.scopes.join(','),
    installed_at: at,
    exchange_holder: null,
    exchange_until: null,
    exchange_began_at: null,
    exchange_problem: null,
  };
  await trx
    .insertInto('installations')
    .values({ enterprise_id: enterpriseId, kind: token.kind, user_id: token.userId, ...row })
    .onConflict((conflict) =>
      conflict
        .columns(['enterprise_id', 'kind', 'user_id'])
        .doUpdateSet((known) => ({ ...row, version: known('installations.version', '+', 1) })),
    )
    .execute();
}

/** A token that is not used any more is not kept either: what is not there cannot be stolen. */
async function displaceOthers(trx: Handle, { enterpriseId, kind, userId }: TokenPlace): Promise<void> {
  await trx
    .deleteFrom('installations')
    .where('enterprise_id', '=', enterpriseId)
    .where('kind', '=', kind)
    .where('in_use', '=', true)
    .where('user_id', '!=', userId)
    .execute();
}

async function changeWaiting(
  db: Database,
  place: TokenPlace,
  { at, entries, messages = [] }: Written,
  change: (trx: Handle, row: Selectable<InstallationRow> | undefined) => Promise<boolean>,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const row = await trx
      .selectFrom('installations')
      .selectAll()
      .where((row) => row.and(keyOf(place)))
      .where('in_use', '=', false)
      .forUpdate()
      .executeTakeFirst();
    if (!(await change(trx, row))) return false;
    await appendEntries(trx, { enterpriseId: place.enterpriseId, at }, entries);
    await putOwnerMessages(trx, place.enterpriseId, messages, at);
    return true;
  });
}

async function belongTo(db: Database, enterpriseId: string): Promise<string> {
  await db
    .insertInto('deployments')
    .values({ single: true, enterprise_id: enterpriseId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await db.selectFrom('deployments').selectAll().executeTakeFirstOrThrow()).enterprise_id;
}
