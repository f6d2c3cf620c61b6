import { LRUCache } from 'lru-cache';

import type { Clock } from '../engine/ports.js';

/** While somebody types, every letter asks the same; neither the database nor Slack is asked each time. */
const GOOD_FOR_MS = 60_000;
/** More people than fill in forms within a minute. */
const MOST = 500;

/**
 * Asks, unless the same was answered within the last minute: for offering things only, because what is chosen is decided
 * on anew. `null` is no answer worth keeping, and neither is what could not be asked.
 */
export function onceAMinute<T extends object>(clock: Pick<Clock, 'now'>) {
  const seen = new LRUCache<string, T>({
    max: MOST,
    ttl: GOOD_FOR_MS,
    ttlResolution: 0,
    perf: { now: () => clock.now().getTime() },
  });
  return async <Answer extends T | null>(key: string, ask: () => Promise<Answer>): Promise<T | Answer> => {
    const known = seen.get(key);
    if (known) return known;
    const answer = await ask();
    if (answer !== null) seen.set(key, answer);
    return answer;
  };
}
