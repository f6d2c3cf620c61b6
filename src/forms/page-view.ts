import type { ModalView } from '@slack/web-api';

import type { AnyOperation, Page } from '../engine/operation.js';
import type { Run } from '../engine/run.js';
import { code, words, type Words } from '../engine/words.js';
import { buttons, context, plain, runButton, section, sections } from './blocks.js';
import { LIMITS } from './limits.js';

/** One page of what a run has read, with the ways to the others and to a file of all of it. */
export function pageView(operation: AnyOperation, run: Run, page: Page): ModalView {
  const at = run.pages?.at ?? 0;
  const turns = [
    ...(at > 0 ? [runButton('run.page_back', run.id, { label: 'Back' })] : []),
    ...(page.next ? [runButton('run.page_next', run.id, { label: 'Next' })] : []),
    ...(page.rows.length > 0 ? [runButton('run.export', run.id, { label: 'Send me all of it as CSV' })] : []),
  ];
  return {
    type: 'modal',
    callback_id: 'run.view',
    private_metadata: run.id,
    title: plain(operation.title, LIMITS.modalTitle),
    close: plain('Done', LIMITS.modalTitle),
    blocks: [
      section([page.rows.length > 0 || at > 0 ? page.says : words`${page.says} There is nothing to show.`], run.names),
      ...sections(
        page.rows.map((row) => rowInWords(page.columns, row)),
        {},
      ),
      ...(turns.length > 0 ? [buttons(...turns)] : []),
      context(words`Page ${at + 1}. Run ${code(run.id)}`, {}),
    ],
  };
}

/** “Ada Lovelace · ada@example.com · Workspaces: T0A, T0B”: the first two speak for themselves. */
function rowInWords(columns: readonly string[], row: readonly string[]): Words {
  const cells = row.flatMap((cell, index) => {
    if (cell === '') return [];
    return index < 2 ? [cell] : [`${columns[index] ?? ''}: ${cell}`];
  });
  return [`• ${cells.join(' · ')}`];
}
