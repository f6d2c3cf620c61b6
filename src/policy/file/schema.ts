import { z } from 'zod';

import { RISKS } from '../../engine/planning/plan.js';
import {
  CHANNEL,
  GROUP,
  MUST_BE,
  notAGroup,
  notOneOf,
  notPeople,
  notWithin,
  RANK_NAMES,
  ROLE_NAMES,
  SYSTEM_ROLE,
  USER,
  WORKSPACE,
} from './form-words.js';

/*
 * The form of a policy file. Where a list stands, one item alone may stand as well. What names mean, and whether rules
 * can ever match, is looked at afterwards: read-rules.ts and the checks.
 */

const idOf = (pattern: RegExp, what: keyof typeof MUST_BE) =>
  z.string({ error: MUST_BE[what] }).regex(pattern, MUST_BE[what]);

/** “must be one of …”, with the nearest of them where it is nearly one. */
const oneOf = <const T extends readonly [string, ...string[]]>(names: T) =>
  z.enum(names, { error: ({ input }) => notOneOf(names, input) });

/** One of these, or all from one of them on, or up to one of them. */
const within = <const T extends readonly [string, ...string[]]>(names: T) =>
  z.union([z.enum(names), z.strictObject({ at_least: z.enum(names) }), z.strictObject({ at_most: z.enum(names) })], {
    error: ({ input }) => notWithin(names, input),
  });

const text = (most: number) =>
  z.string({ error: 'must be text.' }).trim().min(1, 'is empty.').max(most, `has more than ${most} characters.`);

const Who = z.union(
  [
    z.enum(ROLE_NAMES),
    z.strictObject({ user: idOf(USER, 'user') }),
    z.strictObject({ group: text(40) }),
    z.strictObject({ system_role: idOf(SYSTEM_ROLE, 'systemRole') }),
    z.strictObject({ workspace_owner_of: idOf(WORKSPACE, 'workspace') }),
    z.strictObject({ workspace_admin_of: idOf(WORKSPACE, 'workspace') }),
    z.strictObject({ at_least: z.enum(RANK_NAMES) }),
    z.strictObject({ at_most: z.enum(RANK_NAMES) }),
  ],
  { error: ({ input }) => notPeople(input) },
);
export type WhoInFile = z.output<typeof Who>;

const GroupName = z.string({ error: MUST_BE.name }).min(1, MUST_BE.name);
const Place = z.union([z.literal('org'), idOf(WORKSPACE, 'place')], { error: MUST_BE.place });

const Groups = z.record(
  z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} _-]{0,39}$/u),
  z.union(
    [
      z.strictObject({ idp_group: idOf(GROUP, 'group') }),
      z.strictObject({ user_group: idOf(GROUP, 'group'), workspace: idOf(WORKSPACE, 'workspace') }),
    ],
    { error: ({ input }) => notAGroup(input) },
  ),
  {
    error: ({ code }) =>
      code === 'invalid_key'
        ? 'this name takes letters, digits, spaces, _ and -, at most 40.'
        : 'must be a mapping of names to groups.',
  },
);

/** What differs between the schema that reads and the one that is published for editors. */
interface Kit {
  /** One or more of something. */
  readonly list: <T extends z.ZodType>(item: T) => z.ZodType<z.output<T>[]>;
  readonly operation: z.ZodType<string>;
}

const targetOf = ({ list }: Kit) =>
  z.strictObject({
    workspace: list(Place)
      .optional()
      .describe(
        'Where it takes effect. A rule permits what takes effect in these only; it forbids, or wants an approval, as soon as one of them is among it.',
      ),
    person: list(idOf(USER, 'user')).optional().describe('The person acted upon.'),
    rank: list(within(RANK_NAMES)).optional().describe('What the person acted upon is, where it takes effect.'),
    group: list(GroupName).optional().describe('The IdP group acted upon: a name under “groups”, or an ID.'),
    channel: list(idOf(CHANNEL, 'channel')).optional().describe('The channel acted upon.'),
  });

const approvalOf = ({ list }: Kit) =>
  z.strictObject({
    count: z
      .int('must be a whole number of people.')
      .min(1, 'must be at least 1: an approval by nobody is none.')
      .max(20, 'is more than 20 people; nobody would wait for that.')
      .optional()
      .describe('How many of them; 1 where it is left out.'),
    from: list(Who).describe('Whose yes counts: any of these.'),
  });

