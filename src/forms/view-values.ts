import { z } from 'zod';

import type { Field } from '../engine/fields.js';
import type { Json } from '../engine/planning/plan.js';

const Option = z.object({ value: z.string() });
/** One element of `view.state.values`, as far as our forms have such elements (docs.slack.dev/reference/block-kit). */
const ElementState = z.object({
  selected_option: Option.nullish(),
  selected_options: z.array(Option).nullish(),
  selected_date_time: z.number().nullish(),
  value: z.string().nullish(),
});
const StateValues = z.record(z.string(), z.record(z.string(), z.unknown()));

/**
 * What was filled in, by `block_id`, which is the key of the operation's input. Fields left empty are not there.
 * Everything in it comes from the client and is checked by the operation's schema afterwards.
 */
export function valuesOf(state: unknown, fields: Readonly<Record<string, Field>>): Record<string, Json> {
  const values: Record<string, Json> = {};
  for (const [key, elements] of Object.entries(StateValues.catch({}).parse(state))) {
    const element = ElementState.safeParse(Object.values(elements)[0]);
    const value = element.success ? valueOf(element.data, fields[key]?.kind) : undefined;
    if (value !== undefined) values[key] = value;
  }
  return values;
}

function valueOf(element: z.infer<typeof ElementState>, kind: Field['kind'] | undefined): Json | undefined {
  const { selected_option, selected_options, selected_date_time, value } = element;
  if (kind === 'flag') return selected_options && selected_options.length > 0 ? true : undefined;
  if (selected_options) return selected_options.length > 0 ? selected_options.map((option) => option.value) : undefined;
  if (selected_option) return selected_option.value;
  if (selected_date_time) return selected_date_time;
  return value ? asTyped(value, kind) : undefined;
}

/** Slack gives numbers as text; what is no number stays as it is, for the schema to refuse. */
function asTyped(value: string, kind: Field['kind'] | undefined): Json {
  return kind === 'number' && /^-?\d{1,15}$/u.test(value) ? Number(value) : value;
}
