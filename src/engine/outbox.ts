import type { Words } from './words.js';

/** Where a message on a channel stands. */
export interface MessagePlace {
  readonly channel: string;
  readonly ts: string;
}

/** One thing that waits to be posted. */
export interface Post {
  readonly run: string;
  /** `audit`, `ledger` (no run’s post), `approval`, `reminder`, `person:W…`, `requester:W…`, `approver:W…`, or `reminder:W…`. */
  readonly destination: string;
  /** From 1, per run and destination. */
  readonly sequence: number;
  readonly says: Words;
  readonly createdAt: Date;
  readonly tries: number;
  /** An earlier try was under way when it was last heard of: it may have arrived. */
  readonly sending: boolean;
  /** How often it was looked for since then, and not seen. */
  readonly looks: number;
  /** Where it stands, once it is posted. */
  readonly posted: MessagePlace | null;
  /** The first message of this run at this destination; of a reminder, the card that it reminds of. */
  readonly first: MessagePlace | null;
}

/**
 * Posts that wait for Slack, in the database. In order per run and destination; every step of a delivery is written
 * before the next one, so that a restart finds out instead of posting twice.
 */
export interface Outbox {
  /** The next post that is due, for this process alone until `until`; `null` where there is none. */
  claim(now: Date, until: Date): Promise<Post | null>;
  /** Still at it: nobody else gets it before `until`. */
  keep(post: Post, until: Date): Promise<void>;
  /** `true`: it leaves now. `false`: it surely did not arrive. */
  sending(post: Post, underWay: boolean): Promise<void>;
  posted(post: Post, at: MessagePlace): Promise<void>;
  /** Nothing is left to do about it; `problem` where it was given up. */
  done(post: Post, at: Date, problem?: string): Promise<void>;
  /** Tried again at `dueAt`. */
  later(post: Post, again: { dueAt: Date; problem: string; looks: number }): Promise<void>;
  /** When the next post can be claimed; `null` where none waits. */
  nextDue(): Promise<Date | null>;
}
