import type { Directory, DirectoryKind } from '../../engine/organisation/directory.js';
import type { DirectoryCopy, Hold, Turn } from '../../engine/organisation/directory-copy.js';
import { SlackBusy, SlackRefused, SlackUnreachable } from '../../engine/errors/slack-errors.js';
import type { Clock } from '../../engine/ports.js';
import type { Pages } from './directory-sync-pages.js';
import type { Pace } from './pace.js';

export interface SyncOptions {
  readonly copy: DirectoryCopy & Pick<Directory, 'read'>;
  readonly pages: { readonly [K in DirectoryKind]: Pages<K> };
  readonly clock: Clock;
  readonly pace: Pace;
  /** Ends the reading where it is; the next start goes on there. */
  readonly signal: AbortSignal;
}

/** Another process takes over what has not been heard of for this long. No call takes longer than ten seconds. */
const HELD_MS = 30_000;
/** A cursor that is refused again and again is not one that has expired. */
const STARTS = 3;

/** What has to be there before a kind can be read: groups are listed workspace by workspace. */
const STANDS_ON: { readonly [K in DirectoryKind]?: DirectoryKind } = { groups: 'workspaces' };

/** What Slack refuses to show it will refuse for a while. */
const REFUSED_MS = 15 * 60_000;

/**
 * Takes what others have read of a kind into use; then reads it where it is due and nobody else does, page by page, to
 * its end.
 */
export function syncOf(options: SyncOptions): (kind: DirectoryKind) => Promise<void> {
  const { copy, clock, signal } = options;
  const refusedUntil = new Map<DirectoryKind, number>();
  return async (kind) => {
    await copy.refresh(kind);
    const base = STANDS_ON[kind];
    if (base) await orAborted(signal, copy.read(base));
    if (signal.aborted || (refusedUntil.get(kind) ?? 0) > clock.now().getTime()) return;
    const turn = await copy.takeTurn(kind, holdFrom(clock));
    if (!turn) return;
    try {
      await readAll(options, turn);
    } catch (error) {
      if (error instanceof SlackRefused) refusedUntil.set(kind, clock.now().getTime() + REFUSED_MS);
      throw error;
    }
  };
}

async function readAll<K extends DirectoryKind>(options: SyncOptions, first: Turn<K>): Promise<void> {
  const { copy, clock, signal } = options;
  let turn = first;
  let starts = 0;
  try {
    while (!signal.aborted) {
      const after = await readOne(options, turn).catch(async (error: unknown) => {
        starts += 1;
        if (starts > STARTS || turn.cursor === null || !hasExpired(error)) throw error;
        return (await copy.startOver(turn, holdFrom(clock))) ?? 'lost';
      });
      if (after === 'complete') return await copy.refresh(turn.kind);
      if (after === 'lost') return;
      turn = after;
    }
  } finally {
    await copy.release(turn, clock.now());
  }
}

function hasExpired(error: unknown): boolean {
  return error instanceof SlackRefused && error.code === 'invalid_cursor';
}

/** Reads one page, as soon as Slack takes the call, and keeps it. */
async function readOne<K extends DirectoryKind>(
  options: SyncOptions,
  turn: Turn<K>,
): Promise<Turn<K> | 'complete' | 'lost'> {
  const { copy, clock, pace, signal } = options;
  const { method, page }: Pages<K> = options.pages[turn.kind];
  await pause(options, turn, pace.pauseBefore(method));
  if (signal.aborted) return turn;
  pace.called(method);
  try {
    const read = await page(turn.cursor);
    // A page that names itself as the next one would be read for ever.
    if (read.next !== null && read.next === turn.cursor) throw new SlackUnreachable(method, 'unreadable_answer', true);
    return await copy.keep(turn, read, holdFrom(clock));
  } catch (error) {
    if (!(error instanceof SlackBusy)) throw error;
    pace.tooMuch(method);
    await pause(options, turn, error.retryAfterSeconds * 1000);
    return turn;
  }
}

/** Nobody else takes the turn while Slack has everybody wait. */
async function pause({ copy, clock, signal }: SyncOptions, turn: Turn, milliseconds: number): Promise<void> {
  if (milliseconds <= 0) return;
  const at = clock.now();
  await copy.hold(turn, { at, until: new Date(at.getTime() + milliseconds + HELD_MS) });
  await orAborted(signal, clock.sleep(milliseconds));
}

function holdFrom(clock: Clock): Hold {
  const at = clock.now();
  return { at, until: new Date(at.getTime() + HELD_MS) };
}

async function orAborted(signal: AbortSignal, wait: Promise<void>): Promise<void> {
  let stop = (): void => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  if (signal.aborted) return;
  signal.addEventListener('abort', stop, { once: true });
  await Promise.race([wait, stopped]);
  signal.removeEventListener('abort', stop);
}
