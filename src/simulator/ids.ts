import { randomBytes } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Makes Slack-like ids that never repeat while the simulator runs: `V` plus ten capital letters and digits. */
export class Ids {
  #count = 0;

  next(prefix: string): string {
    this.#count += 1;
    const noise = Array.from(randomBytes(5), (byte) => alphabet[byte % alphabet.length]).join('');
    return `${prefix}0${this.#count.toString(36).toUpperCase().padStart(4, '0')}${noise}`;
  }

  /** What Slack puts where an app left out a `block_id` or an `action_id`: five letters and digits. */
  short(): string {
    return randomBytes(4).toString('base64url').slice(0, 5);
  }

  /** `1234567890.987654321.0f1e…`: the form of a trigger_id, which apps must treat as opaque. */
  trigger(): string {
    this.#count += 1;
    return `${1_000_000_000 + this.#count}.${2_000_000_000 + this.#count}.${randomBytes(16).toString('hex')}`;
  }

  /** A part of a URL that cannot be guessed. */
  secret(): string {
    return randomBytes(16).toString('hex');
  }
}
