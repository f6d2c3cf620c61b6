import type { Role } from '../organisation/people.js';
import type { Words } from '../words.js';

/** What a run can do to an organisation, mildest first (DESIGN section 2). */
export const RISKS = ['read', 'change', 'privileged', 'irreversible'] as const;
export type Risk = (typeof RISKS)[number];

/** JSON that RFC 8785 can put into one form only; what plans and ledger entries are made of. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** What a policy decides on: the change itself, apart from how it is worded or called. One per person, place or thing. */
export type Effect = RoleEffect | ChannelAccess | GroupLink | OrgWide | GuestEnd | AwsRegistration;

/** What somebody is at a level changes; `none` is not belonging to it, so it also stands for joining and leaving. */
export interface RoleEffect {
  readonly kind: 'role';
  /** Whose role changes; `null` for somebody who has no account yet. */
  readonly person: string | null;
  readonly level: 'org' | 'workspace';
  /** The workspace's ID, or the organisation's. */
  readonly place: string;
  readonly from: Role | 'none';
  readonly to: Role | 'none';
  /** Whether nobody would be left as owner at this level. */
  readonly takesLastOwner: boolean;
}

/** A person, the members of a group, or a whole workspace get into a channel, or lose it. */
export interface ChannelAccess {
  readonly kind: 'channel_access';
  readonly who: { readonly kind: 'person' | 'group' | 'workspace'; readonly id: string | null };
  readonly channel: string;
  /** Whether only some may see it; a channel of which nothing is known counts as private. */
  readonly private: boolean;
  readonly change: 'gains' | 'loses';
}

/** An IdP group and a workspace are connected, or not any more. */
export interface GroupLink {
  readonly kind: 'group_link';
  readonly group: string;
  readonly place: string;
  readonly change: 'gains' | 'loses';
  /** Whether members without an account there get one. */
  readonly provisions: boolean;
}

/** A channel becomes part of every workspace, those of tomorrow too. */
export interface OrgWide {
  readonly kind: 'org_wide';
  readonly channel: string;
}

/** The day on which a guest's account ends is moved. */
export interface GuestEnd {
  readonly kind: 'guest_end';
  readonly person: string;
  readonly place: string;
}

/** A Slack workspace is registered with an AWS account, or not any more. */
export interface AwsRegistration {
  readonly kind: 'aws_registration';
  readonly account: string;
  readonly place: string;
  readonly change: 'gains' | 'loses';
}

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
      /** What the requester is asked a second time, where a plan takes away more than it seems to. */
      readonly asksTwice?: Words;
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
  /** The person, or the group, whose power or access the run widens, if any. */
  readonly beneficiary: string | null;
  /** What it is about, for the ledger. Plans of an earlier version do not have it. */
  readonly target?: JsonObject;
  readonly undo: Undo;
  /** What the requester is asked a second time before it is carried out. */
  readonly asksTwice: Words | null;
}

/** One call. Where an argument is something that people wrote, `{ typed: 'email' }` stands in its place. */
export interface PlannedCall {
  readonly method: string;
  readonly arguments: JsonObject;
}
