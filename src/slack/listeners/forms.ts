import type { App, ViewOutput } from '@slack/bolt';

import { confirm } from '../../engine/confirm.js';
import type { Planned } from '../../engine/keep-plan.js';
import { isOpen, makePlan } from '../../engine/make-plan.js';
import { outcomeOfRun } from '../../engine/outcome.js';
import type { JsonObject } from '../../engine/plan.js';
import type { Run } from '../../engine/run.js';
import { isTerminal } from '../../engine/state.js';
import { words } from '../../engine/words.js';
import { CONFIRM, FORM, formView, stepOf } from '../../forms/form-view.js';
import { readForm } from '../../forms/read-form.js';
import {
  loadingView,
  NOTHING_CHANGED,
  obstacleView,
  plainView,
  planView,
  refusalView,
  waitingView,
} from '../../forms/run-views.js';
import { valuesOf } from '../../forms/view-values.js';
import { choiceOf } from '../choices.js';
import { apology, reading, type Desk } from '../desk.js';

/** Submissions of a run's two forms: the input, and the plan that wants a confirmation. */
export function listenToForms(app: App, desk: Desk): void {
  app.view(new RegExp(`^${FORM}:\\d+$`, 'u'), async ({ ack, view, body }) => {
    const mine = await runBehind(desk, view, body.user.id);
    if (!mine) return ack({ response_action: 'update', view: goneView(view) });
    const { run, step } = mine;
    const operation = desk.ports.catalogue.byMethod(run.operation);
    const values = valuesOf(view.state.values);
    const form = readForm(operation, values);
    if (!form.ok) return ack({ response_action: 'errors', errors: { ...form.errors } });
    await ack({ response_action: 'update', view: loadingView(operation.title, run.id, 'Reading how things are now…') });
    return desk.jobs.run(() => plan(desk, { run, step, viewId: view.id }, form.input));
  });

  app.view(new RegExp(`^${CONFIRM}:\\d+$`, 'u'), async ({ ack, view, body }) => {
    const mine = await runBehind(desk, view, body.user.id);
    if (!mine) return ack({ response_action: 'update', view: goneView(view) });
    const { run, step } = mine;
    const { title } = desk.ports.catalogue.byMethod(run.operation);
    await ack({
      response_action: 'update',
      view: loadingView(title, run.id, 'Checking once more, then carrying it out…'),
    });
    return desk.jobs.run(() => carryOut(desk, { run, step, viewId: view.id }));
  });
}

interface Submission {
  readonly run: Run;
  readonly step: number;
  readonly viewId: string;
}

/** The run a view belongs to, if it is this person's: IDs in a view come from the client, so they are looked up. */
async function runBehind(desk: Desk, view: ViewOutput, user: string): Promise<{ run: Run; step: number } | null> {
  const run = await desk.ports.records.find(view.private_metadata);
  const step = stepOf(view.callback_id);
  return run && run.requester === user && step !== null ? { run, step } : null;
}

const goneView = (view: ViewOutput): ReturnType<typeof plainView> =>
  plainView(
    view.title.text,
    '',
    words`This form does not belong to a request of yours that is still open. Nothing was changed; type the command again.`,
  );

async function plan(desk: Desk, { run, step, viewId }: Submission, input: JsonObject): Promise<void> {
  const { ports, screen } = desk;
  const operation = ports.catalogue.byMethod(run.operation);
  try {
    const planned = await reading(desk, { viewId, title: operation.title, run: run.id }, () =>
      makePlan(ports, run, step, input),
    );
    await showPlanned(desk, { run, viewId }, planned, false);
  } catch (error) {
    await screen.show(viewId, obstacleView(operation, run, [apology(desk, operation, error)], run.names));
  }
}

/** Shows what came of a form: the plan, what stands in its way, or why not. */
export async function showPlanned(
  desk: Desk,
  { run, viewId }: { run: Run; viewId: string },
  planned: Planned,
  changed: boolean,
): Promise<void> {
  const operation = desk.ports.catalogue.byMethod(run.operation);
  const { screen } = desk;
  switch (planned.kind) {
    case 'planned':
      await screen.show(viewId, planView(operation, { ...planned, changed }));
      return;
    case 'obstacle':
      await screen.show(viewId, obstacleView(operation, planned.run, [planned.says, NOTHING_CHANGED], planned.names));
      return;
    case 'unchanged':
      await screen.showResult(viewId, planned.run, planned.says);
      return;
    case 'denied':
      await screen.show(viewId, refusalView(operation, run.id, planned.because, planned.run.names));
      return;
    case 'stale':
      await showStale(desk, { run, viewId });
  }
}

/** A second delivery changes nothing on the screen; a form whose run has ended says how it ended. */
async function showStale(desk: Desk, { run, viewId }: { run: Run; viewId: string }): Promise<void> {
  const now = await desk.ports.records.find(run.id);
  if (!now || !isTerminal(now.state)) return;
  await desk.screen.showResult(viewId, now, outcomeOfRun(desk.ports, now));
}

async function carryOut(desk: Desk, { run, step, viewId }: Submission): Promise<void> {
  const { ports, screen } = desk;
  const operation = ports.catalogue.byMethod(run.operation);
  try {
    const confirmed = await reading(desk, { viewId, title: operation.title, run: run.id }, () =>
      confirm(ports, run, step),
    );
    switch (confirmed.kind) {
      case 'ran':
        return await screen.showResult(viewId, confirmed.run, outcomeOfRun(ports, confirmed.run));
      case 'waits':
        await screen.show(viewId, waitingView(operation, confirmed.run));
        return;
      case 'changed':
        return await showPlanned(desk, { run, viewId }, confirmed.planned, true);
      case 'stale':
        return await showStale(desk, { run, viewId });
    }
  } catch (error) {
    await screen.show(viewId, obstacleView(operation, run, [apology(desk, operation, error)], run.names));
  }
}

/** “Change” in a plan brings the form back, filled in. */
export function listenToChange(app: App, desk: Desk): void {
  app.action('run.change', async ({ ack, body, action }) => {
    await ack();
    if (action.type !== 'button' || body.type !== 'block_actions' || !body.view) return;
    const run = await desk.ports.records.find(action.value ?? '');
    if (!run || run.requester !== body.user.id || run.undoes || !isOpen(run)) return;
    const operation = desk.ports.catalogue.byMethod(run.operation);
    const values = Object.fromEntries(
      Object.entries(run.input).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
    );
    const form = formView(operation, {
      run: run.id,
      step: run.step,
      values,
      notes: [],
      optionFor: choiceOf(desk.ports),
    });
    await desk.screen.show(body.view.id, form);
  });
}
