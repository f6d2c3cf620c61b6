import type { App } from '@slack/bolt';

import { turnPage } from '../../engine/reading/turn-page.js';
import { words } from '../../engine/words.js';
import { loadingView, plainView } from '../../forms/run-views.js';
import { hasAnAnswer } from '../../forms/next-steps.js';
import { apology, type Desk } from '../desk.js';
import { showBarred, showBeside, showPage } from '../screens/reading-screen.js';
import { onPress, type Press } from './on-press.js';

/** “Show it”, where others had to say yes to a reading: its answer, read once more for whoever asked. */
export function listenToAnswers(app: App, desk: Desk): void {
  onPress(app, desk, 'run.show_answer', (press) => show(desk, press));
}

const TITLE = 'What was read';

async function show(desk: Desk, press: Press): Promise<void> {
  const { ports, screen } = desk;
  const viewId = await press.screen(loadingView(TITLE, press.value));
  const run = await ports.records.find(press.value);
  if (!run || run.requester !== press.by || !hasAnAnswer(ports.catalogue.byMethod(run.operation), run)) {
    await screen.show(viewId, plainView(TITLE, '', words`This is shown only to whoever asked for it.`));
    return;
  }
  const operation = ports.catalogue.byMethod(run.operation);
  const onTaken = (): Promise<boolean> => screen.show(viewId, loadingView(operation.title, run.id));
  try {
    const turned = await turnPage(ports, run, { by: press.by, step: run.step, onTaken }, 'same');
    switch (turned.kind) {
      case 'page':
        return await showPage(desk, { run: turned.run, viewId }, turned.page);
      case 'trouble':
        return await showBeside(desk, { run: turned.run, viewId }, words`⛔ ${apology(desk, operation, turned.error)}`);
      case 'denied':
      case 'obstacle':
        return await showBarred(desk, { run, viewId }, turned);
      case 'stale':
        await screen.show(
          viewId,
          plainView(operation.title, run.id, words`It is being shown already. Press again if it is not.`),
        );
    }
  } catch (error) {
    await screen.show(viewId, plainView(operation.title, run.id, apology(desk, operation, error)));
  }
}
