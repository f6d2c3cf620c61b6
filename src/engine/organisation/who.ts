import type { Rank } from './ranks.js';

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
  | NamedGroup
  /** A system role of Slack's, such as Users Admin. */
  | { readonly kind: 'system_role'; readonly id: string };

/** A group that a policy names. */
export interface NamedGroup {
  readonly kind: 'group';
  readonly id: string;
  /** What the policy calls it. */
  readonly name: string;
  /** The workspace of an ordinary user group, whose members can often edit it; `null` is an IdP group. */
  readonly editableIn: string | null;
}
