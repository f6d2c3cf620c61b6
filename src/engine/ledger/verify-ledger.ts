import { canonical, sha256 } from '../canonical.js';
import { named } from './check-checkpoints.js';
import { GENESIS, MARK_LENGTH, type Checkpoint } from './checkpoint.js';
import { searchedBy } from './ledger.js';
import type { Json, JsonObject } from '../planning/plan.js';

/** One row of the ledger as it is stored. */
export interface LedgerRow {
  readonly sequence: number;
  /** The canonical text that was hashed. */
  readonly entry: string;
  readonly previous: string;
  readonly hash: string;
  /** What stands beside the text, for questions. */
  readonly beside: Beside;
}

export interface Beside {
  readonly run_id: string | null;
  readonly kind: string;
  readonly at: string;
  readonly operation: string | null;
  readonly outcome: string | null;
  readonly people: readonly string[];
  readonly targets: readonly string[];
}

export interface Head {
  readonly sequence: number;
  readonly hash: string;
}

/** An entry that is not what it was; where only a stretch is known, its first and its last. */
export interface Bad {
  readonly first: number;
  readonly last: number;
  readonly why: string;
}

export interface ChainReport {
  readonly entries: number;
  readonly head: Head;
  /** `null` where the chain is whole. */
  readonly bad: Bad | null;
  readonly notes: readonly string[];
  /** Up to this entry, signed checkpoints agree. */
  readonly covered: number;
}

/** Takes rows in their order, one by one, and holds none of them: a ledger of any length is verified. */
export interface ChainVerifier {
  take(row: LedgerRow): void;
  /** `kept` is the head that the database keeps beside the entries. */
  end(kept: Head | null): ChainReport;
}

/** Entries of an hour stand for longer than this only where no checkpoint was written when one was due. */
const CHECKPOINT_WITHIN_MS = 70 * 60 * 1000;

/** A checkpoint whose stretch of entries has begun, and the last of them on which it and the chain agree for sure. */
interface Reached {
  readonly checkpoint: Checkpoint;
  agreed: number;
}

/** Derives the chain anew and compares it with these checkpoints, which are well signed. */
export function verifyChain(enterpriseId: string, checkpoints: readonly Checkpoint[]): ChainVerifier {
  const ahead = [...checkpoints].sort((one, other) => startOf(one) - startOf(other));
  let active: Reached[] = [];
  let next = 0;
  let head: Head = { sequence: 0, hash: GENESIS };
  let entries = 0;
  let covered = 0;
  let bad: Bad | null = null;
  let forkShown = false;
  let broken = false;
  const notes: string[] = [];

  /** Of the first checkpoint that disagrees; the later ones say the same. */
  const showHeads = (reached: Reached, here: Head): void => {
    bad ??= forked(reached, here.sequence);
    if (forkShown) return;
    forkShown = true;
    bad = { ...bad, why: bothHeads(reached.checkpoint, here) };
  };
  const agree = (reached: Reached, sequence: number): void => {
    reached.agreed = sequence;
    covered = Math.max(covered, sequence);
  };
  const compare = (sequence: number, hash: string, at: string | null): void => {
    for (let start = ahead[next]; start && startOf(start) <= sequence; start = ahead[next]) {
      active.push({ checkpoint: start, agreed: Math.min(covered, startOf(start) - 1) });
      next += 1;
    }
    for (const reached of active) {
      const { checkpoint } = reached;
      if (at && sequence === checkpoint.marks.from) notes.push(...lateness(checkpoint, at));
      const mark = markAt(checkpoint, sequence);
      if (mark !== null && mark !== hash.slice(0, MARK_LENGTH)) bad ??= forked(reached, sequence);
      else if (mark !== null) agree(reached, sequence);
      if (checkpoint.count !== sequence) continue;
      if (checkpoint.head === hash) agree(reached, sequence);
      else showHeads(reached, { sequence, hash });
    }
    active = active.filter(({ checkpoint }) => checkpoint.count > sequence);
  };
  compare(0, GENESIS, null);

  return {
    take: (row) => {
      entries += 1;
      const { entry, why } = wrongIn(row, { enterpriseId, head });
      // From the first bad one on, what follows is derived from nothing any more.
      if (why !== null) bad ??= { first: head.sequence + 1, last: head.sequence + 1, why };
      if (why !== null || broken) {
        broken = true;
        return;
      }
      head = { sequence: row.sequence, hash: row.hash };
      compare(row.sequence, row.hash, typeof entry?.['at'] === 'string' ? entry['at'] : null);
    },
    end: (kept) => {
      const [open] = active;
      if (bad && open && !broken) showHeads(open, head);
      const further = [...active.map(({ checkpoint }) => checkpoint), ...ahead.slice(next)];
      bad ??= cut(head, further) ?? wrongHead(head, kept);
      return { entries, head, bad, notes, covered };
    },
  };
}

const startOf = ({ marks, count }: Checkpoint): number => Math.min(marks.from, count);

/** The beginning of this entry’s hash as the checkpoint has it; `null` where it has none. */
function markAt({ marks, count }: Checkpoint, sequence: number): string | null {
  const offset = sequence - marks.from;
  if (offset < 0 || sequence > count || offset % marks.step !== 0) return null;
  return marks.hashes[offset / marks.step] ?? null;
}

