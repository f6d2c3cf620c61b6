import type { Directory } from '../organisation/directory.js';
import type { OrgReader } from '../operation.js';
import type { Workspace } from '../organisation/people.js';
import { isAtLeast } from '../organisation/ranks.js';
import type { Who } from '../organisation/who.js';

/**
 * Where to look for people who may be meant: those whom the local copy knows as owners and admins of the organisation,
 * those who run the workspaces, and those who are named. Only a place to begin: Slack is asked about everybody.
 */
export async function candidatesFor(
  { directory, org, workspaces }: { directory: Directory; org: OrgReader; workspaces: readonly string[] },
  who: readonly Who[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const one of who) found.push(...(await among(one)));
  return [...new Set(found)];

  async function among(one: Who): Promise<readonly string[]> {
    switch (one.kind) {
      case 'rank':
        if ('atLeast' in one && isAtLeast(one.atLeast, 'org_owner')) return directory.orgOwners();
        if ('atLeast' in one && isAtLeast(one.atLeast, 'org_admin')) return directory.orgAdmins();
        return [...directory.orgAdmins(), ...(await running(workspaces, (here) => [...here.owners, ...here.admins]))];
      case 'role':
        if (one.role === 'org_owner') return directory.orgOwners();
        if (one.role === 'org_admin') return directory.orgAdmins();
        return running(one.workspace === null ? workspaces : [one.workspace], (here) =>
          one.role === 'workspace_owner' ? here.owners : here.admins,
        );
      case 'people':
        return one.ids;
      case 'group':
        return (await org.membersOf(one)) ?? [];
      case 'system_role':
        return [...((await org.holdersOf(one.id))?.keys() ?? [])];
    }
  }

  async function running(ids: readonly string[], peopleOf: (here: Workspace) => readonly string[]): Promise<string[]> {
    // Whoever runs all of them runs the first.
    const [first] = ids;
    const here = first === undefined ? null : await org.workspace(first);
    return here ? [...(here.primaryOwner ? [here.primaryOwner] : []), ...peopleOf(here)] : [];
  }
}
