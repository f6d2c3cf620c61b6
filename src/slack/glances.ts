import { LRUCache } from 'lru-cache';

import { isOpen } from '../engine/planning/make-plan.js';
import type { Clock, Records } from '../engine/ports.js';

type Glance = NonNullable<Awaited<ReturnType<Records['glance']>>>;

/** While somebody types, every letter asks for the same run; a form that was closed meanwhile shows names, no more. */
const GOOD_FOR_MS = 60_000;
/** More forms than are filled in within a minute. */
const MOST = 500;

/**
 * Open runs as they were within the last minute, so that typing does not wait for the database while it has other work.
 * For offering names only: what is chosen is looked at anew when it is submitted.
 */
export function glancesAt(records: Pick<Records, 'glance'>, clock: Pick<Clock, 'now'>) {
  const seen = new LRUCache<string, Glance>({
    max: MOST,
    ttl: GOOD_FOR_MS,
    ttlResolution: 0,
    perf: { now: () => clock.now().getTime() },
  });
  return async (id: string): Promise<Glance | null> => {
    const known = seen.get(id);
    if (known) return known;
    const run = await records.glance(id);
    if (!run || !isOpen(run)) return null;
    seen.set(id, run);
    return run;
  };
}
