import type { App, ViewOutput } from '@slack/bolt';

import { confirm } from '../../engine/confirm.js';
import { isOpen, makePlan } from '../../engine/make-plan.js';
import { outcomeOfRun } from '../../engine/outcome.js';
import type { JsonObject } from '../../engine/plan.js';
import type { Run } from '../../engine/run.js';
import { words } from '../../engine/words.js';
import { CONFIRM, CONFIRM_AGAIN, FORM, formView, stepOf } from '../../forms/form-view.js';
import { readForm } from '../../forms/read-form.js';
import { loadingView, obstacleView, plainView, secondQuestionView, waitingView } from '../../forms/run-views.js';
import { valuesOf } from '../../forms/view-values.js';
import { choiceOf } from '../choices.js';
import { apology, reading, type Desk } from '../desk.js';
import { showPlanned, showStale } from '../planned-screen.js';

/** Submissions of a run's two forms: the input, and the plan that wants a confirmation. */
export function listenToForms(app: App, desk: Desk): void {
  app.view(new RegExp(`^${FORM}:\\d+$`, 'u'), async ({ ack, view, body }) => {
    const mine = await runBehind(desk, view, body.user.id);
    if (!mine) return ack({ response_action: 'update', view: goneView(view) });
    const { run, step } = mine;
    const operation = desk.ports.catalogue.byMethod(run.operation);
    const form = readForm(operation, valuesOf(view.state.values, operation.fields), desk.ports);
    if (!form.ok) return ack({ response_action: 'errors', errors: { ...form.errors } });
    await ack({ response_action: 'update', view: loadingView(operation.title, run.id, 'Reading how things are now…') });
    return desk.jobs.run(() => plan(desk, { run, step, viewId: view.id }, form.input));
  });

  app.view(new RegExp(`^(?:${CONFIRM}|${CONFIRM_AGAIN}):\\d+$`, 'u'), async ({ ack, view, body }) => {
    const mine = await runBehind(desk, view, body.user.id);
    if (!mine) return ack({ response_action: 'update', view: goneView(view) });
    const { run, step } = mine;
    const operation = desk.ports.catalogue.byMethod(run.operation);
    const { title } = operation;
    const asks = view.callback_id.startsWith(`${CONFIRM}:`) ? run.plan?.asksTwice : null;
    if (asks && run.step === step && isOpen(run)) {
      return ack({ response_action: 'update', view: secondQuestionView(operation, run, asks) });
    }
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
        // The request is out: whatever is wrong with the window, nobody may read that nothing happened.
        await screen.show(viewId, waitingView(operation, confirmed.run)).catch((error: unknown) => {
          desk.logFault(error, operation.method);
        });
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
    const form = formView(operation, {
      run: run.id,
      step: run.step,
      values: run.input,
      notes: [],
      optionFor: choiceOf(desk.ports),
    });
    await desk.screen.show(body.view.id, form);
  });
}
