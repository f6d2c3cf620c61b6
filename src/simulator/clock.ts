/** The simulated Slack's time in milliseconds. Tests may hand in one they can turn forward. */
export type Clock = () => number;

/** Message timestamps as Slack writes them, `1700000000.000100`: text, unique, always rising, six decimals. */
export class Timestamps {
  #clock: Clock;
  #last = 0n;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  next(): string {
    const now = BigInt(Math.floor(this.#clock())) * 1000n;
    this.#last = now > this.#last ? now : this.#last + 1n;
    const digits = this.#last.toString().padStart(7, '0');
    return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
  }
}

/** Whole seconds, as most of Slack's date fields have them. */
export function seconds(clock: Clock): number {
  return Math.floor(clock() / 1000);
}
