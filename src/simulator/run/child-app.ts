import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

const gracePeriod = 10_000;

/** The app, running as a child in a process group of its own: `npm start` and whatever that starts. */
export class ChildApp {
  readonly #child: ChildProcess;
  readonly #logFile: string;
  /** Resolves with what ended it: `exit code 1`, `signal SIGKILL`, or why it could not be started. */
  readonly ended: Promise<string>;
  #isEnded = false;

  constructor(child: ChildProcess, logFile: string) {
    this.#child = child;
    this.#logFile = logFile;
    this.ended = new Promise((resolve) => {
      const end = (why: string): void => {
        this.#isEnded = true;
        resolve(why);
      };
      child.once('error', (error) => end(error.message));
      child.once('exit', (code, signal) => end(signal === null ? `exit code ${code}` : `signal ${signal}`));
    });
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** The end of what the app has said. */
  lastLines(count: number): string {
    return readFileSync(this.#logFile, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
  }

  /** Asks the whole group to stop, and after ten seconds does not ask any more. */
  async stop(): Promise<void> {
    this.#signal('SIGTERM');
    const deadline = Date.now() + gracePeriod;
    // npm may end before the app it has started: only an empty group is an end.
    while (this.#signal(0) && Date.now() < deadline) await wait(50);
    this.kill();
    await this.ended;
  }

  /** At once, and also what of the group may have outlived its leader. */
  kill(): void {
    this.#signal('SIGKILL');
  }

  /** False when there is nobody left in the group. */
  #signal(signal: NodeJS.Signals | 0): boolean {
    const { pid } = this.#child;
    if (pid === undefined) return false;
    try {
      return process.kill(-pid, signal);
    } catch {
      return false;
    }
  }
}

/** Starts `npm start` in the app's folder; what it says goes to the log file. */
export function startApp(root: string, environment: Record<string, string>, logFile: string): ChildApp {
  const log = openSync(logFile, 'w');
  const child = spawn('npm', ['start'], { cwd: root, env: environment, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  return new ChildApp(child, logFile);
}
