import { aboutRun } from '../ledger/entries.js';
import { pauseSaid, type Said } from './pause-words.js';
import type { Move, Ports } from '../ports.js';
import type { Run } from '../run.js';

/** Whether a pause stops this run: whatever changes something, except the end of a right for a time. */
export function isStoppedByPause({ catalogue }: Pick<Ports, 'catalogue'>, { operation, ends }: Run): boolean {
  return ends === null && catalogue.byMethod(operation).page === undefined;
}

/** The pause that stops this run as things are, in words; `null` where nothing does. */
export async function pauseOver(
  ports: Pick<Ports, 'catalogue' | 'pauses' | 'directory'>,
  run: Run,
): Promise<Said | null> {
  const pause = isStoppedByPause(ports, run) ? await ports.pauses.inForce() : null;
  return pause && pauseSaid(ports.directory, pause);
}

/** That somebody wanted to go on with a run in a pause: it stays as it is, and the ledger says so. */
export function refusedInPause(
  { clock }: Pick<Ports, 'clock'>,
  run: Run,
  { kind, actor }: { readonly kind: string; readonly actor: string },
): Move {
  const entry = { kind, actor, because: 'changes-are-paused', outcome: 'refused', ...aboutRun(run) };
  return { run: run.id, from: [run.state], at: clock.now(), entries: [entry] };
}
