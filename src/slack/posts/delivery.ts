import type { Post } from '../../engine/outbox.js';
import type { Records } from '../../engine/ports.js';
import type { Run } from '../../engine/run.js';
import { codeOf, isSlackError, SlackBusy, SlackRefused, type SlackError } from '../../engine/errors/slack-errors.js';
import { whyNothingGetsIn } from './channel-trouble.js';
import { deliverTo, kindOf, NotYet, Unsure, type Channels, type Kind } from './destinations.js';
import { concernsTheChannel, isHopeless } from './post-refusals.js';

export interface DeliveryOptions extends Channels {
  readonly records: Pick<Records, 'find'>;
  /** Begins no further delivery once it is called off. */
  readonly signal?: AbortSignal;
  /** Told of everything that does not get through, for the operator's log. */
  readonly onTrouble: (trouble: Trouble) => void;
  /** A card, or a word below it, is refused for good: those who could decide have to be asked in another way. */
  readonly onCardRefused: (run: Run, code: string) => Promise<void>;
}

export interface Trouble {
  readonly destination: string;
  readonly run: string;
  readonly problem: string;
  readonly tries: number;
}

/** Longer than any step of a delivery takes; after that another process may look what became of it. */
const CLAIM_MS = 60_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** Before a post whose arrival nobody knows of is looked for, and between two looks. */
const LOOK_AFTER_MS = 30_000;
const SHORTEST_REST_MS = 1_000;

/** Delivers what is due; answers in how many milliseconds there may be more to deliver, `null` where nothing waits. */
export async function deliverAndRest(options: DeliveryOptions): Promise<number | null> {
  await deliverDue(options);
  const due = await options.outbox.nextDue();
  // What is due and could not be claimed is in somebody else's hands: asking without a pause would only be in their way.
  return due && Math.max(SHORTEST_REST_MS, due.getTime() - options.clock.now().getTime());
}

/** Delivers everything that is due, one after the other. */
export async function deliverDue(options: DeliveryOptions): Promise<void> {
  const { outbox, clock, signal } = options;
  while (!signal?.aborted) {
    const now = clock.now();
    const next = await outbox.claim(now, claimFrom(now));
    if (!next) return;
    await deliver(options, next);
  }
}

const claimFrom = (now: Date): Date => new Date(now.getTime() + CLAIM_MS);

async function deliver(options: DeliveryOptions, next: Post): Promise<void> {
  const { outbox, clock, records } = options;
  const run = await records.find(next.run);
  const way = { ...options, stillAtIt: () => outbox.keep(next, claimFrom(clock.now())) };
  try {
    await deliverTo(way, next, run);
    await outbox.done(next, clock.now());
  } catch (error) {
    if (error instanceof NotYet) return outbox.release(next);
    if (!isSlackError(error) && !(error instanceof Unsure)) throw error;
    const { destination, tries } = next;
    options.onTrouble({ destination, run: next.run, problem: error.message, tries: tries + 1 });
    if (!(error instanceof SlackRefused && isHopeless(next, error))) return tryLater(options, next, error);
    const unasked = await askOtherwise(options, next, { run, code: error.code });
    if (unasked) return tryLater(options, next, unasked);
    await outbox.done(next, clock.now(), error.message);
  }
}

async function tryLater(options: DeliveryOptions, next: Post, error: SlackError | Unsure): Promise<void> {
  const { outbox, clock } = options;
  const dueAt = new Date(clock.now().getTime() + pauseAfter(error, next.tries));
  const { looks } = error instanceof Unsure ? error : next;
  await outbox.later(next, { dueAt, looks, problem: error.message });
  const code = codeOfChannel(error);
  if (code !== null) await holdUp(options, next, { code, pause: pauseOfChannel(error, next.laneTries) });
}

/** With more waiting than this, readers are told first why so much comes at once. */
const MANY = 20;
const IN_THE_AUDIT_CHANNEL: ReadonlySet<Kind> = new Set(['audit', 'ledger', 'backlog']);

/** Others for the same channel would fare no better: they are not tried, one after the other, but wait with it. */
async function holdUp(
  { outbox, clock }: DeliveryOptions,
  next: Post,
  { code, pause }: { code: string; pause: number },
): Promise<void> {
  const now = clock.now();
  await outbox.holdUp(next, { code, since: now }, new Date(now.getTime() + pause));
  if (!IN_THE_AUDIT_CHANNEL.has(kindOf(next))) return;
  const { posts } = await outbox.backlog();
  if (posts > MANY) await outbox.announce(whyNothingGetsIn(code), now);
}

/** The code of what keeps everything from this channel; `null` where it is this post’s own trouble. */
function codeOfChannel(error: SlackError | Unsure): string | null {
  if (error instanceof Unsure) return error.cause === undefined ? null : codeOf(error.cause);
  if (error instanceof SlackRefused && !concernsTheChannel(error)) return null;
  return codeOf(error);
}

/** Half as long as the post itself waits, so that another one is tried before it: the trouble may be its own after all. */
function pauseOfChannel(error: SlackError | Unsure, tries: number): number {
  if (error instanceof SlackBusy) return error.retryAfterSeconds * 1000;
  return longer(tries) / 2;
}

const ASKING: ReadonlySet<Kind> = new Set(['approval', 'reminder']);

/** Before the card is given up, so that a process that ends in between leaves nobody unasked. Answers why not, if not. */
async function askOtherwise(
  { onCardRefused }: DeliveryOptions,
  next: Post,
  { run, code }: { run: Run | null; code: string },
): Promise<SlackError | null> {
  if (!run || !ASKING.has(kindOf(next))) return null;
  try {
    await onCardRefused(run, code);
    return null;
  } catch (error) {
    if (isSlackError(error)) return error;
    throw error;
  }
}

function pauseAfter(error: SlackError | Unsure, tries: number): number {
  if (error instanceof SlackBusy) return error.retryAfterSeconds * 1000;
  return error instanceof Unsure ? Math.max(LOOK_AFTER_MS, longer(tries)) : longer(tries);
}

const longer = (tries: number): number => Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(tries, 10));
