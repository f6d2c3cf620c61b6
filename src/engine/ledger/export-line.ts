import { canonical } from '../canonical.js';
import type { JsonObject } from '../planning/plan.js';
import { differencesBeside, parsed, type LedgerRow } from './verify-ledger.js';

/** Line ends of other alphabets: a reader that splits there would see two records. In JSON they may be escaped. */
const LINE_ENDS = /[\u0085\u2028\u2029]/gu;

/**
 * One row as the export has it: the entry’s own fields, and `previous` and `hash`, in canonical order. Taking these two
 * away gives the text that was hashed. Where a row contradicts itself, the line says so, and its hash cannot be right.
 */
export function exportLine(row: LedgerRow): string {
  const { sequence, entry: text, previous, hash, beside } = row;
  const entry = parsed(text);
  if (!entry) return harmless(canonical({ sequence, unreadable: text.toWellFormed(), previous, hash }));
  const contradicts = entry['sequence'] !== sequence || differencesBeside(beside, entry).length > 0;
  const said: JsonObject = contradicts ? { row: { sequence, ...asJson(beside) } } : {};
  // What was not canonical in the database must not become so on its way out.
  const raw: JsonObject = canonicalText(entry) === text ? {} : { unreadable: text.toWellFormed() };
  return harmless(wellFormed({ ...entry, ...said, ...raw, previous, hash }));
}

function harmless(line: string): string {
  return line.replace(LINE_ENDS, (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function wellFormed(value: JsonObject): string {
  return canonicalText(value) ?? canonical({ sequence: value['sequence'] ?? null, unreadable: JSON.stringify(value) });
}

/** A lone surrogate has no canonical text. */
function canonicalText(value: JsonObject): string | null {
  try {
    return canonical(value);
  } catch {
    return null;
  }
}

function asJson({ people, targets, ...beside }: LedgerRow['beside']): JsonObject {
  return { ...beside, people: [...people], targets: [...targets] };
}
