import type { App } from '@slack/bolt';

import { exportAll, type Exported } from '../../engine/reading/export.js';
import { namesIn, rowsInWords } from '../../engine/reading/page.js';
import type { Ports } from '../../engine/ports.js';
import type { Run } from '../../engine/run.js';
import { SlackRefused } from '../../engine/errors/slack-errors.js';
import { turnPage, type Press, type Towards } from '../../engine/reading/turn-page.js';
import { code, toMrkdwn, words, type Words } from '../../engine/words.js';
import { csvFile } from '../../forms/csv.js';
import { stepOf } from '../../forms/form-view.js';
import { loadingView } from '../../forms/run-views.js';
import { apology, reading, type Desk } from '../desk.js';
import { showBarred, showBeside, showPage, type Shown } from '../screens/reading-screen.js';
import { NOT_YOURS, onRunPress } from './on-press.js';

/** Buttons below what was read: the pages around it, and all of it as a file. */
export function listenToPages(app: App, desk: Desk): void {
  const onPagePress = (actionId: string, go: (pressed: Pressed) => Promise<void>): void => {
    onRunPress(app, desk, actionId, async (press, run) => {
      const step = stepOf(press.view?.callbackId ?? '');
      const isTheirs = press.view && step !== null && run.requester === press.by;
      await (isTheirs ? go({ run, step, viewId: press.view.id }) : press.say(NOT_YOURS));
    });
  };
  for (const [actionId, towards] of TURNS) onPagePress(actionId, (pressed) => turn(desk, pressed, towards));
  onPagePress('run.export', (pressed) => sendAll(desk, pressed));
}

const TURNS: readonly (readonly [string, Towards])[] = [
  ['run.page_next', 'next'],
  ['run.page_back', 'back'],
  ['run.page_again', 'same'],
];

interface Pressed extends Shown {
  /** The run's step when the page was shown. */
  readonly step: number;
}

async function turn(desk: Desk, pressed: Pressed, towards: Towards): Promise<void> {
  const { viewId, run } = pressed;
  try {
    const turned = await turnPage(desk.ports, run, pressOf(desk, pressed, 'One moment…'), towards);
    switch (turned.kind) {
      case 'page':
        return await showPage(desk, { run: turned.run, viewId }, turned.page);
      case 'trouble':
        return await showTrouble(desk, { run: turned.run, viewId }, turned.error);
      case 'denied':
      case 'obstacle':
        return await showBarred(desk, { run, viewId }, turned);
      case 'stale':
    }
  } catch (error) {
    await showTrouble(desk, { run: await asItIs(desk.ports, run), viewId }, error);
  }
}

/** The first press at a page shows that something happens; a second one shows nothing, so it hides nothing. */
function pressOf({ ports, screen }: Desk, { run, step, viewId }: Pressed, says: string): Press {
  const { title } = ports.catalogue.byMethod(run.operation);
  return { by: run.requester, step, onTaken: () => screen.show(viewId, loadingView(title, run.id, says)) };
}

async function sendAll(desk: Desk, pressed: Pressed): Promise<void> {
  const { run, viewId } = pressed;
  const says = 'Reading all of it; the file comes by direct message. You can close this window…';
  try {
    const exported = await exportAll(desk.ports, run, pressOf(desk, pressed, says), fileFor(desk, pressed));
    await showExported(desk, { run, viewId }, exported);
  } catch (error) {
    await showTrouble(desk, { run: await asItIs(desk.ports, run), viewId }, error);
  }
}

/** Said again after this many pages: whoever waits sees that it goes on. */
const PAGES_BETWEEN_WORDS = 10;

function fileFor(desk: Desk, { run, viewId }: Pressed): Parameters<typeof exportAll>[3] {
  const { ports, screen } = desk;
  const { title } = ports.catalogue.byMethod(run.operation);
  const file = csvFile();
  const read = { pages: 0, rows: 0 };
  return {
    add: async (page) => {
      file.add(page, namesIn(page, ports.directory));
      read.pages += 1;
      read.rows += page.rows.length;
      if (read.pages % PAGES_BETWEEN_WORDS > 0) return;
      const says = `${rowsInWords(read.rows)} so far; the file comes by direct message. You can close this window…`;
      await screen.show(viewId, loadingView(title, run.id, says)).catch(() => false);
    },
    send: async (rows) => {
      const content = await file.end();
      const comment = toMrkdwn(words`${title}: ${rowsInWords(rows)}, as you asked for.`, {});
      await reading(desk, { viewId, title, run: run.id }, () =>
        desk.sendFile(run.requester, { name: `${nameOf(run)}.csv`, content, comment }),
      );
    },
  };
}

/** `admin-users-list-2026-11-24` */
function nameOf(run: Run): string {
  return `${run.operation.replaceAll('.', '-')}-${run.createdAt.toISOString().slice(0, 10)}`;
}

async function showExported(desk: Desk, { run, viewId }: Shown, exported: Exported): Promise<void> {
  switch (exported.kind) {
    case 'sent': {
      const says = words`✅ The file with ${rowsInWords(exported.rows)} is in your direct messages with this app.`;
      return showBeside(desk, { run: exported.run, viewId }, says);
    }
    case 'trouble': {
      const why = apology(desk, desk.ports.catalogue.byMethod(run.operation), exported.error);
      return showBeside(desk, { run: exported.run, viewId }, words`⛔ ${whyNoFile(exported)} No file comes. ${why}`);
    }
    case 'denied':
    case 'obstacle':
      return showBarred(desk, { run, viewId }, exported);
    case 'stale':
  }
}

function whyNoFile({ during, error }: Extract<Exported, { kind: 'trouble' }>): Words {
  if (during === 'reading') return words`Not everything could be read.`;
  return error instanceof SlackRefused && error.code === 'missing_scope'
    ? words`The file could not be sent; the app lacks ${code('files:write')}, the permission for it.`
    : words`The file could not be sent.`;
}

async function showTrouble(desk: Desk, { run, viewId }: Shown, error: unknown): Promise<void> {
  const why = apology(desk, desk.ports.catalogue.byMethod(run.operation), error);
  await showBeside(desk, { run, viewId }, words`⛔ ${why}`);
}

/** The run with the step that the press has taken. */
async function asItIs({ records }: Ports, run: Run): Promise<Run> {
  return (await records.find(run.id).catch(() => null)) ?? run;
}
