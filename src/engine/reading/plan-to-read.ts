import type { Draft, Json, JsonObject, Undo } from '../planning/plan.js';
import { words } from '../words.js';

/** The plan of an operation that only reads: one call, without the arguments that were left empty. */
export function planToRead(args: { readonly [key: string]: Json | undefined }): Draft {
  const filled = Object.entries(args).filter((pair): pair is [string, Json] => pair[1] !== undefined);
  const calls: JsonObject[] = [Object.fromEntries(filled)];
  return { kind: 'plan', risk: 'read', changes: [], warnings: [], effects: [], before: {}, calls };
}

/** Why there is no way back from looking. */
export const NOTHING_TO_UNDO: Undo = { possible: false, why: words`Nothing is changed by looking.` };
