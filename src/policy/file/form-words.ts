import { didYouMean } from './near.js';

/* What people are told where a policy file does not have the form that it should have. */

/** Roles as requesters and approvers are named by: exactly these, except that `anyone` is every full member. */
export const ROLE_NAMES = ['org_owner', 'org_admin', 'workspace_owner', 'workspace_admin', 'anyone'] as const;
/** Ranks of people acted upon, lowest first; primary owners count as owners. */
export const RANK_NAMES = ['guest', 'member', 'workspace_admin', 'workspace_owner', 'org_admin', 'org_owner'] as const;
export type RankName = (typeof RANK_NAMES)[number];

export const USER = /^[UW][A-Z0-9]{2,}$/u;
export const WORKSPACE = /^T[A-Z0-9]{2,}$/u;
export const GROUP = /^S[A-Z0-9]{2,}$/u;
export const CHANNEL = /^[CG][A-Z0-9]{2,}$/u;
export const SYSTEM_ROLE = /^Rl[A-Za-z0-9]{1,}$/u;

/** How IDs and the like look. */
export const MUST_BE = {
  user: 'must be the ID of a person, such as W012A3CDE: people are matched by ID, never by name or e-mail.',
  workspace: 'must be the ID of a workspace, such as T012A3CDE.',
  group: 'must be the ID of a group, such as S012A3CDE.',
  channel: 'must be the ID of a channel, such as C012A3CDE.',
  systemRole: 'must be the ID of a system role, such as Rl0A.',
  place: 'must be the ID of a workspace, such as T012A3CDE, or “org” for what takes effect in the whole organisation.',
  name: 'must be a name declared under “groups”, or the ID of a group such as S012A3CDE.',
  id: 'is missing: every refusal names its rule.',
  rules: 'is missing: without a rule nobody may do anything.',
  file: 'the file must be a mapping with “version” and “rules”.',
  longest: 'must be a length of time such as 30m, 8h or 7d, at least 30 minutes and at most 7 days.',
} as const;

/** “must be one of …”, with the nearest of them where it is nearly one. */
export function notOneOf(names: readonly string[], input: unknown): string {
  if (input === undefined) return `is missing; it is one of ${names.join(', ')}.`;
  return `must be one of ${names.join(', ')}.${typeof input === 'string' ? didYouMean(input, names) : ''}`;
}

/** The same, where a range of them may stand as well. */
export function notWithin(names: readonly string[], input: unknown): string {
  const near = typeof input === 'string' ? didYouMean(input, names) : '';
  return `must be one of ${names.join(', ')}, or { at_least: … } or { at_most: … } of them.${near}`;
}

const RANGE = ['at_least', 'at_most'] as const;
const WHO_KEYS = ['user', 'group', 'system_role', 'workspace_owner_of', 'workspace_admin_of', ...RANGE] as const;
const FORMS =
  'one of org_owner, org_admin, workspace_owner, workspace_admin, anyone, or { user: W… }, { group: a name under “groups” }, { system_role: Rl… }, { workspace_owner_of: T… }, { workspace_admin_of: T… }, { at_least: org_admin }, { at_most: member }';

/** What is wrong with something that should name people. */
export function notPeople(input: unknown): string {
  if (typeof input === 'string') {
    if (USER.test(input)) return `must say what kind of thing this is: { user: ${input} }.`;
    return `“${input}” names nobody here; it must be ${FORMS}.${didYouMean(input, ROLE_NAMES)}`;
  }
  if (typeof input === 'object' && input !== null && !Array.isArray(input)) {
    const keys = Object.keys(input);
    const unknown = keys.find((key) => !WHO_KEYS.some((known) => known === key));
    if (unknown !== undefined)
      return `unknown field “${unknown}”; people are ${FORMS}.${didYouMean(unknown, WHO_KEYS)}`;
    if (keys.length > 1)
      return `names people in ${keys.length} ways at once (${keys.join(', ')}); make a list of them.`;
    const [key = '', value] = Object.entries(input)[0] ?? [];
    return key === '' ? `must be ${FORMS}.` : `${key}: ${badValue(key, value)}`;
  }
  return `must be ${FORMS}.`;
}

function badValue(key: string, value: unknown): string {
  switch (key) {
    case 'user':
      return MUST_BE.user;
    case 'group':
      return 'must be a name declared under “groups”.';
    case 'system_role':
      return MUST_BE.systemRole;
    case 'at_least':
    case 'at_most':
      return `must be one of ${RANK_NAMES.join(', ')}.${typeof value === 'string' ? didYouMean(value, RANK_NAMES) : ''}`;
    default:
      return MUST_BE.workspace;
  }
}

/** What is wrong with something that should be a group. */
export function notAGroup(input: unknown): string {
  const forms = '{ idp_group: S… }, or { user_group: S…, workspace: T… } for a group that somebody made in a workspace';
  if (typeof input === 'object' && input !== null && 'user_group' in input && !('workspace' in input)) {
    return `needs the workspace that the user group belongs to: { user_group: …, workspace: T… }.`;
  }
  return `must be ${forms}.`;
}
