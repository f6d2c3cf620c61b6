import type { Clock } from '../../src/engine/ports.js';

/** Time that stands still until a test moves it, or until somebody sleeps. */
export class FakeClock implements Clock {
  /** How long each sleep was, in milliseconds. */
  readonly slept: number[] = [];
  private time: number;

  constructor(start = '2026-03-02T09:00:00.000Z') {
    this.time = Date.parse(start);
  }

  now(): Date {
    return new Date(this.time);
  }

  async sleep(milliseconds: number): Promise<void> {
    this.slept.push(milliseconds);
    this.time += milliseconds;
  }

  pass(milliseconds: number): void {
    this.time += milliseconds;
  }
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
