import type { Selectable } from 'kysely';

import type { StoredToken, TokenPlace } from '../engine/installation.js';
import type { InstallationRow } from './tables.js';
import type { Vault } from './vault.js';

/** How both tokens of a row stand in the database. */
export function sealedPair(
  vault: Vault,
  place: TokenPlace,
  { token, refreshToken }: { readonly token: string; readonly refreshToken: string | null },
): { token: string; refresh_token: string | null } {
  return {
    token: vault.seal(token, addressOf(place, 'token')),
    refresh_token: refreshToken === null ? null : vault.seal(refreshToken, addressOf(place, 'refresh_token')),
  };
}

/** The row as the rest of the app knows it. */
export function opened(vault: Vault, row: Selectable<InstallationRow>): StoredToken {
  const place = placeOf(row);
  return {
    kind: row.kind,
    userId: row.user_id,
    token: vault.open(row.token, addressOf(place, 'token')),
    refreshToken: row.refresh_token === null ? null : vault.open(row.refresh_token, addressOf(place, 'refresh_token')),
    expiresAt: row.expires_at,
    scopes: row.scopes.split(',').filter((scope) => scope !== ''),
    inUse: row.in_use,
    installedAt: row.installed_at,
    version: row.version,
    exchangeBeganAt: row.exchange_began_at,
    exchangeProblem: row.exchange_problem,
  };
}

/** Which row a ciphertext belongs to, and which column of it: it opens nowhere else. */
const addressOf = ({ enterpriseId, kind, userId }: TokenPlace, column: string): string[] => [
  enterpriseId,
  kind,
  userId,
  column,
];

/** Which row it is. */
export const placeOf = ({ enterprise_id, kind, user_id }: Selectable<InstallationRow>): TokenPlace => ({
  enterpriseId: enterprise_id,
  kind,
  userId: user_id,
});

/** The primary key of a row. */
export const keyOf = ({ enterpriseId, kind, userId }: TokenPlace) => ({
  enterprise_id: enterpriseId,
  kind,
  user_id: userId,
});
