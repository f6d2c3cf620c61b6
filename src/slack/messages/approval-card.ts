import type { Catalogue } from '../../engine/operation.js';
import type { Run } from '../../engine/run.js';
import { code, person, strong, toMrkdwn, words, type Words } from '../../engine/words.js';
import { buttons, context, cutMrkdwn, runButton, section } from '../../forms/blocks.js';
import { LIMITS } from '../../forms/limits.js';
import { planBlocks, SIGN } from '../../forms/run-views.js';
import type { Message } from './message.js';

/** Metadata type of approval cards. */
export const APPROVAL_EVENT = 'gridkeeper_approval';

/** The card in the approval channel: buttons while it waits, the end in words afterwards. */
export function approvalCard(catalogue: Catalogue, run: Run, says: Words, sequence: number): Message {
  const { title } = catalogue.byMethod(run.operation);
  const waits = run.state === 'awaiting_approval';
  const headline = words`${SIGN[run.state] ?? 'ℹ️'} ${strong(title)}: ${person(run.requester)} ${waits ? 'asks for an approval' : 'asked for an approval'}`;
  const ended = waits ? [] : [section([says], run.names)];
  const spoken = [headline, ...(run.plan?.changes ?? []), ...(waits ? [] : [says])].map((line) =>
    toMrkdwn(line, run.names),
  );
  return {
    text: cutMrkdwn(spoken.join('\n'), LIMITS.messageText),
    blocks: [
      section([headline], run.names),
      ...planBlocks(run),
      ...(run.because && waits ? [section([run.because.says], run.names)] : []),
      ...ended,
      ...(waits ? [buttons(approveButton(run), denyButton(run))] : []),
      context(waits ? words`Expires one hour after it was asked. Run ${code(run.id)}` : words`Run ${code(run.id)}`, {}),
    ],
    metadata: {
      event_type: APPROVAL_EVENT,
      event_payload: { run_id: run.id, operation: run.operation, state: run.state, sequence },
    },
  };
}

function approveButton(run: Run): ReturnType<typeof runButton> {
  return runButton('run.approve', run.id, {
    label: 'Approve',
    style: 'primary',
    confirm: { title: 'Approve this?', text: 'It is carried out at once, as shown on this card.', yes: 'Approve' },
  });
}

function denyButton(run: Run): ReturnType<typeof runButton> {
  return runButton('run.deny', run.id, {
    label: 'Deny',
    style: 'danger',
    confirm: { title: 'Deny this?', text: 'One no is enough: the request ends and nothing is changed.', yes: 'Deny' },
  });
}
