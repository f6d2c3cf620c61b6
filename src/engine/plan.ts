import type { Role } from './people.js';
import type { Words } from './words.js';

/** What a run can do to an organisation, mildest first (DESIGN section 2). */
export const RISKS = ['read', 'change', 'privileged', 'irreversible'] as const;
export type Risk = (typeof RISKS)[number];

/** JSON that RFC 8785 can put into one form only; what plans and ledger entries are made of. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** What a policy decides on: the change itself, apart from how it is worded or called. */
export type Effect = {
  readonly kind: 'role';
  /** Whose role changes. */
  readonly person: string;
  readonly level: 'org' | 'workspace';
  /** The workspace's ID, or the organisation's. */
  readonly place: string;
  readonly from: Role;
  readonly to: Role;
  /** Whether nobody would be left as owner at this level. */
  readonly takesLastOwner: boolean;
};

/** What an operation makes of its input and the live state. Holds IDs only; names are filled in when it is shown. */
export type Draft<A extends JsonObject = JsonObject> =
  | {
      readonly kind: 'plan';
      readonly risk: Risk;
      /** Before and after, a sentence per change. */
      readonly changes: readonly Words[];
      readonly warnings: readonly Words[];
      readonly effects: readonly Effect[];
      /** The state that was read, in IDs and roles: the plan holds only as long as it is the same. */
      readonly before: JsonObject;
      /** The arguments of each call, in order. */
      readonly calls: readonly A[];
    }
  /** It is so already: no call. */
  | { readonly kind: 'unchanged'; readonly says: Words; readonly before: JsonObject }
  /** It cannot be done as things are: says why and what to do instead. */
  | { readonly kind: 'obstacle'; readonly says: Words };

/** Whether there is a way back, worked out before the call. */
export type Undo =
  | { readonly possible: true; readonly operation: string; readonly input: JsonObject; readonly expects: JsonObject }
  | { readonly possible: false; readonly why: Words };

/** A plan as it is stored, shown, decided on and bound to by confirmations and approvals. */
export interface Plan {
  readonly hash: string;
  readonly risk: Risk;
  readonly changes: readonly Words[];
  readonly warnings: readonly Words[];
  readonly effects: readonly Effect[];
  readonly before: JsonObject;
  readonly calls: readonly PlannedCall[];
  /** The person whose power or access the run widens, if any. */
  readonly beneficiary: string | null;
  readonly undo: Undo;
}

export interface PlannedCall {
  readonly method: string;
  readonly arguments: JsonObject;
}
