import type { App, BlockSuggestion } from '@slack/bolt';
import type { Option } from '@slack/web-api';

import type { HistoryFilter, Reader, Stretch } from '../../engine/reading/history.js';
import { readHistory } from '../../engine/reading/read-history.js';
import { menuOf, operationsIn, type Menu } from '../../engine/menu.js';
import { words } from '../../engine/words.js';
import { FILTERS, filterIn } from '../../forms/history-filter.js';
import { CLEAR, HISTORY, HISTORY_TITLE, historyView, NEWER, OLDER } from '../../forms/history-view.js';
import { OPEN_HISTORY } from '../../forms/home-looking-back.js';
import { plainView } from '../../forms/run-views.js';
import type { AdminWord } from '../admin-word.js';
import { choiceOf } from '../choices.js';
import { apology, reading, type Desk } from '../desk.js';
import { findOptions } from '../find-options.js';
import { onceAMinute } from '../once-a-minute.js';
import { openLoading } from '../start-run.js';
import { onChoice } from './on-choice.js';
import { onOptions } from './on-options.js';
import { onPress } from './on-press.js';

/** `/admin history`: a window at once, then the newest runs. */
export const history = (desk: Desk, asked: AdminWord): Promise<void> => open(desk, asked);

async function open(desk: Desk, { by, triggerId, say }: Pick<AdminWord, 'by' | 'triggerId' | 'say'>): Promise<void> {
  const opening = { triggerId, title: HISTORY_TITLE, run: '', operation: null, tell: say };
  const viewId = await openLoading(desk, opening);
  if (viewId !== null) await show(desk, { by, viewId }, { filter: {}, row: 0, stretch: { of: 'newest' } });
}

/** “All runs”, in the Home tab. */
function listenToOpening(app: App, desk: Desk): void {
  onPress(app, desk, OPEN_HISTORY, ({ by, triggerId, say }) => open(desk, { by, triggerId, say }));
}

/** Everything that can be chosen or pressed in the history; the window goes on to show what came of it. */
export function listenToHistory(app: App, desk: Desk): void {
  listenToOpening(app, desk);
  const actionIds = /^history\.(?:person|target|operation|outcome|from|to|clear|older|newer)$/u;
  onChoice(app, desk, { callbackId: HISTORY, actionIds }, ({ actionId, value, values, by, viewId }) => {
    const { filter, row } = filterIn(desk.ports.catalogue, values);
    const stretch = stretchOf(actionId, value);
    const wanted = actionId === CLEAR ? { filter: {}, row: row + 1, stretch } : { filter, row, stretch };
    return show(desk, { by, viewId }, wanted);
  });

  const readers = onceAMinute<Menu>(desk.ports.clock);
  onOptions(app, desk, new RegExp(`^(?:${FILTERS.person}|${FILTERS.target})$`, 'u'), async (asked) => {
    const menu = await readers(asked.user.id, async () => (await menuOf(desk.ports, asked.user.id)).menu);
    return operationsIn(menu).length > 0 ? optionsFor(desk, asked) : [];
  });
}

function stretchOf(actionId: string, than: string): Stretch {
  if (actionId === OLDER) return { of: 'older', than };
  return actionId === NEWER ? { of: 'newer', than } : { of: 'newest' };
}

interface Looking {
  readonly by: string;
  readonly viewId: string;
}

interface Wanted {
  readonly filter: HistoryFilter;
  readonly row: number;
  readonly stretch: Stretch;
}

/** What somebody may see is looked up anew each time. */
async function show(desk: Desk, { by, viewId }: Looking, { filter, row, stretch }: Wanted): Promise<void> {
  const { ports, screen } = desk;
  try {
    const { menu, reader } = await readerFor(desk, { by, viewId });
    const page = await readHistory(ports, reader, { filter, stretch });
    const operations = menu.items.map(({ operation }) => operation);
    const content = { page, filter, row, now: ports.clock.now(), optionFor: choiceOf(ports) };
    const mayPick = reader.operations.length > 0;
    await screen.show(
      viewId,
      historyView(ports.catalogue, {
        ...content,
        mayPick,
        operations: mayPick ? operations : ports.catalogue.all,
      }),
    );
  } catch (error) {
    await screen.show(viewId, plainView(HISTORY_TITLE, '', words`⛔ ${apology(desk, null, error)}`));
  }
}

async function readerFor(desk: Desk, { by, viewId }: Looking): Promise<{ menu: Menu; reader: Reader }> {
  const modal = { viewId, title: HISTORY_TITLE, run: '' };
  const { menu } = await reading(desk, modal, () => menuOf(desk.ports, by));
  return { menu, reader: { person: by, operations: operationsIn(menu) } };
}

/** Names of people, or of places, groups and channels: for whoever may run something; the others have no such picker. */
function optionsFor({ ports }: Desk, { value, action_id: actionId }: BlockSuggestion): Option[] {
  const find = (kind: 'person' | 'place' | 'channel' | 'group'): Option[] =>
    findOptions(ports, { kind, text: value ?? '' });
  if (actionId === FILTERS.person) return find('person');
  return (['place', 'group', 'channel'] as const).flatMap((kind) => find(kind).slice(0, MOST_OF_A_KIND));
}

const MOST_OF_A_KIND = 30;
