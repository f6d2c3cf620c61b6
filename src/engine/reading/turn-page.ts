import { aboutRun } from '../ledger/entries.js';
import { mayGoOn, whyBarred, type Barred } from './may-still-read.js';
import { countsOf, type Page } from './page.js';
import type { JsonObject } from '../planning/plan.js';
import type { EntryDraft, Ports } from '../ports.js';
import { readPage, warningsOf } from './read-page.js';
import { cursorsAfter } from './read.js';
import type { Pages, Run } from '../run.js';
import { codeOf, type SlackError } from '../errors/slack-errors.js';

/** Which page is wanted, seen from the one that was shown last. */
export type Towards = 'next' | 'back' | 'same';

/** Somebody pressed a button below a page. */
export interface Press {
  readonly by: string;
  /** The run's step when the page was shown: every press counts once. */
  readonly step: number;
  /** Called as soon as the press counts; `false` where nobody is looking any more. */
  readonly onTaken: (run: Run) => Promise<boolean>;
}

export type Turned =
  | Barred
  | { readonly kind: 'page'; readonly run: Run; readonly page: Page }
  | { readonly kind: 'trouble'; readonly run: Run; readonly error: SlackError }
  /** A second press, somebody else's, or one that leads nowhere: nothing was read. */
  | { readonly kind: 'stale' };

/**
 * Turns to another page of what was read, for the person who asked, as long as they may.
 * @throws SlackError where Slack could not be asked whether they may.
 */
export async function turnPage(ports: Ports, run: Run, press: Press, towards: Towards): Promise<Turned> {
  const at = leadsTo(run.pages, towards);
  if (at === null || !mayGoOn(run, press)) return { kind: 'stale' };
  const taken = await takeStep(ports, run, []);
  if (!taken || !(await press.onTaken(taken))) return { kind: 'stale' };
  const barred = await whyBarred(ports, taken);
  if (barred) return barred;

  const wanted = { args: argumentsOf(taken, at), number: at + 1 };
  const read = await readPage(ports, taken, wanted, writesInto(ports, taken));
  if (read.kind === 'lost') return { kind: 'stale' };
  if (read.kind === 'trouble') {
    await note(ports, taken, outcome(taken, { detail: { page: at + 1 }, error: codeOf(read.error) }));
    return { kind: 'trouble', run: taken, error: read.error };
  }
  const detail = { page: at + 1, ...countsOf(read.page) };
  const cursors = cursorsAfter((taken.pages?.cursors ?? []).slice(0, at), read.page);
  const turned = await note(ports, taken, outcome(taken, { detail, ...warningsOf(read.answer) }), { cursors, at });
  return turned ? { kind: 'page', run: turned, page: read.page } : { kind: 'stale' };
}

function leadsTo(pages: Pages | null, towards: Towards): number | null {
  if (!pages) return null;
  const at = pages.at + { next: 1, back: -1, same: 0 }[towards];
  return at >= 0 && at <= pages.cursors.length ? at : null;
}

/** Counts the press: of several at the same page, one goes on. */
export function takeStep(ports: Ports, run: Run, entries: readonly EntryDraft[]): Promise<Run | null> {
  return ports.records.advance({
    run: run.id,
    from: ['succeeded'],
    step: run.step,
    at: ports.clock.now(),
    changes: { step: run.step + 1 },
    entries,
  });
}

/** Writes an entry about a run that has ended; a read that cannot be recorded does not happen. */
export function note(ports: Ports, run: Run, entry: EntryDraft, pages?: Pages): Promise<Run | null> {
  return ports.records.advance({
    run: run.id,
    from: ['succeeded'],
    at: ports.clock.now(),
    ...(pages ? { changes: { pages } } : {}),
    entries: [entry],
  });
}

/** Readings of a run that has ended hold nothing: its state does not change any more. */
export function writesInto(ports: Ports, run: Run): Parameters<typeof readPage>[3] {
  return { begin: async (entry) => (await note(ports, run, entry)) !== null, keep: async () => true };
}

function argumentsOf(run: Run, at: number): JsonObject {
  const first = run.plan?.calls[0]?.arguments ?? {};
  const cursor = run.pages?.cursors[at - 1];
  return at > 0 && cursor ? { ...first, cursor } : first;
}

function outcome(run: Run, more: Partial<EntryDraft>): EntryDraft {
  return { kind: 'run.read', actor: run.requester, ...aboutRun(run), method: run.operation, ...more };
}
