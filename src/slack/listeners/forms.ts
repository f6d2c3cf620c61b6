import type { App, ViewOutput } from '@slack/bolt';

import { confirm } from '../../engine/confirm.js';
import { takeInHand } from '../../engine/settling/in-hand.js';
import { isOpen, makePlan } from '../../engine/planning/make-plan.js';
import { outcomeOfRun } from '../../engine/outcome.js';
import type { JsonObject } from '../../engine/planning/plan.js';
import type { Run } from '../../engine/run.js';
import { words } from '../../engine/words.js';
import { CONFIRM, CONFIRM_AGAIN, FORM, formView, stepOf } from '../../forms/form-view.js';
import { readForm } from '../../forms/read-form.js';
import {
  CHANGED_SINCE,
  loadingView,
  obstacleView,
  plainView,
  secondQuestionView,
  waitingView,
} from '../../forms/run-views.js';
import { valuesOf } from '../../forms/view-values.js';
import { choiceOf } from '../choices.js';
import { titleOf } from '../screens/audience.js';
import { apology, reading, type Desk } from '../desk.js';
import { inHand } from '../screens/in-hand.js';
import { showPlanned, showStale, type Awaited } from '../screens/planned-screen.js';
import { NOT_YOURS, onRunPress } from './on-press.js';
import { onSubmission } from './on-submission.js';

/** Submissions of a run's two forms: the input, and the plan that wants a confirmation. */
export function listenToForms(app: App, desk: Desk): void {
  onSubmission(app, desk, new RegExp(`^${FORM}:\\d+$`, 'u'), async ({ view, by }) => {
    const mine = await runBehind(desk, view, by);
    if (!mine) return { shows: goneView(view) };
    const { run, step } = mine;
    const operation = desk.ports.catalogue.byMethod(run.operation);
    const wants = (await desk.ports.policyInForce()).wants(run.operation);
    const form = readForm(operation, valuesOf(view.state.values, operation.fields), { ...desk.ports, wants });
    if (!form.ok) return { errors: form.errors };
    const taken = await takeInHand(desk.ports, run, step, form.input);
    const at = { run, viewId: view.id, taken };
    return {
      shows: loadingView(operation.title, run.id, 'Reading how things are now…'),
      goesOn: () => inHand(desk, at, (held) => plan(desk, { run: held, step, viewId: view.id }, form.input)),
    };
  });

  onSubmission(app, desk, new RegExp(`^(?:${CONFIRM}|${CONFIRM_AGAIN}):\\d+$`, 'u'), async ({ view, by }) => {
    const mine = await runBehind(desk, view, by);
    if (!mine) return { shows: goneView(view) };
    const { run, step } = mine;
    const operation = desk.ports.catalogue.byMethod(run.operation);
    const asks = view.callback_id.startsWith(`${CONFIRM}:`) ? run.plan?.asksTwice : null;
    if (asks && run.step === step && isOpen(run)) return { shows: secondQuestionView(operation, run, asks) };
    const taken = await takeInHand(desk.ports, run, step);
    const at = { run, viewId: view.id, taken };
    return {
      shows: loadingView(operation.title, run.id, 'Checking once more, then carrying it out…'),
      goesOn: () => inHand(desk, at, (held) => carryOut(desk, { run: held, step, viewId: view.id })),
    };
  });
}

interface Step extends Awaited {
  readonly step: number;
}

/** The run a view belongs to, if it is this person's: IDs in a view come from the client, so they are looked up. */
async function runBehind(desk: Desk, view: ViewOutput, user: string): Promise<{ run: Run; step: number } | null> {
  const run = await desk.ports.records.find(view.private_metadata);
  const step = stepOf(view.callback_id);
  return run && run.requester === user && step !== null ? { run, step } : null;
}

const goneView = (view: ViewOutput): ReturnType<typeof plainView> =>
  plainView(
    titleOf(view),
    '',
    words`This form does not belong to a request of yours that is still open. Nothing was changed; type the command again.`,
  );

async function plan(desk: Desk, at: Step, input: JsonObject): Promise<void> {
  const planned = await inFrontOf(desk, at, () => makePlan(desk.ports, at.run, at.step, input));
  if (planned) await showPlanned(desk, at, planned);
}

async function carryOut(desk: Desk, at: Step): Promise<void> {
  const { ports, screen } = desk;
  const confirmed = await inFrontOf(desk, at, () => confirm(ports, at.run, at.step));
  if (!confirmed) return;
  switch (confirmed.kind) {
    case 'ran':
      return void (await screen.showResult(at.viewId, confirmed.run, outcomeOfRun(ports, confirmed.run)));
    case 'waits':
      return void (await screen.show(
        at.viewId,
        waitingView(ports.catalogue.byMethod(at.run.operation), confirmed.run),
      ));
    case 'changed':
      return showPlanned(desk, at, confirmed.planned, CHANGED_SINCE);
    case 'paused':
      return showPlanned(desk, at, confirmed.planned);
    case 'stale':
      return showStale(desk, at);
  }
}

/**
 * Does a step for somebody who looks at a loading view. Where it cannot be done they read why, with the way back into
 * the form, and it answers `null`. What is only shown afterwards is no part of it: the step is done by then.
 */
async function inFrontOf<T>(desk: Desk, { run, viewId }: Step, step: () => Promise<T>): Promise<T | null> {
  const operation = desk.ports.catalogue.byMethod(run.operation);
  try {
    return await reading(desk, { viewId, title: operation.title, run: run.id }, step);
  } catch (error) {
    await desk.screen.show(
      viewId,
      obstacleView(operation, { run, paragraphs: [apology(desk, operation, error)], names: run.names, because: null }),
    );
    return null;
  }
}

/** “Change” in a plan brings the form back, filled in. */
export function listenToChange(app: App, desk: Desk): void {
  onRunPress(app, desk, 'run.change', async (press, run) => {
    if (!press.view || run.requester !== press.by || run.undoes) return press.say(NOT_YOURS);
    const viewId = press.view.id;
    if (!isOpen(run)) return showStale(desk, { run, viewId });
    const form = formView(desk.ports.catalogue.byMethod(run.operation), {
      run: run.id,
      step: run.step,
      values: run.input,
      notes: [],
      optionFor: choiceOf(desk.ports),
    });
    return desk.screen.show(viewId, form);
  });
}
