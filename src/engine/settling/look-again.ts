import { aftermath } from '../aftermath.js';
import { assess, wishOf } from '../planning/assess.js';
import { canonical } from '../canonical.js';
import { endedAs, inDoubt } from './doubt.js';
import { aboutRun } from '../ledger/entries.js';
import { changedBySomebody, handOver, notReadable, problemOf } from './hand-over.js';
import type { Plan } from '../planning/plan.js';
import type { Move, Ports } from '../ports.js';
import type { Run } from '../run.js';
import { isSlackError, MAY_HAVE_HAPPENED, SlackRefused } from '../errors/slack-errors.js';

/** Between the two readings that together say that nothing happened: Slack may take a moment to show a change. */
const SECOND_LOOK_MS = 30_000;
/** For so long a run is looked at although nothing can be seen; then a person has to. */
const LOOK_FOR_MS = 10 * 60_000;

/**
 * Reads back how things are and draws the conclusion; a run that cannot be read back is handed to a person.
 * @throws what the reading threw, where that was no trouble of Slack’s; the run has been taken care of by then.
 */
export async function lookAgain(ports: Ports, run: Run): Promise<void> {
  const seen = await readBack(ports, run);
  switch (seen.kind) {
    case 'happened':
      return end(ports, run, 'succeeded');
    case 'nothing_yet':
      return run.looks > 0 ? end(ports, run, 'failed') : lookOnceMore(ports, run);
    case 'something_else':
      return handOver(ports, run, { outcome: 'something_else', error: null, says: changedBySomebody(run) });
    case 'nothing':
      await (isFinal(seen.error) || hasLasted(ports, run) ? giveUp(ports, run, seen.error) : putOff(ports, run));
      if (!isSlackError(seen.error)) throw seen.error;
  }
}

type Seen =
  | { readonly kind: 'happened' | 'nothing_yet' | 'something_else' }
  /** It could not be looked at. */
  | { readonly kind: 'nothing'; readonly error: unknown };

/** The operation plans once more: “already so” means that it happened, the same state as before that it did not. */
async function readBack(ports: Ports, run: Run): Promise<Seen> {
  try {
    const assessment = await assess(ports, { ...(await wishOf(ports, run)), expects: null });
    if (assessment.kind === 'unchanged') return { kind: 'happened' };
    if (assessment.kind === 'obstacle') return { kind: 'something_else' };
    // What a call was needed for is there by now: only the record of a right for a time is left to change.
    if (assessment.plan.calls.length === 0) return { kind: 'happened' };
    if (run.plan && run.plan.calls.length > 1) return readBackOneOf(run, assessment.plan);
    const same = canonical(assessment.plan.before) === canonical(run.plan?.before ?? null);
    return { kind: same ? 'nothing_yet' : 'something_else' };
  } catch (error) {
    return { kind: 'nothing', error };
  }
}

/** Of several calls, those before it were answered: the one in doubt happened if a new plan does without it. */
function readBackOneOf(run: Run, now: Plan): Seen {
  const open = inDoubt(run);
  const wanted = now.calls.some((call) => open && canonical(call.arguments) === canonical(open.arguments));
  return { kind: wanted ? 'nothing_yet' : 'happened' };
}

/** A refusal is Slack’s word, and asking again brings the same one; trouble inside Slack passes. */
function isFinal(error: unknown): boolean {
  return error instanceof SlackRefused && !MAY_HAVE_HAPPENED.has(error.code);
}

function hasLasted({ clock }: Ports, { stateSince }: Run): boolean {
  return clock.now().getTime() - stateSince.getTime() >= LOOK_FOR_MS;
}

function giveUp(ports: Ports, run: Run, error: unknown): Promise<void> {
  const says = notReadable(ports, run, error);
  return handOver(ports, run, { outcome: 'not_readable', error: problemOf(error), says });
}

/** What every write about an unknown run starts from. */
function here({ clock }: Ports, run: Run): Pick<Move, 'run' | 'from' | 'step' | 'at'> {
  return { run: run.id, from: ['unknown'], step: run.step, at: clock.now() };
}

const nextLook = ({ clock }: Ports): Date => new Date(clock.now().getTime() + SECOND_LOOK_MS);

async function putOff(ports: Ports, run: Run): Promise<void> {
  await ports.records.advance({ ...here(ports, run), changes: { dueAt: nextLook(ports) }, entries: [] });
}

async function lookOnceMore(ports: Ports, run: Run): Promise<void> {
  await ports.records.advance({
    ...here(ports, run),
    changes: { looks: run.looks + 1, dueAt: nextLook(ports) },
    entries: [{ kind: 'run.read_back', actor: null, ...aboutRun(run), outcome: 'nothing_yet' }],
  });
}

async function end(ports: Ports, run: Run, seen: 'succeeded' | 'failed'): Promise<void> {
  const open = inDoubt(run);
  const state = endedAs(run, seen);
  const error = state === 'succeeded' ? null : (open?.error ?? 'unknown');
  await ports.records.advance({
    ...here(ports, run),
    to: state,
    changes: { dueAt: null },
    ...(open ? { call: { ...open, state: seen === 'succeeded' ? 'succeeded' : 'unsent' } } : {}),
    entries: [
      {
        kind: 'run.settled',
        actor: null,
        ...aboutRun(run),
        outcome: state,
        ...(error ? { error } : {}),
        detail: { looks: run.looks + 1 },
      },
    ],
    ...aftermath(ports, run, { state, error, telling: { tell: 'message' }, callAt: open?.at }),
  });
}
