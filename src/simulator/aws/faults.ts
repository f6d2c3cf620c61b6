import type { ActiveAwsFault, AwsFault } from './model.js';

/** The ways in which AWS is made to misbehave just now. */
export class AwsFaults {
  #count = 0;
  #active: ActiveAwsFault[] = [];

  set(fault: AwsFault): ActiveAwsFault {
    this.#count += 1;
    const active: ActiveAwsFault = { ...fault, id: `A${this.#count}`, left: fault.times ?? null };
    this.#active.push(active);
    return active;
  }

  active(): readonly ActiveAwsFault[] {
    return this.#active.map((fault) => ({ ...fault }));
  }

  /** The fault that hits this call, if any, counted as used: the one set first wins. */
  take(operation: string, account: string | null): AwsFault | undefined {
    const hit = this.#active.find(
      (fault) =>
        (fault.operation === operation || fault.operation === '*') &&
        (fault.account === undefined || fault.account === account),
    );
    if (hit && hit.left !== null) {
      hit.left -= 1;
      if (hit.left <= 0) this.clear(hit.id);
    }
    return hit;
  }

  /** One fault, or all. */
  clear(id?: string): void {
    this.#active = id === undefined ? [] : this.#active.filter((fault) => fault.id !== id);
  }
}
