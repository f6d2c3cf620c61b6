import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SCRIPT = './embedded-process.js';
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/gridkeeper/', import.meta.url));

export interface Said {
  readonly event: string;
  readonly answer?: unknown;
  readonly message?: string;
  readonly code?: string;
  readonly name?: string;
  readonly constraint?: string;
  readonly number?: number;
}

/** Another process that opens the embedded database: in a directory, or as its script is told. */
export class EmbeddedProcess {
  readonly said: Said[] = [];
  private readonly child: ChildProcess;
  private readonly waiting: { event: (said: Said) => boolean; resolve: (said: Said) => void }[] = [];

  constructor(told: string, script = SCRIPT) {
    const path = fileURLToPath(new URL(script, import.meta.url));
    this.child = spawn(process.execPath, [path, told], { stdio: ['pipe', 'pipe', 'inherit'] });
    if (!this.child.stdout) throw new Error('A child with a pipe has an output.');
    createInterface({ input: this.child.stdout }).on('line', (line) => this.hear(JSON.parse(line)));
  }

  /** What it says next of this kind, or has said already where nobody listened. */
  async hears(...events: string[]): Promise<Said> {
    const wanted = (said: Said): boolean => events.includes(said.event);
    const index = this.said.findIndex(wanted);
    if (index >= 0) return this.said.splice(index, 1)[0] ?? { event: '' };
    return new Promise((resolve) => this.waiting.push({ event: wanted, resolve }));
  }

  /** Has it do something; answers what came of it. */
  async does(deed: string, told: Record<string, unknown> = {}): Promise<Said> {
    this.child.stdin?.write(`${JSON.stringify({ deed, ...told })}\n`);
    return this.hears('done', 'failed');
  }

  /** Starts something that does not end. */
  begins(deed: string): void {
    this.child.stdin?.write(`${JSON.stringify({ deed })}\n`);
  }

  async rows(text: string): Promise<unknown> {
    const { answer, message } = await this.does('sql', { text });
    if (message !== undefined) throw new Error(message);
    return answer;
  }

  /** As `kill -9` does. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }

  private hear(said: Said): void {
    const index = this.waiting.findIndex(({ event }) => event(said));
    if (index < 0) this.said.push(said);
    else this.waiting.splice(index, 1)[0]?.resolve(said);
  }
}

/** A data directory with a database in it, so that nobody waits until a fresh one is made. */
export async function aDataDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'gridkeeper-'));
  const prepared = (await readdir(CACHE).catch(() => [])).find((file) => /^prepared-.*\.tar$/u.test(file));
  if (prepared) {
    await mkdir(join(dir, 'database'));
    const [code] = await once(spawn('tar', ['-xf', join(CACHE, prepared), '-C', join(dir, 'database')]), 'exit');
    if (code !== 0) throw new Error(`tar has ended with ${String(code)}.`);
  }
  return dir;
}

export async function removeDataDir(dir: string): Promise<void> {
  await rm(dir, { recursive: true, force: true });
}
