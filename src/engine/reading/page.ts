import type { Directory } from '../organisation/directory.js';
import type { JsonObject } from '../planning/plan.js';
import { words, type Names, type Words } from '../words.js';

/** What stands in a cell: text as Slack has it, or words with places and moments in them. */
export type Cell = string | Words;

/** One page of an answer, as people read it. */
export interface Page {
  /** Empty where the words alone are the answer. */
  readonly columns: readonly string[];
  /** A cell per column. Names and addresses from Slack: shown, exported, never stored. */
  readonly rows: readonly (readonly Cell[])[];
  /** Columns for which only the file has room. */
  readonly inFileOnly?: readonly string[];
  /** What the rows are: “People of Marketing.” Without columns, the answer itself. */
  readonly says: Words;
  /** Slack's cursor of the next page, if there is one. */
  readonly next: string | null;
}

/** How much was read, for the record: counts and no names. */
export function countsOf({ columns, rows, next }: Page): JsonObject {
  return columns.length === 0 ? {} : { rows: rows.length, more: next !== null };
}

/** The same in words; nothing where nothing was counted. */
export function countsInWords({ rows, more }: JsonObject): Words[] {
  if (typeof rows !== 'number') return [];
  return [more === true ? words`${rowsInWords(rows)}, and there are more.` : words`${rowsInWords(rows)}.`];
}

/** “1 row”, “2,000 rows” */
export function rowsInWords(count: number): string {
  return count === 1 ? '1 row' : `${count.toLocaleString('en')} rows`;
}

/** Names, from the local copy, of the places that stand in the cells. */
export function namesIn({ rows }: Page, directory: Pick<Directory, 'workspace'>): Names {
  const ids = rows.flat().flatMap((cell) => (typeof cell === 'string' ? [] : cell.flatMap(placeOf)));
  return Object.fromEntries(
    [...new Set(ids)].flatMap((id) => {
      const workspace = directory.workspace(id);
      return workspace ? [[id, workspace.name]] : [];
    }),
  );
}

const placeOf = (fragment: Words[number]): string[] =>
  typeof fragment === 'object' && 'place' in fragment ? [fragment.place] : [];
