import { canonical, sha256 } from '../../src/engine/canonical.js';
import { GENESIS } from '../../src/engine/ledger/checkpoint.js';
import { searchedBy } from '../../src/engine/ledger/ledger.js';
import type { JsonObject } from '../../src/engine/planning/plan.js';
import type { Head, LedgerRow } from '../../src/engine/ledger/verify-ledger.js';

/** A ledger after an attack, and the first entry that is not what it was. */
export interface Attacked {
  readonly rows: readonly LedgerRow[];
  readonly head: Head;
  readonly firstBad: number;
}

/** Numbers below a bound, the same for the same seed. */
export type Dice = (below: number) => number;

export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return (below) => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** What somebody with the database, but without the signing key, could do. */
export const ATTACKS: Readonly<Record<string, (rows: readonly LedgerRow[], dice: Dice) => Attacked>> = {
  'a byte of a text flipped': (rows, dice) => flipped(rows, dice, 'entry'),
  'a byte of a hash flipped': (rows, dice) => flipped(rows, dice, 'hash'),
  'a byte of a link flipped': (rows, dice) => flipped(rows, dice, 'previous'),
  'an entry edited, its own hash made right': (rows, dice) => {
    const at = dice(rows.length);
    const [row, edited] = [rowAt(rows, at), editedText(rowAt(rows, at))];
    // Without the rest, the next entry names another hash; the last one is told by the head.
    return attacked(
      rows.with(at, { ...row, ...edited, hash: sha256(row.previous + edited.entry) }),
      at + 1,
      headOf(rows),
    );
  },
  'an entry edited, the rest hashed anew': (rows, dice) => {
    const at = dice(rows.length);
    return rewritten(rows.with(at, { ...rowAt(rows, at), ...editedText(rowAt(rows, at)) }), at);
  },
  'an entry taken out': (rows, dice) => {
    const at = dice(rows.length);
    return attacked(rows.toSpliced(at, 1), at + 1, headOf(rows));
  },
  'an entry taken out, the rest numbered and hashed anew': (rows, dice) => {
    const at = dice(rows.length);
    return rewritten(renumbered(rows.toSpliced(at, 1), at), at);
  },
  'an entry put in, the rest moved': (rows, dice) => {
    const at = dice(rows.length);
    const forged = { ...rowAt(rows, at), ...editedText(rowAt(rows, at)) };
    const own = { ...forged, hash: sha256(forged.previous + forged.entry) };
    const moved = rows.slice(at).map((row) => ({ ...row, sequence: row.sequence + 1 }));
    return attacked([...rows.slice(0, at), own, ...moved], at + 1, { ...headOf(rows), sequence: rows.length + 1 });
  },
  'an entry put in, the rest numbered and hashed anew': (rows, dice) => {
    const at = dice(rows.length);
    return rewritten(renumbered(rows.toSpliced(at, 0, { ...rowAt(rows, at), ...editedText(rowAt(rows, at)) }), at), at);
  },
  'two entries swapped': (rows, dice) => {
    const [one, other] = [dice(rows.length), dice(rows.length - 1)];
    const second = other >= one ? other + 1 : other;
    const [a, b] = [rowAt(rows, one), rowAt(rows, second)];
    const swapped = rows.with(one, { ...b, sequence: a.sequence }).with(second, { ...a, sequence: b.sequence });
    return attacked(swapped, Math.min(one, second) + 1, headOf(rows));
  },
  'the end cut off': (rows, dice) => {
    const at = dice(rows.length);
    return attacked(rows.slice(0, at), at + 1, headOf(rows));
  },
  'the end cut off, and the head put right': (rows, dice) => {
    const at = dice(rows.length);
    return attacked(rows.slice(0, at), at + 1, headOf(rows.slice(0, at)));
  },
  'another end, from an older copy that went on': (rows, dice) => {
    const at = dice(rows.length);
    const others = rows.slice(at, at + 1 + dice(rows.length - at)).map((row) => ({ ...row, ...editedText(row) }));
    return rewritten([...rows.slice(0, at), ...others], at);
  },
  'what it is found by edited': (rows, dice) => {
    const at = dice(rows.length);
    const row = rowAt(rows, at);
    const beside = dice(2) ? { ...row.beside, people: ['W0FORGED'] } : { ...row.beside, kind: 'run.forged' };
    return attacked(rows.with(at, { ...row, beside }), at + 1, headOf(rows));
  },
};

function attacked(rows: readonly LedgerRow[], firstBad: number, head: Head): Attacked {
  return { rows, head, firstBad };
}

export function headOf(rows: readonly LedgerRow[]): Head {
  const last = rows.at(-1);
  return last ? { sequence: last.sequence, hash: last.hash } : { sequence: 0, hash: GENESIS };
}

function rowAt(rows: readonly LedgerRow[], index: number): LedgerRow {
  const row = rows[index];
  if (!row) throw new Error(`There is no row ${index}.`);
  return row;
}

/** Any other byte in its place that leaves the text a text. */
function flipped(rows: readonly LedgerRow[], dice: Dice, column: 'entry' | 'hash' | 'previous'): Attacked {
  const at = dice(rows.length);
  const row = rowAt(rows, at);
  const place = dice(row[column].length);
  const byte = row[column].charCodeAt(place);
  const text = row[column].slice(0, place) + String.fromCharCode(byte ^ (1 << dice(5))) + row[column].slice(place + 1);
  return attacked(rows.with(at, { ...row, [column]: text }), at + 1, headOf(rows));
}

/** Somebody else is to have done it. */
function editedText(row: LedgerRow): Pick<LedgerRow, 'entry' | 'beside'> {
  const entry = { ...parsedText(row.entry), actor: 'W0FORGED' };
  const { people, targets, operation, outcome } = searchedBy(entry);
  return { entry: canonical(entry), beside: { ...row.beside, people, targets, operation, outcome } };
}

function parsedText(text: string): JsonObject {
  return JSON.parse(text);
}

function renumbered(rows: readonly LedgerRow[], from: number): LedgerRow[] {
  return rows.map((row, index) => {
    if (index < from) return row;
    return { ...row, sequence: index + 1, entry: canonical({ ...parsedText(row.entry), sequence: index + 1 }) };
  });
}

/** Every hash from here on made right, and the head that the database keeps, too. */
function rewritten(rows: readonly LedgerRow[], from: number): Attacked {
  const made: LedgerRow[] = [];
  for (const [index, row] of rows.entries()) {
    const previous = made.at(-1)?.hash ?? GENESIS;
    made.push(index < from ? row : { ...row, previous, hash: sha256(previous + row.entry) });
  }
  return attacked(made, from + 1, headOf(made));
}
