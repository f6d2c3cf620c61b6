import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

import type { ChildApp } from './child-app.js';

const between = 200;

/** A port nobody listens on just now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}

/** Waits until this page of the app's is there; throws when it ends before that, takes longer than it may, or is called off. */
export async function untilReady(app: ChildApp, url: string, off: AbortSignal, patience = 60_000): Promise<void> {
  const deadline = Date.now() + patience;
  while (!app.isEnded && !off.aborted && Date.now() < deadline) {
    if (await isReady(url)) return;
    await Promise.race([wait(between), app.ended]);
  }
  if (off.aborted) throw new Error('Stopped before the app was ready.');
  if (app.isEnded) throw new Error(`The app ended (${await app.ended}) before it was ready.`);
  throw new Error(`The app was not ready within ${patience / 1000} seconds.`);
}
