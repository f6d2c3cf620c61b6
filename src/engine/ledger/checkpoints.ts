import type { Checkpoint } from './checkpoint.js';
import type { Head } from './verify-ledger.js';
import type { Words } from '../words.js';

/** A signed checkpoint that its place outside has not taken yet. */
export interface WaitingCheckpoint {
  readonly checkpoint: Checkpoint;
  /** One line of JSON, as it is signed. */
  readonly line: string;
  readonly tries: number;
}

/** What has not arrived outside. */
export interface Undelivered {
  readonly count: number;
  /** When the oldest of them was signed; `null` where none waits. */
  readonly since: Date | null;
  /** Why the last try failed; `null` where none has. */
  readonly problem: string | null;
  /** When the oldest of them can be claimed. */
  readonly dueAt: Date | null;
}

/**
 * The signed checkpoints of one ledger, in its database. Several processes share them: each checkpoint is written by
 * one, and whoever has claimed one last delivers it.
 */
export interface Checkpoints {
  readonly enterpriseId: string;
  newest(): Promise<Checkpoint | null>;
  /** The head of the ledger; `null` where there are no entries. */
  head(): Promise<Head | null>;
  /** The hashes of these entries, in their order. */
  hashesOf(sequences: readonly number[]): Promise<readonly string[]>;
  /** Whether a checkpoint was signed with this key, ever. */
  hasSigned(publicKey: string): Promise<boolean>;
  /** `false` where another process has written one of this number before. */
  add(checkpoint: Checkpoint, line: string): Promise<boolean>;
  /** The oldest that waits, if it is due, for this process alone until `until`. */
  claim(now: Date, until: Date): Promise<WaitingCheckpoint | null>;
  delivered(checkpoint: Checkpoint, at: Date): Promise<void>;
  /** Tried again at `dueAt`. */
  later(checkpoint: Checkpoint, again: { readonly dueAt: Date; readonly problem: string }): Promise<void>;
  undelivered(): Promise<Undelivered>;
  /** The newest one from before this moment is told to the audit channel, once, whoever asks. */
  announce(before: Date, at: Date, says: (checkpoint: Checkpoint, line: string) => Words): Promise<boolean>;
}
