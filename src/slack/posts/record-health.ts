import type { WebClient } from '@slack/web-api';

import type { LedgerConfig } from '../../config/ledger.js';
import type { Directory } from '../../engine/organisation/directory.js';
import type { Backlog, Outbox } from '../../engine/outbox.js';
import type { OwnerMessages } from '../../engine/owner-messages.js';
import type { Clock } from '../../engine/ports.js';
import { isSlackError } from '../../engine/errors/slack-errors.js';
import type { LedgerStream, StreamState } from '../../engine/ledger/stream-ledger.js';
import { code, moment, toPlain, words, type Words } from '../../engine/words.js';
import { recurring, type Recurring } from '../../recurring.js';
import type { Logger } from '../../telemetry/log.js';
import { auditChannelTrouble } from './audit-channel.js';
import { whatHelps, whyNothingGetsIn } from './channel-trouble.js';
import { toOwners } from '../../engine/owner-messages.js';

/** Something that keeps the record of what was done from those who are to read it. */
export interface RecordProblem {
  /** As `/readyz` names it. */
  readonly about: 'audit_channel' | 'audit_sink';
  readonly says: Words;
  /** Whether a person has to do something, so that org owners are told, once a day. */
  readonly needsAPerson: boolean;
}

/** Looks after what people read the record in; the record itself, the ledger, is never in danger here. */
export interface RecordHealth {
  /** What is looked after here: a stream only where there is one. */
  readonly watched: readonly RecordProblem['about'][];
  /** Everything that is wrong at the moment, of all processes. @throws where the database does not answer. */
  problems(): Promise<readonly RecordProblem[]>;
  readonly loop: Recurring;
}

export interface RecordHealthOptions {
  readonly config: { readonly auditChannel: string; readonly ledger: Pick<LedgerConfig, 'sink'> };
  readonly store: {
    readonly stream: Pick<LedgerStream, 'state'>;
    readonly outbox: Pick<Outbox, 'backlog'>;
    readonly ownerMessages: Pick<OwnerMessages, 'put'>;
    readonly directory: Pick<Directory, 'orgOwners' | 'person'>;
  };
  readonly clients: { readonly interactive: WebClient };
  readonly clock: Clock;
  readonly log: Logger;
  readonly logFault: (error: unknown, about: string) => unknown;
}

const LOOK_EVERY_MS = 60_000;
/** The operator is told of the same problem once in this time. */
const REMIND_MS = 60 * 60_000;

export function recordHealthOf(options: RecordHealthOptions): RecordHealth {
  const { config, store, clients, clock, logFault } = options;
  const report = reporterOf(options);
  const streams = config.ledger.sink !== null;
  let channel: Words | null = null;

  const problems = async (): Promise<readonly RecordProblem[]> => {
    const now = clock.now();
    const ofChannel = channelProblems(channel, waitingInWords(await store.outbox.backlog(), now));
    return streams ? [...ofChannel, ...streamProblems(await store.stream.state(), now)] : ofChannel;
  };

  const look = async (): Promise<null> => {
    channel = await lookAt(auditChannelTrouble(clients.interactive, store.directory, config.auditChannel), channel);
    await report(await problems());
    return null;
  };
  const watched: readonly RecordProblem['about'][] = streams ? ['audit_channel', 'audit_sink'] : ['audit_channel'];
  return {
    watched,
    problems,
    loop: recurring({
      everyMs: LOOK_EVERY_MS,
      job: look,
      onFault: (error) => logFault(error, 'looking after the record'),
    }),
  };
}

/** Where Slack does not let the app look, what was seen last is as much as is known. */
async function lookAt(looking: Promise<Words | null>, before: Words | null): Promise<Words | null> {
  try {
    return await looking;
  } catch (error) {
    if (!isSlackError(error)) throw error;
    return before;
  }
}

function channelProblems(unfit: Words | null, waiting: Words | null): RecordProblem[] {
  if (unfit)
    return [{ about: 'audit_channel', says: waiting ? words`${unfit} ${waiting}` : unfit, needsAPerson: true }];
  return waiting ? [{ about: 'audit_channel', says: waiting, needsAPerson: false }] : [];
}

/** Shorter than this is nothing to speak of: Slack asks to wait now and then. */
const WORTH_A_WORD_MS = 60_000;

function waitingInWords({ posts, since, trouble }: Backlog, now: Date): Words | null {
  const age = (at: Date): number => now.getTime() - at.getTime();
  if (!since || age(since) < WORTH_A_WORD_MS) return null;
  const many = posts === 1 ? '1 post waits' : `${posts} posts wait`;
  const waiting = words`${many} for the audit channel, the oldest since ${moment(Math.floor(since.getTime() / 1000))}`;
  if (!trouble) return words`${waiting}; they are being delivered, one a second.`;
  if (age(trouble.since) < WORTH_A_WORD_MS) return null;
  return words`${waiting}, because ${whyNothingGetsIn(trouble.code)}. ${whatHelps(trouble.code)} They are delivered by themselves then, in their order.`;
}

/** Somebody has to look at a receiver that has been away for so long. */
const ALARM_AFTER_MS = 24 * 60 * 60_000;

function streamProblems({ waiting, failingSince, problem }: StreamState, now: Date): RecordProblem[] {
  const away = failingSince ? now.getTime() - failingSince.getTime() : 0;
  if (!failingSince || !problem || away < WORTH_A_WORD_MS) return [];
  const since = moment(Math.floor(failingSince.getTime() / 1000));
  const entries = waiting === 1 ? '1 entry of the ledger waits' : `${waiting} entries of the ledger wait`;
  const says = words`The receiver of the ledger (${code('AUDIT_SINK_URL')}) has taken nothing since ${since} (${code(problem)}). ${entries}; nothing is lost, and everything follows in order as soon as it answers with a 2xx status. The operator can look at the receiver, or put another one in its place.`;
  return [{ about: 'audit_sink', says, needsAPerson: away >= ALARM_AFTER_MS }];
}

type Reported = Pick<RecordHealthOptions, 'store' | 'clock' | 'log'>;

/** Tells the operator when a problem begins, every hour that it lasts, and when it is over; owners once a day. */
function reporterOf({ store, clock, log }: Reported): (found: readonly RecordProblem[]) => Promise<void> {
  const told = new Map<RecordProblem['about'], number>();
  return async (found) => {
    const now = clock.now();
    for (const about of [...told.keys()].filter((each) => !found.some((problem) => problem.about === each))) {
      told.delete(about);
      log.info({ about }, 'the record reaches its readers again');
    }
    for (const { about, says, needsAPerson } of found) {
      if (needsAPerson) {
        const occasion = `${about}:${now.toISOString().slice(0, 10)}`;
        await store.ownerMessages.put(toOwners(store.directory, { occasion, says, asks: null }), now);
      }
      if (now.getTime() - (told.get(about) ?? -REMIND_MS) < REMIND_MS) continue;
      told.set(about, now.getTime());
      const problem = toPlain(says, {});
      if (needsAPerson) log.error({ alert: 'record', about, problem }, 'the record does not reach its readers');
      else log.warn({ about, problem }, 'the record does not reach its readers at the moment; it waits for them');
    }
  };
}
