import { z } from 'zod';

/** One element of `view.state.values`, as far as our forms have such elements. */
const ElementState = z.union([
  z.object({ selected_option: z.object({ value: z.string() }).nullable() }),
  z.object({ value: z.string().nullable() }),
]);
const StateValues = z.record(z.string(), z.record(z.string(), z.unknown()));

/**
 * What was filled in, by `block_id`, which is the key of the operation's input. Fields left empty are not there.
 * Everything in it comes from the client and is checked by the operation's schema afterwards.
 */
export function valuesOf(state: unknown): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [key, elements] of Object.entries(StateValues.catch({}).parse(state))) {
    const element = ElementState.safeParse(Object.values(elements)[0]);
    if (!element.success) continue;
    const value = 'selected_option' in element.data ? element.data.selected_option?.value : element.data.value;
    if (value !== undefined && value !== null && value !== '') values[key] = value;
  }
  return values;
}
