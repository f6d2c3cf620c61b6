import { authorise } from '../engine/authorise.js';
import { OPEN_FOR_MS } from '../engine/planning/keep-plan.js';
import type { AnyOperation } from '../engine/operation.js';
import { pauseOver } from '../engine/pausing/stopped-by-pause.js';
import type { JsonObject } from '../engine/planning/plan.js';
import { isSlackError } from '../engine/errors/slack-errors.js';
import { toPlain, words, type Words } from '../engine/words.js';
import { formView } from '../forms/form-view.js';
import { prefill, typedPerson } from '../forms/prefill.js';
import { loadingView, plainView, refusalView } from '../forms/run-views.js';
import { choiceOf } from './choices.js';
import { apology, reading, type Desk } from './desk.js';
import { showStale } from './screens/planned-screen.js';

/** A modal that is wanted at once. */
export interface Opening {
  readonly triggerId: string;
  readonly title: string;
  /** Empty where no run belongs to it yet. */
  readonly run: string;
  readonly operation: AnyOperation | null;
  /** Tells privately why no modal came. */
  readonly tell: (says: Words) => Promise<unknown>;
}

/**
 * Opens a modal with nothing in it yet: the trigger lives three seconds, so nothing is looked up or stored before.
 * `null` where Slack did not open it; then the person has been told.
 */
export async function openLoading(
  desk: Desk,
  { triggerId, title, run, operation, tell }: Opening,
): Promise<string | null> {
  try {
    return await desk.screen.open(triggerId, loadingView(title, run));
  } catch (error) {
    if (!isSlackError(error)) throw error;
    await tell(words`The form could not be opened. ${apology(desk, operation, error)}`);
    return null;
  }
}

/** Somebody wants to run an operation, and looks at a loading view. */
export interface Start {
  readonly run: string;
  readonly requester: string;
  /** The same command, press or replay has the same origin, and an origin has one run. */
  readonly origin: string;
  readonly viewId: string;
  /** What was typed behind the command. */
  readonly text: string;
  /** What the form is filled in with besides, and whom it is about. */
  readonly filled?: { readonly values: JsonObject; readonly subject: string; readonly notes: readonly string[] };
}

/** Makes a run of it and shows its form, filled in as far as something was typed, or says why not. */
export async function startRun(desk: Desk, operation: AnyOperation, start: Start): Promise<void> {
  try {
    await proceed(desk, operation, start);
  } catch (error) {
    await desk.screen.show(start.viewId, plainView(operation.title, start.run, apology(desk, operation, error)));
  }
}

async function proceed(
  desk: Desk,
  operation: AnyOperation,
  { run: id, requester, origin, viewId, text, filled }: Start,
): Promise<void> {
  const { ports, screen } = desk;
  const now = ports.clock.now();
  const newRun = { id, operation: operation.method, requester, origin, viewId };
  const run = await ports.records.open(newRun, now, new Date(now.getTime() + OPEN_FOR_MS));
  if (run.requester !== requester) throw new Error(`Run ${id} was opened by somebody else.`);
  if (run.state !== 'received' || run.step > 0) return showStale(desk, { run, viewId });

  if (text.trim() !== '') await namesRead(ports);
  const subject = filled?.subject ?? typedPerson(text, operation.fields, ports);
  const gate = await reading(desk, { viewId, title: operation.title, run: run.id }, () =>
    authorise(ports, run, subject),
  );
  if (!gate.open) {
    if (!gate.because) return showStale(desk, { run, viewId });
    await screen.show(viewId, refusalView(operation, run.id, gate.because, gate.names));
    return;
  }
  const { values, notes } = prefill(text, operation.fields, ports);
  const known = { ...values, ...filled?.values };
  const pause = await pauseOver(ports, run);
  const said = [...(pause ? [toPlain(pause.says, pause.names)] : []), ...notes, ...(filled?.notes ?? [])];
  const content = { run: run.id, step: run.step, values: known, notes: said, optionFor: choiceOf(ports) };
  const form = formView(operation, content);
  await screen.show(viewId, form);
}

/** As long as somebody who typed a name waits for the very first copy of the organisation, which is being read. */
const WAIT_FOR_NAMES_MS = 5_000;
/** In short naps: a timer that nobody waits for any more would keep a process from ending. */
const NAP_MS = 250;

/** Waits a moment for the very first copy of the names that people type. */
export async function namesRead({ directory, clock }: Desk['ports']): Promise<void> {
  const read = directory.read('people', 'workspaces');
  const isThere = (): boolean => directory.freshness('people') !== null && directory.freshness('workspaces') !== null;
  for (let waited = 0; waited < WAIT_FOR_NAMES_MS && !isThere(); waited += NAP_MS) {
    await Promise.race([read, clock.sleep(NAP_MS)]);
  }
}
