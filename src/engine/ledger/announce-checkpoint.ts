import { readCheckpoint, type Checkpoint } from './checkpoint.js';
import type { Checkpoints } from './checkpoints.js';
import { code, strong, words, type Words } from '../words.js';

/**
 * When a day (UTC) is over, its last checkpoint is told to the audit channel: by one process, also after days without
 * any, and not where nothing was signed since the last time. Answers whether it was told now.
 */
export function announceDay(checkpoints: Checkpoints, now: Date): Promise<boolean> {
  const today = new Date(`${now.toISOString().slice(0, 10)}T00:00:00.000Z`);
  return checkpoints.announce(today, now, noticeOf);
}

function noticeOf({ number, count, head, at, public_key }: Checkpoint, line: string): Words {
  const signature = readCheckpoint(line)?.signature ?? '';
  const entries = count === 1 ? 'one entry' : `${count} entries`;
  return words`🔏 ${strong(`The ledger had ${entries}`)} at ${code(at)}. The hash of the last one was ${code(head)}: in every later export, entry ${count} must have this hash (${code('docs/ledger.md')}). Checkpoint ${number}, signed ${code(signature)} with the key ${code(public_key)}.`;
}
