import type { AwsAccount } from './aws.js';
import type { Directory } from './organisation/directory.js';
import type { AdminAnswer, Catalogue, Doors, OrgReader } from './operation.js';
import type { JsonObject, Plan } from './planning/plan.js';
import type { Policy } from './decision.js';
import type { Policies } from './policies.js';
import type { GrantChange, Grants, Level } from './grants/grants.js';
import type { History } from './reading/history.js';
import type { Pauses } from './pausing/pause.js';
import type { Approval, Asking, Because, CallRecord, NewRun, Pages, Run } from './run.js';
import type { State } from './state.js';
import type { Names, Words } from './words.js';

/** Time, injected. */
export interface Clock {
  now(): Date;
  sleep(milliseconds: number): Promise<void>;
}

/** A ledger entry before it has its place in the chain (fields: DESIGN section 7). IDs and digests only. */
export interface EntryDraft {
  readonly kind: string;
  /** Who did it; `null` for what the app did by itself. */
  readonly actor: string | null;
  /** Who asked for the run. */
  readonly requester?: string;
  /** Whose yes to this very plan it rests on. */
  readonly approvers?: readonly string[];
  readonly beneficiary?: string | null;
  readonly target?: JsonObject;
  readonly plan_hash?: string;
  readonly policy_hash?: string;
  readonly because?: string;
  readonly call?: { readonly index: number; readonly attempt: number };
  readonly method?: string;
  readonly arguments?: JsonObject;
  readonly outcome?: string;
  readonly error?: string;
  readonly warnings?: readonly string[];
  readonly duration_ms?: number;
  readonly detail?: JsonObject;
  /** Salted SHA-256 of each text that people wrote; the store fills it in. */
  readonly digest?: Readonly<Record<string, string>>;
}

/**
 * Who is told: the audit channel; the card in the approval channel, or its like in the direct messages of somebody who
 * is asked there (`approver`); its thread, or that person once more (`reminder`); whoever asked, in the one message about
 * the request (`requester`); somebody by direct message; or the card of a right for a time in somebody's direct messages,
 * with a word in the thread below it. `ledger`: the audit channel, about the ledger itself and no run.
 */
export type Addressee =
  | 'audit'
  | 'approval'
  | 'reminder'
  | 'ledger'
  | { readonly person: string }
  | { readonly approver: string }
  | { readonly requester: string }
  | { readonly reminder: string }
  | { readonly card: string };

/** Something people are told: it waits in the outbox until Slack has taken it. */
export interface Notice {
  readonly to: Addressee;
  readonly says: Words;
  /** Not before this moment, and not at all where the modal has shown it by then (`Records.told`). */
  readonly unlessToldBy?: Date;
  /** Another run than the one that moves: the run that was undone. */
  readonly run?: string;
  /** Set on refusals: of one person's, one an hour is posted; every one of them is in the ledger. */
  readonly refusalOf?: string;
}

/** What a move of a run writes besides its state; absent fields stay as they are. */
export interface Changes {
  readonly step?: number;
  readonly input?: JsonObject;
  /** Keys of the input that people wrote: kept apart, in the erasable side table. */
  readonly freeText?: readonly string[];
  /** What somebody said later on, by what it is about; kept in the same place. */
  readonly remarks?: Readonly<Record<string, string>>;
  readonly plan?: Plan | null;
  readonly policyHash?: string;
  readonly because?: Because | null;
  readonly viewId?: string;
  readonly dueAt?: Date | null;
  readonly looks?: number;
  readonly approval?: Approval;
  readonly names?: Names;
  readonly pages?: Pages;
  readonly asking?: Asking;
  readonly remindAt?: Date | null;
}

/**
 * One write about a run: it happens as a whole or, where the run is not as expected any more, not at all. Without `to`
 * the state stays and only entries, calls or changes are written.
 */
export interface Move {
  readonly run: string;
  readonly from: readonly State[];
  readonly to?: State;
  /** The step the run must be at. */
  readonly step?: number;
  /** The process that must hold the lease. */
  readonly heldBy?: string;
  /** …and the lease must have run out: the holder has not been heard of. */
  readonly leaseRunOut?: boolean;
  /** Not while changes are paused: whichever of the two stands in the ledger first comes first. */
  readonly unlessPaused?: boolean;
  /** The reminder that must be next: of several processes, one sends it. */
  readonly remindAt?: Date;
  /** Takes or renews the lease. */
  readonly lease?: { readonly holder: string; readonly until: Date };
  readonly at: Date;
  readonly changes?: Changes;
  readonly call?: CallRecord;
  /** What happens to rights for a time; where it does not fit any more, nothing of the move is written. */
  readonly grants?: readonly GrantChange[];
  readonly entries: readonly EntryDraft[];
  readonly notices?: readonly Notice[];
}

