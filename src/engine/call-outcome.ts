import { aftermath } from './aftermath.js';
import { aboutRun } from './ledger/entries.js';
import { held } from './settling/lease.js';
import type { NoLonger } from './planning/no-longer.js';
import type { Telling } from './outcome.js';
import type { PlannedCall } from './planning/plan.js';
import type { EntryDraft, Move, Ports } from './ports.js';
import { canBeReadBack } from './settling/read-back.js';
import type { CallRecord, Run } from './run.js';
import type { Made } from './send.js';
import type { State } from './state.js';

/** A call, and which one of its plan it is. */
export interface Placed {
  readonly call: PlannedCall;
  readonly index: number;
}

/** What came of one call; `warnings` are those of a successful answer. */
export interface Outcome {
  readonly record: CallRecord;
  readonly entry: EntryDraft;
  readonly superseded: NoLonger | null;
}

/** What an attempt at a call came to, for the run and for the ledger. */
export function outcomeOf(
  ports: Ports,
  run: Run,
  { call, index }: Placed,
  { made, attempt, startedAt }: { made: Made; attempt: number; startedAt: Date },
): Outcome {
  const error = made.error ?? null;
  return {
    record: {
      index,
      attempt,
      method: call.method,
      arguments: call.arguments,
      state: made.state,
      error,
      answer: made.kept?.detail ?? null,
    },
    superseded: made.superseded ?? null,
    entry: {
      kind: 'call.outcome',
      actor: run.requester,
      ...aboutRun(run),
      call: { index, attempt },
      method: call.method,
      arguments: call.arguments,
      outcome: made.state,
      ...(error ? { error } : {}),
      ...(made.warnings?.length ? { warnings: made.warnings } : {}),
      ...(made.kept ? { detail: made.kept.detail } : {}),
      duration_ms: ports.clock.now().getTime() - startedAt.getTime(),
    },
  };
}

/** The state of the run once this call is known, or `null` where the next call has its turn. */
export function stateAfter(
  { record, superseded }: Outcome,
  { index, last }: { index: number; last: boolean },
): State | null {
  if (superseded) return 'superseded';
  switch (record.state) {
    case 'succeeded':
      return last ? 'succeeded' : null;
    case 'partly':
    case 'unknown':
      return record.state;
    case 'refused':
      return index === 0 ? 'refused' : 'partly';
    default:
      return index === 0 ? 'failed' : 'partly';
  }
}

/** The write that ends a call, and with the last one the run: its outcome, and what goes with it, in one. */
export function writing(
  ports: Ports,
  run: Run,
  { outcome, state, telling }: { outcome: Outcome; state: State | null; telling: Telling },
): Move {
  const write = { ...held(ports, run), call: outcome.record };
  if (!state) return { ...write, entries: [outcome.entry] };
  const now = ports.clock.now();
  return {
    ...write,
    to: state,
    changes: {
      dueAt: state === 'unknown' && canBeReadBack(ports, run) ? now : null,
      ...outcome.superseded,
    },
    entries: [
      outcome.entry,
      {
        kind: `run.${state}`,
        actor: run.requester,
        ...aboutRun(run),
        outcome: state,
        ...(outcome.record.error ? { error: outcome.record.error } : {}),
      },
    ],
    ...aftermath(
      ports,
      { ...run, calls: [...run.calls, outcome.record] },
      { state, telling, error: outcome.record.error, says: outcome.superseded?.because.says ?? null },
    ),
  };
}
