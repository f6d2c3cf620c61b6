import { roughly } from '../duration.js';
import { inDoubt } from '../settling/doubt.js';
import { aboutRun } from '../ledger/entries.js';
import { explainError } from '../errors/explain-error.js';
import { at, rightInWords } from './grant-words.js';
import type { Grant, GrantChange } from './grants.js';
import { problemOf } from '../settling/hand-over.js';
import type { Notice, Ports } from '../ports.js';
import type { Run } from '../run.js';
import { MAY_HAVE_HAPPENED, SlackBusy, SlackRefused, type SlackError } from '../errors/slack-errors.js';
import { isTerminal } from '../state.js';
import { code, strong, words, type Names, type Words } from '../words.js';

/* What happens where a right for a time could not be ended yet: another try, and words that grow more urgent. */

/** What kept a right from ending. */
export type Trouble =
  /** How things are could not be read. */
  | { readonly kind: 'unread'; readonly error: SlackError }
  /** It must not be taken away as things are. */
  | { readonly kind: 'stuck'; readonly says: Words }
  /** The call was turned away, or came to nothing. */
  | { readonly kind: 'refused' }
  /** Slack said that it was done, or nothing, and the role is still there. */
  | { readonly kind: 'still_there' }
  /** The call has just been made, and Slack may take a moment to show it. */
  | { readonly kind: 'not_seen' }
  /** Another run about the same role is being carried out just now. */
  | { readonly kind: 'other_run' }
  /** Other grants have changed, so this one ends by another operation. */
  | { readonly kind: 'other_way' };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Before the next try; where it has been refused for an hour, the ledger is not filled every minute. */
const TRY_AGAIN_MS = MINUTE;
const TRY_LATER_MS = 5 * MINUTE;
const LOOK_AGAIN_MS = 15_000;
const AFTER_ANOTHER_MS = 5_000;
/** From one word in the audit channel to the next: at once, after ten minutes, after an hour, then every six hours. */
const BETWEEN_WORDS_MS = [0, 10 * MINUTE, 50 * MINUTE, 6 * HOUR];
/** A rate limit is waited out quietly for as long as this. */
const BUSY_IS_NO_NEWS_MS = 10 * MINUTE;

/** The same try goes on later; where people are to be told, it makes room for a new one that they can see. */
export async function notYet(ports: Ports, grant: Grant, run: Run, trouble: Trouble): Promise<boolean> {
  if (trouble.kind === 'other_way') return next(ports, grant, run, { trouble, tells: false, pause: 0 });
  if (isNews(ports, grant, trouble)) {
    return next(ports, grant, run, { trouble, tells: true, pause: TRY_AGAIN_MS, same: run.state === 'unknown' });
  }
  const tryAt = new Date(ports.clock.now().getTime() + pauseFor(trouble));
  await ports.records.advance({
    run: run.id,
    from: [run.state],
    at: ports.clock.now(),
    entries: [],
    grants: [change(grant, { tryAt, next: false, tells: false })],
  });
  return false;
}

/** This try has come to nothing: the next one is a run of its own. */
export function notEnded(ports: Ports, grant: Grant, run: Run, trouble: Trouble): Promise<boolean> {
  const quiet = run.state === 'superseded' || run.state === 'expired';
  const pause = quiet ? 0 : grant.told > 2 ? TRY_LATER_MS : TRY_AGAIN_MS;
  return next(ports, grant, run, { trouble, tells: !quiet && isNews(ports, grant, trouble), pause });
}

interface Next {
  readonly trouble: Trouble;
  readonly tells: boolean;
  readonly pause: number;
  /** Whether the run stays the one that is tried. */
  readonly same?: boolean;
}

