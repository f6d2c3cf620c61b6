import type { Facts } from '../../engine/decision.js';
import { orgRank, type Person, type Role } from '../../engine/organisation/people.js';
import { isAtLeast, type Rank } from '../../engine/organisation/ranks.js';
import type { Who } from '../../engine/organisation/who.js';

/** Whether somebody could turn out to be meant, before it is known what they want and where. */
export function couldBeMeant(who: Who, person: Person, facts: Facts): boolean {
  switch (who.kind) {
    case 'rank':
      return 'atLeast' in who
        ? isAtLeast(orgRank(person), who.atLeast) || couldBeAtLeast(who.atLeast, person, facts)
        : isAtLeast(who.atMost, orgRank(person));
    case 'role':
      if (who.role === 'org_owner') return person.orgRole === 'owner' || person.orgRole === 'primary_owner';
      if (who.role === 'org_admin') return person.orgRole === 'admin';
      return couldRun(who, person, facts);
    case 'people':
      return who.ids.includes(person.id);
    case 'group':
      return facts.groups[who.id] ?? true;
    case 'system_role':
      return facts.systemRoles[who.id] ?? true;
  }
}

type RoleNamed = Extract<Who, { kind: 'role' }>;

/** In the workspace that is named, or in any of theirs; where not all of them were looked at, it could be so. */
function couldRun({ workspace, role }: RoleNamed, { workspaces }: Person, { roles }: Facts): boolean {
  const where = workspace === null ? workspaces : [workspace];
  const isIt = (id: string): boolean => {
    const known = roles[id];
    if (known === undefined) return true;
    return role === 'workspace_admin' ? known === 'admin' : known === 'owner' || known === 'primary_owner';
  };
  return where === null || where.some(isIt);
}

/** Whoever is only a member in the organisation may run a workspace. */
function couldBeAtLeast(rank: Rank, { workspaces }: Person, { roles }: Facts): boolean {
  if (isAtLeast(rank, 'org_admin')) return false;
  const ranks: Partial<Record<Role, Rank>> = {
    admin: 'workspace_admin',
    owner: 'workspace_owner',
    primary_owner: 'workspace_primary_owner',
  };
  return (
    workspaces === null ||
    workspaces.some((id) => {
      const known = roles[id];
      return known === undefined || isAtLeast(ranks[known] ?? 'member', rank);
    })
  );
}
