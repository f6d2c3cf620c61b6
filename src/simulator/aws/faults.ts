import type { AwsFault } from './model.js';

interface Active {
  fault: AwsFault;
  left: number;
}

/** The ways in which AWS is made to misbehave just now. */
export class AwsFaults {
  #active: Active[] = [];

  set(fault: AwsFault): void {
    this.#active.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  active(): readonly AwsFault[] {
    return this.#active.map(({ fault, left }) => (Number.isFinite(left) ? { ...fault, times: left } : { ...fault }));
  }

  /** The fault that hits this call, if any, counted as used: the one set first wins. */
  take(operation: string): AwsFault | undefined {
    const hit = this.#active.find(({ fault }) => fault.operation === operation || fault.operation === '*');
    if (!hit) return undefined;
    hit.left -= 1;
    if (hit.left <= 0) this.#active = this.#active.filter((each) => each !== hit);
    return hit.fault;
  }

  clear(): void {
    this.#active = [];
  }
}
