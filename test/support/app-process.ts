import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Simulator } from '../../src/simulator/simulator.js';
import { environmentFor } from './gridkeeper.js';

/** Starts are seconds on a quiet machine. */
const READY_WITHIN_MS = 60_000;

/** The real app as a process of its own on the embedded database, against a simulated Grid. */
export class AppProcess {
  /** Everything it wrote, of every start. */
  readonly output: string[] = [];
  readonly #slack: Simulator;
  readonly #dataDir: string;
  #child: ChildProcess | null = null;

  private constructor(slack: Simulator, dataDir: string) {
    this.#slack = slack;
    this.#dataDir = dataDir;
  }

  /** A fresh one, taking requests. */
  static async startOn(slack: Simulator): Promise<AppProcess> {
    const app = new AppProcess(slack, await mkdtemp(join(tmpdir(), 'gridkeeper-')));
    await app.start();
    return app;
  }

  get isRunning(): boolean {
    return this.#child?.exitCode === null && this.#child.signalCode === null;
  }

  /** Starts it, once more on the same database; settles when it is ready. */
  async start(): Promise<void> {
    const port = await freePort();
    const child = spawn(process.execPath, ['dist/main.js'], {
      env: {
        PATH: process.env['PATH'],
        ...environmentFor(this.#slack),
        DATA_DIR: this.#dataDir,
        HOST: '127.0.0.1',
        PORT: String(port),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => this.output.push(String(text)));
    this.#child = child;
    this.#slack.appUrl = `http://127.0.0.1:${port}`;
    for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; await sleep(100)) {
      if (!this.isRunning) throw new Error(`The app ended:\n${this.output.join('')}`);
      const ready = await fetch(`${this.#slack.appUrl}/readyz`).catch(() => null);
      if (ready?.status === 200) return;
    }
    throw new Error(`The app did not become ready:\n${this.output.join('')}`);
  }

  /** `kill -9`; settles when it is gone. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || !this.isRunning) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  /** Ends it, and forgets what it kept. */
  async remove(): Promise<void> {
    await this.kill();
    await rm(this.#dataDir, { recursive: true, force: true });
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
