import { aboutRun } from '../ledger/entries.js';
import type { AdminAnswer, AnyOperation } from '../operation.js';
import type { Page } from './page.js';
import { Lost, patiently } from '../patience.js';
import type { JsonObject } from '../planning/plan.js';
import type { EntryDraft, Ports } from '../ports.js';
import type { Run } from '../run.js';
import { isSlackError, SlackUnreachable, type SlackError } from '../errors/slack-errors.js';
import { withTyped } from '../planning/typed-arguments.js';

/** A page that is wanted: what is sent for it, and which one it is, from 1. */
export interface Wanted {
  readonly args: JsonObject;
  readonly number: number;
}

/** How whoever reads holds on to the run. */
export interface Hold {
  /** Writes the entry that stands before every try of a call. `false` where it is not ours to make: then none is made. */
  begin(entry: EntryDraft, attempt: number): Promise<boolean>;
  /** Called every few seconds while Slack makes us wait; `false` where somebody else has the run. */
  keep(): Promise<boolean>;
}

/** What reading one page came to. */
export type PageRead =
  | { readonly kind: 'page'; readonly page: Page; readonly answer: AdminAnswer }
  | { readonly kind: 'trouble'; readonly error: SlackError }
  /** Somebody else has the run; nothing more is to be done about it here. */
  | { readonly kind: 'lost' };

/** Reads one page. Nothing leaves before its entry is in the ledger, again for every try (DESIGN 6.13). */
export async function readPage(ports: Ports, run: Run, wanted: Wanted, hold: Hold): Promise<PageRead> {
  const operation = ports.catalogue.byMethod(run.operation);
  const args = withTyped(run.input, wanted.args);
  const ask = async (attempt: number): Promise<PageRead> => {
    if (!(await hold.begin(reading(run, wanted, attempt), attempt))) return { kind: 'lost' };
    const answer = await ports.admin.call(run.operation, (doors) => operation.call(doors, args, run.id));
    return { kind: 'page', page: pageOf(operation, answer, run), answer };
  };
  try {
    return await patiently(ports, run, ask, () => hold.keep());
  } catch (error) {
    if (error instanceof Lost) return { kind: 'lost' };
    if (isSlackError(error)) return { kind: 'trouble', error };
    throw error;
  }
}

/** What the ledger keeps of an answer besides counts. */
export function warningsOf({ response_metadata }: AdminAnswer): Pick<EntryDraft, 'warnings'> {
  return response_metadata?.warnings?.length ? { warnings: response_metadata.warnings } : {};
}

function pageOf(operation: AnyOperation, answer: AdminAnswer, run: Run): Page {
  let page: Page | undefined;
  try {
    page = operation.page?.(answer, run.input);
  } catch {
    // An answer of another shape is as good as none.
    throw new SlackUnreachable(run.operation, 'unreadable_answer', true);
  }
  if (!page) throw new Error(`${run.operation} does more than read.`);
  return page;
}

function reading(run: Run, { args, number }: Wanted, attempt: number): EntryDraft {
  return {
    kind: 'run.reading',
    actor: run.requester,
    ...aboutRun(run),
    method: run.operation,
    arguments: args,
    detail: { page: number, attempt },
  };
}
