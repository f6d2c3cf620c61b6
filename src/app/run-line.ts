import type { Run } from '../engine/run.js';
import type { Logger } from '../telemetry/log.js';

/**
 * The one line of each run in the operator's log, written by the process in which it ended: IDs, the state and how long it
 * took from the command on, never a name, a reason or anything else that a person wrote.
 */
export function logEnd(log: Logger, run: Run, now: Date): void {
  const error = run.calls.findLast((call) => call.error !== null)?.error;
  log.info(
    {
      run: run.id,
      operation: run.operation,
      state: run.state,
      requester: run.requester,
      ...(error ? { error } : {}),
      seconds: Math.round((now.getTime() - run.createdAt.getTime()) / 1000),
    },
    'a run has ended',
  );
}
