import type { Planned } from '../engine/keep-plan.js';
import { outcomeOfRun } from '../engine/outcome.js';
import { readNow, type ReadResult } from '../engine/read.js';
import type { Run } from '../engine/run.js';
import { isTerminal } from '../engine/state.js';
import { pageView } from '../forms/page-view.js';
import { NOTHING_CHANGED, obstacleView, planView, refusalView } from '../forms/run-views.js';
import type { Desk } from './desk.js';

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
        return showReading(desk, { run: planned.run, viewId }, await readNow(desk.ports, planned.run));
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

/** A second delivery changes nothing on the screen; a form whose run has ended says how it ended. */
export async function showStale(desk: Desk, { run, viewId }: { run: Run; viewId: string }): Promise<void> {
  const now = await desk.ports.records.find(run.id);
  if (!now || !isTerminal(now.state)) return;
  await desk.screen.showResult(viewId, now, outcomeOfRun(desk.ports, now));
}

/** Shows a page of what was read, or how the reading ended. */
export async function showReading(
  desk: Desk,
  { run, viewId }: { run: Run; viewId: string },
  result: ReadResult,
): Promise<void> {
  const { ports, screen } = desk;
  const operation = ports.catalogue.byMethod(run.operation);
  switch (result.kind) {
    case 'page':
      if (await screen.show(viewId, pageView(operation, result.run, result.page))) {
        await ports.records.told(run.id, run.requester, ports.clock.now());
      }
      return;
    case 'ended':
      return screen.showResult(viewId, result.run, outcomeOfRun(ports, result.run));
    case 'denied':
      await screen.show(viewId, refusalView(operation, run.id, result.because, run.names));
      return;
    case 'stale':
      await showStale(desk, { run, viewId });
  }
}
