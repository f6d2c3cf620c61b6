import { isOpen } from '../engine/planning/make-plan.js';
import type { Clock, Records } from '../engine/ports.js';
import { onceAMinute } from './once-a-minute.js';

type Glance = NonNullable<Awaited<ReturnType<Records['glance']>>>;

/**
 * Open runs as they were within the last minute, so that typing does not wait for the database while it has other work. A
 * form that was closed meanwhile shows names, no more.
 */
export function glancesAt(records: Pick<Records, 'glance'>, clock: Pick<Clock, 'now'>) {
  const remembered = onceAMinute<Glance>(clock);
  return (id: string): Promise<Glance | null> =>
    remembered(id, async () => {
      const run = await records.glance(id);
      return run && isOpen(run) ? run : null;
    });
}
