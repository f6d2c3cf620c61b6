import type { Planned } from '../engine/keep-plan.js';
import { outcomeOfRun } from '../engine/outcome.js';
import { readNow } from '../engine/read.js';
import type { Run } from '../engine/run.js';
import { isTerminal } from '../engine/state.js';
import { NOTHING_CHANGED, obstacleView, planView, refusalView } from '../forms/run-views.js';
import type { Desk } from './desk.js';
import { showBeside, showReading } from './reading-screen.js';

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
      if (operation.page && planned.decision.verdict === 'allow') {
        const result = await readNow(desk.ports, planned.run);
        return result.kind === 'stale' ? showStale(desk, { run, viewId }) : showReading(desk, viewId, result);
      }
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

/**
 * A second delivery changes nothing on the screen; a form whose run has ended says how it ended, and leads to what was
 * read.
 */
export async function showStale(desk: Desk, { run, viewId }: { run: Run; viewId: string }): Promise<void> {
  const now = await desk.ports.records.find(run.id);
  if (!now || !isTerminal(now.state)) return;
  if (now.pages) return showBeside(desk, { run: now, viewId }, outcomeOfRun(desk.ports, now));
  await desk.screen.showResult(viewId, now, outcomeOfRun(desk.ports, now));
}
