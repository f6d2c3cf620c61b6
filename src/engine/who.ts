import type { Standing } from './decision.js';
import { isAtLeast, type Rank } from './ranks.js';

/** Roles by which a policy can name people: exactly these, whatever else somebody is. */
export const NAMED_ROLES = ['org_owner', 'org_admin', 'workspace_owner', 'workspace_admin'] as const;
export type NamedRole = (typeof NAMED_ROLES)[number];

/** People, by what they are. Primary owners count as owners. */
export type Who =
  /** This rank or a higher one, where the plan takes effect. */
  | { readonly kind: 'rank'; readonly atLeast: Rank }
  /** This rank or a lower one. */
  | { readonly kind: 'rank'; readonly atMost: Rank }
  /** This very role: in the organisation, in one workspace, or (`null`) in every workspace where the plan takes effect. */
  | { readonly kind: 'role'; readonly role: NamedRole; readonly workspace: string | null }
  | { readonly kind: 'people'; readonly ids: readonly string[] }
  | { readonly kind: 'group'; readonly id: string }
  /** A system role of Slack's, such as Users Admin. */
  | { readonly kind: 'system_role'; readonly id: string };

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
