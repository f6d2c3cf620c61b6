import type { Grant } from './grants/grants.js';
import type { JsonObject, Plan } from './planning/plan.js';
import type { State } from './state.js';
import type { Names, Words } from './words.js';

/** Which rule something rests on, and what it says; shown with every refusal and stored with every decision. */
export interface Because {
  readonly rule: string;
  readonly says: Words;
  /** Where it stands in the policy file: `policy.yaml:12`. */
  readonly at?: string;
  /** Whether whoever asked can mend it in the form: a reason that is missing, a time that is too long. */
  readonly mend?: true;
}

/** Somebody's yes or no to a plan; a yes counts for the plan with this hash only. */
export interface Approval {
  readonly by: string;
  readonly verdict: 'approved' | 'denied';
  readonly planHash: string;
  readonly at: Date;
}

/** How a request was put to those who decide on it. */
export interface Asking {
  /** When it was asked, in milliseconds since 1970. */
  readonly at: number;
  /** How many could say yes when that was last counted; counting stops at ten. */
  readonly eligible: { readonly count: number; readonly orMore: boolean };
  /** What follows “the yes of”: “another org owner”. */
  readonly missing: Words;
  /** Whom direct messages ask instead of a card in the approval channel; empty where the channel has it. */
  readonly people: readonly string[];
}

/** One call of a plan: `intended` before it leaves, then exactly one of the others. */
export interface CallRecord {
  readonly index: number;
  readonly attempt: number;
  readonly method: string;
  readonly arguments: JsonObject;
  readonly state: CallState;
  /** Slack's code, or what went wrong on the way. */
  readonly error: string | null;
  /** What the operation keeps of the answer, in IDs and counts. */
  readonly answer: JsonObject | null;
  /** When it was about to leave; set by the store. */
  readonly at?: Date | null;
}

/** How far somebody has turned the pages of what a run read. `cursors[n]` leads to page n + 1. */
export interface Pages {
  readonly cursors: readonly string[];
  readonly at: number;
}

/** `unsent` never left; `waiting` was turned away by a rate limit (429), so it did nothing either. */
export type CallState = 'intended' | 'succeeded' | 'partly' | 'refused' | 'unsent' | 'waiting' | 'unknown';

/** One use of an operation, as the database has it. */
export interface Run {
  readonly id: string;
  readonly enterpriseId: string;
  readonly operation: string;
  readonly requester: string;
  readonly state: State;
  readonly stateSince: Date;
  /** Counts the submissions that were accepted; a form or confirmation of an earlier step has no effect. */
  readonly step: number;
  /** What was filled in, free text included as long as nobody had it erased. Empty until the form came. */
  readonly input: JsonObject;
  readonly plan: Plan | null;
  /** Hash of the policy under which it was decided last. */
  readonly policyHash: string | null;
  /** Why it was decided as it was, or why it ended. */
  readonly because: Because | null;
  readonly approvals: readonly Approval[];
  readonly calls: readonly CallRecord[];
  /** What people said of it later on, by what it is about (`closing`), as long as nobody had it erased. */
  readonly remarks: Readonly<Record<string, string>>;
  /** Of a run that reads. */
  readonly pages: Pages | null;
  /** The modal it was asked for in, if any. */
  readonly viewId: string | null;
  /** The run that this one undoes. */
  readonly undoes: string | null;
  /** The succeeded run that undid this one. */
  readonly undoneBy: string | null;
  /** The request that this one takes the place of, made anew because things had changed. */
  readonly replaces: string | null;
  /** The run that took the place of this one and was confirmed. */
  readonly replacedBy: string | null;
  /** Of a request for approval. */
  readonly asking: Asking | null;
  /** When those who were asked are reminded next; nothing comes of it once the run waits no more. */
  readonly remindAt: Date | null;
  /** The grant that this run ends because its time is over or somebody gave it up: nobody has to allow that. */
  readonly ends: string | null;
  /** The right for a time that this run granted or, where it ends or undoes one, that one. */
  readonly grant: Grant | null;
  /** How often the state was read back while the outcome was unknown. */
  readonly looks: number;
  /** When the state is due: an abandoned form, an open request, the next look at an unknown outcome. */
  readonly dueAt: Date | null;
  readonly createdAt: Date;
  readonly names: Names;
}

/** What is known of a run when a command has arrived; made in memory, stored right after the modal is open. */
export interface NewRun {
  readonly id: string;
  readonly operation: string;
  readonly requester: string;
  /** The same command, button press or replay has the same origin, and an origin has one run. */
  readonly origin: string;
  readonly viewId: string | null;
  readonly undoes?: string;
  readonly replaces?: string;
  readonly ends?: string;
}
