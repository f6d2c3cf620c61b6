import type { AnyOperation } from '../engine/operation.js';
import type { JsonObject } from '../engine/plan.js';

/** A form that was read: the input, or what is wrong with it beside each field. */
export type ReadForm =
  | { readonly ok: true; readonly input: JsonObject }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/** Checks a form's values by the operation's schema, from shape alone: there are three seconds for the answer. */
export function readForm(operation: AnyOperation, values: Readonly<Record<string, string>>): ReadForm {
  const read = operation.input.safeParse(values);
  if (read.success) {
    const filled = Object.entries(read.data).filter((pair): pair is [string, NonNullable<(typeof pair)[1]>] => {
      return pair[1] !== undefined;
    });
    return { ok: true, input: Object.fromEntries(filled) };
  }
  const keys = Object.keys(operation.fields);
  const errors: Record<string, string> = {};
  for (const { path, message } of read.error.issues) {
    const key = String(path[0] ?? keys[0]);
    errors[key] ??= message;
  }
  return { ok: false, errors };
}
