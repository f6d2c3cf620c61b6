import type { Wants } from '../engine/decision.js';
import { inWords } from '../engine/duration.js';
import type { Field } from '../engine/fields.js';
import type { AnyOperation, Input } from '../engine/operation.js';
import type { Json, JsonObject } from '../engine/planning/plan.js';
import type { Ports } from '../engine/ports.js';

/** A form that was read: the input, or what is wrong with it beside each field. */
export type ReadForm =
  | { readonly ok: true; readonly input: JsonObject }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/** What a form is held against. */
export interface FormRules extends Pick<Ports, 'directory' | 'clock'> {
  /** What the policy asks of every request for the operation. */
  readonly wants: Wants;
}

/**
 * Checks a form's values by the operation's schema, the clock, the policy and the local copy: from shape and memory alone, because
 * there are three seconds for the answer.
 */
export function readForm(
  operation: AnyOperation,
  values: Readonly<Record<string, Json>>,
  { directory, clock, wants }: FormRules,
): ReadForm {
  const read = operation.input.safeParse(values);
  if (!read.success) return { ok: false, errors: besideFields(operation, read.error.issues) };
  const wrong = {
    ...pastMoments(operation, read.data, clock.now()),
    ...againstPolicy(operation, read.data, wants),
    ...operation.check?.(read.data, directory),
  };
  if (Object.keys(wrong).length > 0) return { ok: false, errors: wrong };
  const filled = Object.entries(read.data).filter((pair): pair is [string, Json] => pair[1] !== undefined);
  return { ok: true, input: Object.fromEntries(filled) };
}

/** What the policy wants of everybody. Whether “for good” is too long depends on who gains, so the plan says that. */
function againstPolicy(operation: AnyOperation, input: Input, { reason, longest }: Wants): Record<string, string> {
  const field = Object.entries<Field>(operation.fields).find(([, { kind }]) => kind === 'duration')?.[0];
  const minutes = operation.sets?.(input)?.minutes ?? null;
  return {
    ...(reason && !input['reason'] ? { reason: 'The policy wants a reason for this. Write why you ask.' } : {}),
    ...(field && longest !== null && minutes !== null && minutes > longest
      ? { [field]: `The policy lets this be given for ${inWords(longest)} at most. Choose a shorter time.` }
      : {}),
  };
}

/** Every moment that a form asks for is one to come; the clock may have passed it while the form was open. */
function pastMoments({ fields }: AnyOperation, input: Input, now: Date): Record<string, string> {
  const passed = Object.keys(fields).filter((key) => {
    const value = input[key];
    return fields[key]?.kind === 'moment' && typeof value === 'number' && value * 1000 <= now.getTime();
  });
  return Object.fromEntries(passed.map((key) => [key, 'This moment has passed already. Choose a later one.']));
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Slack takes an error beside an input block only; what is about the whole form stands beside its first field. */
function besideFields({ fields }: AnyOperation, issues: readonly Issue[]): Record<string, string> {
  const keys = Object.keys(fields);
  const errors: Record<string, string> = {};
  for (const { path, message } of issues) {
    const key = String(path[0] ?? '');
    errors[keys.includes(key) ? key : (keys[0] ?? key)] ??= message;
  }
  return errors;
}
