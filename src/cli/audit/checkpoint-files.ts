import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { FoundLine } from '../../engine/check-checkpoints.js';
import { CannotDo } from './cannot-do.js';

/** Checkpoints that were kept outside: in a file with a line for each, or in a directory of such files. */
export async function checkpointsIn(path: string): Promise<FoundLine[]> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new CannotDo(`There is no file and no directory ${path}.`);
  if (!found.isDirectory()) return linesOf(path);
  const names = (await readdir(path, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.jsonl?$/u.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return (await Promise.all(names.map(linesOf))).flat();
}

async function linesOf(path: string): Promise<FoundLine[]> {
  const text = await readFile(path, 'utf8');
  return text
    .split(/\r?\n/u)
    .filter((line) => line.trim() !== '')
    .map((line) => ({ line, place: path }));
}
