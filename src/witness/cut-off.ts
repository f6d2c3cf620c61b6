import { setTimeout as sleep } from 'node:timers/promises';

import type { OutsidePlace } from '../engine/ledger/deliver-checkpoints.js';

/**
 * A place that is not waited for longer than this. While something still hangs in it, nothing else is sent there: a disk
 * that does not answer would take one thread of the process after the other.
 */
export function cutOff(place: OutsidePlace, milliseconds: number): OutsidePlace {
  let hanging: Promise<unknown> | null = null;
  return {
    name: place.name,
    put: async (name, line) => {
      if (hanging) throw new Error(`It still does not answer to what was sent there before.`);
      const putting = place.put(name, line);
      const done = putting.then(
        () => (hanging = null),
        () => (hanging = null),
      );
      hanging = done;
      const timer = new AbortController();
      const late = sleep(milliseconds, true, { signal: timer.signal }).catch(() => false);
      try {
        if ((await Promise.race([putting, late])) === true)
          throw new Error(`It did not answer within ${milliseconds / 1000} s.`);
      } finally {
        timer.abort();
      }
    },
  };
}
