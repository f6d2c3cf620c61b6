import { z } from 'zod';

/*
 * Cases for `npm run policy -- test`: who asks for what, and what the policy should say. Facts that would be read from
 * Slack stand in the same file. Where a list stands, one item alone may stand as well.
 */

const list = <T extends z.ZodType>(item: T) =>
  z.preprocess((given) => (given === undefined || Array.isArray(given) ? given : [given]), z.array(item));
const User = z.string().regex(/^[UW][A-Z0-9]{2,}$/u, 'must be the ID of a person, such as W012A3CDE.');
const Workspace = z.string().regex(/^T[A-Z0-9]{2,}$/u, 'must be the ID of a workspace, such as T012A3CDE.');
const Channel = z.string().regex(/^[CG][A-Z0-9]{2,}$/u, 'must be the ID of a channel, such as C012A3CDE.');

/** What people can be called by what they are: in the organisation, or in the workspace that a case is about. */
export const KINDS_OF_PEOPLE = [
  'primary_owner',
  'org_owner',
  'org_admin',
  'workspace_owner',
  'workspace_admin',
  'member',
  'guest',
] as const;

const Facts = z.strictObject({
  id: User.optional(),
  is: z.enum(KINDS_OF_PEOPLE).optional(),
  owner_of: list(Workspace).optional(),
  admin_of: list(Workspace).optional(),
  member_of: list(Workspace).optional(),
  groups: list(z.string()).optional(),
  system_roles: list(
    z.union([z.string(), z.strictObject({ role: z.string(), over: z.union([Workspace, z.literal('org')]) })]),
  ).optional(),
});
export type PersonFacts = z.output<typeof Facts>;

/** A name under `people`, or what somebody is. */
const Somebody = z.union([z.string(), Facts], {
  error: `must be a name under “people”, one of ${KINDS_OF_PEOPLE.join(', ')}, or what is to be known of somebody.`,
});
export type SomebodyInCase = z.output<typeof Somebody>;

const Case = z.strictObject({
  name: z.string().optional(),
  who: Somebody,
  what: z.string(),
  whom: Somebody.optional(),
  where: list(z.union([Workspace, z.literal('org')])).optional(),
  group: z.string().optional(),
  channel: list(Channel).optional(),
  duration: z.string().optional(),
  reason: z.string().optional(),
  input: z.record(z.string(), z.json()).optional(),
  expect: z.enum(['allow', 'approve', 'deny'], { error: 'must be allow, approve or deny.' }),
  rule: z.string().optional(),
  enough: list(Somebody).optional(),
  not_enough: list(Somebody).optional(),
});
export type PolicyCase = z.output<typeof Case>;

export const PolicyCases = z.strictObject({
  people: z.record(z.string(), Facts).optional(),
  groups: z
    .record(z.string(), z.strictObject({ linked: list(Workspace).optional(), provisions: list(Workspace).optional() }))
    .optional(),
  channels: z
    .record(z.string(), z.strictObject({ private: z.boolean().optional(), workspaces: list(Workspace).optional() }))
    .optional(),
  cases: z.array(Case).min(1, 'is empty.'),
});
export type PolicyCases = z.output<typeof PolicyCases>;
