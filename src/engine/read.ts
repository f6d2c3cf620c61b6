import { assess, wishOf } from './assess.js';
import { aboutRun } from './entries.js';
import { LEASE_MS, takeLease } from './execute.js';
import type { AnyOperation, Page } from './operation.js';
import { noticesOfOutcome } from './outcome.js';
import type { JsonObject } from './plan.js';
import type { EntryDraft, Move, Ports } from './ports.js';
import type { Because, CallState, Pages, Run } from './run.js';
import { SlackBusy, SlackRefused, SlackUnreachable } from './slack-errors.js';
import type { State } from './state.js';

/*
 * Operations that only read: no confirmation, no intent to settle, but an entry before every call, so that nobody looks
 * at the organisation unrecorded (DESIGN 6.13). What was read is shown and never stored.
 */

/** What a reading came to. */
export type ReadResult =
  | { readonly kind: 'page'; readonly run: Run; readonly page: Page }
  | { readonly kind: 'ended'; readonly run: Run }
  | { readonly kind: 'denied'; readonly because: Because }
  | { readonly kind: 'stale' };

/** Time in which the modal can show the answer before a direct message tells of it. */
const MODAL_HAS_MS = 5_000;

/** Carries out a planned run that only reads, and answers its first page. */
export async function readNow(ports: Ports, run: Run): Promise<ReadResult> {
  const operation = ports.catalogue.byMethod(run.operation);
  const call = run.plan?.calls[0];
  if (run.state !== 'planned' || !call || !operation.page) return { kind: 'stale' };
  const started = await ports.records.advance({
    run: run.id,
    from: ['planned'],
    to: 'executing',
    step: run.step,
    lease: takeLease(ports),
    at: ports.clock.now(),
    changes: { step: run.step + 1, dueAt: null },
    entries: [reading(run, call.arguments, 0)],
  });
  if (!started) return { kind: 'stale' };

  const startedAt = ports.clock.now();
  const made = await answerOf(ports, started, call.arguments);
  const answered = 'answer' in made;
  const end = await ports.records.advance(
    ending(ports, started, {
      state: answered ? 'succeeded' : made.state,
      callState: answered ? 'succeeded' : made.callState,
      error: answered ? null : made.error,
      pages: answered ? { cursors: cursorsOf(made.answer), at: 0 } : null,
      took: ports.clock.now().getTime() - startedAt.getTime(),
    }),
  );
  if (!end) return { kind: 'stale' };
  return answered
    ? { kind: 'page', run: end, page: operation.page(made.answer, end.input) }
    : { kind: 'ended', run: end };

  function cursorsOf(answer: unknown): string[] {
    const next = operation.page?.(answer, run.input).next;
    return next ? [next] : [];
  }
}

/**
 * Turns to another page of what was read, for the person who asked, as long as they may. The state is decided on anew.
 * @throws SlackError where Slack could not be asked.
 */
export async function turnPage(ports: Ports, run: Run, by: string, towards: 'next' | 'back'): Promise<ReadResult> {
  const operation = ports.catalogue.byMethod(run.operation);
  const at = (run.pages?.at ?? 0) + (towards === 'next' ? 1 : -1);
  if (!mayTurn(run, by) || !operation.page || at < 0 || at > (run.pages?.cursors.length ?? 0)) return { kind: 'stale' };
  const denied = await whyDenied(ports, run);
  if (denied) return { kind: 'denied', because: denied };

  const args = pageArguments(run, at);
  const noted = await note(ports, run, reading(run, args, at));
  if (!noted) return { kind: 'stale' };
  const answer = await ports.admin.call(run.operation, (doors) => operation.call(doors, args, run.id));
  const page = operation.page(answer, run.input);
  const cursors = [...(run.pages?.cursors ?? []).slice(0, at), ...(page.next ? [page.next] : [])];
  const turned = await note(ports, run, null, { cursors, at });
  return turned ? { kind: 'page', run: turned, page } : { kind: 'stale' };
}

/** Every page of what was read, from the first, for whoever asked. Answers how many rows there were. */
export async function readAll(
  ports: Ports,
  run: Run,
  { by, onPage }: { by: string; onPage: (page: Page) => Promise<void> },
): Promise<{ readonly rows: number } | { readonly because: Because } | null> {
  const operation = ports.catalogue.byMethod(run.operation);
  const first = run.plan?.calls[0]?.arguments;
  if (!mayTurn(run, by) || !operation.page || !first) return null;
  const denied = await whyDenied(ports, run);
  if (denied) return { because: denied };
  if (!(await note(ports, run, { ...reading(run, first, 0), kind: 'run.export' }))) return null;

  let rows = 0;
  let cursor: string | null = null;
  do {
    const args: JsonObject = cursor ? { ...first, cursor } : first;
    const answer = await patiently(ports, run, () =>
      ports.admin.call(run.operation, (doors) => operation.call(doors, args, run.id)),
    );
    const page = operation.page(answer, run.input);
    await onPage(page);
    rows += page.rows.length;
    cursor = page.next;
  } while (cursor);
  await note(ports, run, { kind: 'run.exported', actor: by, ...aboutRun(run), detail: { rows } });
  return { rows };
}

