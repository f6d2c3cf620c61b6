import { aftermath } from '../aftermath.js';
import { forEach } from '../each.js';
import { aboutRun } from '../ledger/entries.js';
import { lookAgain } from './look-again.js';
import type { EntryDraft, Ports } from '../ports.js';
import { canBeReadBack } from './read-back.js';
import type { CallRecord, Run } from '../run.js';
import type { State } from '../state.js';

/**
 * Runs whose process went away in the middle: what surely never left has failed, what may have left is unknown and is
 * read back. Called at start and on every sweep.
 * @throws AggregateError of the runs that could not be settled; the others have been.
 */
export async function settleAbandoned(ports: Ports): Promise<void> {
  await forEach(await ports.records.abandoned(ports.clock.now()), async ({ id, holder }) => {
    const run = await ports.records.find(id);
    if (run?.state === 'executing') await settleOne(ports, run, holder);
  });
}

async function settleOne(ports: Ports, run: Run, holder: string): Promise<void> {
  const open = run.calls.find((call) => call.state === 'intended');
  const done = run.calls.filter((call) => call.state === 'succeeded').length;
  const state: State = open ? 'unknown' : done > 0 ? 'partly' : 'failed';
  const error = 'process_ended';
  const entries: EntryDraft[] = open ? [outcomeEntry(run, { ...open, state: 'unknown', error })] : [];
  await ports.records.advance({
    run: run.id,
    from: ['executing'],
    to: state,
    heldBy: holder,
    leaseRunOut: true,
    at: ports.clock.now(),
    changes: { dueAt: open && canBeReadBack(ports, run) ? ports.clock.now() : null },
    ...(open ? { call: { ...open, state: 'unknown', error } } : {}),
    entries: [...entries, { kind: `run.${state}`, actor: null, ...aboutRun(run), outcome: state, error }],
    ...aftermath(ports, run, { state, error, telling: { tell: 'message' } }),
  });
}

function outcomeEntry(run: Run, call: CallRecord): EntryDraft {
  return {
    kind: 'call.outcome',
    actor: run.requester,
    ...aboutRun(run),
    call: { index: call.index, attempt: call.attempt },
    method: call.method,
    arguments: call.arguments,
    outcome: call.state,
    ...(call.error ? { error: call.error } : {}),
  };
}

/**
 * Reads back the runs whose outcome is not known and whose next look is due.
 * @throws AggregateError of the runs at which the app itself failed; the others have been looked at.
 */
export async function settleUnknown(ports: Ports): Promise<void> {
  await forEach(await ports.records.due(['unknown'], ports.clock.now()), async (id) => {
    const run = await ports.records.find(id);
    if (run?.state === 'unknown' && run.plan) await lookAgain(ports, run);
  });
}
