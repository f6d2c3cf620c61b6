import { GENESIS } from './checkpoint.js';
import { exportLine } from './export-line.js';
import type { Clock } from '../ports.js';
import type { SigningKey } from './signing-key.js';
import type { Head, LedgerRow } from './verify-ledger.js';
import { signedHeaders } from './webhook-signature.js';

/** How far the stream has come, and how it goes. */
export interface StreamPosition extends Head {
  /** How often it failed since something was last taken. */
  readonly tries: number;
}

/**
 * The stream of one ledger to its receiver. The ledger itself is what is buffered: only the place of the last entry that
 * was taken is kept, so however long the receiver is away nothing is lost. Of several processes one sends at a time.
 */
export interface LedgerStream {
  readonly enterpriseId: string;
  /** Where to go on, for this process alone until `until`; `null` where nothing is due, or another process is at it. */
  claim(now: Date, until: Date): Promise<StreamPosition | null>;
  /** The next rows behind this entry, in their order. */
  rows(after: number): Promise<readonly LedgerRow[]>;
  /** Everything up to this entry has been taken, and the claim is over. */
  moved(to: Head): Promise<void>;
  /** Not before `dueAt` again; the claim is over. */
  later(again: { readonly at: Date; readonly dueAt: Date; readonly problem: string }): Promise<void>;
  state(): Promise<StreamState>;
}

export interface StreamState {
  /** How many entries have not been taken yet; below zero where the ledger is shorter than what was sent. */
  readonly waiting: number;
  /** When the oldest of them was written; `null` where none waits. */
  readonly waitingSince: Date | null;
  /** Since when nothing was taken, although it was tried; `null` where all is well. */
  readonly failingSince: Date | null;
  readonly problem: string | null;
}

/** Why a batch was not taken, in one word, and how long the receiver asks to wait. */
export interface Refusal {
  readonly problem: string;
  readonly retryAfterSeconds: number | null;
}

/** The way to the receiver. Answers `null` where it has taken the batch; never throws. */
export type Receiver = (body: string, headers: Readonly<Record<string, string>>) => Promise<Refusal | null>;

export interface StreamOptions {
  readonly stream: LedgerStream;
  readonly receiver: Receiver;
  /** The first one signs; others sign, too, as long as a receiver may know only them. */
  readonly keys: readonly SigningKey[];
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onTrouble: (trouble: { readonly problem: string; readonly tries: number }) => void;
}

/** Longer than a receiver is waited for. */
const CLAIM_MS = 60_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
const LONGEST_ASKED_PAUSE_MS = 60 * 60_000;
/** A batch; receivers often take a megabyte at most. */
const BATCH_CHARACTERS = 900_000;
const CHANGED = 'another_ledger';

/**
 * Sends every entry that was not taken yet, in order, at least once. Answers in how many milliseconds the next try is
 * due after one that failed; `null` where nothing is left to do for this process.
 */
export async function streamLedger(options: StreamOptions): Promise<number | null> {
  const { stream, clock, signal } = options;
  while (!signal.aborted) {
    const { waiting } = await stream.state();
    if (waiting === 0) return null;
    const now = clock.now();
    const position = await stream.claim(now, new Date(now.getTime() + CLAIM_MS));
    if (!position) return null;
    const rows = await stream.rows(position.sequence);
    const [next] = rows;
    if (next ? next.previous !== position.hash : waiting < 0) await beginAnew(options);
    // Another process has sent it meanwhile: the claim is given back.
    else if (!next) await stream.moved(position);
    else {
      const pause = await send(options, position, [next, ...rows.slice(1)]);
      if (pause !== null) return pause;
    }
  }
  return null;
}

/** Not the ledger that was sent: it was cut, or brought back from a backup. The receiver gets all of it, and sees where. */
async function beginAnew({ stream, onTrouble }: StreamOptions): Promise<void> {
  onTrouble({ problem: CHANGED, tries: 0 });
  await stream.moved({ sequence: 0, hash: GENESIS });
}

async function send(
  { stream, receiver, keys, clock, signal, onTrouble }: StreamOptions,
  { tries }: StreamPosition,
  rows: readonly [LedgerRow, ...LedgerRow[]],
): Promise<number | null> {
  const { lines, last } = batchOf(rows, BATCH_CHARACTERS / 2 ** Math.min(tries, 20));
  const body = lines.join('');
  const id = `${stream.enterpriseId}_${rows[0].sequence}_${last.sequence}`;
  const refusal = await receiver(body, signedHeaders({ id, at: clock.now(), body }, keys));
  if (!refusal) {
    await stream.moved({ sequence: last.sequence, hash: last.hash });
    return null;
  }
  // What was cut off by a stop says nothing about the receiver.
  if (signal.aborted) return null;
  const { problem } = refusal;
  onTrouble({ problem, tries: tries + 1 });
  const pause = pauseAfter(refusal, tries);
  const at = clock.now();
  await stream.later({ at, dueAt: new Date(at.getTime() + pause), problem });
  return pause;
}

/** As many entries as there is room for, one at least. After every failure there is half the room: it may be too much. */
function batchOf(
  rows: readonly [LedgerRow, ...LedgerRow[]],
  room: number,
): { readonly lines: readonly string[]; readonly last: LedgerRow } {
  const lines: string[] = [];
  let [last] = rows;
  let length = 0;
  for (const row of rows) {
    const line = `${exportLine(row)}\n`;
    length += line.length;
    if (lines.length > 0 && length > room) break;
    lines.push(line);
    last = row;
  }
  return { lines, last };
}

function pauseAfter({ retryAfterSeconds }: Refusal, tries: number): number {
  if (retryAfterSeconds !== null) return Math.min(LONGEST_ASKED_PAUSE_MS, retryAfterSeconds * 1000);
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(tries, 20));
}
