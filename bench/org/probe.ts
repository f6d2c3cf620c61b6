import { isMainThread } from 'node:worker_threads';

import { answering } from './child.js';
import { waited } from './waited.js';

/*
 * Loaded into the app before its own first line (`--import`). It measures how long the event loop is held and how large
 * the process is, and answers when it is asked; of the app it knows nothing.
 */

const EVERY_MS = 2;
const RSS_EVERY_MS = 50;

/** What the app's process was like since it was last asked. */
export interface Reading {
  /** How late a timer was at the most: the event loop was held for so long, or others had the processor. */
  readonly held: number;
  /** The same without the time in which this thread waited for a processor; `null` where the system does not tell. */
  readonly own: number | null;
  /** The resident size, now and at the most, in bytes. */
  readonly rss: number;
  readonly mostRss: number;
}

function watch(): void {
  let seen = { held: 0, own: 0, mostRss: 0 };
  let last = performance.now();
  let lastWaited = waited('self');
  setInterval(() => {
    const now = performance.now();
    const waits = waited('self');
    const held = Math.max(0, now - last - EVERY_MS);
    const others = waits === null || lastWaited === null ? 0 : waits - lastWaited;
    seen = { ...seen, held: Math.max(seen.held, held), own: Math.max(seen.own, held - others) };
    last = now;
    lastWaited = waits;
  }, EVERY_MS).unref();
  setInterval(() => {
    seen.mostRss = Math.max(seen.mostRss, process.memoryUsage.rss());
  }, RSS_EVERY_MS).unref();

  answering({
    reading: () => {
      const { held, own, mostRss } = seen;
      const rss = process.memoryUsage.rss();
      seen = { held: 0, own: 0, mostRss: rss };
      return { held, own: lastWaited === null ? null : own, rss, mostRss: Math.max(mostRss, rss) } satisfies Reading;
    },
    collect: () => globalThis.gc?.(),
  });
  process.channel?.unref();
}

if (isMainThread) watch();
