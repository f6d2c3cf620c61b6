import type { App } from '@slack/bolt';

import { close, needsAPerson, type Closing } from '../../engine/settling/close.js';
import { outcomeOfRun } from '../../engine/outcome.js';
import type { Run } from '../../engine/run.js';
import { words, type Words } from '../../engine/words.js';
import { CLOSE, closeView, ClosingInput } from '../../forms/close-view.js';
import { loadingView, plainView } from '../../forms/run-views.js';
import { valuesOf } from '../../forms/view-values.js';
import type { Desk } from '../desk.js';
import { NO_SUCH_RUN, onPress } from './on-press.js';
import { onSubmission } from './on-submission.js';

const TITLE = 'How did it end?';

/** “Say how it ended”, on audit posts of runs whose outcome only a person can tell. */
export function listenToClosing(app: App, desk: Desk): void {
  onPress(app, desk, 'run.close', async (press) => {
    const viewId = await press.screen(loadingView(TITLE, press.value));
    const run = await desk.ports.records.find(press.value);
    if (!run) return press.say(NO_SUCH_RUN);
    if (!needsAPerson(run)) return press.say(outcomeOfRun(desk.ports, run), run.names);
    return desk.screen.show(viewId, closeView(run));
  });

  onSubmission(app, desk, CLOSE, async ({ view, by }) => {
    const read = ClosingInput.safeParse(valuesOf(view.state.values, {}));
    if (!read.success) {
      const errors = read.error.issues.map(({ path, message }) => [String(path[0] ?? 'reason'), message]);
      return { errors: Object.fromEntries(errors) };
    }
    const { outcome, reason } = read.data;
    const closing = { by, happened: outcome === 'happened', reason };
    const run = await desk.ports.records.find(view.private_metadata);
    if (!run) return { shows: plainView(TITLE, '', NO_SUCH_RUN) };
    return { shows: loadingView(TITLE, run.id), goesOn: () => end(desk, { run, viewId: view.id, closing }) };
  });
}

interface Ending {
  readonly run: Run;
  readonly viewId: string;
  readonly closing: Closing;
}

async function end(desk: Desk, { run, viewId, closing }: Ending): Promise<void> {
  const { says, now } = await saidOf(desk, run, closing);
  await desk.screen.show(viewId, plainView(TITLE, run.id, says, now.names));
}

async function saidOf({ ports }: Desk, run: Run, closing: Closing): Promise<{ says: Words; now: Run }> {
  const closed = await close(ports, run, closing);
  switch (closed.kind) {
    case 'closed':
      return { says: outcomeOfRun(ports, closed.run), now: closed.run };
    case 'not_you':
      return { says: closed.because.says, now: run };
    case 'not_open': {
      const now = (await ports.records.find(run.id)) ?? run;
      return { says: words`It is known by now how this ended. ${outcomeOfRun(ports, now)}`, now };
    }
  }
}
