import type { Workspace } from './people.js';
import type { Ports } from './ports.js';
import { isAtLeast } from './ranks.js';
import type { Who } from './who.js';

/**
 * Where to look for people who may be meant: those whom the local copy knows as owners and admins of the organisation,
 * those who run the workspace, and those who are named. Only a place to begin: Slack is asked about everybody.
 */
export function candidatesIn(
  { directory }: Pick<Ports, 'directory'>,
  workspace: Workspace | null,
): (who: readonly Who[]) => Promise<readonly string[]> {
  const owners = workspace ? [workspace.primaryOwner ?? [], workspace.owners].flat() : [];
  const admins = workspace?.admins ?? [];
  const among = (who: Who): readonly string[] => {
    switch (who.kind) {
      case 'rank': {
        if (!('atLeast' in who)) return [...directory.orgAdmins(), ...owners, ...admins];
        if (isAtLeast(who.atLeast, 'org_owner')) return directory.orgOwners();
        if (isAtLeast(who.atLeast, 'org_admin')) return directory.orgAdmins();
        return [...directory.orgAdmins(), ...owners, ...admins];
      }
      case 'role':
        if (who.role === 'org_owner') return directory.orgOwners();
        if (who.role === 'org_admin') return directory.orgAdmins();
        return who.role === 'workspace_owner' ? owners : admins;
      case 'people':
        return who.ids;
      case 'group':
      case 'system_role':
        return [];
    }
  };
  return async (who) => [...new Set(who.flatMap(among))];
}
