import type { JsonObject } from './plan.js';
import type { Run } from './run.js';
import { words, type Words } from './words.js';

/** Whether a run can be undone by a press of its button, and by which operation with which input. */
export type WayBack =
  | { readonly open: true; readonly operation: string; readonly input: JsonObject }
  | { readonly open: false; readonly why: Words };

/** The way back from a run as it stands now; the live state is looked at when the undoing run is planned. */
export function wayBack(run: Run): WayBack {
  if (run.undoneBy) return { open: false, why: words`This has been undone already.` };
  if (run.state !== 'succeeded' || !run.plan) return { open: false, why: words`Only what was done can be undone.` };
  const { undo } = run.plan;
  if (!undo.possible) return { open: false, why: undo.why };
  return { open: true, operation: undo.operation, input: undo.input };
}
