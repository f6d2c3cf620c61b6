import { aboutRun } from '../ledger/entries.js';
import { takeLease } from '../settling/lease.js';
import { noticesOfOutcome, type Telling } from '../outcome.js';
import { countsOf, type Page } from './page.js';
import type { JsonObject } from '../planning/plan.js';
import type { EntryDraft, Move, Notice, Ports } from '../ports.js';
import { readPage, warningsOf, type Hold, type PageRead } from './read-page.js';
import type { CallState, Run } from '../run.js';
import { codeOf, SlackRefused, SlackUnreachable, type SlackError } from '../errors/slack-errors.js';
import type { State } from '../state.js';
import { words } from '../words.js';

/*
 * Operations that only read: no confirmation, no intent to settle, but an entry before every call, so that nobody looks
 * at the organisation unrecorded (DESIGN 6.13). What was read is shown and never stored.
 */

/** What carrying out a reading came to. */
export type ReadResult =
  | { readonly kind: 'page'; readonly run: Run; readonly page: Page }
  | { readonly kind: 'ended'; readonly run: Run }
  /** A second delivery, or another process has settled it: nothing to show. */
  | { readonly kind: 'stale' };

/** Time in which the modal can show the answer before a direct message tells of it. */
export const MODAL_HAS_MS = 5_000;

/** Carries out a planned run that only reads, and answers its first page. What cannot be recorded is not answered. */
export async function readNow(ports: Ports, run: Run): Promise<ReadResult> {
  const call = run.plan?.calls[0];
  if (run.state !== 'planned' || !call) return { kind: 'stale' };
  const read = await readPage(ports, run, { args: call.arguments, number: 1 }, holdOn(ports, run));
  if (read.kind === 'lost') return { kind: 'stale' };
  const move = endOfReading(ports, run, read, { tell: 'modal', within: MODAL_HAS_MS });
  const end = await ports.records.advance(move);
  if (!end) return { kind: 'stale' };
  return read.kind === 'page' ? { kind: 'page', run: end, page: read.page } : { kind: 'ended', run: end };
}

/** The first entry comes with `executing` and the lease, so a second click finds the run gone; later ones renew it. */
function holdOn(ports: Ports, run: Run): Hold {
  const held = async (entries: EntryDraft[]): Promise<boolean> => {
    const { holder: heldBy, clock } = ports;
    const move = { run: run.id, from: ['executing'] as const, heldBy, at: clock.now(), entries };
    return (await ports.records.advance({ ...move, lease: takeLease(ports) })) !== null;
  };
  const start = async (entry: EntryDraft): Promise<boolean> => {
    const started = await ports.records.advance({
      run: run.id,
      from: ['planned'],
      to: 'executing',
      step: run.step,
      lease: takeLease(ports),
      at: ports.clock.now(),
      changes: { step: run.step + 1, dueAt: null },
      entries: [entry],
    });
    return started !== null;
  };
  return { begin: (entry, attempt) => (attempt === 1 ? start(entry) : held([entry])), keep: () => held([]) };
}

type Made = Exclude<PageRead, { kind: 'lost' }>;

/** How a reading ends that this process holds. */
export function endOfReading(ports: Ports, run: Run, read: Made, telling: Telling): Move {
  const { state, callState, error } =
    read.kind === 'page' ? { ...ANSWERED, error: null } : { ...endOf(read.error), error: codeOf(read.error) };
  const args = run.plan?.calls[0]?.arguments ?? {};
  const answer = read.kind === 'page' ? keptOf(ports, run, read, args) : null;
  const call = { index: 0, attempt: 1, method: run.operation, arguments: args, state: callState, error, answer };
  const ended = { ...run, calls: [...run.calls, call] };
  const notices = noticesOfOutcome(ports, ended, { state, error, telling });
  return {
    run: run.id,
    from: ['executing'],
    to: state,
    heldBy: ports.holder,
    at: ports.clock.now(),
    ...(read.kind === 'page' ? { changes: { pages: { cursors: cursorsAfter([], read.page), at: 0 } } } : {}),
    call,
    entries: [
      {
        kind: `run.${state}`,
        actor: run.requester,
        ...aboutRun(run),
        method: run.operation,
        outcome: state,
        ...(error ? { error } : {}),
        ...(read.kind === 'page' ? { detail: { page: 1, ...answer }, ...warningsOf(read.answer) } : {}),
      },
    ],
    notices: read.kind === 'page' ? notices.map((notice) => whereUnseen(notice, run, read.page)) : notices,
  };
}

const ANSWERED = { state: 'succeeded', callState: 'succeeded' } as const;

/** Reading changes nothing, so what got no clear answer has failed, and is not looked for. */
function endOf(error: SlackError): { state: State; callState: CallState } {
  if (error instanceof SlackRefused) return { state: 'refused', callState: 'refused' };
  const sent = error instanceof SlackUnreachable && error.sent;
  return { state: 'failed', callState: sent ? 'unknown' : 'unsent' };
}

/** Counts, and what the operation itself keeps. */
function keptOf(ports: Ports, run: Run, read: Extract<Made, { kind: 'page' }>, args: JsonObject): JsonObject {
  const kept = ports.catalogue.byMethod(run.operation).answered?.keep(read.answer, args);
  return { ...countsOf(read.page), ...kept?.detail };
}

/**
 * The direct message goes out where the window was gone, and then the rows are gone too; or where others had to say yes
 * first, and then there was no window.
 */
function whereUnseen(notice: Notice, { approvals }: Run, { columns }: Page): Notice {
  if (typeof notice.to === 'string' || !('person' in notice.to)) return notice;
  if (approvals.length > 0) {
    const says = words`${notice.says} What is read is not kept: press the button below to see it, within a day.`;
    return { ...notice, says };
  }
  if (columns.length === 0) return notice;
  const says = words`${notice.says} The window was closed before it could be shown, and what is read is not kept: ask again to see it.`;
  return { ...notice, says };
}

/** Where the pages begin that are known so far: those before this one, and the next. */
export function cursorsAfter(before: readonly string[], { next }: Page): string[] {
  return next === null ? [...before] : [...before, next];
}
