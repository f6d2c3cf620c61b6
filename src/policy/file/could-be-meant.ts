import type { Facts } from '../../engine/decision.js';
import { orgRank, type Person } from '../../engine/people.js';
import { isAtLeast } from '../../engine/ranks.js';
import type { Who } from '../../engine/who.js';

/** Whether somebody could turn out to be meant, before it is known what they want and where. */
export function couldBeMeant(who: Who, person: Person, facts: Facts): boolean {
  switch (who.kind) {
    case 'rank':
      // Whoever is only a member in the organisation may run a workspace.
      return 'atLeast' in who
        ? isAtLeast(orgRank(person), who.atLeast) || !isAtLeast(who.atLeast, 'org_admin')
        : isAtLeast(who.atMost, orgRank(person));
    case 'role':
      if (who.role === 'org_owner') return person.orgRole === 'owner' || person.orgRole === 'primary_owner';
      if (who.role === 'org_admin') return person.orgRole === 'admin';
      return couldRun(who.workspace, who.role, facts);
    case 'people':
      return who.ids.includes(person.id);
    case 'group':
      return facts.groups[who.id] ?? true;
    case 'system_role':
      return facts.systemRoles[who.id] ?? true;
  }
}

function couldRun(workspace: string | null, role: 'workspace_owner' | 'workspace_admin', { roles }: Facts): boolean {
  const known = workspace === null ? undefined : roles[workspace];
  if (known === undefined) return true;
  return role === 'workspace_admin' ? known === 'admin' : known === 'owner' || known === 'primary_owner';
}
