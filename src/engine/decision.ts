import type { Person } from './people.js';
import type { Effect, Risk } from './plan.js';
import type { Rank } from './ranks.js';
import type { Because } from './run.js';

/** Somebody with the rank that counts where the plan takes effect, read live for this one decision. */
export interface Standing {
  readonly person: Person;
  readonly rank: Rank;
}

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
  /** Whoever installed the app: the admin token is theirs and ends with their rank. */
  readonly installer: string;
}

/** Whose yes is needed. */
export interface ApprovalRule {
  readonly count: number;
  readonly atLeast: Rank;
}

/** What the policy says of a plan, always with the rule it rests on. */
export type Decision =
  | { readonly verdict: 'allow'; readonly because: Because }
  | { readonly verdict: 'approve'; readonly approval: ApprovalRule; readonly because: Because }
  | { readonly verdict: 'deny'; readonly because: Because };

/** A plain yes or no, with the rule. */
export type Answer = { readonly allowed: boolean; readonly because: Because };

/** Who may do what. Pure: the same question has the same answer. */
export interface Policy {
  /** SHA-256 of the rules in force; stored with every decision. */
  readonly hash: string;
  /** Whether this person may open the operation at all; `subject` is whom they typed, where they typed somebody. */
  mayStart(operation: string, requester: Person, subject: string | null): Answer;
  decide(question: Question): Decision;
  /** Whether this person's yes counts for a plan that needs one. */
  mayApprove(question: Question, approval: ApprovalRule, approver: Standing): Answer;
}
