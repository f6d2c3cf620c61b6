import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';

type Child = ChildProcessByStdio<null, Readable, Readable>;

const gracePeriod = 10_000;
const kept = 64_000;

/** The app, running as a child in a process group of its own: `npm start` and whatever that starts. */
export class ChildApp {
  readonly #child: Child;
  /** Resolves with what ended it: `exit code 1`, `signal SIGKILL`, or why it could not be started. */
  readonly ended: Promise<string>;
  /** Resolves when nobody of the group holds its output any more. npm may end before the app it has started. */
  readonly #gone: Promise<void>;
  #isEnded = false;
  #said = '';

  constructor(child: Child, logFile: string) {
    this.#child = child;
    const log = createWriteStream(logFile);
    for (const output of [child.stdout, child.stderr]) {
      output.setEncoding('utf8').on('data', (text: string) => {
        log.write(text);
        this.#said = (this.#said + text).slice(-kept);
      });
    }
    this.ended = new Promise((resolve) => {
      const end = (why: string): void => {
        this.#isEnded = true;
        resolve(why);
      };
      child.once('error', (error) => end(error.message));
      child.once('exit', (code, signal) => end(signal === null ? `exit code ${code}` : `signal ${signal}`));
    });
    this.#gone = new Promise((resolve) => {
      child.once('close', () => log.end(resolve));
    });
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** The end of what the app has said. */
  lastLines(count: number): string {
    return this.#said.trimEnd().split('\n').slice(-count).join('\n');
  }

  /** Asks the whole group to stop, and after ten seconds does not ask any more. */
  async stop(): Promise<void> {
    this.#signal('SIGTERM');
    await Promise.race([this.#gone, wait(gracePeriod, undefined, { ref: false })]);
    this.kill();
    await this.#gone;
  }

  /** At once, and also what of the group may have outlived its leader. */
  kill(): void {
    this.#signal('SIGKILL');
  }

  #signal(signal: NodeJS.Signals): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, signal);
    } catch {
      // There is nobody left in the group.
    }
  }
}

/** Starts `npm start` in the app's folder; what it says goes to the log file. */
export function startApp(root: string, environment: Record<string, string>, logFile: string): ChildApp {
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new ChildApp(child, logFile);
}
