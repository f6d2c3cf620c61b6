import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What is asked of a process that the bench has started. */
export interface Question {
  readonly id: number;
  readonly ask: string;
  readonly about?: unknown;
}

/** A process that answers questions, and ends when it is told. */
export interface Child {
  ask(what: string, about?: unknown): Promise<unknown>;
  end(signal: NodeJS.Signals): Promise<void>;
}

export function askable(child: ChildProcess, name: string): Child {
  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>();
  let last = 0;
  child.on('message', ({ id, answer, problem }: { id: number; answer?: unknown; problem?: string }) => {
    const asker = waiting.get(id);
    waiting.delete(id);
    if (problem === undefined) asker?.resolve(answer);
    else asker?.reject(new Error(`${name}: ${problem}`));
  });
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error(`${name} has ended.`));
  });
  // Whatever ends the bench, nothing that it has started outlives it.
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);

  return {
    ask: (ask, about) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        if (child.connected) child.send({ id: last, ask, about } satisfies Question);
        else reject(new Error(`${name} has ended.`));
      }),
    end: async (signal) => {
      process.off('exit', kill);
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await once(child, 'exit');
    },
  };
}

/** Answers what the bench asks this process, which ends with the bench. */
export function answering(answers: Readonly<Record<string, (about: unknown) => unknown>>): void {
  process.once('disconnect', () => process.exit());
  process.on('message', ({ id, ask, about }: Question) => {
    void (async () => answers[ask]?.(about))().then(
      (answer) => process.send?.({ id, answer }),
      (error: unknown) => process.send?.({ id, problem: error instanceof Error ? error.message : String(error) }),
    );
  });
}
