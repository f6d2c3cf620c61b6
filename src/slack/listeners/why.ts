import type { App } from '@slack/bolt';

import type { Run } from '../../engine/run.js';
import { why, whyOfRun } from '../../engine/why.js';
import { words } from '../../engine/words.js';
import { joined } from '../../forms/help.js';
import { loadingView, plainView } from '../../forms/run-views.js';
import { ruleInWords, whyInWords } from '../../forms/why-words.js';
import { readWhy } from '../../forms/why-text.js';
import { whyView } from '../../forms/why-view.js';
import type { AdminWord } from '../admin-word.js';
import { apology, reading, type Desk } from '../desk.js';
import { withPatience } from '../clients/patience.js';
import { namesRead } from '../start-run.js';
import { onRunPress, type Press } from './on-press.js';

/** “Why?”, on refusals and approval cards. */
export function listenToWhy(app: App, desk: Desk): void {
  onRunPress(app, desk, 'run.why', (press, run) => show(desk, press, run));
}

async function show(desk: Desk, press: Press, run: Run): Promise<void> {
  const { ports, screen } = desk;
  const operation = ports.catalogue.byMethod(run.operation);
  const { title } = operation;
  const viewId = await press.screen(loadingView(title, run.id));
  try {
    const seen = await reading(desk, { viewId, title, run: run.id }, () => whyOfRun(ports, run, press.by));
    const view =
      seen.kind === 'answer'
        ? whyView(operation, seen)
        : plainView(title, run.id, words`⛔ ${seen.because.says} ${ruleInWords(seen.because)}`, seen.names);
    await screen.show(viewId, view);
  } catch (error) {
    await screen.show(viewId, plainView(title, run.id, apology(desk, operation, error)));
  }
}

/** `/admin why @ada grant-owner @bob in Marketing`, answered to whoever typed it alone. */
export async function answerWhy(desk: Desk, { by, rest, say }: AdminWord): Promise<void> {
  const { ports, commandPrefix: prefix } = desk;
  await namesRead(ports);
  const asked = readWhy(rest, { catalogue: ports.catalogue, prefix, names: ports, by });
  if ('problem' in asked) return say(asked.problem);
  const answer = await withPatience(
    ports.clock,
    async () => undefined,
    () => why(ports, { by, ...asked }),
  );
  await say(joined(whyInWords({ by, ...asked }, answer, asked.notes)), answer.names);
}
