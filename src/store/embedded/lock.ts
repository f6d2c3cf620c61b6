import { mkdir } from 'node:fs/promises';

import { lock } from 'proper-lockfile';

/** Two processes that open one embedded database destroy it, so the second one is refused in words. */
export class DataDirInUse extends Error {
  constructor(dataDir: string) {
    super(
      `DATA_DIR ${dataDir} is in use by another Gridkeeper process. The embedded database serves one process: ` +
        'stop the other one, or give this one another DATA_DIR, or use DATABASE_URL (PostgreSQL) to run several.',
    );
    this.name = 'DataDirInUse';
  }
}

export interface DataDirLock {
  release(): Promise<void>;
}

/** A lock whose holder has not been heard of for this long is taken over: the holder was killed. */
const STALE_MS = 5_000;

/**
 * Takes the lock on `dataDir`, creating the directory where it is missing. After a `kill -9` the lock is stale for up
 * to five seconds, so it is tried for a little longer than that.
 * @throws DataDirInUse when another process holds it and is alive.
 */
export async function lockDataDir(dataDir: string, onLost: (error: Error) => void): Promise<DataDirLock> {
  await mkdir(dataDir, { recursive: true });
  try {
    const release = await lock(dataDir, {
      lockfilePath: `${dataDir}/gridkeeper.lock`,
      stale: STALE_MS,
      update: STALE_MS / 5,
      retries: { retries: 12, factor: 1, minTimeout: 500 },
      onCompromised: onLost,
    });
    return { release: () => release().catch(() => undefined) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ELOCKED') throw new DataDirInUse(dataDir);
    throw error;
  }
}
