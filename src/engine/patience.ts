import { LEASE_MS } from './settling/lease.js';
import type { Ports } from './ports.js';
import type { Run } from './run.js';
import { SlackBusy } from './errors/slack-errors.js';

/** Reading is tried this often while Slack says that it is busy; after that the person is told. */
const TRIES = 5;

/** The run is not ours any more: whoever reads for it stops. */
export class Lost extends Error {}

/**
 * Asks, and waits as long as Slack wants where it is busy, visibly. `keep` holds on to the run meanwhile.
 * @throws SlackBusy when Slack is still busy after five tries, Lost where the run is somebody else's.
 */
export async function patiently<T>(
  ports: Ports,
  run: Run,
  ask: (attempt: number) => Promise<T>,
  keep: () => Promise<boolean> = async () => true,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask(attempt);
    } catch (error) {
      if (!(error instanceof SlackBusy) || attempt === TRIES) throw error;
      await ports.progress.waiting(run, error.retryAfterSeconds);
      await waitOut(ports, error.retryAfterSeconds * 1000, keep);
    }
  }
}

async function waitOut({ clock }: Ports, milliseconds: number, keep: () => Promise<boolean>): Promise<void> {
  for (let left = milliseconds; left > 0; left -= LEASE_MS / 3) {
    await clock.sleep(Math.min(left, LEASE_MS / 3));
    if (!(await keep())) throw new Lost('the run is not ours any more');
  }
}
