import type { Facts, Standing } from '../decision.js';
import type { OrgReader } from '../operation.js';
import { orgRank, rankIn, roleAt, type Person, type Role, type Workspace } from './people.js';
import { isAtLeast, outranks, type Rank } from './ranks.js';
import type { Where } from './where.js';
import type { Who } from './who.js';

/** Of more workspaces than this at once nobody is asked who runs them; then only the rank in the organisation counts. */
const MANY_WORKSPACES = 10;

/** Who runs these is read before a form is shown: few enough for everybody to wait for. */
const FEW_WORKSPACES = 5;

/** Who somebody is where a plan takes effect, with every fact that is needed to tell whether one of `who` means them. */
export async function standingIn(org: OrgReader, where: Where, id: string, who: readonly Who[]): Promise<Standing> {
  const somebody = await org.person(id);
  const here = await workspacesRead(org, where, who);
  return {
    person: somebody,
    rank: lowestRank(somebody, here),
    facts: await factsOf(org, somebody, { where, here, who }),
  };
}

/** What else can be known of somebody before it is known what they want. */
export async function factsBefore(org: OrgReader, id: string, who: readonly Who[]): Promise<Facts> {
  const somebody = await org.person(id);
  const theirs = somebody.kind === 'member' && who.some(isOfWorkspaces) ? (somebody.workspaces ?? []) : [];
  // Of somebody who is in many it is asked once it is known which one they mean.
  const here = theirs.length > FEW_WORKSPACES ? [] : await Promise.all(theirs.map((place) => org.workspace(place)));
  return factsOf(org, somebody, { where: null, here: here.flatMap((workspace) => workspace ?? []), who });
}

/** Who runs the workspace that a plan is about is always read; who runs the others only where a policy asks for it. */
async function workspacesRead(
  org: OrgReader,
  { workspace, workspaces }: Where,
  who: readonly Who[],
): Promise<Workspace[]> {
  if (workspaces.length > MANY_WORKSPACES) return [];
  const read = who.some(isOfWorkspaces) ? workspaces : workspace === null ? [] : [workspace];
  const found = await Promise.all(read.map((id) => org.workspace(id)));
  return found.flatMap((workspace) => workspace ?? []);
}

/** In several workspaces at once somebody is what they are in each of them. */
function lowestRank(somebody: Person, workspaces: readonly Workspace[]): Rank {
  const ranks = workspaces.map((workspace) => rankIn(somebody, workspace));
  const [first = orgRank(somebody), ...others] = ranks;
  return others.reduce((lowest, rank) => (outranks(lowest, rank) ? rank : lowest), first);
}

interface Asked {
  /** `null` before it is known what is wanted. */
  readonly where: Where | null;
  readonly here: readonly Workspace[];
  readonly who: readonly Who[];
}

async function factsOf(org: OrgReader, somebody: Person, { where, here, who }: Asked): Promise<Facts> {
  const elsewhere = who.flatMap((one) => (one.kind === 'role' && one.workspace !== null ? [one.workspace] : []));
  const named = await Promise.all([...new Set(elsewhere)].map((id) => org.workspace(id)));
  const roles: Record<string, Role> = {};
  for (const workspace of [...here, ...named]) {
    if (workspace && somebody.kind === 'member') roles[workspace.id] = roleAt(somebody, workspace);
  }
  const groups: Record<string, boolean> = {};
  const systemRoles: Record<string, boolean> = {};
  for (const one of who) {
    if (one.kind === 'group' && !(one.id in groups)) {
      const members = await org.membersOf(one);
      if (members) groups[one.id] = members.includes(somebody.id);
    }
    if (one.kind === 'system_role' && !(one.id in systemRoles)) {
      const holders = await org.holdersOf(one.id);
      if (holders) systemRoles[one.id] = holdsWhere(org.enterpriseId, where, holders.get(somebody.id) ?? []);
    }
  }
  return { roles, groups, systemRoles };
}

/** A system role over the organisation counts everywhere; one over workspaces where it covers all of a plan. */
function holdsWhere(enterpriseId: string, where: Where | null, entities: readonly string[]): boolean {
  if (where === null) return entities.length > 0;
  if (entities.includes(enterpriseId)) return true;
  const { workspaces, organisation } = where;
  return !organisation && workspaces.length > 0 && workspaces.every((id) => entities.includes(id));
}

function isOfWorkspaces(who: Who): boolean {
  switch (who.kind) {
    case 'role':
      return who.workspace === null && ['workspace_owner', 'workspace_admin'].includes(who.role);
    case 'rank':
      return 'atLeast' in who
        ? !isAtLeast(who.atLeast, 'org_admin') && isAtLeast(who.atLeast, 'workspace_admin')
        : true;
    default:
      return false;
  }
}
