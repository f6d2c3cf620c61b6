import type { Catalogue } from '../../engine/operation.js';
import type { Run } from '../../engine/run.js';
import { code, strong, toMrkdwn, words, type Words } from '../../engine/words.js';
import { context, cutMrkdwn, sections } from '../../forms/blocks.js';
import { LIMITS } from '../../forms/limits.js';
import { nextSteps } from '../../forms/next-steps.js';
import { denialBlocks } from '../../forms/remarks.js';
import { SIGN } from '../../forms/run-views.js';
import type { Message } from './message.js';

/** Metadata type of direct messages to a requester. */
export const RESULT_EVENT = 'gridkeeper_result';

/** How a run ended, to whoever asked for it. */
export function directMessage(catalogue: Catalogue, run: Run, says: Words, sequence: number): Message {
  const operation = catalogue.byMethod(run.operation);
  const lines = [words`${SIGN[run.state] ?? 'ℹ️'} ${strong(operation.title)}`, ...(run.plan?.changes ?? []), says];
  return {
    text: cutMrkdwn(lines.map((line) => toMrkdwn(line, run.names)).join('\n'), LIMITS.messageText),
    blocks: [
      ...sections(lines, run.names),
      ...denialBlocks(run),
      ...nextSteps(operation, run),
      context(words`Run ${code(run.id)}`, {}),
    ],
    metadata: {
      event_type: RESULT_EVENT,
      event_payload: { run_id: run.id, operation: run.operation, state: run.state, sequence },
    },
  };
}
