import type { ActiveFault, Fault } from '../page/control-api.js';

/** The ways in which Slack is made to misbehave just now. */
export class Faults {
  #count = 0;
  #active: ActiveFault[] = [];

  set(fault: Fault): ActiveFault {
    this.#count += 1;
    const active: ActiveFault = { ...fault, id: `F${this.#count}`, left: fault.times ?? null };
    this.#active.push(active);
    return active;
  }

  active(): readonly ActiveFault[] {
    return this.#active.map((fault) => ({ ...fault }));
  }

  /** The fault that hits this call, if any, counted as used: the one set first wins. */
  take(method: string): Fault | undefined {
    const fault = this.#active.find((each) => each.method === method || each.method === '*');
    if (fault && fault.left !== null) {
      fault.left -= 1;
      if (fault.left <= 0) this.clear(fault.id);
    }
    return fault;
  }

  /** One fault, or all; false when there is none of that id. */
  clear(id?: string): boolean {
    const before = this.#active.length;
    this.#active = id === undefined ? [] : this.#active.filter((fault) => fault.id !== id);
    return id === undefined || this.#active.length < before;
  }
}
