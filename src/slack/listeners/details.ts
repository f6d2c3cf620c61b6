import type { App } from '@slack/bolt';

import { look } from '../../engine/planning/look.js';
import { outcomeOfRun } from '../../engine/outcome.js';
import { code, words } from '../../engine/words.js';
import { detailsView } from '../../forms/details-view.js';
import { loadingView, plainView } from '../../forms/run-views.js';
import { apology, reading, type Desk } from '../desk.js';
import { onPress, type Press } from './on-press.js';

/** “Details”, on cards and in the Home tab: the exact calls, what they rest on, and the same two buttons. */
export function listenToDetails(app: App, desk: Desk): void {
  onPress(app, desk, 'run.details', (press) => show(desk, press));
}

const TITLE = 'Request';

async function show(desk: Desk, press: Press): Promise<void> {
  const { ports, screen } = desk;
  const viewId = await press.screen(loadingView(TITLE, press.value));
  const run = await ports.records.find(press.value);
  if (!run) {
    await screen.show(viewId, plainView(TITLE, '', words`This request is not known here.`));
    return;
  }
  const operation = ports.catalogue.byMethod(run.operation);
  try {
    const seen = await reading(desk, { viewId, title: TITLE, run: run.id }, () => look(ports, run, press.by));
    const view =
      seen.kind === 'details'
        ? detailsView(operation, { ...seen, outcome: outcomeOfRun(ports, run) })
        : plainView(TITLE, run.id, words`⛔ ${seen.because.says} (rule ${code(seen.because.rule)})`, seen.names);
    await screen.show(viewId, view);
  } catch (error) {
    await screen.show(viewId, plainView(operation.title, run.id, apology(desk, operation, error)));
  }
}
