import { assess, wishOf } from './assess.js';
import { keepPlan, type Planned } from './keep-plan.js';
import type { JsonObject } from './plan.js';
import type { Ports } from '../ports.js';
import type { Run } from '../run.js';

/**
 * Turns a filled-in form into a plan, decides on it and stores both. `step` is the step the form was shown at: a form
 * that was sent twice, or that has been replaced, changes nothing.
 * @throws SlackError where Slack could not be asked; the run stays as it was.
 */
export async function makePlan(ports: Ports, run: Run, step: number, input: JsonObject): Promise<Planned> {
  if (run.step !== step || !isOpen(run)) return { kind: 'stale' };
  return keepPlan(ports, run, input, await assess(ports, await wishOf(ports, run, input)));
}

/** Whether the requester may still fill in, change or confirm. */
export function isOpen(run: Pick<Run, 'state'>): boolean {
  return run.state === 'received' || run.state === 'planned';
}
