import type { ModalView } from '@slack/web-api';

import { holdAgain } from '../../engine/planning/held-plan.js';
import type { Planned } from '../../engine/planning/keep-plan.js';
import type { AnyOperation } from '../../engine/operation.js';
import { outcomeOfRun } from '../../engine/outcome.js';
import { readNow } from '../../engine/reading/read.js';
import type { Run } from '../../engine/run.js';
import { isTerminal } from '../../engine/state.js';
import { pauseOver } from '../../engine/pausing/stopped-by-pause.js';
import { words, type Words } from '../../engine/words.js';
import {
  CHANGED_SINCE,
  NOTHING_CHANGED,
  obstacleView,
  plainView,
  planView,
  refusalView,
  waitingView,
} from '../../forms/run-views.js';
import { reading, type Desk } from '../desk.js';
import { showBeside, showReading } from './reading-screen.js';

/** A run, and the modal in front of which somebody waits for it. */
export interface Awaited {
  readonly run: Run;
  readonly viewId: string;
}

/** Shows what came of a form: the plan, what stands in its way, or why not. `note` is said of a plan only. */
export async function showPlanned(
  desk: Desk,
  { run, viewId }: Awaited,
  planned: Planned,
  note: Words | null = null,
): Promise<void> {
  const operation = desk.ports.catalogue.byMethod(run.operation);
  const { screen } = desk;
  switch (planned.kind) {
    case 'planned':
      if (operation.page && planned.decision.verdict === 'allow') {
        const result = await readNow(desk.ports, planned.run);
        return result.kind === 'stale' ? showStale(desk, { run, viewId }) : showReading(desk, viewId, result);
      }
      await screen.show(
        viewId,
        planView(operation, { ...planned, note, pause: await pauseOver(desk.ports, planned.run) }),
      );
      return;
    case 'obstacle':
      await screen.show(viewId, obstacleView(operation, { ...planned, paragraphs: [planned.says, NOTHING_CHANGED] }));
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

/** A screen is brought up to date this often at most, while its run moves on. */
const LOOKS = 3;

/**
 * A form or a press that comes late: shows how its run stands now, so that nobody is left in front of “One moment…”.
 * Where the run has moved on meanwhile, it is shown once more: whoever is first has the last word.
 */
export async function showStale(desk: Desk, { run, viewId }: Awaited): Promise<void> {
  let shown: Run | null = null;
  for (let look = 0; look < LOOKS; look += 1) {
    const now = await desk.ports.records.find(run.id);
    if (!now || (shown?.state === now.state && shown.step === now.step)) return;
    await showAsItStands(desk, now, viewId);
    shown = now;
  }
}

async function showAsItStands(desk: Desk, run: Run, viewId: string): Promise<void> {
  const { ports, screen } = desk;
  const operation = ports.catalogue.byMethod(run.operation);
  if (run.pages) return showBeside(desk, { run, viewId }, outcomeOfRun(ports, run));
  if (isTerminal(run.state) || run.state === 'unknown')
    return void (await screen.showResult(viewId, run, outcomeOfRun(ports, run)));
  if (run.state === 'awaiting_approval') return void (await screen.show(viewId, waitingView(operation, run)));
  if (run.state === 'planned') return showPlanAgain(desk, run, viewId);
  const says = run.state === 'received' ? SENT_ALREADY : outcomeOfRun(ports, run);
  await screen.show(viewId, obstacleOrPlain(operation, run, says));
}

const SENT_ALREADY = words`This form has been sent already, and no plan came of it. Change it, or type the command again.`;

function obstacleOrPlain(operation: AnyOperation, run: Run, says: Words): ModalView {
  return run.state === 'received'
    ? obstacleView(operation, { run, paragraphs: [says], names: run.names, because: null })
    : plainView(operation.title, run.id, says, run.names);
}

/** The plan that waits for a confirmation; what has changed since it was made is shown as that. */
async function showPlanAgain(desk: Desk, run: Run, viewId: string): Promise<void> {
  const operation = desk.ports.catalogue.byMethod(run.operation);
  const modal = { viewId, title: operation.title, run: run.id };
  const held = await reading(desk, modal, () => holdAgain(desk.ports, run));
  if (held.holds) {
    const { decision, eligible } = held;
    const pause = await pauseOver(desk.ports, run);
    await desk.screen.show(viewId, planView(operation, { run, decision, eligible, pause }));
  } else if (held.planned.kind !== 'stale') {
    await showPlanned(desk, { run, viewId }, held.planned, CHANGED_SINCE);
  }
}
