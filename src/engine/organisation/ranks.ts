/** Everybody's standing in an organisation, lowest first (DESIGN section 2). `none` may do nothing at all. */
export const RANKS = [
  'none',
  'guest',
  'member',
  'workspace_admin',
  'workspace_owner',
  'workspace_primary_owner',
  'org_admin',
  'org_owner',
  'primary_owner',
] as const;

export type Rank = (typeof RANKS)[number];

/** Whether `rank` is `least` or stands above it. */
export function isAtLeast(rank: Rank, least: Rank): boolean {
  return RANKS.indexOf(rank) >= RANKS.indexOf(least);
}

/** Whether `one` stands above `other`; equals do not outrank each other. */
export function outranks(one: Rank, other: Rank): boolean {
  return RANKS.indexOf(one) > RANKS.indexOf(other);
}

/** The higher of the two. */
export function highest(one: Rank, other: Rank): Rank {
  return outranks(other, one) ? other : one;
}

const RANK_WORDS: Record<Rank, string> = {
  none: 'without any rights here',
  guest: 'a guest',
  member: 'a member',
  workspace_admin: 'a workspace admin',
  workspace_owner: 'a workspace owner',
  workspace_primary_owner: 'a workspace’s primary owner',
  org_admin: 'an org admin',
  org_owner: 'an org owner',
  primary_owner: 'the org’s primary owner',
};

/** The rank as part of a sentence: “an org admin”. */
export function rankInWords(rank: Rank): string {
  return RANK_WORDS[rank];
}
