import { authorise } from '../../engine/authorise.js';
import { holdAgain } from '../../engine/planning/held-plan.js';
import { takeInHand } from '../../engine/settling/in-hand.js';
import type { Planned } from '../../engine/planning/keep-plan.js';
import { isOpen, makePlan } from '../../engine/planning/make-plan.js';
import type { JsonObject } from '../../engine/planning/plan.js';
import type { Run } from '../../engine/run.js';
import { subjectOf } from '../../engine/organisation/target.js';
import { strong, words, type Words } from '../../engine/words.js';
import { CHANGED_SINCE, loadingView, INTERRUPTED, refusalView } from '../../forms/run-views.js';
import { attend, tell, type Audience } from './audience.js';
import { reading, type Desk } from '../desk.js';
import { showPlanned, showStale, type Awaited } from './planned-screen.js';

/**
 * Works on a run that this process has taken in hand, for somebody in front of its modal; where there is nothing to
 * work on, shows how the run stands. What cannot be let go is shown once more when its time is over, and that is all.
 */
export async function inHand(
  desk: Desk,
  { run, viewId, taken }: Awaited & { readonly taken: Run | null },
  work: (taken: Run) => Promise<void>,
): Promise<void> {
  if (!taken) return showStale(desk, { run, viewId });
  const { records, holder } = desk.ports;
  try {
    await work(taken);
  } finally {
    await records.letGo(run.id, holder).catch((error: unknown) => desk.logFault(error, 'letting go of a run'));
  }
}

/** Plans a run whose input was there before it: an undo, or a plan in the place of one that holds no more. */
export async function planFilledIn(desk: Desk, { run, viewId }: Awaited, input: JsonObject): Promise<void> {
  const { ports, screen } = desk;
  const operation = ports.catalogue.byMethod(run.operation);
  const modal = { viewId, title: operation.title, run: run.id };
  const gate = await reading(desk, modal, () => authorise(ports, run, subjectOf(operation.target(input))));
  if (!gate.open && gate.because)
    return void (await screen.show(viewId, refusalView(operation, run.id, gate.because, gate.names)));
  const taken = gate.open ? await takeInHand(ports, run, run.step, input) : null;
  await inHand(desk, { run, viewId, taken }, async (held) => {
    const planned = await reading(desk, modal, () => makePlan(ports, held, held.step, input));
    await showPlanned(desk, { run: held, viewId }, planned);
  });
}

/**
 * Goes on with a run that another process left while somebody was waiting for it: plans what was filled in, and shows
 * what was confirmed once more, because a yes is carried out by the process that heard it or not at all. Where the modal
 * is gone they hear it by direct message.
 */
export async function goOnWith(desk: Desk, run: Run): Promise<void> {
  const { viewId, requester: person } = run;
  if (!viewId) return;
  const { title } = desk.ports.catalogue.byMethod(run.operation);
  const audience: Audience = { person, modal: { title, run: run.id, viewId }, reply: null };
  await attend(desk, audience, async () => {
    if (await desk.screen.show(viewId, loadingView(title, run.id, 'The app was interrupted. Going on…')))
      await showWhatBecame(desk, { run, viewId });
    else if (isOpen(run)) await tell(desk, { ...audience, modal: null }, interrupted(title));
  });
}

const interrupted = (title: string): Words =>
  words`${strong(title)}: the app was interrupted while it worked on your request, and the window is closed. Nothing was changed; ask again if it is still wanted.`;

async function showWhatBecame(desk: Desk, { run, viewId }: Awaited): Promise<void> {
  if (!isOpen(run)) return showStale(desk, { run, viewId });
  const { title } = desk.ports.catalogue.byMethod(run.operation);
  const { planned, note } = await reading(desk, { viewId, title, run: run.id }, () => planOnceMore(desk, run));
  await showPlanned(desk, { run, viewId }, planned, note);
}

async function planOnceMore({ ports }: Desk, run: Run): Promise<{ planned: Planned; note: Words | null }> {
  if (!run.plan) return { planned: await makePlan(ports, run, run.step, run.input), note: null };
  const held = await holdAgain(ports, run);
  return held.holds
    ? { planned: { kind: 'planned', run, ...held }, note: INTERRUPTED }
    : { planned: held.planned, note: CHANGED_SINCE };
}
