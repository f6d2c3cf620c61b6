import { assess, wishOf } from './assess.js';
import { canonical } from './canonical.js';
import { aboutRun } from './entries.js';
import { noticesOfOutcome } from './outcome.js';
import type { Plan } from './plan.js';
import type { EntryDraft, Move, Ports } from './ports.js';
import { canBeReadBack } from './read-back.js';
import type { CallRecord, Run } from './run.js';
import { isSlackError } from './slack-errors.js';
import type { State } from './state.js';
import { words } from './words.js';

/** Between the two readings that together say that nothing happened: Slack may take a moment to show a change. */
const SECOND_LOOK_MS = 30_000;

/**
 * Runs whose process went away in the middle: what surely never left has failed, what may have left is unknown and is
 * read back. Called at start and on every sweep.
 */
export async function settleAbandoned(ports: Ports): Promise<void> {
  for (const { id, holder } of await ports.records.abandoned(ports.clock.now())) {
    const run = await ports.records.find(id);
    if (run?.state === 'executing') await settleOne(ports, run, holder);
  }
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
    entries: [...entries, runEntry(run, state, error)],
    notices: noticesOfOutcome(ports, run, { state, error, telling: { tell: 'message' } }),
  });
}

/** Reads back the runs whose outcome is not known and whose next look is due. */
export async function settleUnknown(ports: Ports): Promise<void> {
  for (const id of await ports.records.due(['unknown'], ports.clock.now())) {
    const run = await ports.records.find(id);
    if (run?.state === 'unknown' && run.plan) await lookAgain(ports, run);
  }
}

async function lookAgain(ports: Ports, run: Run): Promise<void> {
  const seen = await readBack(ports, run);
  const now = ports.clock.now();
  const look: Omit<Move, 'entries'> = { run: run.id, from: ['unknown'], step: run.step, at: now };
  switch (seen) {
    case 'happened':
      return end(ports, run, look, 'succeeded');
    case 'nothing_yet':
      if (run.looks > 0) return end(ports, run, look, 'failed');
      await ports.records.advance({
        ...look,
        changes: { looks: run.looks + 1, dueAt: new Date(now.getTime() + SECOND_LOOK_MS) },
        entries: [{ kind: 'run.read_back', actor: null, ...aboutRun(run), outcome: seen }],
      });
      return;
    case 'slack_away':
      await ports.records.advance({
        ...look,
        changes: { dueAt: new Date(now.getTime() + SECOND_LOOK_MS) },
        entries: [],
      });
      return;
    case 'something_else':
      await ports.records.advance({
        ...look,
        changes: { looks: run.looks + 1, dueAt: null },
        entries: [{ kind: 'run.read_back', actor: null, ...aboutRun(run), outcome: seen }],
        notices: [
          { to: 'audit', says: NEEDS_A_PERSON },
          { to: { person: run.requester }, says: NEEDS_A_PERSON },
        ],
      });
  }
}

const NEEDS_A_PERSON = words`Slack’s answer was lost, and the state read back is neither the one before nor the one planned, so somebody else has changed it meanwhile. Whether this call happened cannot be told from here. An org owner should look at it in Slack’s admin pages.`;

type Seen = 'happened' | 'nothing_yet' | 'something_else' | 'slack_away';

/** The operation plans once more: “already so” means that it happened, the same state as before that it did not. */
async function readBack(ports: Ports, run: Run): Promise<Seen> {
  try {
    const assessment = await assess(ports, { ...(await wishOf(ports, run)), expects: null });
    if (assessment.kind === 'unchanged') return 'happened';
    if (assessment.kind === 'obstacle') return 'something_else';
    if (run.plan && run.plan.calls.length > 1) return readBackOneOf(run, assessment.plan);
    return canonical(assessment.plan.before) === canonical(run.plan?.before ?? null) ? 'nothing_yet' : 'something_else';
  } catch (error) {
    if (isSlackError(error)) return 'slack_away';
    throw error;
  }
}

/** Of several calls, those before it were answered: the one in doubt happened if a new plan does without it. */
function readBackOneOf(run: Run, now: Plan): Seen {
  const open = inDoubt(run);
  const wanted = now.calls.some((call) => open && canonical(call.arguments) === canonical(open.arguments));
  return wanted ? 'nothing_yet' : 'happened';
}

const inDoubt = (run: Run): CallRecord | undefined => run.calls.find((call) => call.state === 'unknown');

/** How a run ended whose last call is known now; the calls behind it were never made. */
function endedAs(run: Run, seen: 'succeeded' | 'failed'): 'succeeded' | 'partly' | 'failed' {
  const index = inDoubt(run)?.index ?? 0;
  const done = seen === 'succeeded' ? index + 1 : index;
  if (done === 0) return 'failed';
  return done === (run.plan?.calls.length ?? 1) ? 'succeeded' : 'partly';
}

async function end(ports: Ports, run: Run, look: Omit<Move, 'entries'>, seen: 'succeeded' | 'failed'): Promise<void> {
  const open = inDoubt(run);
  const state = endedAs(run, seen);
  const error = state === 'succeeded' ? null : (open?.error ?? 'unknown');
  await ports.records.advance({
    ...look,
    to: state,
    changes: { dueAt: null },
    ...(open ? { call: { ...open, state: seen === 'succeeded' ? 'succeeded' : 'unsent' } } : {}),
    entries: [{ ...runEntry(run, state, error), kind: `run.settled`, detail: { looks: run.looks + 1 } }],
    notices: noticesOfOutcome(ports, run, { state, error, telling: { tell: 'message' } }),
  });
}

function outcomeEntry(run: Run, call: CallRecord): EntryDraft {
  return {
    kind: 'call.outcome',
    actor: null,
    ...aboutRun(run),
    call: { index: call.index, attempt: call.attempt },
    method: call.method,
    arguments: call.arguments,
    outcome: call.state,
    ...(call.error ? { error: call.error } : {}),
  };
}

function runEntry(run: Run, state: State, error: string | null): EntryDraft {
  return { kind: `run.${state}`, actor: null, ...aboutRun(run), outcome: state, ...(error ? { error } : {}) };
}
