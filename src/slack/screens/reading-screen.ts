import type { Barred } from '../../engine/reading/may-still-read.js';
import { outcomeOfRun } from '../../engine/outcome.js';
import { namesIn, type Page } from '../../engine/reading/page.js';
import type { ReadResult } from '../../engine/reading/read.js';
import type { Run } from '../../engine/run.js';
import { words, type Words } from '../../engine/words.js';
import { besidePageView, pageView } from '../../forms/page-view.js';
import { refusalView } from '../../forms/run-views.js';
import type { Desk } from '../desk.js';

/** A run, and the modal in which its requester looks at it. */
export interface Shown {
  readonly run: Run;
  readonly viewId: string;
}

/** Shows what a reading came to: its first page, or how it ended. */
export async function showReading(
  desk: Desk,
  viewId: string,
  result: Exclude<ReadResult, { kind: 'stale' }>,
): Promise<void> {
  const { run } = result;
  await (result.kind === 'page'
    ? showPage(desk, { run, viewId }, result.page)
    : desk.screen.showResult(viewId, run, outcomeOfRun(desk.ports, run)));
}

/** Shows a page; where the modal does, no direct message has to tell of it. */
export async function showPage({ ports, screen }: Desk, { run, viewId }: Shown, page: Page): Promise<void> {
  const operation = ports.catalogue.byMethod(run.operation);
  const shown = await screen.show(viewId, pageView(operation, run, page, namesIn(page, ports.directory)));
  if (shown) await ports.records.told(run.id, run.requester, ports.clock.now());
}

/** Says something in a page's place, with the way back to it. What this shows, no direct message has to say. */
export async function showBeside({ ports, screen }: Desk, { run, viewId }: Shown, says: Words): Promise<void> {
  const view = besidePageView(ports.catalogue.byMethod(run.operation), run, says);
  if (await screen.show(viewId, view)) await ports.records.told(run.id, run.requester, ports.clock.now());
}

/** Says why there is no further page. */
export async function showBarred({ ports, screen }: Desk, { run, viewId }: Shown, barred: Barred): Promise<void> {
  const operation = ports.catalogue.byMethod(run.operation);
  await screen.show(
    viewId,
    barred.kind === 'denied'
      ? refusalView(operation, run.id, barred.because, barred.names)
      : besidePageView(operation, { ...run, pages: null }, words`⛔ ${barred.says}`, barred.names),
  );
}
