import { z } from 'zod';

import { nextReminder } from './grant-roles.js';
import type { GrantChange } from './grants.js';
import type { AnyOperation } from '../operation.js';
import type { Ports } from '../ports.js';
import { ROLES } from '../organisation/people.js';
import type { Run } from '../run.js';
import type { State } from '../state.js';
import { person, words } from '../words.js';

/** When things happened: `now`, and when the call succeeded, or left where nobody saw the answer. */
export interface Happened {
  readonly now: Date;
  readonly callAt?: Date | null | undefined;
}

/**
 * What the end of a run changes in the record of rights for a time; written in the same transaction. A run that ends a
 * grant because its time is over changes nothing by itself: that end has to be read back first.
 */
export function grantChangesOf(
  { catalogue }: Pick<Ports, 'catalogue'>,
  run: Run,
  state: State,
  happened: Happened,
): GrantChange[] {
  if ((state !== 'succeeded' && state !== 'partly') || run.ends) return [];
  const { grant } = run;
  if (run.undoes && grant) {
    const says = words`${person(run.requester)} undid it.`;
    return [{ kind: 'end', person: grant.person, place: grant.place, id: grant.id, end: 'undone', says }];
  }
  return changesOfRole(catalogue.byMethod(run.operation), run, happened);
}

function changesOfRole(operation: AnyOperation, run: Run, { now, callAt }: Happened): GrantChange[] {
  const set = operation.sets?.(run.input);
  if (!set) return [];
  const { minutes, role, ...level } = set;
  if (minutes === null || role === 'none') {
    return [{ kind: 'for_good', ...level, role, called: (run.plan?.calls.length ?? 0) > 0 }];
  }
  const { base, role: live } = Before.parse(run.plan?.before ?? {});
  const startedAt = callAt ?? now;
  const endsAt = new Date(startedAt.getTime() + minutes * 60_000);
  return [
    {
      kind: 'start',
      ...level,
      id: run.id,
      role,
      base: base ?? live,
      requester: run.requester,
      startedAt,
      endsAt,
      remindAt: nextReminder({ startedAt, endsAt }, now),
    },
  ];
}

const Before = z.object({ role: z.enum(ROLES), base: z.enum(ROLES).optional() });

/** When what a run grants ends by itself; `null` where it grants nothing for a time. */
export function endsAtOf(changes: readonly GrantChange[]): Date | null {
  const start = changes.find((change) => change.kind === 'start');
  return start?.endsAt ?? null;
}
