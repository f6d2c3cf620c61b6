import type { App, BlockAction, ButtonAction } from '@slack/bolt';

import { authorise } from '../../engine/authorise.js';
import { OPEN_FOR_MS } from '../../engine/keep-plan.js';
import { makePlan } from '../../engine/make-plan.js';
import type { Run } from '../../engine/run.js';
import { subjectOf } from '../../engine/target.js';
import { wayBack } from '../../engine/undo.js';
import { loadingView, plainView, refusalView } from '../../forms/run-views.js';
import { apology, reading, type Desk } from '../desk.js';
import { showPlanned } from '../planned-screen.js';

/**
 * “Undo”, in a result, a direct message or the audit channel. Everybody sees it there, so who may is decided at the
 * press: undoing is a run of its own, with a plan, a decision and a confirmation.
 */
export function listenToUndo(app: App, desk: Desk): void {
  app.action<BlockAction<ButtonAction>>('run.undo', async ({ ack, body, action }) => {
    await ack();
    await desk.jobs.run(() => begin(desk, body, action));
  });
}

async function begin(desk: Desk, body: BlockAction<ButtonAction>, action: ButtonAction): Promise<void> {
  const id = desk.newId();
  const title = 'Undo';
  const viewId = body.view
    ? await reuse(desk, body.view.id, loadingView(title, id))
    : await desk.screen.open(body.trigger_id, loadingView(title, id));
  try {
    const undone = await desk.ports.records.find(action.value ?? '');
    if (undone)
      await proceed(desk, { id, undone, by: body.user.id, origin: `${action.action_ts}:${body.trigger_id}`, viewId });
  } catch (error) {
    await desk.screen.show(viewId, plainView(title, id, apology(desk, null, error)));
  }
}

async function reuse(desk: Desk, viewId: string, view: ReturnType<typeof loadingView>): Promise<string> {
  await desk.screen.show(viewId, view);
  return viewId;
}

interface Asked {
  readonly id: string;
  readonly undone: Run;
  readonly by: string;
  readonly origin: string;
  readonly viewId: string;
}

async function proceed(desk: Desk, { id, undone, by, origin, viewId }: Asked): Promise<void> {
  const { ports, screen } = desk;
  const back = wayBack(undone);
  if (!back.open) {
    await screen.show(viewId, plainView('Undo', id, back.why, undone.names));
    return;
  }
  const operation = ports.catalogue.byMethod(back.operation);
  const now = ports.clock.now();
  const newRun = { id, operation: back.operation, requester: by, origin, viewId, undoes: undone.id };
  if (!(await ports.records.open(newRun, now, new Date(now.getTime() + OPEN_FOR_MS)))) return;
  const run = await ports.records.find(id);
  if (!run) return;

  const modal = { viewId, title: operation.title, run: id };
  const gate = await reading(desk, modal, () => authorise(ports, run, subjectOf(operation.target(back.input))));
  if (!gate.open) {
    if (gate.because) await screen.show(viewId, refusalView(operation, id, gate.because, gate.names));
    return;
  }
  const planned = await reading(desk, modal, () => makePlan(ports, run, run.step, back.input));
  await showPlanned(desk, { run, viewId }, planned, false);
}
