import { outcomeOf, stateAfter, writing, type Outcome, type Placed } from './call-outcome.js';
import { aboutRun } from './ledger/entries.js';
import { finishWithoutCall } from './planning/finish-without-call.js';
import { held, LEASE_MS } from './settling/lease.js';
import { looking } from './settling/looking.js';
import type { Telling } from './outcome.js';
import { isStoppedByPause } from './pausing/stopped-by-pause.js';
import { orPaused } from './pausing/pause.js';
import type { EntryDraft, Ports } from './ports.js';
import type { CallRecord, Run } from './run.js';
import { busy, send, type Made } from './send.js';
import { SlackBusy, SlackRefused, SlackUnreachable } from './errors/slack-errors.js';
import { whyNotAnyMore } from './planning/why-not-any-more.js';

/**
 * Makes the calls of a run that this process holds. For each: the intent is in the ledger first; then, before the
 * first, the live state and the policy are asked once more; then the call leaves, once; then its outcome is written
 * with the run's state. Whatever cannot be written stops it: no intent, no call.
 */
export async function execute(ports: Ports, run: Run, telling: Telling): Promise<Run> {
  const calls = run.plan?.calls ?? [];
  for (const [index, call] of calls.entries()) {
    const outcome = await makeCall(ports, run, { call, index });
    if (!outcome) return (await ports.records.find(run.id)) ?? run;
    const state = stateAfter(outcome, { index, last: index === calls.length - 1 });
    const moved = await ports.records.advance(writing(ports, run, { outcome, state, telling }));
    if (!moved || state) return moved ?? (await ports.records.find(run.id)) ?? run;
    await ports.progress.answered(moved);
  }
  return finishWithoutCall(ports, run, telling);
}

/** `null` where another process has taken the run over: then this one must do nothing more. */
async function makeCall(ports: Ports, run: Run, placed: Placed): Promise<Outcome | null> {
  for (let attempt = 1; ; attempt += 1) {
    const decided = { ...run, policyHash: await policyHashNow(ports, run) };
    if (!(await intend(ports, decided, placed, attempt))) return null;
    const startedAt = ports.clock.now();
    const made = await attemptCall(ports, decided, placed);
    if (made === 'lost') return null;
    const outcome = outcomeOf(ports, decided, placed, { made, attempt, startedAt });
    if (made.state !== 'waiting') return outcome;
    if (!(await waitOut(ports, decided, outcome, made.waitSeconds ?? 1))) return null;
  }
}

async function intend(ports: Ports, run: Run, { call, index }: Placed, attempt: number): Promise<boolean> {
  const intended: CallRecord = {
    index,
    attempt,
    method: call.method,
    arguments: call.arguments,
    state: 'intended',
    error: null,
    answer: null,
  };
  const entry: EntryDraft = {
    kind: 'call.intent',
    actor: run.requester,
    ...aboutRun(run),
    call: { index, attempt },
    method: call.method,
    arguments: call.arguments,
  };
  return (await ports.records.advance({ ...held(ports, run), call: intended, entries: [entry] })) !== null;
}

/**
 * The policy of a call is the one in force when it leaves, which decides once more. The end of a right was decided when
 * the right was granted; and where it cannot be said which policy is in force, the look before the call says so.
 */
async function policyHashNow(ports: Ports, run: Run): Promise<string | null> {
  if (run.ends) return run.policyHash;
  const now = await looking(() => ports.policyInForce());
  return 'answer' in now ? now.answer.hash : run.policyHash;
}

async function attemptCall(ports: Ports, run: Run, { call, index }: Placed): Promise<Made | 'lost'> {
  try {
    const superseded = index === 0 ? await whyNotAnyMore(ports, run) : null;
    if (superseded) return { state: 'unsent', error: 'superseded', superseded };
  } catch (error) {
    if (error instanceof SlackBusy) return busy(error);
    if (error instanceof SlackRefused) return { state: 'unsent', error: error.code };
    if (error instanceof SlackUnreachable) return { state: 'unsent', error: error.problem };
    throw error;
  }
  // Reading took time; whoever has taken the run over meanwhile, or has paused all changes, must not be overtaken.
  const mine = { ...held(ports, run), unlessPaused: isStoppedByPause(ports, run), entries: [] };
  const may = await orPaused(ports.records.advance(mine));
  if (may === 'paused') return { state: 'unsent', error: 'paused' };
  return may ? send(ports, run, call) : 'lost';
}

/** Slack did nothing and said when to come back: waits, visibly, and keeps the lease meanwhile. */
async function waitOut(ports: Ports, run: Run, { record, entry }: Outcome, seconds: number): Promise<boolean> {
  const waiting = await ports.records.advance({ ...held(ports, run), call: record, entries: [entry] });
  if (!waiting) return false;
  await ports.progress.waiting(waiting, seconds);
  for (let left = seconds * 1000; left > 0; left -= LEASE_MS / 3) {
    await ports.clock.sleep(Math.min(left, LEASE_MS / 3));
    if (!(await ports.records.advance({ ...held(ports, run), entries: [] }))) return false;
  }
  return true;
}
