import { stringify, type Stringifier } from 'csv-stringify';

import type { Json, JsonObject } from '../../engine/planning/plan.js';
import { clean } from '../../engine/text.js';

/** The columns of the CSV export: the fields of DESIGN section 7, then what some entries say besides. */
export const COLUMNS = [
  'sequence',
  'at',
  'run_id',
  'kind',
  'operation',
  'method',
  'actor',
  'requester',
  'approvers',
  'beneficiary',
  'target',
  'plan_hash',
  'policy_hash',
  'call',
  'arguments',
  'outcome',
  'error',
  'because',
  'warnings',
  'duration_ms',
  'detail',
  'digest',
  'previous',
  'hash',
] as const;

/** Turns entries into CSV that spreadsheets open: one record is one line, and no cell is run as a formula. */
export function csvOfEntries(): Stringifier {
  return stringify({
    bom: true,
    header: true,
    columns: [...COLUMNS],
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}

/** The cells of one entry. */
export function cellsOf(entry: JsonObject): string[] {
  return COLUMNS.map((column) => cellOf(entry[column]));
}

/** A formula behind a blank would still be one for some spreadsheets, so nothing may stand before it. */
function cellOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return clean(text).replace(/\s+/gu, ' ').trim();
}