const ruleOf = (kit: Kit) =>
  z.strictObject({
    id: z
      .string({ error: ({ input }) => (input === undefined ? MUST_BE.id : 'must be text.') })
      .regex(/^[a-z0-9][a-z0-9-]{0,59}$/u, 'takes lower-case letters, digits and hyphens, at most 60.')
      .describe('Shown with every decision that rests on this rule.'),
    effect: oneOf(['allow', 'approve', 'deny']).describe('A deny wins over everything; an approve over an allow.'),
    operation: kit
      .list(kit.operation)
      .describe(
        'Commands (grant-admin), methods (admin.users.setAdmin), families (users, usergroups, conversations, aws), or all.',
      ),
    risk: kit.list(within(RISKS)).optional().describe('What the plan at hand can do; every risk where it is left out.'),
    target: targetOf(kit).optional(),
    requester: kit
      .list(Who)
      .optional()
      .describe('Who asks. Only a deny may leave it out: then it holds for everybody.'),
    approvals: kit.list(approvalOf(kit)).optional().describe('All of these have to be met, by distinct people.'),
    longest: z
      .string({ error: MUST_BE.longest })
      .regex(/^\d{1,4}[mhd]$/u, MUST_BE.longest)
      .optional()
      .describe('Rights are given for this long at most, and never for good: 30m, 8h, 7d.'),
    reason: oneOf(['required']).optional().describe('Whoever asks has to say why.'),
    self: oneOf(['approve'])
      .optional()
      .describe('People may ask for themselves; the approvals still have to be others’.'),
    editable_group: oneOf(['accepted'])
      .optional()
      .describe('This rule names an ordinary user group, whose members can often edit it.'),
    says: text(300).optional().describe('Shown to people with the decision: why, or whom to ask.'),
  });

const protectedOf = ({ list }: Kit) =>
  z.strictObject({
    person: list(idOf(USER, 'user')).optional(),
    workspace: list(Place).optional(),
    group: list(GroupName).optional(),
    channel: list(idOf(CHANNEL, 'channel')).optional(),
  });

const fileOf = (kit: Kit) =>
  z.strictObject(
    {
      $schema: z.string().optional(),
      version: z.literal(1, {
        error: ({ input }) => (input === undefined ? 'is missing; write version: 1.' : 'must be 1.'),
      }),
      groups: Groups.optional().describe('Slack’s groups, by the names that rules use.'),
      protected: protectedOf(kit).optional().describe('What nobody may change from here, whoever they are.'),
      rules: z
        .array(ruleOf(kit), {
          error: ({ input }) => (input === undefined ? MUST_BE.rules : 'must be a list of rules.'),
        })
        .min(1, 'is empty: without a rule nobody may do anything.'),
    },
    { error: ({ code }) => (code === 'invalid_type' ? MUST_BE.file : undefined) },
  );

const READING: Kit = {
  list: (item) =>
    z.preprocess(
      (given) => (given === undefined || Array.isArray(given) ? given : [given]),
      z
        .array(item, { error: ({ input }) => (input === undefined ? 'is missing.' : 'must be a list.') })
        .min(1, 'is an empty list: leave it out, or say what is meant.'),
    ),
  operation: z.string({ error: 'must be the name of an operation.' }),
};

/** Reads a policy file's form. */
export const PolicyFile = fileOf(READING);
export type PolicyFile = z.output<typeof PolicyFile>;
export type RuleInFile = PolicyFile['rules'][number];

/** Which fields each kind of mapping has, by the way to it: for whoever has mistyped one. */
export const FIELDS: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(PolicyFile.shape),
  protected: Object.keys(protectedOf(READING).shape),
  'rules.*': Object.keys(ruleOf(READING).shape),
  'rules.*.target': Object.keys(targetOf(READING).shape),
  'rules.*.approvals.*': Object.keys(approvalOf(READING).shape),
};

/** The JSON Schema that editors complete and check with; `operations` are the names that rules may use. */
export function policyJsonSchema(operations: readonly string[]): object {
  const schema = fileOf({
    list: (item) =>
      z.union([item, z.array(item).min(1)]).transform((given) => (Array.isArray(given) ? given : [given])),
    operation: z.enum(operations),
  });
  return { title: 'Gridkeeper policy', ...z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }) };
}
