import type {
  DirectoryChannel,
  DirectoryGroup,
  DirectoryKind,
  DirectoryPerson,
  DirectoryWorkspace,
} from './directory.js';

/** Somebody as Slack lists them; the e-mail is for finding them only. */
export interface ListedPerson extends DirectoryPerson {
  readonly email: string | null;
}

/** What a page of each kind is made of. */
export interface Listed {
  readonly people: ListedPerson;
  readonly workspaces: DirectoryWorkspace;
  readonly channels: DirectoryChannel;
  readonly groups: DirectoryGroup;
}

/** One kind being read by this process and no other. */
export interface Turn<K extends DirectoryKind = DirectoryKind> {
  readonly kind: K;
  /** Counts the times this kind was begun; rows of different generations stand side by side until one is complete. */
  readonly generation: number;
  /** Where to go on, in the words of whoever reads; `null` at the start. */
  readonly cursor: string | null;
}

/** A page that was read, and where the next one begins; `null` where this was the last. */
export interface Page<T> {
  readonly rows: readonly T[];
  readonly next: string | null;
}

/** Until when a turn is this process's: nobody else takes it before. */
export interface Hold {
  readonly at: Date;
  readonly until: Date;
}

/**
 * The copy as it is being written. Rows and progress are one transaction, so reading goes on after any end of the
 * process with the page after the last one kept; what is in use stays in use until the new generation is complete.
 */
export interface DirectoryCopy {
  /** `null` where there is nothing to read yet, or another process is reading. */
  takeTurn<K extends DirectoryKind>(kind: K, hold: Hold): Promise<Turn<K> | null>;
  /** `lost` where the turn is another process's by now: then nothing was written. */
  keep<K extends DirectoryKind>(
    turn: Turn<K>,
    page: Page<Listed[K]>,
    hold: Hold,
  ): Promise<Turn<K> | 'complete' | 'lost'>;
  /** Reads this kind from its start again; what was read of this generation counts no more. */
  startOver<K extends DirectoryKind>(turn: Turn<K>, hold: Hold): Promise<Turn<K> | null>;
  /** Holds the turn for longer; `false` where it is lost. */
  hold(turn: Turn, hold: Hold): Promise<boolean>;
  /** Lets another process, or the next start, go on. */
  release(turn: Turn, at: Date): Promise<void>;
  /** Takes the newest complete copy of this kind into use, whichever process has read it. */
  refresh(kind: DirectoryKind): Promise<void>;
}
