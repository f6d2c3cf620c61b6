import type { App, BlockAction, ButtonAction } from '@slack/bolt';

import { close, needsAPerson, type Closing } from '../../engine/close.js';
import { outcomeOfRun } from '../../engine/outcome.js';
import { words } from '../../engine/words.js';
import { CLOSE, closeView, ClosingInput } from '../../forms/close-view.js';
import { loadingView, plainView } from '../../forms/run-views.js';
import { valuesOf } from '../../forms/view-values.js';
import { apology, type Desk } from '../desk.js';

const TITLE = 'How did it end?';

/** “Say how it ended”, on audit posts of runs whose outcome only a person can tell. */
export function listenToClosing(app: App, desk: Desk): void {
  app.action<BlockAction<ButtonAction>>('run.close', async ({ ack, body, action }) => {
    await ack();
    const id = action.value ?? '';
    const viewId = await desk.screen.open(body.trigger_id, loadingView(TITLE, id));
    const run = await desk.ports.records.find(id);
    if (!run) return;
    const view = needsAPerson(run) ? closeView(run) : plainView(TITLE, id, outcomeOfRun(desk.ports, run), run.names);
    await desk.screen.show(viewId, view);
  });

  app.view(CLOSE, async ({ ack, view, body }) => {
    const read = ClosingInput.safeParse(valuesOf(view.state.values, {}));
    if (!read.success) {
      const errors = read.error.issues.map(({ path, message }) => [String(path[0] ?? 'reason'), message]);
      return ack({ response_action: 'errors', errors: Object.fromEntries(errors) });
    }
    await ack({ response_action: 'update', view: loadingView(TITLE, view.private_metadata) });
    const { outcome, reason } = read.data;
    const closing = { by: body.user.id, happened: outcome === 'happened', reason };
    return desk.jobs.run(() => end(desk, { runId: view.private_metadata, viewId: view.id, closing }));
  });
}

async function end(
  desk: Desk,
  { runId, viewId, closing }: { runId: string; viewId: string; closing: Closing },
): Promise<void> {
  const { ports, screen } = desk;
  const run = await ports.records.find(runId);
  if (!run) return;
  try {
    const closed = await close(ports, run, closing);
    const says =
      closed.kind === 'closed'
        ? outcomeOfRun(ports, closed.run)
        : closed.kind === 'not_you'
          ? closed.because.says
          : words`It is known by now how this ended. ${outcomeOfRun(ports, (await ports.records.find(runId)) ?? run)}`;
    await screen.show(viewId, plainView(TITLE, runId, says, run.names));
  } catch (error) {
    await screen.show(viewId, plainView(TITLE, runId, apology(desk, ports.catalogue.byMethod(run.operation), error)));
  }
}
