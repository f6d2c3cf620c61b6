import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { z } from 'zod';

import { askable, type Child } from './child.js';

const PROBE = new URL('./probe.js', import.meta.url).href;
/** What the app is measured against. */
export const BARE_BOLT = fileURLToPath(new URL('./bare-bolt.js', import.meta.url));
const MAIN = fileURLToPath(new URL('../../../main.js', import.meta.url));

const Reading = z.object({ held: z.number(), own: z.number().nullable(), rss: z.number(), mostRss: z.number() });
const Line = z.object({ msg: z.string(), port: z.number().optional() });

/** The real app (`dist/main.js`) in a process of its own, with a probe in it. */
export interface App {
  readonly url: string;
  readonly pid: number;
  /** Rejects, with the last it said, if it ends without having been told to. */
  readonly ended: Promise<never>;
  /** Held loop and size since this was asked last. */
  reading(): Promise<z.infer<typeof Reading>>;
  /** Has it collect its garbage first; then how large it is. */
  size(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts it, or what it is measured against, and waits until it takes requests. */
export async function startApp(environment: Readonly<Record<string, string>>, main = MAIN): Promise<App> {
  const args = ['--import', PROBE, '--expose-gc', main];
  const child = spawn(process.execPath, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const app = askable(child, 'The app');
  const said: string[] = [];
  const ended = once(child, 'exit').then(() => {
    throw new Error(`The app has ended:\n${said.join('\n')}`);
  });
  // Nobody may be waiting for it when it is stopped.
  ended.catch(() => undefined);
  const port = await Promise.race([listening(child, said), ended]);
  await reading(app);
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    ended,
    reading: () => reading(app),
    size: async () => {
      await app.ask('collect');
      return (await reading(app)).rss;
    },
    stop: () => app.end('SIGTERM'),
  };
}

async function reading(app: Child): Promise<z.infer<typeof Reading>> {
  return Reading.parse(await app.ask('reading'));
}

/** As much of what the app said as tells why it has ended. */
const LINES = 50;

/** The port, once the app has said both that it listens and that it is ready. */
function listening(child: ChildProcess, said: string[]): Promise<number> {
  if (!child.stdout || !child.stderr) throw new Error('A child with pipes has outputs.');
  const hear = (text: string): void => {
    if (said.push(text) > LINES) said.shift();
  };
  createInterface({ input: child.stderr }).on('line', hear);
  const lines = createInterface({ input: child.stdout }).on('line', hear);
  return new Promise((resolve) => {
    let port = 0;
    let ready = false;
    lines.on('line', (text) => {
      const line = Line.safeParse(parsed(text));
      if (line.data?.msg === 'listening') port = line.data.port ?? 0;
      if (line.data?.msg === 'ready') ready = true;
      if (port && ready) resolve(port);
    });
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
