import { LRUCache } from 'lru-cache';

/** The answer a request got, so that the same request gets the same answer again. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly contentType: string | null;
}

/** A signature older than five minutes is refused anyway; twice that leaves room for clocks that differ. */
const REMEMBER_MS = 10 * 60_000;
/** More requests than ten minutes bring at Slack's own ceiling of 30,000 an hour. */
const REMEMBER_MOST = 6_000;

/**
 * Requests seen lately, by their signature: a replay is answered as the first one was and has no second effect. Only
 * requests whose signature was found good are remembered, so nobody can push others out. Of this process alone; across
 * processes the run's unique origin does the same.
 */
export class Replays {
  private readonly seen = new LRUCache<string, Promise<Answer>>({ max: REMEMBER_MOST, ttl: REMEMBER_MS });

  /** The answer of an earlier request with this signature; if there was none, `answer` is kept as this one's. */
  earlier(signature: string, answer: Promise<Answer>): Promise<Answer> | null {
    const known = this.seen.get(signature);
    if (known) return known;
    this.seen.set(signature, answer);
    return null;
  }
}
