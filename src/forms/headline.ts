import { needsAPerson } from '../engine/settling/close.js';
import { whoseMethod } from '../engine/errors/method-page.js';
import type { Run } from '../engine/run.js';
import type { State } from '../engine/state.js';

/** How runs of each state are spoken of: in the audit channel, and in the history. */
export const HEADLINE: Record<State, string> = {
  received: 'asked for',
  planned: 'planned',
  awaiting_approval: 'waiting for an approval',
  executing: 'running',
  succeeded: 'done',
  partly: 'only partly done',
  refused: 'refused',
  failed: 'failed',
  unknown: 'outcome not known yet',
  unchanged: 'nothing to do',
  denied: 'denied',
  withdrawn: 'withdrawn',
  expired: 'expired',
  superseded: 'not carried out',
};

/** How a run stands, in the fewest words. */
export function headlineOf(run: Run): string {
  if (run.undoneBy) return 'done, and undone since';
  if (run.grant?.endedAt && !run.undoes) return 'done, and over since';
  if (needsAPerson(run)) return 'somebody has to say how it ended';
  return run.state === 'refused' ? `refused by ${whoseMethod(run.operation)}` : HEADLINE[run.state];
}
