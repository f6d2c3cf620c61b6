import type { KnownBlock } from '@slack/web-api';

import { isAskedByMessage } from '../../engine/approvals/asking.js';
import type { AnyOperation, Catalogue } from '../../engine/operation.js';
import type { Run } from '../../engine/run.js';
import { code, escape, person, strong, toMrkdwn, words, type Words } from '../../engine/words.js';
import { requestBlocks, requestLines, whoHasSaidWhat } from '../../forms/request.js';
import { buttons, context, cutMrkdwn, section, sections } from '../../forms/blocks.js';
import { LIMITS } from '../../forms/limits.js';
import { denialBlocks } from '../../forms/remarks.js';
import { approveButton, denyButton, detailsButton, whyButton } from '../../forms/request-buttons.js';
import { SIGN } from '../../forms/run-views.js';
import type { Message } from './message.js';

/** Metadata type of approval cards. */
export const APPROVAL_EVENT = 'gridkeeper_approval';
/** Metadata type of the reminders below them. */
export const REMINDER_EVENT = 'gridkeeper_reminder';

/**
 * The card in the approval channel, or in the direct messages of whoever is asked there: buttons while it waits, the end
 * in words afterwards.
 */
export function approvalCard(catalogue: Catalogue, run: Run, says: Words, sequence: number): Message {
  const operation = catalogue.byMethod(run.operation);
  const waits = run.state === 'awaiting_approval';
  const headline = headlineOf(operation, run);
  return {
    text: spoken(operation, run, waits ? [headline] : [headline, says]),
    blocks: [
      section([headline], run.names),
      ...requestBlocks(operation, run),
      ...(waits ? waiting(run) : [section([says], run.names), ...denialBlocks(run)]),
      context(footer(run, waits), {}),
    ],
    metadata: metadataOf(run, APPROVAL_EVENT, sequence),
  };
}

/** A word in the thread below a card. */
export function approvalReminder(run: Run, says: Words, sequence: number): Message {
  return {
    text: cutMrkdwn(toMrkdwn(says, run.names), LIMITS.messageText),
    blocks: [section([says], run.names)],
    metadata: metadataOf(run, REMINDER_EVENT, sequence),
  };
}

function headlineOf({ title }: AnyOperation, { state, requester }: Run): Words {
  const asks = state === 'awaiting_approval' ? 'asks for an approval' : 'asked for an approval';
  return words`${SIGN[state] ?? 'ℹ️'} ${strong(title)}: ${person(requester)} ${asks}`;
}

function waiting(run: Run): KnownBlock[] {
  return [
    ...sections([...whoHasSaidWhat(run), ...(isAskedByMessage(run) ? [NO_CHANNEL] : [])], run.names),
    buttons(approveButton(run), denyButton(run), detailsButton(run), whyButton(run.id)),
  ];
}

const NO_CHANNEL = words`You are asked here because the approval channel cannot be used.`;

function footer({ id, dueAt, replaces }: Run, waits: boolean): Words {
  return [
    ...(replaces ? words`Takes the place of run ${code(replaces)}, whose plan no longer held. ` : []),
    ...(waits && dueAt
      ? words`Expires on ${{ moment: Math.floor(dueAt.getTime() / 1000) }} unless it is decided. `
      : []),
    ...words`Run ${code(id)}`,
  ];
}

/** What notifications and screen readers say. */
function spoken(operation: AnyOperation, run: Run, [headline, ...after]: readonly Words[]): string {
  const reason = run.input['reason'];
  const lines = [...(headline ? [headline] : []), ...requestLines(operation, run), ...after];
  return cutMrkdwn(
    [
      ...lines.map((line) => toMrkdwn(line, run.names)),
      ...(typeof reason === 'string' ? [`*Reason* ${escape(reason)}`] : []),
    ].join('\n'),
    LIMITS.messageText,
  );
}

function metadataOf(run: Run, event_type: string, sequence: number): Message['metadata'] {
  return { event_type, event_payload: { run_id: run.id, operation: run.operation, state: run.state, sequence } };
}
