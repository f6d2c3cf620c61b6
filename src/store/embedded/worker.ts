import { parentPort, workerData } from 'node:worker_threads';

import { PGlite } from '@electric-sql/pglite';

import type { WorkerAnswer, WorkerRequest, WorkerStart } from './protocol.js';

/*
 * PGlite blocks its thread while it works. Here it blocks a thread of its own, so that Slack's three seconds are
 * not spent on a query.
 */

const { dataDir, prepared }: WorkerStart = workerData;
const port = parentPort;
if (!port) throw new Error('The embedded database runs in a worker thread only.');

/** Without `-F` PostgreSQL waits for the disk: a power cut must not take ledger entries with it. */
const startParams = [...PGlite.defaultStartParams.filter((param) => param !== '-F'), '-c', 'shared_buffers=16MB'];

const database = new PGlite({
  dataDir,
  startParams,
  ...(prepared ? { loadDataDir: new Blob([prepared]) } : {}),
});

async function answer(request: WorkerRequest): Promise<WorkerAnswer> {
  try {
    await database.waitReady;
    switch (request.kind) {
      case 'ready':
        return { id: request.id, messages: [] };
      case 'close':
        await database.close();
        return { id: request.id, messages: [] };
      case 'query': {
        const messages = await database.execProtocolStream(request.message, { throwOnError: false });
        // An Error loses its own fields (code, detail, …) on the way between threads; a plain object keeps them.
        return { id: request.id, messages: messages.map((message) => ({ ...message, ...textOf(message) })) };
      }
    }
  } catch (error) {
    // Emscripten throws plain objects such as { name: 'ErrnoError', errno: 54 }.
    return { id: request.id, failure: error instanceof Error ? error.message : JSON.stringify(error) };
  }
}

function textOf(message: object): { message?: string } {
  return message instanceof Error ? { message: message.message } : {};
}

port.on('message', (request: WorkerRequest) => {
  void answer(request).then((reply) => {
    port.postMessage(reply);
    if (request.kind === 'close') port.close();
  });
});
