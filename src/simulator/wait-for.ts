import type { Changes } from './changes.js';

/** How long to wait, and for what. */
export interface WaitOptions {
  /** Milliseconds; 5000 unless told otherwise. */
  timeout?: number;
  /** What is waited for, in words, for the error. */
  what?: string;
}

const between = 10;

/** Looks again after every change in the simulated Slack, and every 10 ms for what happens elsewhere. */
export function waitFor<Value>(
  changes: Changes,
  check: () => Value | null | undefined | false,
  { timeout = 5000, what = 'something that did not come' }: WaitOptions,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    let stop = (): void => {};
    const look = (): void => {
      try {
        const value = check();
        if (value === null || value === undefined || value === false) return;
        stop();
        resolve(value);
      } catch (error) {
        stop();
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    const silence = changes.listen(() => queueMicrotask(look));
    const timer = setInterval(look, between);
    const deadline = setTimeout(() => {
      stop();
      reject(new Error(`Waited ${timeout} ms for ${what}.`));
    }, timeout);
    stop = (): void => {
      silence();
      clearInterval(timer);
      clearTimeout(deadline);
    };
    look();
  });
}
