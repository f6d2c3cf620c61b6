import type { Json, JsonObject } from '../planning/plan.js';
import type { EntryDraft } from '../ports.js';

/*
 * The ledger as it is read: searched by people, verified by machines. It is written through `Records` only.
 */

/** One entry, as its canonical text says it. The fields that every entry has; the others stand beside them as they are. */
export type LedgerEntry = JsonObject & {
  readonly sequence: number;
  readonly at: string;
  readonly kind: string;
  readonly actor: string | null;
};

/** What entries are looked for by; absent parts match everything, and all that are there have to match. */
export interface LedgerFilter {
  /** Whoever asked, acted, approved, gained by it, or whom it is about. */
  readonly person?: string;
  /** The ID of what it is about, or of where: `T…`, `C…`, `S…`, `W…`. */
  readonly target?: string;
  /** A method’s name. */
  readonly operation?: string;
  readonly outcome?: string;
  readonly kind?: string;
  readonly run?: string;
  /** Not before this moment… */
  readonly from?: Date;
  /** …and before this one. */
  readonly to?: Date;
  /** Only what this person takes part in, and everything of these operations (DESIGN 6.11). */
  readonly seenBy?: { readonly person: string; readonly operations: readonly string[] };
}

/** A page of what was found, newest first. */
export interface LedgerPage {
  readonly limit: number;
  /** Only entries before this one: the `next` of the page before. */
  readonly before?: number;
}

export interface FoundEntries {
  readonly entries: readonly LedgerEntry[];
  /** Where the next page begins; `null` where nothing is left. */
  readonly next: number | null;
}

/** Questions about what was recorded. Who asks them for somebody else records that, too. */
export interface Ledger {
  search(filter: LedgerFilter, page: LedgerPage): Promise<FoundEntries>;
}

/** What an entry is found by, besides its own columns. */
export interface SearchedBy {
  readonly operation: string | null;
  readonly outcome: string | null;
  readonly people: readonly string[];
  readonly targets: readonly string[];
}

/** Derived from the entry alone, so that whoever verifies the ledger sees whether the search tells the truth. */
export function searchedBy(entry: JsonObject): SearchedBy {
  const { kind: about, id, place } = objectIn(entry['target']);
  const approvers = Array.isArray(entry['approvers']) ? entry['approvers'] : [];
  const subject = about === 'person' ? [id] : [];
  return {
    operation: textIn(entry['operation']),
    outcome: textIn(entry['outcome']) ?? endIn(entry['kind']),
    people: idsIn([entry['actor'], entry['requester'], entry['beneficiary'], ...approvers, ...subject]),
    targets: idsIn([id, place]),
  };
}

/** An entry that a run has ended says how, whichever verb wrote it. */
export function withOutcome(draft: EntryDraft): EntryDraft {
  const outcome = draft.outcome ?? endIn(draft.kind);
  return outcome === null ? draft : { ...draft, outcome };
}

/** `run.denied` -> `denied`; `null` for whatever is no end of a run. */
function endIn(kind: Json | undefined): string | null {
  return typeof kind === 'string' ? (ENDS.get(kind) ?? null) : null;
}

const ENDS: ReadonlyMap<string, string> = new Map(
  ['succeeded', 'partly', 'refused', 'failed', 'unchanged', 'denied', 'withdrawn', 'expired', 'superseded'].map(
    (state) => [`run.${state}`, state],
  ),
);

/** Not everything that stands where an ID belongs is one; the search has no use for the rest. */
const AN_ID = /^[!-~]{1,100}$/u;

function objectIn(value: Json | undefined): { readonly [key: string]: Json | undefined } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function textIn(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function idsIn(values: readonly (Json | undefined)[]): string[] {
  const ids = values.flatMap((value) => (typeof value === 'string' && AN_ID.test(value) ? [value] : []));
  return [...new Set(ids)].sort();
}
