import type { Button, KnownBlock } from '@slack/web-api';

import { ASK_ANEW } from '../engine/planning/no-longer.js';
import { DENIED_BY_APPROVER } from '../engine/approvals/deny.js';
import type { AnyOperation } from '../engine/operation.js';
import type { Run } from '../engine/run.js';
import { wayBack } from '../engine/planning/undo.js';
import { buttons, runButton } from './blocks.js';
import { whyButton } from './request-buttons.js';

/** The button that plans the way back; it asks for a confirmation of its own, so it does nothing by itself. */
export function undoButton(run: Run): Button {
  return runButton('run.undo', run.id, { label: 'Undo' });
}

/** What whoever asked for a run can do about it now that it has ended; each of these asks anew before it does anything. */
export function nextSteps(operation: AnyOperation, run: Run): KnownBlock[] {
  const steps = [
    ...(wayBack(run).open ? [undoButton(run)] : []),
    ...(canBeAskedAnew(run)
      ? [runButton('run.replan', run.id, { label: 'Look at the new plan', style: 'primary' })]
      : []),
    ...(hasAnAnswer(operation, run)
      ? [runButton('run.show_answer', run.id, { label: 'Show it', style: 'primary' })]
      : []),
    ...(wasRefused(run) ? [whyButton(run.id)] : []),
  ];
  return steps.length > 0 ? [buttons(...steps)] : [];
}

/** Whether the same can be asked for as things are now, after they had changed under the first plan. */
export function canBeAskedAnew({ state, because }: Run): boolean {
  return state === 'superseded' && because?.rule === ASK_ANEW;
}

/** Whether it was a rule that said no, and not a person or the state of things. */
export function wasRefused({ state, because }: Run): boolean {
  return state === 'denied' && because !== null && because.rule !== DENIED_BY_APPROVER;
}

/** Whether others said yes to a reading, so that its requester was not looking when it was carried out. */
export function hasAnAnswer(operation: AnyOperation, { state, pages, approvals }: Run): boolean {
  return operation.page !== undefined && state === 'succeeded' && pages !== null && approvals.length > 0;
}
