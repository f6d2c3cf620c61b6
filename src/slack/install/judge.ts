import type { NewToken, StoredToken } from '../../engine/installation.js';
import { isAtLeast, outranks, type Rank } from '../../engine/organisation/ranks.js';
import type { Access } from './access.js';

/** Scopes that the app cannot do without, of both tokens. */
export interface NeededScopes {
  readonly bot: readonly string[];
  readonly user: readonly string[];
}

/** Why an install is refused: nothing of it is kept. */
export type Refusal =
  | { readonly why: 'single-workspace'; readonly workspace: string }
  | { readonly why: 'another-organisation'; readonly enterprise: string }
  | { readonly why: 'no-bot' }
  | { readonly why: 'not-an-org-admin'; readonly rank: Rank };

/** What becomes of the installer's own token. */
export type Fate =
  /** Used from now on; where it was somebody else's until now, `displaces` them. */
  | { readonly kind: 'used'; readonly displaces: string | null }
  /** Kept aside until an org owner agrees, because it would take the place of a better one. */
  | { readonly kind: 'waits'; readonly because: 'rank' | 'scopes'; readonly for: string }
  /** None came, so the one that was there stays. */
  | { readonly kind: 'unchanged'; readonly user: string }
  /** None came, and there was none. */
  | { readonly kind: 'missing' };

export interface Kept {
  readonly tokens: readonly NewToken[];
  readonly fate: Fate;
  /** Scopes that are needed and were not granted. */
  readonly lacking: NeededScopes;
}

/** Where it is known already from what Slack answered that nothing of it can be kept. */
export function refusalOf(access: Access, organisation: string | null): Refusal | null {
  const { workspace, enterprise, bot } = access;
  if (workspace) return { why: 'single-workspace', workspace: workspace.name };
  if (!enterprise) return { why: 'single-workspace', workspace: 'a workspace without an organisation' };
  if (organisation !== null && enterprise.id !== organisation) {
    return { why: 'another-organisation', enterprise: enterprise.id };
  }
  return bot ? null : { why: 'no-bot' };
}

/** Only an org owner or org admin can lend the app the rights it works with. */
export const mayInstall = (rank: Rank): boolean => isAtLeast(rank, 'org_admin');

/** What is there, and how the two people stand now: whoever installs, and whoever's token is in use. */
export interface Standing {
  readonly known: readonly StoredToken[];
  readonly rank: Rank;
  /** `null` where it could not be found out. */
  readonly rankInUse: Rank | null;
  readonly needed: NeededScopes;
}

/** What of an install is kept, and which of it is used. What was granted before is never lost for what was not now. */
export function judge({ bot, user }: Access, { known, rank, rankInUse, needed }: Standing): Kept {
  const inUse = known.find((token) => token.kind === 'user' && token.inUse) ?? null;
  const fate = fateOf(user, { inUse, rank, rankInUse, needed: needed.user });
  return {
    tokens: [...(bot ? [{ ...bot, inUse: true }] : []), ...(user ? [{ ...user, inUse: fate.kind === 'used' }] : [])],
    fate,
    lacking: {
      bot: lacking(needed.bot, bot?.scopes ?? []),
      user: lacking(needed.user, (user ?? inUse)?.scopes ?? []),
    },
  };
}

function fateOf(
  user: Access['user'],
  {
    inUse,
    rank,
    rankInUse,
    needed,
  }: { inUse: StoredToken | null; rank: Rank; rankInUse: Rank | null; needed: readonly string[] },
): Fate {
  if (!user) return inUse ? { kind: 'unchanged', user: inUse.userId } : { kind: 'missing' };
  if (!inUse || inUse.userId === user.userId) return { kind: 'used', displaces: null };
  // Where Slack did not say how somebody stands, they are taken to stand higher.
  if (rankInUse === null || outranks(rankInUse, rank)) return { kind: 'waits', because: 'rank', for: inUse.userId };
  const fewer = lacking(needed, user.scopes).length > lacking(needed, inUse.scopes).length;
  if (fewer && mayInstall(rankInUse)) return { kind: 'waits', because: 'scopes', for: inUse.userId };
  return { kind: 'used', displaces: inUse.userId };
}

/** What of `needed` is not among the granted ones. */
export function lacking(needed: readonly string[], granted: readonly string[]): string[] {
  return needed.filter((scope) => !granted.includes(scope));
}
