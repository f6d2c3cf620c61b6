import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { LedgerConfig } from '../../config/ledger.js';
import type { FoundLine } from '../../engine/ledger/check-checkpoints.js';
import { CannotDo } from '../cannot-do.js';

export interface KeptOutside {
  readonly outside: readonly FoundLine[];
  /** What these checkpoints do not prove. */
  readonly notes: readonly string[];
}

const ONLY_INSIDE =
  'only checkpoints in the database itself were compared, and whoever has the database can take the newest of them away with the entries.';

/** Checkpoints in these files and directories; where none are given, at AUDIT_WORM_URL if that is a file. */
export async function keptOutside({ worm, signingKeys }: LedgerConfig, given: readonly string[]): Promise<KeptOutside> {
  if (given.length > 0) return { outside: (await Promise.all(given.map(checkpointsIn))).flat(), notes: [] };
  if (signingKeys.length === 0) return { outside: [], notes: [] };
  if (!worm) return { outside: [], notes: [`AUDIT_WORM_URL is not set and --checkpoints not given: ${ONLY_INSIDE}`] };
  if (worm.kind === 's3') {
    const place = `s3://${worm.bucket}/${worm.prefix}`;
    const how = `Copy them from there with credentials that may read (aws s3 cp --recursive ${place} DIRECTORY), and give --checkpoints DIRECTORY.`;
    return { outside: [], notes: [`The checkpoints at ${place} were not compared: ${ONLY_INSIDE} ${how}`] };
  }
  if (await stat(worm.path).catch(() => null)) return { outside: await checkpointsIn(worm.path), notes: [] };
  return { outside: [], notes: [`There is no file ${worm.path} (AUDIT_WORM_URL): ${ONLY_INSIDE}`] };
}

/** In a file with a line for each, or in a directory of such files. */
async function checkpointsIn(path: string): Promise<FoundLine[]> {
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
