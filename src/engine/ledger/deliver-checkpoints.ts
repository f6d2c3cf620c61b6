import { hashOf, type Checkpoint } from './checkpoint.js';
import type { Checkpoints } from './checkpoints.js';
import type { Clock } from '../ports.js';

/** A place outside of the database that takes and never gives back. */
export interface OutsidePlace {
  /** Where it is, for the operator. */
  readonly name: string;
  /**
   * Takes one line; `name` is another one for every other line, so that nothing is ever overwritten.
   * @throws where it did not arrive, or nobody knows whether it did: it is brought again, and twice does no harm.
   */
  put(name: string, line: string): Promise<void>;
}

/** That a checkpoint did not arrive, for the operator’s log. */
export interface NotTaken {
  readonly checkpoint: number;
  readonly problem: string;
  readonly tries: number;
}

export interface DeliverOptions {
  readonly checkpoints: Checkpoints;
  readonly place: OutsidePlace;
  readonly clock: Pick<Clock, 'now'>;
  readonly onTrouble: (trouble: NotTaken) => void;
}

/** Longer than a place is waited for. */
const CLAIM_MS = 60_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

/**
 * Brings what waits to its place outside, the oldest first, each at least once. Answers in how many milliseconds the
 * next try is due; `null` where nothing waits.
 */
export async function deliverCheckpoints(options: DeliverOptions): Promise<number | null> {
  const { checkpoints, place, clock, onTrouble } = options;
  for (;;) {
    const now = clock.now();
    const next = await checkpoints.claim(now, new Date(now.getTime() + CLAIM_MS));
    if (!next) {
      const { dueAt } = await checkpoints.undelivered();
      // What is due and could not be claimed is in somebody else's hands.
      return dueAt && Math.max(FIRST_PAUSE_MS, dueAt.getTime() - now.getTime());
    }
    const { checkpoint, line } = next;
    const problem = await place.put(nameOf(checkpoint), line).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    if (problem === null) {
      await checkpoints.delivered(checkpoint, clock.now());
      continue;
    }
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(next.tries, 20));
    await checkpoints.later(checkpoint, { dueAt: new Date(clock.now().getTime() + pause), problem });
    onTrouble({ checkpoint: checkpoint.number, problem, tries: next.tries + 1 });
    return pause;
  }
}

/** In the order of their numbers; two that claim one number, as a ledger that was continued twice has, are both kept. */
function nameOf(checkpoint: Checkpoint): string {
  const { enterprise_id, number } = checkpoint;
  return `${enterprise_id}/${String(number).padStart(9, '0')}-${hashOf(checkpoint).slice(0, 16)}.json`;
}
