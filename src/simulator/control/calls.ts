import type { ControlCall } from '../page/control-api.js';

const secretKeys = /token|secret|authorization|^code$/i;

/** The arguments without anything that opens a door. */
function redacted(args: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) => [key, secretKeys.test(key) ? '[redacted]' : value]),
  );
}

/** Every call that reached the Web API, oldest first. */
export class Calls {
  #all: ControlCall[] = [];

  add(call: ControlCall): void {
    this.#all.push({ ...call, args: redacted(call.args) });
  }

  /** All calls, or those of one method. */
  of(method?: string): readonly ControlCall[] {
    return method === undefined ? [...this.#all] : this.#all.filter((call) => call.method === method);
  }

  clear(): void {
    this.#all = [];
  }
}
