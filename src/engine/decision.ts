import type { Person, Role } from './organisation/people.js';
import type { Target } from './operation.js';
import type { Effect, Risk } from './planning/plan.js';
import type { Rank } from './organisation/ranks.js';
import type { Because } from './run.js';
import type { Who } from './organisation/who.js';
import type { Words } from './words.js';

/** Somebody with the rank that counts where the plan takes effect, read live for this one decision. */
export interface Standing {
  readonly person: Person;
  readonly rank: Rank;
  readonly facts: Facts;
}

/** What else a policy may ask of somebody. Of groups and system roles only those that it names; absent is not known. */
export interface Facts {
  /** What they are in each workspace where the plan takes effect, and in those that the policy names. */
  readonly roles: Readonly<Record<string, Role>>;
  readonly groups: Readonly<Record<string, boolean>>;
  readonly systemRoles: Readonly<Record<string, boolean>>;
}

/** Nothing but the rank is known. */
export const NO_FACTS: Facts = { roles: {}, groups: {}, systemRoles: {} };

/** Everything a decision may rest on. The policy sees nothing else and calls nobody. */
export interface Question {
  readonly operation: string;
  readonly risk: Risk;
  readonly effects: readonly Effect[];
  readonly requester: Standing;
  /** The person acted upon, if the plan is about one. */
  readonly subject: Standing | null;
  /** User IDs of everybody whose power or access it widens: one person, or the members of a group. */
  readonly beneficiaries: readonly string[];
  /** Whether it is known who they are; Slack does not show the members of every group. */
  readonly beneficiariesKnown: boolean;
  /** What the run is about. */
  readonly target: Target;
  /** IDs of the workspaces where the plan takes effect. */
  readonly workspaces: readonly string[];
  /** Whether it takes effect in the organisation as a whole. */
  readonly organisation: boolean;
  /** Whether whoever asks has said why. */
  readonly reason: boolean;
  /** For how many minutes it is asked; `null` is for good. */
  readonly duration: number | null;
  /** Whoever installed the app: the admin token is theirs and ends with their rank. */
  readonly installer: string;
}

/** Whose yes is needed. All of these have to be met, by distinct people. */
export interface ApprovalRule {
  readonly needs: readonly ApprovalNeed[];
}

/** So many people out of any of these. */
export interface ApprovalNeed {
  readonly count: number;
  readonly from: readonly Who[];
  /** What follows “the yes of”: “another org owner”, “2 of Security”. */
  readonly says: Words;
}

/** What the policy says of a plan, always with the rule it rests on. */
export type Decision =
  | { readonly verdict: 'allow'; readonly because: Because }
  | { readonly verdict: 'approve'; readonly approval: ApprovalRule; readonly because: Because }
  | { readonly verdict: 'deny'; readonly because: Because };

/** A plain yes or no, with the rule. */
export type Answer = { readonly allowed: boolean; readonly because: Because };

/** Whether somebody's yes counts, and for which of the rule's needs, by their place in it. */
export type Eligibility = Answer & { readonly counts: readonly number[] };

/** Somebody who has not said yet what they want. */
export interface Opening {
  readonly operation: string;
  readonly requester: Person;
  readonly facts: Facts;
}

/** Something that can be chosen; the organisation as a whole is the workspace with its ID. */
export interface Thing {
  readonly kind: 'person' | 'workspace' | 'group' | 'channel';
  readonly id: string;
}

/** What a policy asks of every form of an operation. */
export interface Wants {
  readonly reason: boolean;
  /** In minutes. */
  readonly longest: number | null;
}

/** Nothing in particular. */
export const NOTHING_WANTED: Wants = { reason: false, longest: null };

/** Who may do what. Pure: the same question has the same answer. */
export interface Policy {
  /** SHA-256 of the rules in force; stored with every decision. */
  readonly hash: string;
  /**
   * Whether this person may open the operation at all: where some rule could let them, once it is known what they want.
   * `subject` is whom they typed, where they typed somebody.
   */
  mayStart(operation: string, requester: Person, subject: string | null, facts?: Facts): Answer;
  decide(question: Question): Decision;
  /** Whether this person's yes counts for a plan that needs one. */
  mayApprove(question: Question, approval: ApprovalRule, approver: Standing): Eligibility;
  /** Whether this could be something that they may run it on, as far as that is known: what pickers offer. */
  offers(opening: Opening, thing: Thing): boolean;
  /** What every request for this operation has to have, whoever asks; to be told beside the field that lacks it. */
  wants(operation: string): Wants;
  /** Whom its rules about this operation name as requesters: what has to be known of somebody before it can decide. */
  requesters(operation: string): readonly Who[];
}
