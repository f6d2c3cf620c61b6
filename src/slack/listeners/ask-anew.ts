import type { App } from '@slack/bolt';

import { OPEN_FOR_MS } from '../../engine/planning/keep-plan.js';
import { outcomeOfRun } from '../../engine/outcome.js';
import type { Run } from '../../engine/run.js';
import { words } from '../../engine/words.js';
import { canBeAskedAnew } from '../../forms/next-steps.js';
import { loadingView, plainView } from '../../forms/run-views.js';
import type { Desk } from '../desk.js';
import { planFilledIn } from '../screens/in-hand.js';
import { NO_SUCH_RUN, onPress } from './on-press.js';

/**
 * “Look at the new plan”, where things had changed under the first one. What people said yes to was that one, so this is
 * a run of its own, planned from the same input: it wants the requester's yes, and then everybody else's, anew.
 */
export function listenToAskingAnew(app: App, desk: Desk): void {
  onPress(app, desk, 'run.replan', async (press) => {
    const id = desk.newId();
    const viewId = await press.screen(loadingView(TITLE, id));
    const old = await desk.ports.records.find(press.value);
    if (!old) return press.say(NO_SUCH_RUN);
    return proceed(desk, old, { id, by: press.by, origin: press.origin, viewId });
  });
}

const TITLE = 'The new plan';

interface Asked {
  readonly id: string;
  readonly by: string;
  readonly origin: string;
  readonly viewId: string;
}

async function proceed(desk: Desk, old: Run, { id, by, origin, viewId }: Asked): Promise<void> {
  const { ports, screen } = desk;
  const operation = ports.catalogue.byMethod(old.operation);
  const problem = await whyNot(desk, old, by);
  if (problem) {
    await screen.show(viewId, plainView(operation.title, id, problem, old.names));
    return;
  }
  const now = ports.clock.now();
  const replacing = { id, operation: old.operation, requester: by, origin, viewId, replaces: old.id };
  const newRun = old.undoes ? { ...replacing, undoes: old.undoes } : replacing;
  const run = await ports.records.open(newRun, now, new Date(now.getTime() + OPEN_FOR_MS));
  if (run.requester !== by) throw new Error(`What ${by} asked for anew belongs to somebody else.`);
  return planFilledIn(desk, { run, viewId }, old.input);
}

async function whyNot({ ports }: Desk, old: Run, by: string): Promise<ReturnType<typeof words> | null> {
  if (old.requester !== by) return words`Only whoever asked for this can ask for it again.`;
  if (!canBeAskedAnew(old)) return words`There is no new plan to look at. ${outcomeOfRun(ports, old)}`;
  const newer = old.replacedBy === null ? null : await ports.records.find(old.replacedBy);
  if (newer) return words`You have asked for this again already. ${outcomeOfRun(ports, newer)}`;
  if (!ports.catalogue.byMethod(old.operation).input.safeParse(old.input).success)
    return words`What was filled in then has been erased since. Type the command again.`;
  return null;
}