async function next(ports: Ports, grant: Grant, run: Run, { trouble, tells, pause, same }: Next): Promise<boolean> {
  const now = ports.clock.now();
  const says = whatHappened(ports, grant, run, trouble);
  const open = run.state === 'received' || run.state === 'planned';
  const failed = run.state === 'unknown' && !same;
  const doubted = failed ? inDoubt(run) : undefined;
  const to = open ? ('expired' as const) : failed ? ('failed' as const) : null;
  const names = tells ? { names: await namesOf(ports, grant) } : {};
  const moved = await ports.records.advance({
    run: run.id,
    from: [run.state],
    ...(to ? { to } : {}),
    ...(doubted ? { call: { ...doubted, state: 'unsent' as const } } : {}),
    at: now,
    changes: { dueAt: null, ...names, ...(tells || to ? { because: { rule: 'right-has-not-ended-yet', says } } : {}) },
    entries: [
      {
        kind: 'grant.not_ended',
        actor: null,
        ...aboutRun(run),
        outcome: trouble.kind,
        ...(trouble.kind === 'unread' ? { error: problemOf(trouble.error) } : {}),
        detail: { grant: grant.id, ending: grant.ending },
      },
    ],
    notices: tells
      ? noticesOf(grant, words`${strong('A right for a time has not ended.')} ${rightInWords(grant)}. ${says}`)
      : [],
    grants: [change(grant, { tryAt: new Date(now.getTime() + pause), next: !same, tells })],
  });
  return moved !== null && pause === 0;
}

/** Who is called how, as it was known when it was granted. */
export async function namesOf({ records }: Pick<Ports, 'records'>, { id }: Grant): Promise<Names> {
  return (await records.find(id))?.names ?? {};
}

function change(grant: Grant, more: { tryAt: Date; next: boolean; tells: boolean }): GrantChange {
  const { person, place, id, ending } = grant;
  return { kind: 'retry', person, place, id, ending, ...more };
}

function noticesOf(grant: Grant, says: Words): Notice[] {
  const first = grant.told === 0;
  return [{ to: 'audit', says }, ...(first ? [{ to: { card: grant.requester }, says, run: grant.id }] : [])];
}

function pauseFor(trouble: Trouble): number {
  if (trouble.kind === 'not_seen') return LOOK_AGAIN_MS;
  if (trouble.kind === 'other_run') return AFTER_ANOTHER_MS;
  if (trouble.kind === 'unread' && trouble.error instanceof SlackBusy)
    return Math.max(1, trouble.error.retryAfterSeconds) * 1000;
  return TRY_AGAIN_MS;
}

/** Whether the audit channel is to hear of it now. */
function isNews({ clock }: Ports, { told, toldAt, dueAt }: Grant, trouble: Trouble): boolean {
  if (trouble.kind === 'not_seen' || trouble.kind === 'other_run') return false;
  const now = clock.now().getTime();
  const busy = trouble.kind === 'unread' && trouble.error instanceof SlackBusy;
  if (busy && now - dueAt.getTime() < BUSY_IS_NO_NEWS_MS) return false;
  const between = BETWEEN_WORDS_MS[Math.min(told, BETWEEN_WORDS_MS.length - 1)] ?? 0;
  return now - (toldAt?.getTime() ?? 0) >= between;
}

function whatHappened(ports: Ports, grant: Grant, run: Run, trouble: Trouble): Words {
  const late = ports.clock.now().getTime() - grant.dueAt.getTime();
  const since = late < MINUTE ? words`` : words`, ${roughly(late)} ago`;
  return words`It should have ended at ${at(grant.dueAt)}${since}. ${why(ports, run, trouble)} It is tried again every ${trouble.kind === 'refused' && grant.told > 2 ? 'five minutes' : 'minute'}, until it is seen to be over.${urgency(grant)}`;
}

function urgency({ told }: Grant): Words {
  if (told === 0) return words``;
  if (told === 1) return words` If it cannot wait, take the role away in Slack’s admin pages.`;
  return words` Somebody should take the role away in Slack’s admin pages now.`;
}

/** Trouble of Slack's that passes by itself: what people are told to do about it, the app does. */
function passes(error: SlackError): boolean {
  return !(error instanceof SlackRefused) || MAY_HAVE_HAPPENED.has(error.code);
}

function why(ports: Ports, run: Run, trouble: Trouble): Words {
  const operation = ports.catalogue.byMethod(run.operation);
  switch (trouble.kind) {
    case 'unread': {
      const problem = problemOf(trouble.error);
      const head = words`What the role is now could not be read (${code(trouble.error.method)}: ${code(problem)}).`;
      return passes(trouble.error) ? head : words`${head} ${explainError(operation, problem)}`;
    }
    case 'stuck':
      return trouble.says;
    case 'refused': {
      const error = run.calls.at(-1)?.error ?? run.state;
      return words`The call ${code(run.operation)} came to nothing (${code(error)}). ${isTerminal(run.state) ? explainError(operation, error) : ''}`;
    }
    default:
      return words`The call ${code(run.operation)} was made, and the role is still there.`;
  }
}
