import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

import { parseJson } from '../json.js';

const Keys = z.object({ tokenEncryptionKey: z.string(), ledgerSigningKey: z.string() });

/** The two keys an app encrypts and signs with. */
export type DemoKeys = z.infer<typeof Keys>;

function read(file: string): DemoKeys | null {
  try {
    return Keys.parse(parseJson(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/**
 * Keys of the demonstration: 32 random bytes each, made once per data directory, so that what one start has written
 * the next one can read. They protect nothing but simulated tokens; a real deployment keeps its keys elsewhere.
 */
export function demoKeys(dataDir: string): DemoKeys {
  const file = join(dataDir, '.sim-keys.json');
  const known = read(file);
  if (known) return known;
  const key = (): string => randomBytes(32).toString('base64');
  const keys = { tokenEncryptionKey: key(), ledgerSigningKey: key() };
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  return keys;
}