/** Runs and the ledger. Every write is one transaction; nothing of Slack happens inside it. */
export interface Records {
  /** Stores a new run and answers it; where its origin has a run already (a second delivery), answers that one. */
  open(run: NewRun, at: Date, dueAt: Date): Promise<Run>;
  find(id: string): Promise<Run | null>;
  /** Only what tells whose run it is and how it stands: for what is asked at every keystroke. */
  glance(id: string): Promise<Pick<Run, 'operation' | 'requester' | 'state'> | null>;
  /**
   * The run as it is after the move, or `null` where it was not as expected and nothing was written.
   * @throws ChangesPaused where the move is not to be made in a pause, and there is one; nothing was written.
   */
  advance(move: Move): Promise<Run | null>;
  /** An entry that belongs to no run. */
  record(entry: EntryDraft, at: Date): Promise<void>;
  /** The modal has shown what the waiting notices to this person would say. */
  told(run: string, person: string, at: Date): Promise<void>;
  /** IDs of runs in one of these states whose due time has come. */
  due(states: readonly State[], now: Date): Promise<readonly string[]>;
  /** IDs of requests that wait for an approval and of which people are to be reminded by now. */
  remindersDue(now: Date): Promise<readonly string[]>;
  /** IDs of requests that wait for an approval, those that expire first at the front. */
  waiting(most: number): Promise<readonly string[]>;
  /** Whether a run is being carried out just now, other than the end of a right, that is about this level. */
  executingAt(level: Level): Promise<boolean>;
  /** IDs of runs that are being carried out, or whose outcome is not known; those that began first at the front. */
  underWay(most: number): Promise<readonly string[]>;
  /** Runs in `executing` whose lease has run out, with the process that held it. */
  abandoned(now: Date): Promise<readonly Held[]>;
  /** The same of runs before that: somebody waits in front of a window, and the process that worked for them is gone. */
  leftInHand(now: Date): Promise<readonly Held[]>;
  /** The window has its answer. */
  letGo(run: string, holder: string): Promise<void>;
}

/** A run, and the process that holds it. */
export interface Held {
  readonly id: string;
  readonly holder: string;
}

/** The way out, for calls of operations only. Errors are those of `slack-errors.ts`. */
export interface Admin {
  /** Sends one call and sorts out what came of it. */
  call(method: string, send: (doors: Doors) => Promise<AdminAnswer>): Promise<AdminAnswer>;
}

/** Best effort: shows in the modal how it goes; never throws. */
export interface Progress {
  waiting(run: Run, seconds: number): Promise<void>;
  /** One of several calls has been answered; more follow. */
  answered(run: Run): Promise<void>;
}

/** `unfit`: the wrong people would read along. `gone`: nobody can be asked there, as it is archived or out of reach. */
export interface ChannelProblem {
  readonly kind: 'unfit' | 'gone';
  readonly says: Words;
}

/** Everything the engine's verbs stand on. */
export interface Ports {
  readonly enterpriseId: string;
  readonly catalogue: Catalogue;
  /**
   * The policy in force, the same for every process; asked for anew at every decision, which rests on that one alone.
   * @throws SlackUnreachable (`policy_not_understood`) where this version of the app cannot follow it.
   */
  policyInForce(): Promise<Policy>;
  /** Those that were in force before, for what was decided under them. */
  readonly policies: Pick<Policies, 'withHash'>;
  readonly records: Records;
  readonly grants: Grants;
  readonly pauses: Pauses;
  readonly history: History;
  /** Begins one decision: every fact is read once and anew. */
  readAnew(): OrgReader;
  readonly directory: Directory;
  readonly admin: Admin;
  readonly progress: Progress;
  /** Why no approval may, or can, be asked for in the approval channel as it is now, or `null` (DESIGN 6.10). */
  approvalChannelProblem(): Promise<ChannelProblem | null>;
  /** Why no change may be made while the audit channel is as it is now, or `null` (DESIGN 6.10). */
  auditChannelProblem(): Promise<Words | null>;
  readonly clock: Clock;
  /** This process, in leases. */
  readonly holder: string;
  /** What AWS operations can choose from. */
  readonly awsAccounts: readonly AwsAccount[];
  /** User ID behind the admin token, from `auth.test`. */
  readonly installer: string;
}
