import type { CallRecord, Run } from '../run.js';

/** The call of which nobody knows whether it happened. */
export const inDoubt = ({ calls }: Run): CallRecord | undefined => calls.find(({ state }) => state === 'unknown');

/** How a run ended whose call in doubt is known by now; the calls behind it were never made. */
export function endedAs(run: Run, known: 'succeeded' | 'failed'): 'succeeded' | 'partly' | 'failed' {
  const index = inDoubt(run)?.index ?? 0;
  const done = known === 'succeeded' ? index + 1 : index;
  if (done === 0) return 'failed';
  return done === (run.plan?.calls.length ?? 1) ? 'succeeded' : 'partly';
}
