import type { WebClient } from '@slack/web-api';

import type { Catalogue } from '../../engine/operation.js';
import type { MessagePlace, Outbox, Post } from '../../engine/outbox.js';
import type { Clock } from '../../engine/ports.js';
import type { Run } from '../../engine/run.js';
import { SlackUnreachable } from '../../engine/errors/slack-errors.js';
import { APPROVAL_EVENT, approvalCard, approvalReminder, REMINDER_EVENT } from '../messages/approval-card.js';
import { auditPost, auditStep, RUN_EVENT } from '../messages/audit-post.js';
import { BACKLOG_EVENT, backlogPost } from '../messages/backlog-post.js';
import { directMessage, RESULT_EVENT } from '../messages/direct-message.js';
import { GRANT_EVENT, grantCard, grantStep } from '../messages/grant-card.js';
import { LEDGER_EVENT, ledgerNotice } from '../messages/ledger-notice.js';
import type { Message } from '../messages/message.js';
import { REQUEST_EVENT, requestMessage } from '../messages/request-message.js';
import { directChannel, find, post, update } from './posting.js';

const KINDS = [
  'audit',
  'ledger',
  'backlog',
  'approval',
  'reminder',
  'person',
  'requester',
  'approver',
  'card',
] as const;
export type Kind = (typeof KINDS)[number];

/** What kind of addressee a post has. */
export function kindOf({ destination }: Post): Kind {
  return KINDS.find((kind) => kind === destination.split(':', 1)[0]) ?? 'person';
}

/** Whose direct messages it belongs to, if it does. */
const personOf = ({ destination }: Post): string => destination.slice(destination.indexOf(':') + 1);

export interface Channels {
  readonly outbox: Outbox;
  readonly catalogue: Catalogue;
  readonly client: WebClient;
  readonly clock: Clock;
  readonly auditChannel: string;
  readonly approvalChannel: string;
}

/** The channels, and a word to whoever waits for this one delivery. */
export interface Way extends Channels {
  /** Called in the middle of what can take long. */
  readonly stillAtIt: () => Promise<void>;
}

/** Nobody knows whether a post has arrived, so it has to be looked for: not at once, a slow answer may be behind it. */
export class Unsure extends Error {
  /** How often it was looked for and not seen since it was sent. */
  readonly looks: number;
  /** Why nobody knows, where it is not known since before. */
  override readonly cause: SlackUnreachable | undefined;
  constructor(message: string, looks: number, cause?: SlackUnreachable) {
    super(message);
    this.name = 'Unsure';
    this.looks = looks;
    this.cause = cause;
  }
}

/** The channel has had a post within the last second; this one is given back. */
export class NotYet extends Error {}

/** One look is not enough: Slack may still be working on a post whose answer was given up. */
const LOOKS = 2;

/**
 * Brings one post to where it belongs, as the run stands now.
 * @throws SlackError where it did not get through, Unsure where it may have; whatever did is written down and not done
 * again.
 */
export function deliverTo(channels: Way, next: Post, run: Run | null): Promise<void> {
  const kind = kindOf(next);
  if (kind === 'ledger') return toReadersOfTheLedger(channels, next);
  if (kind === 'backlog') return toBacklog(channels, next);
  if (!run) throw new Error(`The outbox has a post for run ${next.run}, which does not exist.`);
  switch (kind) {
    case 'audit':
      return toAudit(channels, next, run);
    case 'approval':
      return toApproval(channels, next, run);
    case 'approver':
      return toApprover(channels, next, run);
    case 'requester':
      return toRequester(channels, next, run);
    case 'reminder':
      return toReminder(channels, next, run);
    case 'person':
      return toPerson(channels, next, run);
    case 'card':
      return toCard(channels, next, run);
  }
}

/** Before many posts that had to wait. */
async function toBacklog(channels: Way, next: Post): Promise<void> {
  const { auditChannel: channel, outbox } = channels;
  const message = backlogPost(await outbox.backlog(), next);
  await once(channels, next, { channel, thread: null, eventType: BACKLOG_EVENT, message });
}

/** The first post is the run's message; every later step stands in its thread, and the message is kept current. */
async function toAudit(channels: Way, next: Post, run: Run): Promise<void> {
  const { catalogue, client, auditChannel: channel } = channels;
  const { first: top } = next;
  const message = top ? auditStep(run, next.says, next.sequence) : auditPost(catalogue, run, next.sequence);
  await once(channels, next, { channel, thread: top?.ts ?? null, eventType: RUN_EVENT, message });
  if (top) await update(client, top, auditPost(catalogue, run, next.sequence));
}

