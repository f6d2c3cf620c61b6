import type { App, BlockAction, ButtonAction } from '@slack/bolt';

import { readAll, turnPage } from '../../engine/read.js';
import type { Run } from '../../engine/run.js';
import { toMrkdwn, words } from '../../engine/words.js';
import { csvFile } from '../../forms/csv.js';
import { loadingView, plainView } from '../../forms/run-views.js';
import { apology, reading, type Desk } from '../desk.js';
import { showReading } from '../planned-screen.js';

/** Buttons below what was read: the pages around it, and all of it as a file. */
export function listenToPages(app: App, desk: Desk): void {
  for (const [actionId, towards] of [
    ['run.page_next', 'next'],
    ['run.page_back', 'back'],
  ] as const) {
    app.action<BlockAction<ButtonAction>>(actionId, async ({ ack, body, action }) => {
      await ack();
      const pressed = { runId: action.value ?? '', by: body.user.id, viewId: body.view?.id ?? '' };
      await desk.jobs.run(() => turn(desk, pressed, towards));
    });
  }

  app.action<BlockAction<ButtonAction>>('run.export', async ({ ack, body, action }) => {
    await ack();
    const pressed = { runId: action.value ?? '', by: body.user.id, viewId: body.view?.id ?? '' };
    await desk.jobs.run(() => sendAll(desk, pressed));
  });
}

interface Pressed {
  readonly runId: string;
  readonly by: string;
  readonly viewId: string;
}

async function turn(desk: Desk, { runId, by, viewId }: Pressed, towards: 'next' | 'back'): Promise<void> {
  const { ports } = desk;
  const run = await ports.records.find(runId);
  if (!run || run.requester !== by) return;
  const { title } = ports.catalogue.byMethod(run.operation);
  try {
    await desk.screen.show(viewId, loadingView(title, run.id));
    const result = await reading(desk, { viewId, title, run: run.id }, () => turnPage(ports, run, by, towards));
    await showReading(desk, { run, viewId }, result);
  } catch (error) {
    await showTrouble(desk, { run, viewId }, error);
  }
}

async function sendAll(desk: Desk, { runId, by, viewId }: Pressed): Promise<void> {
  const { ports, screen } = desk;
  const run = await ports.records.find(runId);
  if (!run || run.requester !== by) return;
  const { title } = ports.catalogue.byMethod(run.operation);
  try {
    await screen.show(viewId, loadingView(title, run.id, 'Reading all of it; the file comes by direct message…'));
    const file = csvFile();
    const read = await readAll(ports, run, { by, onPage: async (page) => file.add(page) });
    if (read === null) return;
    if ('because' in read) return await showReading(desk, { run, viewId }, { kind: 'denied', because: read.because });
    const rows = `${read.rows} ${read.rows === 1 ? 'row' : 'rows'}`;
    const comment = toMrkdwn(words`${title}: ${rows}, as you asked for.`, {});
    await desk.sendFile(by, { name: `${nameOf(run)}.csv`, content: await file.end(), comment });
    await screen.show(viewId, plainView(title, run.id, words`✅ The file with ${rows} is in your direct messages.`));
  } catch (error) {
    await showTrouble(desk, { run, viewId }, error);
  }
}

/** `admin-users-list-2026-11-24` */
function nameOf(run: Run): string {
  return `${run.operation.replaceAll('.', '-')}-${run.createdAt.toISOString().slice(0, 10)}`;
}

async function showTrouble(desk: Desk, { run, viewId }: { run: Run; viewId: string }, error: unknown): Promise<void> {
  const operation = desk.ports.catalogue.byMethod(run.operation);
  await desk.screen.show(viewId, plainView(operation.title, run.id, apology(desk, operation, error)));
}
