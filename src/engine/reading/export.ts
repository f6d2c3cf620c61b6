import { aboutRun } from '../ledger/entries.js';
import { mayGoOn, whyBarred, type Barred } from './may-still-read.js';
import { rowsInWords, type Page } from './page.js';
import type { EntryDraft, Notice, Ports } from '../ports.js';
import { readPage } from './read-page.js';
import { MODAL_HAS_MS } from './read.js';
import type { Run } from '../run.js';
import { codeOf, isSlackError, SlackUnreachable, type SlackError } from '../errors/slack-errors.js';
import { note, takeStep, writesInto, type Press } from './turn-page.js';
import { code, person, words } from '../words.js';

/** Takes the rows as they come, and sends them to the requester when they are all there. */
export interface FileOfRows {
  add(page: Page): Promise<void>;
  /** @throws SlackError where Slack did not take the file. */
  send(rows: number): Promise<void>;
}

export type Exported =
  | Barred
  | { readonly kind: 'sent'; readonly run: Run; readonly rows: number }
  /** `reading` where not everything could be read, `sending` where the file did not get through. */
  | { readonly kind: 'trouble'; readonly run: Run; readonly during: 'reading' | 'sending'; readonly error: SlackError }
  | { readonly kind: 'stale' };

/**
 * Every page of what was read, from the first, as one file for the person who asked. Whether they may is decided before
 * the first page and once more before the file leaves: a large organisation takes minutes.
 * @throws SlackError where Slack could not be asked whether they may.
 */
export async function exportAll(ports: Ports, run: Run, press: Press, file: FileOfRows): Promise<Exported> {
  if (!run.pages || !mayGoOn(run, press)) return { kind: 'stale' };
  const taken = await takeStep(ports, run, [about(run, 'run.export')]);
  if (!taken) return { kind: 'stale' };
  await press.onTaken(taken);
  const barred = await whyBarred(ports, taken);
  if (barred) return barred;

  const read = await readAll(ports, taken, file);
  if (read.kind !== 'all') return read;
  const barredNow = await whyBarred(ports, taken);
  if (barredNow) return barredNow;
  return send(ports, taken, read.rows, file);
}

type ReadAll = { readonly kind: 'all'; readonly rows: number } | Extract<Exported, { kind: 'trouble' | 'stale' }>;

async function readAll(ports: Ports, run: Run, file: FileOfRows): Promise<ReadAll> {
  const first = run.plan?.calls[0]?.arguments ?? {};
  let rows = 0;
  let cursor: string | null = null;
  for (let number = 1; ; number += 1) {
    const args = cursor === null ? first : { ...first, cursor };
    const read = await readPage(ports, run, { args, number }, writesInto(ports, run));
    if (read.kind === 'lost') return { kind: 'stale' };
    if (read.kind === 'trouble') return failed(ports, run, 'reading', read.error);
    await file.add(read.page);
    rows += read.page.rows.length;
    if (read.page.next === null) return { kind: 'all', rows };
    if (read.page.next === cursor) {
      // The same page for ever would fill the file, and never end.
      return failed(ports, run, 'reading', new SlackUnreachable(run.operation, 'unreadable_answer', true));
    }
    cursor = read.page.next;
  }
}

/** The entry that it was read comes before the file leaves, the word to the audit channel when it has arrived. */
async function send(ports: Ports, run: Run, rows: number, file: FileOfRows): Promise<Exported> {
  if (!(await note(ports, run, about(run, 'run.exported', { detail: { rows } })))) return { kind: 'stale' };
  try {
    await file.send(rows);
  } catch (error) {
    if (!isSlackError(error)) throw error;
    return failed(ports, run, 'sending', error);
  }
  const says = words`${person(run.requester)} was sent all of it as a CSV file: ${rowsInWords(rows)}.`;
  await noteAndTell(ports, run, about(run, 'run.export_sent', { detail: { rows } }), { to: 'audit', says });
  return { kind: 'sent', run, rows };
}

/** Whoever has closed the window meanwhile hears by direct message that no file comes. */
async function failed(
  ports: Ports,
  run: Run,
  during: 'reading' | 'sending',
  error: SlackError,
): Promise<Extract<Exported, { kind: 'trouble' }>> {
  await noteAndTell(ports, run, about(run, 'run.export_failed', { error: codeOf(error), detail: { during } }), {
    to: { person: run.requester },
    says: words`⚠️ The CSV file you asked for could not be made or sent (${code(codeOf(error))}). Ask for it again.`,
    unlessToldBy: new Date(ports.clock.now().getTime() + MODAL_HAS_MS),
  });
  return { kind: 'trouble', run, during, error };
}

async function noteAndTell(ports: Ports, run: Run, entry: EntryDraft, notice: Notice): Promise<void> {
  const at = ports.clock.now();
  await ports.records.advance({ run: run.id, from: ['succeeded'], at, entries: [entry], notices: [notice] });
}

function about(run: Run, kind: string, more: Partial<EntryDraft> = {}): EntryDraft {
  return { kind, actor: run.requester, ...aboutRun(run), method: run.operation, ...more };
}
