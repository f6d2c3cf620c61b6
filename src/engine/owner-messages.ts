import type { Words } from './words.js';

/** Something that an org owner is told in a direct message, about the app itself rather than about a run. */
export interface OwnerMessage {
  /** What it is about: of one occasion, everybody is told once. */
  readonly occasion: string;
  readonly person: string;
  readonly says: Words;
  /** Whose waiting token it asks about, and since when that waits; `null` where it asks nothing. */
  readonly asks: string | null;
}

/** One that is to be sent now. */
export interface WaitingMessage extends OwnerMessage {
  readonly createdAt: Date;
  readonly tries: number;
}

/** Messages to org owners, until Slack has taken them. */
export interface OwnerMessages {
  /** Keeps those that nobody has kept for the same occasion. */
  put(messages: readonly OwnerMessage[], at: Date): Promise<void>;
  /** The next one that is due, for this process alone until `until`. */
  claim(now: Date, until: Date): Promise<WaitingMessage | null>;
  /** Nothing is left to do about it; `problem` where it was given up. */
  done(message: OwnerMessage, at: Date, problem?: string): Promise<void>;
  /** Tried again at this moment. */
  later(message: OwnerMessage, dueAt: Date, problem: string): Promise<void>;
}
