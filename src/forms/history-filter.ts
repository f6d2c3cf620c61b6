import { z } from 'zod';

import type { HistoryFilter } from '../engine/reading/history.js';
import type { Catalogue } from '../engine/operation.js';
import type { State } from '../engine/state.js';
import { HEADLINE } from './headline.js';

/** Block and action IDs of the filters. */
export const FILTERS = {
  row: 'history.filters',
  person: 'history.person',
  target: 'history.target',
  operation: 'history.operation',
  outcome: 'history.outcome',
  from: 'history.from',
  to: 'history.to',
} as const;

const ENDS = [
  'succeeded',
  'partly',
  'refused',
  'failed',
  'unknown',
  'denied',
  'withdrawn',
  'expired',
  'superseded',
  'unchanged',
  'awaiting_approval',
  'executing',
] as const satisfies readonly State[];

/** What can be chosen as an outcome. */
export const OUTCOMES = ENDS.map((state) => [state, HEADLINE[state]] as const);

const optionOf = <T>(value: z.ZodType<T>) =>
  z
    .object({ selected_option: z.object({ value }) })
    .transform(({ selected_option }) => selected_option.value)
    .optional()
    .catch(undefined);
const Day = z
  .object({ selected_date: z.iso.date() })
  .transform(({ selected_date }) => new Date(`${selected_date}T00:00:00Z`))
  .optional()
  .catch(undefined);
const Id = z.string().regex(/^[A-Z0-9]{2,40}$/u);
const Chosen = z.object({
  [FILTERS.person]: optionOf(Id),
  [FILTERS.target]: optionOf(Id),
  [FILTERS.operation]: optionOf(z.string()),
  [FILTERS.outcome]: optionOf(z.enum(ENDS)),
  [FILTERS.from]: Day,
  [FILTERS.to]: Day,
});

const A_DAY_MS = 24 * 60 * 60_000;

/**
 * What is chosen in the filters’ row of a view. It comes from the client: whatever is not among what can be chosen is no
 * filter. `row` is the number of the row.
 */
export function filterIn(
  { all }: Pick<Catalogue, 'all'>,
  values: Readonly<Record<string, unknown>> | undefined,
): { readonly filter: HistoryFilter; readonly row: number } {
  const [id, chosen] = Object.entries(values ?? {}).find(([block]) => block.startsWith(`${FILTERS.row}:`)) ?? [];
  const row = Number(/:(\d{1,6})$/u.exec(id ?? '')?.[1] ?? 0);
  const read = Chosen.safeParse(chosen ?? {});
  if (!read.success) return { filter: {}, row };
  const { data } = read;
  const to = data[FILTERS.to];
  const operation = all.find(({ method }) => method === data[FILTERS.operation])?.method;
  const whole: { [K in keyof HistoryFilter]: HistoryFilter[K] | undefined } = {
    person: data[FILTERS.person],
    target: data[FILTERS.target],
    operation,
    outcome: data[FILTERS.outcome],
    from: data[FILTERS.from],
    // The day itself is part of it.
    to: to && new Date(to.getTime() + A_DAY_MS),
  };
  return { filter: Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined)), row };
}
