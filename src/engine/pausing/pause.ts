import type { OwnerMessage } from '../owner-messages.js';

/*
 * The emergency stop (DESIGN 6.14). While changes are paused no call that changes something leaves, in no process.
 * Reading goes on, and so does the end of every right for a time: that was decided when it was granted.
 */

/** Whoever pauses or resumes: somebody in the organisation, or the operator at the command line. */
export interface Pauser {
  /** Their user ID; of an operator, the name under which they are logged in. */
  readonly by: string;
  readonly byOperator: boolean;
}

/** A pause that is in force. */
export interface Pause extends Pauser {
  readonly id: string;
  readonly at: Date;
  /** In their own words, as long as nobody had them erased. */
  readonly reason: string | null;
}

/** What the audit channel and every org owner are told, in the transaction in which it happens. */
export type Announcement = readonly OwnerMessage[];

/** The record of pauses. */
export interface Pauses {
  inForce(): Promise<Pause | null>;
  /** `false` where changes are paused already; then nothing is written. */
  begin(pause: Pause & { readonly reason: string }, tells: Announcement): Promise<boolean>;
  /** `false` where this pause is over already; then nothing is written. */
  end(pause: Pause, by: Pauser, at: Date, tells: Announcement): Promise<boolean>;
}

/** Thrown instead of a write that would have started a change; nothing was written. */
export class ChangesPaused extends Error {
  constructor() {
    super('Changes are paused.');
    this.name = 'ChangesPaused';
  }
}

/** What a write came to; `paused` where changes are paused, and then nothing was written. */
export async function orPaused<T>(write: Promise<T>): Promise<T | 'paused'> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ChangesPaused) return 'paused';
    throw error;
  }
}
