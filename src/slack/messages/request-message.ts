import type { Catalogue } from '../../engine/operation.js';
import type { Run } from '../../engine/run.js';
import { code, moment, strong, toMrkdwn, words, type Words } from '../../engine/words.js';
import { buttons, context, cutMrkdwn, sections } from '../../forms/blocks.js';
import { LIMITS } from '../../forms/limits.js';
import { whoHasSaidWhat } from '../../forms/request.js';
import { withdrawButton } from '../../forms/request-buttons.js';
import { SIGN } from '../../forms/run-views.js';
import type { Message } from './message.js';

/** Metadata type of the direct message about somebody's own request. */
export const REQUEST_EVENT = 'gridkeeper_request';

/** A request that waits, to whoever asked for it: Withdraw while it can be withdrawn, how it went on afterwards. */
export function requestMessage(catalogue: Catalogue, run: Run, says: Words, sequence: number): Message {
  const { title } = catalogue.byMethod(run.operation);
  const waits = run.state === 'awaiting_approval';
  const headline = words`${SIGN[run.state] ?? 'ℹ️'} ${strong(title)}: you asked for an approval`;
  const lines = [headline, ...(run.plan?.changes ?? []), ...(waits ? waiting(run) : [says])];
  return {
    text: cutMrkdwn(lines.map((line) => toMrkdwn(line, run.names)).join('\n'), LIMITS.messageText),
    blocks: [
      ...sections(lines, run.names),
      ...(waits ? [buttons(withdrawButton(run))] : []),
      context(words`Run ${code(run.id)}`, {}),
    ],
    metadata: {
      event_type: REQUEST_EVENT,
      event_payload: { run_id: run.id, operation: run.operation, state: run.state, sequence },
    },
  };
}

function waiting(run: Run): Words[] {
  const until = run.dueAt ? words`It expires on ${moment(Math.floor(run.dueAt.getTime() / 1000))}. ` : [];
  return [...whoHasSaidWhat(run), words`${until}Until it is decided you can take it back.`];
}
