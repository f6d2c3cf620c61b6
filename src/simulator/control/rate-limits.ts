import type { Clock } from '../clock.js';
import type { JsonObject } from '../json.js';
import { allowances } from '../web-api/tiers.js';

interface Counted {
  method: string;
  token: string | undefined;
  args: JsonObject;
}

/** Slack's rate limits, for those who want to meet them: every method by its tier and token. Off until switched on. */
export class RateLimits {
  on: boolean;
  #clock: Clock;
  #calls = new Map<string, number[]>();

  constructor(clock: Clock, on: boolean) {
    this.#clock = clock;
    this.on = on;
  }

  /** Counts a call; answers how many seconds the caller has to wait when there were too many of its kind already. */
  take({ method, token, args }: Counted): number | null {
    const allowance = allowances[method];
    if (!this.on || !allowance) return null;
    const key = [method, token, allowance.each === undefined ? '' : args[allowance.each]].join(' ');
    const now = this.#clock();
    const recent = (this.#calls.get(key) ?? []).filter((at) => at > now - allowance.per);
    this.#calls.set(key, recent);
    const [oldest = now] = recent;
    if (recent.length >= allowance.calls) return Math.max(1, Math.ceil((oldest + allowance.per - now) / 1000));
    recent.push(now);
    return null;
  }

  forget(): void {
    this.#calls.clear();
  }
}
