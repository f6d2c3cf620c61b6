import type { Post } from '../engine/outbox.js';
import type { Clock, Records } from '../engine/ports.js';
import type { Run } from '../engine/run.js';
import { isSlackError, SlackBusy, SlackRefused, type SlackError } from '../engine/slack-errors.js';
import { deliverTo, kindOf, Unsure, type Channels, type Kind } from './destinations.js';

export interface DeliveryOptions extends Channels {
  readonly records: Pick<Records, 'find'>;
  readonly clock: Clock;
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
  const { outbox, clock } = options;
  for (;;) {
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
  try {
    await deliverTo({ ...options, stillAtIt: () => outbox.keep(next, claimFrom(clock.now())) }, next, run);
    await outbox.done(next, clock.now());
  } catch (error) {
    if (!isSlackError(error) && !(error instanceof Unsure)) throw error;
    const { destination, tries } = next;
    options.onTrouble({ destination, run: next.run, problem: error.message, tries: tries + 1 });
    if (!(error instanceof SlackRefused && isHopeless(next, error))) return tryLater(options, next, error);
    const unasked = await askOtherwise(options, next, { run, code: error.code });
    if (unasked) return tryLater(options, next, unasked);
    await outbox.done(next, clock.now(), error.message);
  }
}

async function tryLater({ outbox, clock }: DeliveryOptions, next: Post, error: SlackError | Unsure): Promise<void> {
  const dueAt = new Date(clock.now().getTime() + pauseAfter(error, next.tries));
  const { looks } = error instanceof Unsure ? error : next;
  await outbox.later(next, { dueAt, looks, problem: error.message });
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

const GONE: ReadonlySet<string> = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'cannot_reply_to_message',
  'thread_not_found',
]);
const UNREACHABLE_PERSON: ReadonlySet<string> = new Set([
  'user_not_found',
  'user_not_visible',
  'user_disabled',
  'cannot_dm_bot',
  'messages_tab_disabled',
]);

/** Refusals of cards that may pass: Slack is not well, or the app is not itself. All others say that there is no way. */
const MAY_PASS: ReadonlySet<string> = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'ratelimited',
  'rate_limited',
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'missing_scope',
  'org_login_required',
]);

/** Refusals that no later try changes: somebody deleted the message, or nobody can be written to there. */
const HOPELESS: Record<Kind, (code: string) => boolean> = {
  audit: (code) => GONE.has(code),
  ledger: () => false,
  approval: (code) => !MAY_PASS.has(code),
  reminder: (code) => !MAY_PASS.has(code),
  approver: (code) => GONE.has(code) || UNREACHABLE_PERSON.has(code),
  requester: (code) => GONE.has(code) || UNREACHABLE_PERSON.has(code),
  person: (code) => UNREACHABLE_PERSON.has(code),
  card: (code) => GONE.has(code) || UNREACHABLE_PERSON.has(code),
};

const isHopeless = (next: Post, { code }: SlackRefused): boolean => HOPELESS[kindOf(next)](code);

function pauseAfter(error: SlackError | Unsure, tries: number): number {
  if (error instanceof SlackBusy) return error.retryAfterSeconds * 1000;
  const longer = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(tries, 10));
  return error instanceof Unsure ? Math.max(LOOK_AFTER_MS, longer) : longer;
}
