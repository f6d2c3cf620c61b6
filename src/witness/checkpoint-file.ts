import { open } from 'node:fs/promises';

import type { OutsidePlace } from '../engine/ledger/deliver-checkpoints.js';

/**
 * A file that only ever grows: opened for append, a line of JSON for each checkpoint, on the disk before it counts as
 * taken. It is made where it is not there; its directory is not.
 */
export function checkpointFile(path: string): OutsidePlace {
  return {
    name: path,
    put: async (_, line) => {
      const begin = (await endsInTheMiddle(path)) ? '\n' : '';
      const file = await open(path, 'a', 0o640);
      try {
        await file.appendFile(`${begin}${line}\n`);
        await file.datasync();
      } finally {
        await file.close();
      }
    },
  };
}

/** A crash or a full disk can leave half a line, to which nothing may be added. Where it cannot be read, it may be so. */
async function endsInTheMiddle(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      if (size === 0) return false;
      const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
      return buffer.toString() !== '\n';
    } finally {
      await file.close();
    }
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
  }
}
