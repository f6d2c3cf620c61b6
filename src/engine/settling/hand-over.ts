import { aboutRun } from '../ledger/entries.js';
import { explainError } from '../errors/explain-error.js';
import { whoseMethod } from '../errors/method-page.js';
import { noticesOfOutcome } from '../outcome.js';
import type { AnyOperation } from '../operation.js';
import type { Ports } from '../ports.js';
import { HOW_TO_CLOSE, ONLY_A_PERSON_CAN_TELL } from './read-back.js';
import type { Run } from '../run.js';
import {
  isSlackError,
  MAY_HAVE_HAPPENED,
  SlackBusy,
  SlackRefused,
  SlackUnreachable,
  type SlackError,
} from '../errors/slack-errors.js';
import { code, words, type Words } from '../words.js';

/** Somebody else has been at work: what is there now tells nothing about this call. */
export function changedBySomebody({ operation }: Pick<Run, 'operation'>): Words {
  return words`No clear answer came from ${whoseMethod(operation)}, and the state read back is neither the one before nor the one planned, so somebody else has changed it meanwhile. Whether this call happened cannot be told from here.`;
}

/** The state could not be read back, for this reason. */
export function notReadable(ports: Pick<Ports, 'catalogue'>, run: Run, error: unknown): Words {
  const lost = words`No clear answer came from ${whoseMethod(run.operation)}, and how things are now could not be read:`;
  const end = words`Whether this call happened cannot be told from here.`;
  if (!isSlackError(error)) {
    return words`${lost} the app itself failed at it; whoever operates it finds the fault in its log. ${end}`;
  }
  return words`${lost} ${whatCame(ports.catalogue.byMethod(run.operation), error)} ${end}`;
}

/** Only a refusal that stays is explained: of what passes one would read “try again”, and that is not for this run. */
function whatCame(operation: AnyOperation, error: SlackError): Words {
  const asked = code(error.method);
  if (error instanceof SlackRefused && !MAY_HAVE_HAPPENED.has(error.code)) {
    return words`${asked} was refused with ${code(error.code)}. ${explainError(operation, error.code)}`;
  }
  return words`for ten minutes ${asked} ${HOW_IT_FAILED[error.name] ?? 'got no usable answer'} (${code(problemOf(error))}).`;
}

const HOW_IT_FAILED: Readonly<Record<string, string>> = { SlackBusy: 'was put off', SlackRefused: 'was refused' };

/** The code of whatever went wrong, Slack’s or ours. */
export function problemOf(error: unknown): string {
  if (error instanceof SlackRefused) return error.code;
  if (error instanceof SlackBusy) return 'ratelimited';
  return error instanceof SlackUnreachable ? error.problem : 'fault';
}

export interface HandingOver {
  /** What was seen at the last look. */
  readonly outcome: 'something_else' | 'not_readable';
  readonly error: string | null;
  readonly says: Words;
}

/** Stops looking at a run and gives it to a person: it stays unknown until somebody eligible closes it. */
export async function handOver(ports: Ports, run: Run, { outcome, error, says }: HandingOver): Promise<void> {
  const whole = words`${says} ${HOW_TO_CLOSE}`;
  await ports.records.advance({
    run: run.id,
    from: ['unknown'],
    step: run.step,
    at: ports.clock.now(),
    changes: { looks: run.looks + 1, dueAt: null, because: { rule: ONLY_A_PERSON_CAN_TELL, says: whole } },
    entries: [
      {
        kind: 'run.handed_over',
        actor: null,
        ...aboutRun(run),
        because: ONLY_A_PERSON_CAN_TELL,
        outcome,
        ...(error ? { error } : {}),
      },
    ],
    notices: noticesOfOutcome(ports, run, { state: 'unknown', error, says: whole, telling: { tell: 'message' } }),
  });
}
