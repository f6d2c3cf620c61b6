import { Worker } from 'node:worker_threads';

import pg from 'pg';

import type { BackendMessage, WorkerAnswer, WorkerRequest, WorkerStart } from './protocol.js';

/** The part of PGlite that `createPgConfig` of `@electric-sql/pglite/node-postgres` uses. */
export interface EmbeddedEngine {
  readonly waitReady: Promise<void>;
  execProtocolStream(message: Uint8Array): Promise<BackendMessage[]>;
  close(): Promise<void>;
}

export interface EngineOptions extends WorkerStart {
  /** Lets the process end although the engine still runs; for tests. */
  readonly unref?: boolean;
  /** Called once if the database's thread dies: nothing can be recorded any more, so the app must stop. */
  readonly onDeath?: (error: Error) => void;
}

type Question = { readonly kind: 'ready' | 'close' } | { readonly kind: 'query'; readonly message: Uint8Array };

/**
 * Starts PGlite in a worker thread and speaks to it. Takes about five seconds on a new directory, under one later.
 * Does not lock the directory: `openEmbedded` does.
 */
export function startEngine({ unref = false, onDeath, ...start }: EngineOptions): EmbeddedEngine {
  const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: start });
  const waiting = new Map<number, { resolve: (messages: BackendMessage[]) => void; reject: (error: Error) => void }>();
  let last = 0;
  let dead: Error | null = null;
  let closing = false;

  const ask = (question: Question): Promise<BackendMessage[]> => {
    if (dead) return Promise.reject(dead);
    last += 1;
    const request: WorkerRequest = { ...question, id: last };
    return new Promise((resolve, reject) => {
      waiting.set(request.id, { resolve, reject });
      worker.postMessage(request);
    });
  };

  const die = (error: Error): void => {
    if (dead) return;
    dead = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    if (!closing) onDeath?.(error);
  };

  worker.on('message', (answer: WorkerAnswer) => {
    const caller = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (!caller) return;
    if ('failure' in answer) caller.reject(new Error(`The embedded database failed: ${answer.failure}`));
    else caller.resolve(answer.messages.map(revive));
  });
  worker.on('error', (error) => die(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', () => die(new Error('The embedded database has stopped.')));
  if (unref) worker.unref();

  const waitReady = ask({ kind: 'ready' }).then(() => undefined);
  // Whoever uses the engine awaits this; a start that fails before anybody does must not be an unhandled rejection.
  waitReady.catch(() => undefined);

  return {
    waitReady,
    execProtocolStream: (message) => ask({ kind: 'query', message }),
    close: async () => {
      closing = true;
      if (dead) return;
      await ask({ kind: 'close' });
      await worker.terminate();
    },
  };
}

function revive(message: BackendMessage): BackendMessage {
  if (message.name !== 'error') return message;
  return Object.assign(new pg.DatabaseError(message.message ?? '', message.length, 'error'), message);
}
