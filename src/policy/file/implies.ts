import { isAtLeast, type Rank } from '../../engine/organisation/ranks.js';
import type { NamedRole, Who } from '../../engine/organisation/who.js';

/** The least that somebody with this role is. */
const AT_LEAST: Readonly<Record<NamedRole, Rank>> = {
  org_owner: 'org_owner',
  org_admin: 'org_admin',
  workspace_owner: 'workspace_owner',
  workspace_admin: 'workspace_admin',
};

/** The most that people of this role usually are: some of them hold another role besides. */
const AT_MOST: Readonly<Record<NamedRole, Rank>> = {
  org_owner: 'primary_owner',
  org_admin: 'org_admin',
  workspace_owner: 'workspace_primary_owner',
  workspace_admin: 'workspace_admin',
};

/** Whether everybody who is meant by `one` is meant by `other` as well, as far as that can be told from the words. */
export function implies(one: Who, other: Who): boolean {
  if (other.kind === 'rank' && 'atLeast' in other && isAtLeast('member', other.atLeast)) return true;
  switch (other.kind) {
    case 'rank':
      if ('atLeast' in other) {
        if (one.kind === 'rank') return 'atLeast' in one && isAtLeast(one.atLeast, other.atLeast);
        return one.kind === 'role' && isAtLeast(AT_LEAST[one.role], other.atLeast) && isHere(one);
      }
      if (one.kind === 'role' && one.role.startsWith('org')) return isAtLeast(other.atMost, AT_MOST[one.role]);
      return one.kind === 'rank' && 'atMost' in one && isAtLeast(other.atMost, one.atMost);
    case 'role':
      return one.kind === 'role' && one.role === other.role && one.workspace === other.workspace;
    case 'people':
      return one.kind === 'people' && one.ids.every((id) => other.ids.includes(id));
    case 'group':
    case 'system_role':
      return one.kind === other.kind && one.id === other.id;
  }
}

/** Somebody who runs another workspace may be nobody where the plan takes effect. */
const isHere = (who: Extract<Who, { kind: 'role' }>): boolean => who.workspace === null;

/** What people so named are called, at the least. */
export function calledRank(who: Who): Rank {
  return who.kind === 'role' ? AT_LEAST[who.role] : highestRankOf(who);
}

/** The highest rank that people so named usually have where a plan takes effect. */
export function highestRankOf(who: Who): Rank {
  if (who.kind === 'rank' && 'atMost' in who) return who.atMost;
  if (who.kind === 'role' && isHere(who)) return AT_MOST[who.role];
  return 'primary_owner';
}
