import { LRUCache } from 'lru-cache';

/** A signature older than five minutes is refused anyway; twice that leaves room for clocks that differ. */
const REMEMBER_MS = 10 * 60_000;
/** More requests than ten minutes bring at Slack's own ceiling of 30,000 an hour. */
const REMEMBER_MOST = 6_000;

/**
 * What came in lately, by a mark of its own: a replay is answered as the first one was and has no second effect. Only
 * what surely came from Slack is remembered, so nobody can push others out. Of this process alone; across processes the
 * run's unique origin does the same.
 */
export class Replays<Answer> {
  private readonly seen = new LRUCache<string, Promise<Answer>>({ max: REMEMBER_MOST, ttl: REMEMBER_MS });

  /** The answer to what had this mark before; if there was nothing, `answer` is kept for it. */
  earlier(mark: string, answer: Promise<Answer>): Promise<Answer> | null {
    const known = this.seen.get(mark);
    if (known) return known;
    this.seen.set(mark, answer);
    return null;
  }
}
