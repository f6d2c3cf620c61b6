import type { HistoryFilter, Reader, Stretch } from './history.js';
import type { JsonObject } from '../planning/plan.js';
import type { Ports } from '../ports.js';
import type { Run } from '../run.js';

/** One page of the history. */
export interface HistoryPage {
  readonly runs: readonly Run[];
  readonly older: boolean;
  readonly newer: boolean;
}

/** As many runs as a page shows. */
export const PAGE = 10;

/** What somebody wants to look back on. */
export interface HistoryWish {
  readonly filter: HistoryFilter;
  readonly stretch: Stretch;
  readonly most?: number;
}

/** Reads a page for somebody; that they looked, and for what, is an entry first (DESIGN 6.13). */
export async function readHistory(
  { history, records, clock }: Pick<Ports, 'history' | 'records' | 'clock'>,
  reader: Reader,
  { filter, stretch, most = PAGE }: HistoryWish,
): Promise<HistoryPage> {
  const detail = { ...inLetters(filter), ...('than' in stretch ? { [stretch.of]: stretch.than } : {}) };
  await records.record({ kind: 'history.read', actor: reader.person, outcome: 'read', detail }, clock.now());
  const { ids, more } = await history.find(reader, filter, stretch, most);
  // Whoever came back to the newest end, and found less than a page there, looks at the newest page.
  if (stretch.of === 'newer' && ids.length < PAGE) return readPage({ records, history }, reader, filter);
  const found = await Promise.all(ids.map((id) => records.find(id)));
  return {
    runs: found.filter((run) => run !== null),
    older: stretch.of === 'newer' || more,
    newer: stretch.of === 'older' || (stretch.of === 'newer' && more),
  };
}

async function readPage(
  { history, records }: Pick<Ports, 'history' | 'records'>,
  reader: Reader,
  filter: HistoryFilter,
): Promise<HistoryPage> {
  const { ids, more } = await history.find(reader, filter, { of: 'newest' }, PAGE);
  const found = await Promise.all(ids.map((id) => records.find(id)));
  return { runs: found.filter((run) => run !== null), older: more, newer: false };
}

function inLetters({ from, to, ...rest }: HistoryFilter): JsonObject {
  return {
    ...rest,
    ...(from ? { from: from.toISOString() } : {}),
    ...(to ? { to: to.toISOString() } : {}),
  };
}
