import { inDoubt } from '../settling/doubt.js';
import type { EndingLook } from './ending.js';
import { planEnding } from './ending-run.js';
import { aboutRun } from '../ledger/entries.js';
import { howItEnded, rightInWords } from './grant-words.js';
import type { Grant, GrantEnd } from './grants.js';
import type { Move, Ports } from '../ports.js';
import type { Run } from '../run.js';
import { words, type Names, type Words } from '../words.js';

/* A right for a time that is seen to be over: what is written of it, with or without a call of ours. */

/** How it is over, and who everybody is. */
type Over = Omit<Extract<EndingLook, { kind: 'over' }>, 'kind'> & { readonly names: Names };

/** Writes that it is over, or left as it is. */
export type WriteOver = (
  ports: Ports,
  grant: Grant,
  run: Run,
  seen: Over & { readonly kind: 'over' | 'leave' },
) => Promise<void>;

/** It was over before this try did anything. */
export async function endWithoutCall(
  ports: Ports,
  grant: Grant,
  run: Run,
  { says, end, before, names }: Over,
): Promise<void> {
  const planned = await planEnding(ports, run, { draft: { kind: 'unchanged', says, before }, names });
  if (!planned) return;
  await ports.records.advance({
    run: planned.id,
    from: ['planned'],
    to: 'unchanged',
    step: planned.step,
    at: ports.clock.now(),
    changes: { dueAt: null, because: { rule: end === 'moved_on' ? 'changed-by-hand' : 'already-so', says } },
    ...ending(grant, planned, { end, says }),
  });
}

/** It is over after this try’s call, whether or not that call’s answer was seen. */
export async function endAfterCall(
  ports: Ports,
  grant: Grant,
  run: Run,
  { kind, names, says, end }: Pick<Over, 'names' | 'says' | 'end'> & { readonly kind: 'over' | 'leave' },
): Promise<void> {
  await ports.records.advance({
    run: run.id,
    from: [run.state],
    ...(run.state === 'unknown' ? settled(run, kind === 'over' ? 'succeeded' : 'failed') : {}),
    at: ports.clock.now(),
    changes: { names },
    ...ending(grant, run, { end, says }),
  });
}

/** The run whose answer was lost is known now to have ended so. */
function settled(run: Run, to: 'succeeded' | 'failed'): Pick<Move, 'to' | 'call'> {
  const open = inDoubt(run);
  return { to, ...(open ? { call: { ...open, state: to === 'succeeded' ? 'succeeded' : 'unsent' } } : {}) };
}

/** What every end of a grant writes besides the move of its run. */
function ending(
  grant: Grant,
  run: Run,
  { end, says }: { end: GrantEnd | null; says: Words },
): Pick<Move, 'entries' | 'notices' | 'grants'> {
  const how = end ?? (grant.releasedBy ? 'released' : 'in_time');
  const whole = how === 'moved_on' || how === 'gone' ? says : words`${howItEnded({ ...grant, end: how })} ${says}`;
  return {
    entries: [{ kind: 'grant.seen_over', actor: null, ...aboutRun(run), outcome: how, detail: { grant: grant.id } }],
    notices: [
      { to: 'audit', says: words`${rightInWords(grant)}: ${whole}` },
      ...(how === 'moved_on' ? [{ to: { person: grant.requester }, says: whole }] : []),
    ],
    grants: [{ kind: 'end', person: grant.person, place: grant.place, id: grant.id, end: how, says: whole }],
  };
}
