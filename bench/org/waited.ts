import { readFileSync } from 'node:fs';

/**
 * For how many milliseconds the first thread of a process was ready to run while others ran, since it began; `null`
 * where the system does not tell (Linux does: proc_pid_schedstat). On a machine that is busy with other things, this is
 * what is theirs.
 */
export function waited(pid: number | 'self'): number | null {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return null;
  }
}
