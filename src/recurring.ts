/** Something that is done again and again, never twice at once. */
export interface Recurring {
  /** Does it now, or once more as soon as it is done. */
  nudge(): void;
  /** Does it no more; settles when it is not under way any longer. */
  stop(): Promise<void>;
}

export interface RecurringOptions {
  /** May answer in how many milliseconds it wants to be called again, if that is sooner than `everyMs`. */
  readonly job: () => Promise<number | null>;
  readonly everyMs: number;
  readonly onFault: (error: unknown) => void;
  /** How long it waits after a first fault; twice as long after each one that follows, but not longer than `everyMs`. */
  readonly afterFaultMs?: number;
}

const AFTER_FAULT_MS = 10_000;

/** Starts at once. A job that fails is tried again soon, not at its next turn, which may be far off. */
export function recurring({ job, everyMs, onFault, afterFaultMs = AFTER_FAULT_MS }: RecurringOptions): Recurring {
  let stopped = false;
  let faults = 0;
  let nudged = false;
  let wake: (() => void) | null = null;

  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const loop = async (): Promise<void> => {
    while (!stopped) {
      nudged = false;
      let sooner: number | null = null;
      try {
        sooner = await job();
        faults = 0;
      } catch (error) {
        onFault(error);
        sooner = afterFaultMs * 2 ** faults;
        faults += 1;
      }
      if (!nudged && !stopped) await pause(Math.min(everyMs, Math.max(sooner ?? everyMs, 0)));
    }
  };
  const done = loop();

  return {
    nudge: () => {
      nudged = true;
      wake?.();
    },
    stop: () => {
      stopped = true;
      wake?.();
      return done;
    },
  };
}
