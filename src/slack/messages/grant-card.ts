import type { Button, KnownBlock } from '@slack/web-api';

import { at, forHowLong, howItEnded, roleOf } from '../../engine/grants/grant-words.js';
import type { Grant } from '../../engine/grants/grants.js';
import { MORE_TIME } from '../../engine/grants/more-time.js';
import type { Catalogue } from '../../engine/operation.js';
import type { Run } from '../../engine/run.js';
import { code, person, strong, toMrkdwn, words, type Words } from '../../engine/words.js';
import { buttons, context, cutMrkdwn, quote, runButton, section } from '../../forms/blocks.js';
import { LIMITS } from '../../forms/limits.js';
import type { Message } from './message.js';

/** Metadata type of the cards of rights for a time. */
export const GRANT_EVENT = 'gridkeeper_grant';

export interface CardOf {
  /** Whose direct messages it stands in: whoever asked for the right, or whoever has it. */
  readonly whose: string;
  /** What happened last. */
  readonly says: Words;
  readonly sequence: number;
}

/** The card of a right for a time, as it stands now: with buttons as long as it is in force. */
export function grantCard(catalogue: Catalogue, run: Run, { whose, says, sequence }: CardOf): Message {
  const { grant } = run;
  const lines = grant ? (grant.endedAt ? ended(grant, whose) : inForce(grant, whose)) : [says];
  const blocks: KnownBlock[] = [
    section(lines, run.names),
    ...(grant && !grant.endedAt ? whileInForce(run, grant, { whose, says }) : []),
    context(words`${catalogue.byMethod(run.operation).title}. Run ${code(run.id)}`, {}),
  ];
  return {
    text: cutMrkdwn(lines.map((line) => toMrkdwn(line, run.names)).join('\n'), LIMITS.messageText),
    blocks,
    metadata: metadataOf(run, sequence),
  };
}

/** What happened to it, in the thread below its card. */
export function grantStep(run: Run, says: Words, sequence: number): Message {
  return {
    text: cutMrkdwn(toMrkdwn(says, run.names), LIMITS.messageText),
    blocks: [section([says], run.names)],
    metadata: metadataOf(run, sequence),
  };
}

function metadataOf(run: Run, sequence: number): Message['metadata'] {
  return {
    event_type: GRANT_EVENT,
    event_payload: { run_id: run.id, operation: run.operation, state: run.state, sequence },
  };
}

function inForce(grant: Grant, whose: string): Words[] {
  const right = roleOf(grant.role, grant);
  const until = words`${strong('Until')} ${at(grant.endsAt)} (${forHowLong(grant)}); then it ends by itself.`;
  return whose === grant.person
    ? [
        words`⏳ ${strong('You have a right for a time.')} You are ${right}; ${person(grant.requester)} asked for it.`,
        until,
      ]
    : [words`⏳ ${strong('A right for a time, as you asked.')} ${person(grant.person)} is ${right}.`, until];
}

function ended(grant: Grant, whose: string): Words[] {
  const who = whose === grant.person ? words`You were` : words`${person(grant.person)} was`;
  const when = grant.endedAt ? words` at ${at(grant.endedAt)}` : '';
  return [
    words`⌛ ${strong(`A right for a time has ended.`)} ${who} ${roleOf(grant.role, grant)}; it ended${when}.`,
    howItEnded(grant),
  ];
}

function whileInForce(run: Run, grant: Grant, { whose, says }: Pick<CardOf, 'whose' | 'says'>): KnownBlock[] {
  if (grant.releasedBy)
    return [section([words`${person(grant.releasedBy)} has ended it; it is being taken away now.`], run.names)];
  // Overdue: it is being taken away as soon as Slack lets us, so there is nothing left to press.
  if (grant.told > 0) return [section([words`⚠️ ${says}`], run.names)];
  const reason = run.input['reason'];
  const asks = run.remarks[MORE_TIME];
  return [
    ...(typeof reason === 'string' ? [section([words`${strong('Reason')}`], {}), quote(reason)] : []),
    ...(grant.askedAt && whose === grant.requester
      ? [section([words`${person(grant.person)} asks for more time.`], run.names), ...(asks ? [quote(asks)] : [])]
      : []),
    buttons(extendButton(run, grant, whose), releaseButton(run, grant, whose)),
    context(
      words`If the same role is given by hand in Slack meanwhile, nobody can tell that from here: it ends with this.`,
      {},
    ),
  ];
}

function extendButton(run: Run, grant: Grant, whose: string): Button {
  return runButton('grant.extend', run.id, { label: whose === grant.person ? 'Ask for more time' : 'Extend' });
}

function releaseButton(run: Run, grant: Grant, whose: string): Button {
  return runButton('grant.release', run.id, {
    label: 'Release now',
    style: 'danger',
    confirm: {
      title: 'Release it now?',
      text: whose === grant.person ? 'You give the role up at once.' : 'The role is taken away at once.',
      yes: 'Release now',
    },
  });
}
