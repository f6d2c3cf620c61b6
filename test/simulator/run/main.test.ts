import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { afterEach, describe, expect, it } from '@jest/globals';

import { freePort } from '../../../src/simulator/run/readiness.js';
import { sampleApp } from '../support/sample-app.js';

const program = resolve('dist', 'simulator', 'main.js');
const undo: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const each of undo.splice(0)) await each();
});

interface Running {
  root: string;
  url: string;
  child: ChildProcess;
  output: () => string;
  /** Resolves with the exit code. */
  ended: Promise<number | null>;
}

/** `npm run sim` without the build: what is tested is the compiled program, in a process of its own. */
async function run(mode: Parameters<typeof sampleApp>[0]): Promise<Running> {
  if (!existsSync(program)) throw new Error(`${program} is missing: run npm run build first.`);
  const { root, remove } = sampleApp(mode);
  const port = String(await freePort());
  const child = spawn(process.execPath, [program], { cwd: root, env: { ...process.env, SIM_PORT: port } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (output += part.toString()));
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  // Asked, not killed: only then it takes its app along.
  undo.push(async () => {
    child.kill('SIGTERM');
    await ended;
    remove();
  });
  return { root, url: `http://127.0.0.1:${port}`, child, output: () => output, ended };
}

async function until(check: () => boolean): Promise<void> {
  const deadline = Date.now() + 8000;
  while (!check()) {
    if (Date.now() > deadline) throw new Error('Waited 8 seconds in vain.');
    await new Promise((wake) => setTimeout(wake, 20));
  }
}

describe('npm run sim', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'prints where to go as its last line, and on %s ends cleanly with its app',
    async (signal) => {
      const { root, url, child, output, ended } = await run('lives');
      await until(() => output().includes('Open '));
      expect(output().trimEnd().split('\n').at(-1)).toBe(`Open ${url}`);
      await expect(fetch(url)).resolves.toMatchObject({ status: 200 });
      child.kill(signal);
      await expect(ended).resolves.toBe(0);
      expect(readFileSync(join(root, 'heard.log'), 'utf8')).toContain('stopped');
    },
  );

  it('ends with code 1 and the app’s last words when the app does not start', async () => {
    const { output, ended } = await run('dies');
    await expect(ended).resolves.toBe(1);
    expect(output()).toContain('I cannot go on.');
  });

  it('tells the page when the app ends by itself', async () => {
    const { root, url, output } = await run('lives');
    await until(() => output().includes('Open '));
    const events = await fetch(`${url}/page/events`);
    const line =
      readFileSync(join(root, 'heard.log'), 'utf8')
        .split('\n')
        .find((each) => each.startsWith('env ')) ?? '';
    const environment: Record<string, string> = JSON.parse(line.slice('env '.length));
    await fetch(`http://127.0.0.1:${environment['PORT']}/die`).catch(() => undefined);
    let heard = '';
    for await (const part of events.body ?? []) {
      heard += new TextDecoder().decode(part);
      if (heard.includes('notice')) break;
    }
    expect(heard).toContain('The app has stopped (exit code 4).');
    await until(() => output().includes('The app has stopped'));
  });
});