const mayTurn = (run: Run, by: string): boolean => run.state === 'succeeded' && run.requester === by;

async function whyDenied(ports: Ports, run: Run): Promise<Because | null> {
  const assessment = await assess(ports, await wishOf(ports, run));
  return assessment.kind === 'plan' && assessment.decision.verdict === 'deny' ? assessment.decision.because : null;
}

function pageArguments(run: Run, at: number): JsonObject {
  const first = run.plan?.calls[0]?.arguments ?? {};
  const cursor = run.pages?.cursors[at - 1];
  return at > 0 && cursor ? { ...first, cursor } : first;
}

/** Writes an entry about a run that has ended; a read that cannot be recorded does not happen. */
function note(ports: Ports, run: Run, entry: EntryDraft | null, pages?: Pages): Promise<Run | null> {
  return ports.records.advance({
    run: run.id,
    from: ['succeeded'],
    at: ports.clock.now(),
    ...(pages ? { changes: { pages } } : {}),
    entries: entry ? [entry] : [],
  });
}

function reading(run: Run, args: JsonObject, page: number): EntryDraft {
  return {
    kind: 'run.reading',
    actor: run.requester,
    ...aboutRun(run),
    method: run.operation,
    arguments: args,
    detail: { page: page + 1 },
  };
}

type Read =
  { readonly answer: unknown } | { readonly state: State; readonly callState: CallState; readonly error: string };

async function answerOf(ports: Ports, run: Run, args: JsonObject): Promise<Read> {
  const operation: AnyOperation = ports.catalogue.byMethod(run.operation);
  try {
    const answer = await patiently(ports, run, () =>
      ports.admin.call(run.operation, (doors) => operation.call(doors, args, run.id)),
    );
    return { answer };
  } catch (error) {
    if (error instanceof SlackRefused) return { state: 'refused', callState: 'refused', error: error.code };
    if (error instanceof SlackUnreachable) return { state: 'failed', callState: 'unsent', error: error.problem };
    if (error instanceof SlackBusy) return { state: 'failed', callState: 'unsent', error: 'ratelimited' };
    throw error;
  }
}

const PATIENCE = 5;

/** Waits as long as Slack asks for, a few times, visibly, and holds on to the run meanwhile. */
async function patiently<T>(ports: Ports, run: Run, read: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof SlackBusy) || tries > PATIENCE) throw error;
      await ports.progress.waiting(run, error.retryAfterSeconds);
      await waitHolding(ports, run, error.retryAfterSeconds * 1000);
    }
  }
}

async function waitHolding(ports: Ports, run: Run, milliseconds: number): Promise<void> {
  for (let left = milliseconds; left > 0; left -= LEASE_MS / 3) {
    await ports.clock.sleep(Math.min(left, LEASE_MS / 3));
    if (run.state !== 'executing') continue;
    const { holder, clock } = ports;
    const move = { run: run.id, from: ['executing'] as const, heldBy: holder, at: clock.now(), entries: [] };
    await ports.records.advance({ ...move, lease: takeLease(ports) });
  }
}

interface Ending {
  readonly state: State;
  readonly callState: CallState;
  readonly error: string | null;
  readonly pages: Pages | null;
  readonly took: number;
}

function ending(ports: Ports, run: Run, { state, callState, error, pages, took }: Ending): Move {
  const args = run.plan?.calls[0]?.arguments ?? {};
  const call = { index: 0, attempt: 1, method: run.operation, arguments: args, state: callState, error, answer: null };
  const calls = [...run.calls, call];
  return {
    run: run.id,
    from: ['executing'],
    to: state,
    heldBy: ports.holder,
    at: ports.clock.now(),
    ...(pages ? { changes: { pages } } : {}),
    call,
    entries: [
      {
        kind: `run.${state}`,
        actor: run.requester,
        ...aboutRun(run),
        method: run.operation,
        outcome: state,
        ...(error ? { error } : {}),
        duration_ms: took,
      },
    ],
    notices: noticesOfOutcome(
      ports,
      { ...run, calls },
      { state, error, telling: { tell: 'modal', within: MODAL_HAS_MS } },
    ),
  };
}
