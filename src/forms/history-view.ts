import type { ActionsBlock, Button, KnownBlock, ModalView } from '@slack/web-api';

import type { HistoryFilter } from '../engine/reading/history.js';
import type { HistoryPage } from '../engine/reading/read-history.js';
import type { AnyOperation, Catalogue } from '../engine/operation.js';
import { words } from '../engine/words.js';
import { wayBack } from '../engine/planning/undo.js';
import { buttons, context, plain, runButton, section } from './blocks.js';
import { frame } from './frame.js';
import { FILTERS, OUTCOMES } from './history-filter.js';
import type { OptionFor } from './input-element.js';
import { LIMITS } from './limits.js';
import { undoButton } from './next-steps.js';
import { runLine } from './run-line.js';

/** Callback ID of the history. What is pressed in it opens above it, so that it is there again afterwards. */
export const HISTORY = 'history.view';
export const HISTORY_TITLE = 'History';
/** Action IDs of the ways to other pages; their value is the ID of the run at this page’s edge. */
export const OLDER = 'history.older';
export const NEWER = 'history.newer';
export const CLEAR = 'history.clear';

export interface HistoryContent {
  readonly page: HistoryPage;
  readonly filter: HistoryFilter;
  /** Of the filter’s row; another number is another row, in which nothing is chosen. */
  readonly row: number;
  /** What can be filtered by, as far as somebody may run more than what gives up their own rights. */
  readonly operations: readonly AnyOperation[];
  readonly mayPick: boolean;
  readonly now: Date;
  readonly optionFor: OptionFor;
}

/** Runs, newest first, with what they can be narrowed down by. */
export function historyView(catalogue: Catalogue, content: HistoryContent): ModalView {
  const { page, filter, mayPick, now } = content;
  const isFiltered = Object.keys(filter).length > 0;
  return frame({
    title: HISTORY_TITLE,
    run: '',
    callbackId: HISTORY,
    blocks: [
      filters(content, isFiltered),
      context(mayPick ? EVERYTHING : OWN, {}),
      { type: 'divider' },
      ...(page.runs.length === 0 ? [section([isFiltered ? NO_MATCH : NOTHING], {})] : []),
      ...page.runs.flatMap((run): KnownBlock[] => [
        runLine(catalogue, run),
        ...(!run.ends && wayBack(run, now).open ? [buttons(undoButton(run))] : []),
      ]),
      ...turns(page),
    ],
  });
}

const EVERYTHING = words`You see every run of the operations that you may run, and what you took part in; newest first, days in UTC. That you looked is recorded.`;
const OWN = words`You see what you asked for and what was about you; newest first, days in UTC. That you looked is recorded.`;
const NOTHING = words`Nothing has been run yet that you could see here.`;
const NO_MATCH = words`Nothing matches. Choose something else above, or clear the filters.`;

function turns({ runs, older, newer }: HistoryPage): KnownBlock[] {
  const [first, last] = [runs[0], runs.at(-1)];
  const all: Button[] = [
    ...(newer && first ? [runButton(NEWER, first.id, { label: 'Newer' })] : []),
    ...(older && last ? [runButton(OLDER, last.id, { label: 'Older' })] : []),
  ];
  return all.length > 0 ? [buttons(...all)] : [];
}

function filters(content: HistoryContent, isFiltered: boolean): KnownBlock {
  const { row, filter, operations, mayPick, optionFor } = content;
  const picker = (
    id: string,
    says: string,
    chosen: ReturnType<OptionFor> | null,
  ): ActionsBlock['elements'][number] => ({
    type: 'external_select',
    action_id: id,
    min_query_length: 0,
    placeholder: plain(says, LIMITS.placeholder),
    ...(chosen ? { initial_option: chosen } : {}),
  });
  const menu = (
    id: string,
    says: string,
    choices: readonly (readonly [string, string])[],
    chosen: string | undefined,
  ): ActionsBlock['elements'][number] => {
    const options = choices.map(([value, text]) => ({ text: plain(text, LIMITS.optionText), value }));
    const initial = options.find(({ value }) => value === chosen);
    return {
      type: 'static_select',
      action_id: id,
      placeholder: plain(says, LIMITS.placeholder),
      options,
      ...(initial ? { initial_option: initial } : {}),
    };
  };
  const day = (id: string, says: string, chosen: Date | undefined): ActionsBlock['elements'][number] => ({
    type: 'datepicker',
    action_id: id,
    placeholder: plain(says, LIMITS.placeholder),
    ...(chosen ? { initial_date: chosen.toISOString().slice(0, 10) } : {}),
  });
  const ofPerson = filter.person === undefined ? null : optionFor('person', filter.person);
  const ofTarget = filter.target === undefined ? null : optionFor(kindOf(filter.target), filter.target);
  return {
    type: 'actions',
    block_id: `${FILTERS.row}:${row}`,
    elements: [
      ...(mayPick
        ? [picker(FILTERS.person, 'Person', ofPerson), picker(FILTERS.target, 'Place or group', ofTarget)]
        : []),
      menu(
        FILTERS.operation,
        'Operation',
        operations.map(({ method, title }) => [method, title] as const),
        filter.operation,
      ),
      menu(FILTERS.outcome, 'Outcome', OUTCOMES, filter.outcome),
      day(FILTERS.from, 'From', filter.from),
      day(FILTERS.to, 'Until', filter.to && new Date(filter.to.getTime() - 1)),
      ...(isFiltered ? [runButton(CLEAR, String(row), { label: 'Clear' })] : []),
    ],
  };
}

function kindOf(id: string): 'place' | 'channel' | 'group' {
  if (id.startsWith('S')) return 'group';
  return id.startsWith('T') || id.startsWith('E') ? 'place' : 'channel';
}
