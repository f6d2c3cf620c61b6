import type { Clock } from '../clock.js';
import type { Ids } from '../ids.js';

/** Where an answer through a response_url goes: to this person, in this conversation, about this message. */
export interface ResponseTarget {
  person: string;
  channel: string;
  /** The message the button stood in; null for slash commands. */
  source: { ts: string; thread_ts: string | null; ephemeral: boolean } | null;
}

const uses = 5;
const lifetime = 30 * 60 * 1000;

/** Up to 5 answers within 30 minutes: https://docs.slack.dev/interactivity/handling-user-interaction */
export class ResponseUrls {
  #clock: Clock;
  #ids: Ids;
  #known = new Map<string, ResponseTarget & { left: number; until: number }>();

  constructor(clock: Clock, ids: Ids) {
    this.#clock = clock;
    this.#ids = ids;
  }

  /** The path of a new response_url; the caller puts the simulator's address in front. */
  issue(kind: 'commands' | 'actions' | 'app', target: ResponseTarget): string {
    const path = `/hooks/${kind}/${this.#ids.next('R')}/${this.#ids.secret()}`;
    this.#known.set(path, { ...target, left: uses, until: this.#clock() + lifetime });
    return path;
  }

  /** What an answer through this path may do now; a code of Slack's when it may do nothing. */
  look(path: string): ResponseTarget | 'invalid_url' | 'expired_url' | 'used_url' {
    const found = this.#known.get(path);
    if (!found) return 'invalid_url';
    if (this.#clock() >= found.until) return 'expired_url';
    return found.left <= 0 ? 'used_url' : found;
  }

  countUse(path: string): void {
    const found = this.#known.get(path);
    if (found) found.left -= 1;
  }
}
