/** Work that goes on after a request was answered; a stop waits for it. */
export interface Jobs {
  run<T>(job: () => Promise<T>): Promise<T>;
  /** Settles when nothing is under way any more. */
  idle(): Promise<void>;
}

export function trackJobs(): Jobs {
  const running = new Set<Promise<unknown>>();
  return {
    run: (job) => {
      const work = job();
      const settled = work.then(
        () => undefined,
        () => undefined,
      );
      running.add(settled);
      void settled.then(() => running.delete(settled));
      return work;
    },
    idle: async () => {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
