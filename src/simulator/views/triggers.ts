import type { Clock } from '../clock.js';
import type { Ids } from '../ids.js';
import { Refusal } from '../refusal.js';

/** What a trigger_id stands for: who did something, where, and in which view if it was in one. */
export interface Trigger {
  person: string;
  team: string;
  view_id: string | null;
}

const lifetime = 3_000;
const form = /^\d+\.\d+\.[0-9a-f]+$/;

/** Trigger ids live 3 seconds and open one view: https://docs.slack.dev/interactivity/handling-user-interaction */
export class Triggers {
  #clock: Clock;
  #ids: Ids;
  #known = new Map<string, Trigger & { until: number; exchanged: boolean }>();

  constructor(clock: Clock, ids: Ids) {
    this.#clock = clock;
    this.#ids = ids;
  }

  issue(trigger: Trigger): string {
    const id = this.#ids.trigger();
    this.#known.set(id, { ...trigger, until: this.#clock() + lifetime, exchanged: false });
    return id;
  }

  /** Looks a trigger up without using it; throws Slack's code when it cannot be used (any more). */
  look(id: string): Trigger {
    const found = this.#known.get(id);
    if (!form.test(id) || !found) throw new Refusal('invalid_trigger_id');
    if (found.exchanged) throw new Refusal('exchanged_trigger_id');
    if (this.#clock() >= found.until) throw new Refusal('expired_trigger_id');
    return found;
  }

  /** Used up by the view it has opened; a refused `views.open` leaves it usable. */
  exchange(id: string): void {
    const found = this.#known.get(id);
    if (found) found.exchanged = true;
  }
}
