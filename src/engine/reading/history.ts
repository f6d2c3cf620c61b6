import type { State } from '../state.js';

/** What runs are looked for by; absent parts match everything, and all that are there have to match. */
export interface HistoryFilter {
  /** Whoever asked, acted, approved, gained by it, or whom it was about. */
  readonly person?: string;
  /** A method’s name. */
  readonly operation?: string;
  /** The ID of what it was about, or of where: `T…`, `C…`, `S…`. */
  readonly target?: string;
  readonly outcome?: State;
  /** Asked for not before this moment… */
  readonly from?: Date;
  /** …and before this one. */
  readonly to?: Date;
}

/** Who looks: they see what they took part in, and everything of these operations (DESIGN 6.11). */
export interface Reader {
  readonly person: string;
  readonly operations: readonly string[];
}

/** A stretch of the history: the newest runs, or those that are older or newer than this one. */
export type Stretch = { readonly of: 'newest' } | { readonly of: 'older' | 'newer'; readonly than: string };

/** IDs of runs, newest first. */
export interface FoundRuns {
  readonly ids: readonly string[];
  /** Whether there are more in this direction. */
  readonly more: boolean;
}

/** Runs as people look back on them. Forms that nobody confirmed are no part of it. */
export interface History {
  find(reader: Reader, filter: HistoryFilter, stretch: Stretch, most: number): Promise<FoundRuns>;
}