function forked({ checkpoint, agreed }: Reached, sequence: number): Bad {
  return {
    first: agreed + 1,
    last: sequence,
    why: `${named(checkpoint)} has another entry here: what follows was written anew, or this is another copy.`,
  };
}

function bothHeads(checkpoint: Checkpoint, here: Head): string {
  return [
    `${named(checkpoint)} is about another ledger than this one: this was written anew, or it is another copy.`,
    `  head of entry ${checkpoint.count} in the checkpoint: ${checkpoint.head}`,
    `  head of entry ${here.sequence} in this ledger:       ${here.hash}`,
  ].join('\n');
}

function lateness(checkpoint: Checkpoint, firstEntryAt: string): string[] {
  const late = Date.parse(checkpoint.at) - Date.parse(firstEntryAt);
  if (late <= CHECKPOINT_WITHIN_MS) return [];
  return [
    `Between ${firstEntryAt} and ${checkpoint.at} no checkpoint was written, although there were new entries: the app was stopped, or checkpoints were switched off.`,
  ];
}

/** What is wrong with a row as the one that comes after `head`. */
function wrongIn(
  row: LedgerRow,
  { enterpriseId, head }: { readonly enterpriseId: string; readonly head: Head },
): { readonly entry: JsonObject | null; readonly why: string | null } {
  const expected = head.sequence + 1;
  if (row.sequence > expected) return { entry: null, why: `It is missing: entry ${row.sequence} stands in its place.` };
  if (row.sequence < expected)
    return { entry: null, why: `In its place stands one with the number ${row.sequence}: it was put in, or moved.` };
  const entry = parsed(row.entry);
  if (!entry || canonicalOrNull(entry) !== row.entry)
    return { entry, why: 'Its text is not the canonical text of an entry: it was changed.' };
  if (row.previous !== head.hash)
    return { entry, why: `It names ${row.previous} as the hash before it, which is ${head.hash}.` };
  const hash = sha256(row.previous + row.entry);
  if (hash !== row.hash) return { entry, why: `It was changed: its hash is ${hash}, recorded is ${row.hash}.` };
  if (entry['sequence'] !== row.sequence)
    return { entry, why: `Its text is that of entry ${show(entry['sequence'])}.` };
  if (entry['enterprise_id'] !== enterpriseId) return { entry, why: 'Its text is of another organisation’s ledger.' };
  const differs = differencesBeside(row.beside, entry);
  if (differs.length > 0)
    return { entry, why: `What it is found by was changed (${differs.join(', ')}), while its text was not.` };
  return { entry, why: null };
}

/** Which of the columns do not say what the text says. */
export function differencesBeside(beside: Beside, entry: JsonObject): string[] {
  const { operation, outcome, people, targets } = searchedBy(entry);
  const told: Beside = {
    run_id: typeof entry['run_id'] === 'string' ? entry['run_id'] : null,
    kind: textOf(entry['kind']),
    at: textOf(entry['at']),
    operation,
    outcome,
    people,
    targets,
  };
  const keys = ['run_id', 'kind', 'at', 'operation', 'outcome', 'people', 'targets'] as const;
  return keys.filter(
    (key) => String(beside[key]) !== String(told[key]) || (beside[key] === null) !== (told[key] === null),
  );
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** An entry as an object; `null` where the text is none. Names that an export adds are no part of an entry. */
export function parsed(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    if ('hash' in value || 'previous' in value) return null;
    // oxlint-disable-next-line no-unsafe-type-assertion -- whatever JSON.parse answers is JSON
    return value as JsonObject;
  } catch {
    return null;
  }
}

/** A lone surrogate has no canonical text. */
function canonicalOrNull(entry: JsonObject): string | null {
  try {
    return canonical(entry);
  } catch {
    return null;
  }
}

function show(value: unknown): string {
  return value === undefined ? 'no number' : JSON.stringify(value);
}

/** Whether checkpoints know of entries that are not there any more. */
function cut(head: Head, open: readonly Checkpoint[]): Bad | null {
  const [furthest] = [...open].sort((one, other) => other.count - one.count);
  if (!furthest || furthest.count <= head.sequence) return null;
  const first = head.sequence + 1;
  const which = first === furthest.count ? `Entry ${first} is` : `Entries ${first} to ${furthest.count} are`;
  return {
    first,
    last: first,
    why: `${which} missing at the end: cut off, or an older copy was put back.\n${bothHeads(furthest, head)}`,
  };
}

function wrongHead(head: Head, kept: Head | null): Bad | null {
  const { sequence, hash } = kept ?? { sequence: 0, hash: GENESIS };
  if (sequence === head.sequence && hash === head.hash) return null;
  const heads = `\n  head that the database keeps: ${hash} (entry ${sequence})\n  head of the entries:          ${head.hash} (entry ${head.sequence})`;
  if (sequence > head.sequence)
    return {
      first: head.sequence + 1,
      last: head.sequence + 1,
      why: `It is missing, and all up to entry ${sequence}: the end was cut off.${heads}`,
    };
  const first = sequence < head.sequence ? sequence + 1 : sequence;
  return { first, last: first, why: `The head that is kept beside the entries is another one.${heads}` };
}