/** What is told about the ledger as a whole stands in the audit channel by itself. */
async function toReadersOfTheLedger(channels: Way, next: Post): Promise<void> {
  const message = ledgerNotice(next.run, next.says, next.sequence);
  await once(channels, next, { channel: channels.auditChannel, thread: null, eventType: LEDGER_EVENT, message });
}

/** One card per request, kept current: it never keeps buttons that do nothing. */
async function toApproval(channels: Way, next: Post, run: Run): Promise<void> {
  const { catalogue, client, approvalChannel: channel } = channels;
  const { first: top } = next;
  const message = approvalCard(catalogue, run, next.says, next.sequence);
  if (top) await update(client, top, message);
  else await once(channels, next, { channel, thread: null, eventType: APPROVAL_EVENT, message });
}

/** The same card in somebody's direct messages, where the channel could not be used. */
async function toApprover(channels: Way, next: Post, run: Run): Promise<void> {
  const { catalogue, client } = channels;
  const message = approvalCard(catalogue, run, next.says, next.sequence);
  if (next.first) return update(client, next.first, message);
  const channel = await directChannel(client, personOf(next));
  await once(channels, next, { channel, thread: null, eventType: APPROVAL_EVENT, message });
}

/** One message per request to whoever asked, kept current. What has ended before it was ever sent needs none. */
async function toRequester(channels: Way, next: Post, run: Run): Promise<void> {
  const { catalogue, client } = channels;
  const message = requestMessage(catalogue, run, next.says, next.sequence);
  if (next.first) return update(client, next.first, message);
  if (run.state !== 'awaiting_approval' && !next.sending) return;
  const channel = await directChannel(client, personOf(next));
  await once(channels, next, { channel, thread: null, eventType: REQUEST_EVENT, message });
}

/** Below the card that it reminds of. Where the card is not posted, or asks nothing any more, nobody is reminded. */
async function toReminder(channels: Way, next: Post, run: Run): Promise<void> {
  if (!next.first || run.state !== 'awaiting_approval') return;
  const { channel, ts } = next.first;
  const message = approvalReminder(run, next.says, next.sequence);
  await once(channels, next, { channel, thread: ts, eventType: REMINDER_EVENT, message });
}

async function toPerson(channels: Way, next: Post, run: Run): Promise<void> {
  const channel = await directChannel(channels.client, personOf(next));
  const message = directMessage(channels.catalogue, run, next.says, next.sequence);
  await once(channels, next, { channel, thread: null, eventType: RESULT_EVENT, message });
}

/** The card of a right for a time: one per person, kept current, and what happens to it in the thread below. */
async function toCard(channels: Way, next: Post, run: Run): Promise<void> {
  const whose = personOf(next);
  const { first: top } = next;
  const channel = top?.channel ?? (await directChannel(channels.client, whose));
  const card = (): Message => grantCard(channels.catalogue, run, { whose, says: next.says, sequence: next.sequence });
  const message = top ? grantStep(run, next.says, next.sequence) : card();
  await once(channels, next, { channel, thread: top?.ts ?? null, eventType: GRANT_EVENT, message });
  if (top) await update(channels.client, top, card());
}

interface Sending {
  readonly channel: string;
  readonly thread: string | null;
  readonly eventType: string;
  readonly message: Message;
}

/** Posts what is not posted yet. Where an earlier try may have arrived, looks for it twice before sending again. */
async function once({ outbox, client, clock, stillAtIt }: Way, next: Post, sending: Sending): Promise<void> {
  if (next.posted) return;
  const { channel, thread, eventType, message } = sending;
  if (next.sending) {
    const sought = { channel, thread, eventType, run: next.run, sequence: next.sequence, since: next.createdAt };
    const at = await find(client, sought, stillAtIt);
    if (at) return outbox.posted(next, at);
    const looks = next.looks + 1;
    if (looks < LOOKS) throw new Unsure('not seen in the channel yet', looks);
  }
  if (!(await outbox.takeTurn(next.lane, clock.now()))) throw new NotYet();
  await outbox.sending(next, true);
  let at: MessagePlace;
  try {
    at = await post(client, channel, message, thread);
  } catch (error) {
    if (error instanceof SlackUnreachable && error.sent) throw new Unsure(error.message, 0, error);
    await outbox.sending(next, false);
    throw error;
  }
  // Not inside the `try`: what has arrived is not sent again because this could not be written.
  await outbox.posted(next, at);
}
