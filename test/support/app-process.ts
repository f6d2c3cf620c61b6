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
  /** Settles when it takes requests. @throws with everything it has said where it ends before. */
  ready(): Promise<void>;
  /** Sends a signal and waits for the end; answers its exit code, `null` where a signal ended it. */
  ends(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts it with these variables, and `words` behind `npm start --`; answers as soon as it is ready. */
export async function startProcess(env: Record<string, string>, words: readonly string[] = []): Promise<AppProcess> {
  const app = await startUnready(env, words);
  await app.ready();
  return app;
}

/** The same, as soon as it listens: for an app that somebody has to install first. */
export async function startUnready(env: Record<string, string>, words: readonly string[] = []): Promise<AppProcess> {
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
  const until = async (answers: (url: string) => Promise<boolean>): Promise<void> => {
    for (let tries = 0; !(await answers(url)); tries += 1) {
      if (isGone()) {
        await gone;
        throw new Error(`The app ended:\n${said}`);
      }
      if (tries > 600) throw new Error(`The app did not become ready:\n${said}`);
      await sleep(50);
    }
  };
  await until(listens);
  return {
    url,
    said: () => said,
    isRunning: () => !isGone(),
    ready: () => until(isReady),
    ends: async (signal) => {
      if (!isGone()) child.kill(signal);
      await gone;
      return child.exitCode;
    },
  };
}

export const isReady = (url: string): Promise<boolean> => isOk(`${url}/readyz`);
const listens = (url: string): Promise<boolean> => isOk(`${url}/healthz`);

async function isOk(url: string): Promise<boolean> {
  const answer = await fetch(url, { headers: { connection: 'close' } }).catch(() => null);
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
