import type { KnownBlock } from '@slack/web-api';

import { needsAPerson } from '../../engine/settling/close.js';
import { outcomeOfRun } from '../../engine/outcome.js';
import type { AnyOperation, Catalogue } from '../../engine/operation.js';
import type { Run } from '../../engine/run.js';
import { targetInWords } from '../../engine/organisation/target.js';
import { wayBack } from '../../engine/planning/undo.js';
import { code, escape, person, strong, toMrkdwn, words, type Words } from '../../engine/words.js';
import { buttons, context, cutMrkdwn, quote, runButton, section, sections } from '../../forms/blocks.js';
import { LIMITS } from '../../forms/limits.js';
import { headlineOf } from '../../forms/headline.js';
import { undoButton } from '../../forms/next-steps.js';
import { denialBlocks } from '../../forms/remarks.js';
import { SIGN } from '../../forms/run-views.js';
import { endingLines, grantLines } from './ending-lines.js';
import type { Message } from './message.js';

/** Metadata type of audit posts: apps and people can find every post about a run by it (DESIGN section 7). */
export const RUN_EVENT = 'gridkeeper_run';

/** The one message about a run in the audit channel, as the run stands now. */
export function auditPost(catalogue: Catalogue, run: Run, sequence: number): Message {
  const operation = catalogue.byMethod(run.operation);
  const lines = auditLines(catalogue, operation, run);
  const reason = run.input['reason'];
  const blocks: KnownBlock[] = [
    ...sections(lines, run.names),
    ...(typeof reason === 'string' ? [section([words`${strong('Reason')}`], {}), quote(reason)] : []),
    ...(run.remarks['closing'] ? [quote(run.remarks['closing'])] : []),
    ...denialBlocks(run),
    ...(!run.ends && wayBack(run).open ? [buttons(undoButton(run))] : []),
    ...(needsAPerson(run) ? [buttons(runButton('run.close', run.id, { label: 'Say how it ended' }))] : []),
    context(words`Run ${code(run.id)}`, {}),
  ];
  const spoken = [
    ...lines.map((line) => toMrkdwn(line, run.names)),
    ...(typeof reason === 'string' ? [`*Reason* ${escape(reason)}`] : []),
  ];
  return { text: cutMrkdwn(spoken.join('\n'), LIMITS.messageText), blocks, metadata: metadataOf(run, sequence) };
}

/** One step of a run, posted in the thread below its message. */
export function auditStep(run: Run, says: Words, sequence: number): Message {
  return {
    text: cutMrkdwn(toMrkdwn(says, run.names), LIMITS.messageText),
    blocks: [section([says], run.names)],
    metadata: metadataOf(run, sequence),
  };
}

function metadataOf(run: Run, sequence: number): Message['metadata'] {
  return {
    event_type: RUN_EVENT,
    event_payload: { run_id: run.id, operation: run.operation, state: run.state, sequence },
  };
}

function auditLines(catalogue: Catalogue, operation: AnyOperation, run: Run): Words[] {
  if (run.ends && run.grant) return endingLines(run, run.grant);
  const headline = words`${SIGN[run.state] ?? 'ℹ️'} ${strong(`${operation.title}: ${headlineOf(run)}`)}`;
  return [
    headline,
    words`${strong('Requested by')} ${person(run.requester)} with ${code(operation.method)}${run.undoes ? words`, to undo run ${code(run.undoes)}` : ''}`,
    ...aboutWhat(operation, run),
    ...approvalLine(run),
    ...outcomeLine(catalogue, run),
    ...grantLines(run),
  ];
}

function aboutWhat(operation: AnyOperation, run: Run): Words[] {
  if (Object.keys(run.input).length === 0) return [];
  const target = operation.target(run.input);
  return run.plan?.changes.length
    ? run.plan.changes.map((change) => words`${strong('Change')} ${change}`)
    : [words`${strong('About')} ${targetInWords(target)}`];
}

function approvalLine(run: Run): Words[] {
  return run.approvals.map(
    ({ by, verdict }) => words`${strong(verdict === 'approved' ? 'Approved by' : 'Denied by')} ${person(by)}`,
  );
}

function outcomeLine(catalogue: Catalogue, run: Run): Words[] {
  switch (run.state) {
    case 'succeeded':
    case 'partly':
    case 'refused':
    case 'failed':
    case 'unknown':
      return [words`${strong('Outcome')} ${outcomeOfRun({ catalogue }, run)}`];
    case 'denied':
    case 'superseded':
    case 'expired':
    case 'withdrawn':
      return run.because ? [words`${strong('Why')} ${run.because.says} (rule ${code(run.because.rule)})`] : [];
    case 'awaiting_approval':
      return run.because ? [words`${strong('Why')} ${run.because.says}`] : [];
    default:
      return [];
  }
}
