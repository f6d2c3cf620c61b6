import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** The real app (`dist/main.js`) as a process of its own. */
export interface AppProcess {
  readonly url: string;
  /** Everything it has said, logs and words. */
  readonly said: () => string;
  readonly isRunning: () => boolean;
  /** Sends a signal and waits for the end; answers its exit code, `null` where a signal ended it. */
  ends(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts it with these variables, and `words` behind `npm start --`; answers as soon as it is ready. */
export async function startProcess(env: Record<string, string>, words: readonly string[] = []): Promise<AppProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, ['dist/main.js', ...words], {
    env: { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const output of [child.stdout, child.stderr]) output.on('data', (text) => (said += String(text)));
  const gone = once(child, 'close');
  const url = `http://127.0.0.1:${port}`;
  const isGone = (): boolean => child.exitCode !== null || child.signalCode !== null;
  for (let tries = 0; !(await isReady(url)); tries += 1) {
    if (isGone()) throw new Error(`The app ended:\n${said}`);
    if (tries > 600) throw new Error(`The app did not become ready:\n${said}`);
    await sleep(50);
  }
  return {
    url,
    said: () => said,
    isRunning: () => !isGone(),
    ends: async (signal) => {
      if (!isGone()) child.kill(signal);
      await gone;
      return child.exitCode;
    },
  };
}

export async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/readyz`, { headers: { connection: 'close' } }).catch(() => null);
  return answer?.status === 200;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
