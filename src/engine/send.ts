import type { AnyOperation, Kept } from './operation.js';
import type { NoLonger } from './planning/no-longer.js';
import type { JsonObject, PlannedCall } from './planning/plan.js';
import type { Ports } from './ports.js';
import type { CallState, Run } from './run.js';
import {
  HAPPENED_IN_PART,
  MAY_HAVE_HAPPENED,
  SlackBusy,
  SlackRefused,
  SlackUnreachable,
} from './errors/slack-errors.js';
import { withTyped } from './planning/typed-arguments.js';

/** What came of one call. */
export interface Made {
  readonly state: Exclude<CallState, 'intended'>;
  readonly error?: string;
  readonly warnings?: readonly string[];
  /** What the operation keeps of the answer. */
  readonly kept?: Kept;
  /** Why plan, decision or approvals held no longer, so that nothing was sent. */
  readonly superseded?: NoLonger;
  /** How long Slack asks to wait, where the state is `waiting`. */
  readonly waitSeconds?: number;
}

/** Lets one call out, once, and says what came of it. */
export async function send(ports: Ports, run: Run, call: PlannedCall): Promise<Made> {
  const operation = ports.catalogue.byMethod(run.operation);
  const args = withTyped(run.input, call.arguments);
  try {
    const answer = await ports.admin.call(call.method, (doors) => operation.call(doors, args, run.id));
    const kept = operation.answered?.keep(answer, args);
    const warnings = answer.response_metadata?.warnings ?? [];
    return { state: kept ? STATE_OF[kept.done] : 'succeeded', warnings, ...(kept ? { kept } : {}) };
  } catch (error) {
    if (error instanceof SlackBusy) return busy(error);
    if (error instanceof SlackRefused) return refused(operation, error, args);
    if (error instanceof SlackUnreachable) return { state: error.sent ? 'unknown' : 'unsent', error: error.problem };
    throw error;
  }
}

const STATE_OF = { all: 'succeeded', part: 'partly', none: 'refused' } as const;

function refused(operation: AnyOperation, { code, answer }: SlackRefused, args: JsonObject): Made {
  const state = stateOfRefusal(code);
  const kept = answer === null || state === 'unknown' ? undefined : operation.answered?.keep(answer, args);
  if (!kept) return { state, error: code };
  return { state: kept.done === 'none' ? state : 'partly', error: code, kept };
}

function stateOfRefusal(code: string): 'unknown' | 'partly' | 'refused' {
  if (MAY_HAVE_HAPPENED.has(code)) return 'unknown';
  return HAPPENED_IN_PART.has(code) ? 'partly' : 'refused';
}

/** Turned away by a rate limit: nothing was done. */
export const busy = ({ retryAfterSeconds }: SlackBusy): Made => ({
  state: 'waiting',
  error: 'ratelimited',
  waitSeconds: retryAfterSeconds,
});
