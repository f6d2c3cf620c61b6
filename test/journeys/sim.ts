import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** `npm run sim`, as a newcomer starts it. */
export interface Sim {
  readonly url: string;
  /** How long it took until the address was printed, in milliseconds. */
  readonly startedIn: number;
  stop(): Promise<void>;
}

/** @param settings what `npm run sim` is told besides, such as `SIM_OAUTH`. */
export async function startSim(settings: Readonly<Record<string, string>> = {}): Promise<Sim> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gridkeeper-sim-'));
  const started = Date.now();
  const child = spawn('npm', ['run', 'sim'], {
    env: { ...process.env, ...settings, SIM_PORT: String(await freePort()), SIM_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const read = (text: unknown): void => {
      output += String(text);
      const found = /^Open (http:\S+)$/mu.exec(output)?.[1];
      if (found) resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void ended.then(() => reject(new Error(`npm run sim ended:\n${output}`)));
  });
  return {
    url,
    startedIn: Date.now() - started,
    stop: async () => {
      if (child.pid) process.kill(-child.pid, 'SIGTERM');
      await ended;
      while (isRunning(child.pid)) await setTimeout(50);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** npm may end before the simulator and its app have: the directory is theirs until the last of them is gone. */
function isRunning(group: number | undefined): boolean {
  try {
    return group !== undefined && process.kill(-group, 0);
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
