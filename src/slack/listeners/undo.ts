import type { App } from '@slack/bolt';

import { endedBy } from '../../engine/grants/ending.js';
import { OPEN_FOR_MS } from '../../engine/planning/keep-plan.js';
import type { Run } from '../../engine/run.js';
import { wayBack } from '../../engine/planning/undo.js';
import { loadingView } from '../../forms/run-views.js';
import type { Desk } from '../desk.js';
import { planFilledIn } from '../screens/in-hand.js';
import { NO_SUCH_RUN, onPress, type Press } from './on-press.js';

/**
 * “Undo”, in a result, a direct message or the audit channel. Everybody sees it there, so who may is decided at the
 * press: undoing is a run of its own, with a plan, a decision and a confirmation.
 */
export function listenToUndo(app: App, desk: Desk): void {
  onPress(app, desk, 'run.undo', async (press) => {
    const id = desk.newId();
    const viewId = await press.screen(loadingView('Undo', id));
    const undone = await desk.ports.records.find(press.value);
    await (undone ? proceed(desk, press, { id, undone, viewId }) : press.say(NO_SUCH_RUN));
  });
}

interface Asked {
  readonly id: string;
  readonly undone: Run;
  readonly viewId: string;
}

async function proceed(desk: Desk, press: Press, { id, undone, viewId }: Asked): Promise<void> {
  const { ports } = desk;
  const now = ports.clock.now();
  const back = wayBack(undone, now);
  if (!back.open) return press.say(back.why, undone.names);
  // What was granted for a time ends by whatever leaves the role that is there without it.
  const operation = undone.grant ? await endedBy(ports, undone.grant) : back.operation;
  const { by: requester, origin } = press;
  const newRun = { id, operation, requester, origin, viewId, undoes: undone.id };
  const run = await ports.records.open(newRun, now, new Date(now.getTime() + OPEN_FOR_MS));
  if (run.requester !== requester) return press.say(NO_SUCH_RUN);
  return planFilledIn(desk, { run, viewId }, back.input);
}
