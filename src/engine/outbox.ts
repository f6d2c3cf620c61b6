import type { Words } from './words.js';

/** Where a message on a channel stands. */
export interface MessagePlace {
  readonly channel: string;
  readonly ts: string;
}

/** One thing that waits to be posted. */
export interface Post {
  readonly run: string;
  /** `audit`, `ledger` and `backlog` (no run’s posts), `approval`, `reminder`, or `person:W…`, `requester:W…` and the like. */
  readonly destination: string;
  /** Everything for the same channel of Slack's has the same lane: `audit`, `approval`, or the ID of a person. */
  readonly lane: string;
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
  /** How often nothing got through to this channel since something last did. */
  readonly laneTries: number;
}

/** What keeps a channel from its posts: one of Slack's codes or of ours, and since when. */
export interface LaneTrouble {
  readonly code: string;
  readonly since: Date;
}

/** What waits for the audit channel. */
export interface Backlog {
  readonly posts: number;
  readonly runs: number;
  /** When the oldest of them was written; `null` where none waits. */
  readonly since: Date | null;
  readonly trouble: LaneTrouble | null;
}

/**
 * Posts that wait for Slack, in the database. In order per run and destination, and one a second per channel, whichever
 * process sends them; every step of a delivery is written before the next one, so that a restart finds out instead of
 * posting twice.
 */
export interface Outbox {
  /** The next post that is due, for this process alone until `until`; `null` where there is none. */
  claim(now: Date, until: Date): Promise<Post | null>;
  /** Still at it: nobody else gets it before `until`. */
  keep(post: Post, until: Date): Promise<void>;
  /** Whether this lane may have a post now; if so, it may have the next one a second later. */
  takeTurn(lane: string, now: Date): Promise<boolean>;
  /** It is not claimed any more, and nothing has become of it. */
  release(post: Post): Promise<void>;
  /** `true`: it leaves now. `false`: it surely did not arrive. */
  sending(post: Post, underWay: boolean): Promise<void>;
  posted(post: Post, at: MessagePlace): Promise<void>;
  /** Nothing is left to do about it; `problem` where it was given up. */
  done(post: Post, at: Date, problem?: string): Promise<void>;
  /** Tried again at `dueAt`. */
  later(post: Post, again: { dueAt: Date; problem: string; looks: number }): Promise<void>;
  /** Nothing gets through to the channel of this post: whatever is for it waits until this moment. */
  holdUp(post: Post, trouble: LaneTrouble, until: Date): Promise<void>;
  /** When the next post can be claimed; `null` where none waits. */
  nextDue(): Promise<Date | null>;
  backlog(): Promise<Backlog>;
  /** Says this in the audit channel before anything else that waits for it; not twice within an hour. */
  announce(says: Words, at: Date): Promise<void>;
}
