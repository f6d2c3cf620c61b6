import { highest, type Rank } from './ranks.js';

/** Who somebody is in the organisation, read live from `users.info` (DESIGN 6.2). */
export interface Person {
  readonly id: string;
  /** What people call them; the ID where Slack shows no name. */
  readonly name: string;
  /**
   * `stranger` is everybody who is not an account of this organisation: Slack Connect people, people of another org,
   * and anybody whose answer lacks the fields that would show them to belong here.
   */
  readonly kind: 'member' | 'guest' | 'bot' | 'deactivated' | 'stranger';
  readonly orgRole: 'primary_owner' | 'owner' | 'admin' | null;
  /** IDs of the workspaces they belong to, or `null` where Slack did not say. */
  readonly workspaces: readonly string[] | null;
}

/** One workspace with the people who run it, read live from `admin.teams.*`. */
export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly primaryOwner: string | null;
  readonly owners: readonly string[];
  readonly admins: readonly string[];
}

/** Lowest first. */
export const ROLES = ['guest', 'member', 'admin', 'owner', 'primary_owner'] as const;

/** What somebody is at one level: in the organisation as a whole, or in one workspace. */
export type Role = (typeof ROLES)[number];

const ORG_RANK: Record<'primary_owner' | 'owner' | 'admin', Rank> = {
  primary_owner: 'primary_owner',
  owner: 'org_owner',
  admin: 'org_admin',
};

/** Their rank in the organisation as a whole. Bots, strangers and deactivated people have none. */
export function orgRank(person: Person): Rank {
  if (person.kind === 'guest') return 'guest';
  if (person.kind !== 'member') return 'none';
  return person.orgRole ? ORG_RANK[person.orgRole] : 'member';
}

/** Their rank where `workspace` is concerned: the higher of what they are in the org and what they are there. */
export function rankIn(person: Person, workspace: Workspace | null): Rank {
  const inOrg = orgRank(person);
  if (!workspace || person.kind !== 'member') return inOrg;
  if (workspace.primaryOwner === person.id) return highest(inOrg, 'workspace_primary_owner');
  if (workspace.owners.includes(person.id)) return highest(inOrg, 'workspace_owner');
  if (workspace.admins.includes(person.id)) return highest(inOrg, 'workspace_admin');
  return inOrg;
}

/** Their role at one level: `workspace` of `null` is the organisation itself. */
export function roleAt(person: Person, workspace: Workspace | null): Role {
  if (person.kind === 'guest') return 'guest';
  if (!workspace) return person.orgRole ?? 'member';
  if (workspace.primaryOwner === person.id) return 'primary_owner';
  if (workspace.owners.includes(person.id)) return 'owner';
  if (workspace.admins.includes(person.id)) return 'admin';
  return 'member';
}
