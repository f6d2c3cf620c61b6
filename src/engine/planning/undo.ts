import { howItEnded } from '../grants/grant-words.js';
import type { JsonObject } from './plan.js';
import type { Run } from '../run.js';
import { words, type Words } from '../words.js';

/** Whether a run can be undone by a press of its button, and by which operation with which input. */
export type WayBack =
  | { readonly open: true; readonly operation: string; readonly input: JsonObject }
  | { readonly open: false; readonly why: Words };

/** After this long nobody remembers what a run was about, so it is asked for anew. */
const UNDO_WITHIN_MS = 7 * 24 * 60 * 60_000;

/**
 * The way back from a run as it stands now; the live state is looked at when the undoing run is planned. With `now`,
 * also whether it is too late by then.
 */
export function wayBack(run: Run, now?: Date): WayBack {
  if (run.undoneBy) return { open: false, why: words`This has been undone already.` };
  if (run.state !== 'succeeded' || !run.plan) return { open: false, why: words`Only what was done can be undone.` };
  if (run.grant?.endedAt && !run.undoes)
    return { open: false, why: words`${howItEnded(run.grant)} There is nothing left to undo.` };
  if (now && now.getTime() - run.stateSince.getTime() > UNDO_WITHIN_MS) {
    return {
      open: false,
      why: words`This was done more than seven days ago, so it is not undone with one press any more. Ask for the change as a run of its own.`,
    };
  }
  const { undo } = run.plan;
  if (!undo.possible) return { open: false, why: undo.why };
  return { open: true, operation: undo.operation, input: undo.input };
}
