import type { KnownBlock, ModalView } from '@slack/web-api';

import type { AnyOperation } from '../engine/operation.js';
import { rowsInWords, type Cell, type Page } from '../engine/reading/page.js';
import type { Run } from '../engine/run.js';
import { oneLine } from '../engine/text.js';
import { code, toPlain, words, type Names, type Words } from '../engine/words.js';
import { buttons, context, plain, runButton, section, sections } from './blocks.js';
import { LIMITS } from './limits.js';

/** Callback ID of a page; like those of forms it carries the step, so that a second press at a page has no effect. */
export const PAGE = 'run.page';

/** One page of what a run has read, with the ways to the others and to a file of all of it. */
export function pageView(operation: AnyOperation, run: Run, page: Page, names: Names): ModalView {
  const known = { ...names, ...run.names };
  if (page.columns.length === 0) return frame(operation, run, [section([page.says], known)]);
  const at = run.pages?.at ?? 0;
  const turns = [
    ...(at > 0 ? [runButton('run.page_back', run.id, { label: 'Back' })] : []),
    ...(page.next === null ? [] : [runButton('run.page_next', run.id, { label: 'Next' })]),
    ...(page.rows.length > 0 || at > 0 || page.next !== null
      ? [runButton('run.export', run.id, { label: 'Send me all of it as CSV' })]
      : []),
  ];
  return frame(operation, run, [
    section([words`${page.says} ${howMany(page, at)}`], known),
    ...sections(
      page.rows.map((row) => rowInWords(page, row, known)),
      known,
    ),
    ...(turns.length > 0 ? [buttons(...turns)] : []),
  ]);
}

/** What came instead of a page, or after it, with the way back to the one that was shown last. */
export function besidePageView(operation: AnyOperation, run: Run, says: Words, names: Names = run.names): ModalView {
  return frame(operation, run, [
    section([says], names),
    ...(run.pages
      ? [buttons(runButton('run.page_again', run.id, { label: `Show page ${run.pages.at + 1} again` }))]
      : []),
  ]);
}

function frame(operation: AnyOperation, run: Run, blocks: readonly KnownBlock[]): ModalView {
  return {
    type: 'modal',
    callback_id: `${PAGE}:${run.step}`,
    private_metadata: run.id,
    title: plain(operation.title, LIMITS.modalTitle),
    close: plain('Done', LIMITS.modalTitle),
    blocks: [...blocks, context(words`Run ${code(run.id)}`, {})],
  };
}

function howMany({ rows, next }: Page, at: number): string {
  if (at === 0 && next === null)
    return rows.length === 0 ? 'There is nothing to show.' : `${rowsInWords(rows.length)}.`;
  return `Page ${at + 1}: ${rowsInWords(rows.length)}, and ${next === null ? 'that is the end' : 'there are more'}.`;
}

/** “• Ada Lovelace · ada@example.com · Workspaces: …”: the first two speak for themselves. */
function rowInWords({ columns, inFileOnly = [] }: Page, row: readonly Cell[], names: Names): Words {
  const cells = row.flatMap((cell, index): Words[] => {
    const column = columns[index] ?? '';
    if (cell.length === 0 || inFileOnly.includes(column)) return [];
    const shown = shortened(cell, names);
    return [index < 2 ? shown : words`${column}: ${shown}`];
  });
  return ['• ', ...cells.flatMap((cell, index) => (index === 0 ? cell : [' · ', ...cell]))];
}

/** A cell gets this many characters of a row; the file has all of it. */
const MAX_CELL = 120;

function shortened(cell: Cell, names: Names): Words {
  if (typeof cell === 'string') return [oneLine(cell, MAX_CELL)];
  const text = toPlain(cell, names);
  return text.length <= MAX_CELL ? cell : [oneLine(text, MAX_CELL)];
}
