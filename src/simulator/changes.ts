import type { StoredMessage } from './messages/model.js';
import type { OpenView } from './views/model.js';

/** Something that happened in the simulated Slack and that a client on screen would show at once. */
export type Change =
  | { kind: 'message'; what: 'posted' | 'changed' | 'deleted'; message: StoredMessage }
  | { kind: 'views'; person: string }
  | { kind: 'home'; person: string; view: OpenView }
  | { kind: 'conversations' }
  /** A sentence of Slack's client, for one person or (null) for everybody. */
  | { kind: 'notice'; person: string | null; text: string }
  | { kind: 'call' }
  | { kind: 'reset' };

/** Hears of every change, as it happens. */
export type Listener = (change: Change) => void;

/** Tells everybody who listens what changed: the page's event streams and the waiting tests. */
export class Changes {
  #listeners = new Set<Listener>();

  tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  /** Listens until the returned function is called. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
