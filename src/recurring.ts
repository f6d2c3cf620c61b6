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
}

/** Starts at once. A job that fails is tried again at its next turn. */
export function recurring({ job, everyMs, onFault }: RecurringOptions): Recurring {
  let stopped = false;
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
      } catch (error) {
        onFault(error);
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
