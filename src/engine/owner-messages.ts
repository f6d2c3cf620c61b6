import type { Directory } from './organisation/directory.js';
import { isSlackError } from './errors/slack-errors.js';
import type { Words } from './words.js';

/** Something that an org owner is told in a direct message, about the app itself rather than about a run. */
export interface OwnerMessage {
  /** What it is about: of one occasion, everybody is told once. */
  readonly occasion: string;
  /** An org owner, or `AUDIT_CHANNEL`. */
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

/** Stands in a person’s place where the audit channel is told. */
export const AUDIT_CHANNEL = 'audit';

/** One message for each org owner, as far as the local copy knows them, and for some others. */
export function toOwners(
  directory: Pick<Directory, 'orgOwners'>,
  about: Omit<OwnerMessage, 'person'>,
  others: readonly string[] = [],
): OwnerMessage[] {
  const owners = new Set([...ownersIn(directory), ...others]);
  return [...owners].map((person) => ({ ...about, person }));
}

function ownersIn(directory: Pick<Directory, 'orgOwners'>): readonly string[] {
  try {
    return directory.orgOwners();
  } catch (error) {
    // Before the organisation was read for the first time nobody is known.
    if (isSlackError(error)) return [];
    throw error;
  }
}
