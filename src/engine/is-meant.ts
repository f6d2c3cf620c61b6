import type { Standing } from './decision.js';
import { isAtLeast } from './organisation/ranks.js';
import type { Who } from './organisation/who.js';

/**
 * Whether somebody is meant; `null` where nobody could say, which must give no rights. People without rights of their
 * own (guests, bots, strangers, deactivated accounts) are never meant.
 */
export function isMeant(who: Who, { person, rank, facts }: Standing, workspaces: readonly string[]): boolean | null {
  if (!isAtLeast(rank, 'member')) return false;
  switch (who.kind) {
    case 'rank':
      return 'atLeast' in who ? isAtLeast(rank, who.atLeast) : isAtLeast(who.atMost, rank);
    case 'people':
      return who.ids.includes(person.id);
    case 'group':
      return facts.groups[who.id] ?? null;
    case 'system_role':
      return facts.systemRoles[who.id] ?? null;
    case 'role':
      return hasRole(who, { person, rank, facts }, workspaces);
  }
}

function hasRole(
  { role, workspace }: Extract<Who, { kind: 'role' }>,
  { person, facts }: Standing,
  workspaces: readonly string[],
): boolean {
  switch (role) {
    case 'org_owner':
      return person.orgRole === 'owner' || person.orgRole === 'primary_owner';
    case 'org_admin':
      return person.orgRole === 'admin';
    case 'workspace_owner':
    case 'workspace_admin': {
      const where = workspace === null ? workspaces : [workspace];
      const roles = role === 'workspace_admin' ? ['admin'] : ['owner', 'primary_owner'];
      return where.length > 0 && where.every((id) => roles.includes(facts.roles[id] ?? 'none'));
    }
  }
}
