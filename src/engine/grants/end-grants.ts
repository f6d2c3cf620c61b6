import { forEach } from '../each.js';
import { lookAtEnding, methodFor, type EndingLook } from './ending.js';
import { AUTHORISED, planEnding, runFor } from './ending-run.js';
import { aboutRun } from '../ledger/entries.js';
import { execute } from '../execute.js';
import type { Grant } from './grants.js';
import { takeLease } from '../settling/lease.js';
import { namesOf, notEnded, notYet, type Trouble } from './not-ended.js';
import type { Draft } from '../planning/plan.js';
import type { Ports } from '../ports.js';
import type { Run } from '../run.js';
import { endAfterCall, endWithoutCall, type WriteOver } from './seen-over.js';
import { isSlackError } from '../errors/slack-errors.js';
import type { Names } from '../words.js';

/*
 * Ending what was granted for a time. The record of grants is the truth: every sweep takes each one that is due and not
 * yet seen to be over, for ever. Taking the right away was allowed when it was granted, so no policy is asked here, and
 * neither are channels, approvers or the requester.
 */

/**
 * Ends every grant that is due. Called at start and on every sweep.
 * @throws AggregateError of the grants at which the app itself failed; the others have had their turn.
 */
export async function endGrants(ports: Ports): Promise<void> {
  await forEach(await ports.grants.due(ports.clock.now()), (id) => endGrant(ports, id));
}

/** More steps than a try has: after that the next sweep goes on. */
const STEPS = 6;

/** Brings the end of one grant as far as it goes now. */
export async function endGrant(ports: Ports, id: string): Promise<void> {
  for (let step = 0; step < STEPS; step += 1) {
    const grant = await ports.grants.find(id);
    if (!grant || grant.endedAt || grant.tryAt > ports.clock.now()) return;
    if (!(await goOn(ports, grant))) return;
  }
}

/** Does the next thing for a grant that is due; whether there may be more to do at once. */
async function goOn(ports: Ports, grant: Grant): Promise<boolean> {
  const run = await runFor(ports, grant);
  switch (run.state) {
    case 'received':
    case 'planned':
      return tryNow(ports, grant, run);
    case 'executing':
      return false;
    case 'succeeded':
    case 'unknown':
      return prove(ports, grant, run);
    default:
      return notEnded(ports, grant, run, { kind: 'refused' });
  }
}

/**
 * One after the other: a run that was planned before the time was over may be on its way to give this very person another
 * role, or to record that they keep this one. Runs that begin later than that see that the time is over, and stop.
 */
async function tryNow(ports: Ports, grant: Grant, run: Run): Promise<boolean> {
  if (await ports.records.executingAt(grant)) return notYet(ports, grant, run, { kind: 'other_run' });
  return goOnFrom(ports, grant, run, {
    end: endWithoutCall,
    change: (seen) =>
      methodFor(seen.left) === run.operation
        ? change(ports, run, seen)
        : notYet(ports, grant, run, { kind: 'other_way' }),
  });
}

type Seen = EndingLook & { readonly names: Names };

/** Looks at how things stand and does what follows: `end` where it is over or to be left as it is, else `change`. */
async function goOnFrom(
  ports: Ports,
  grant: Grant,
  run: Run,
  ways: {
    readonly end: WriteOver;
    readonly change: (seen: Extract<Seen, { kind: 'change' }>) => Promise<boolean>;
  },
): Promise<boolean> {
  const seen = await look(ports, grant);
  if ('trouble' in seen) return notYet(ports, grant, run, seen.trouble);
  switch (seen.kind) {
    case 'stuck':
      return notYet(ports, grant, run, { kind: 'stuck', says: seen.says });
    case 'over':
      await ways.end(ports, grant, run, seen);
      return false;
    case 'leave':
      await ways.end(ports, grant, run, { ...seen, end: 'moved_on' });
      return false;
    case 'change':
      return ways.change(seen);
  }
}

/** Reads how things stand. */
async function look(ports: Ports, grant: Grant): Promise<Seen | { readonly trouble: Trouble }> {
  const org = ports.readAnew();
  try {
    const seen = await lookAtEnding(ports, grant, org);
    return { ...seen, names: { ...(await namesOf(ports, grant)), ...org.names() } };
  } catch (error) {
    if (!isSlackError(error)) throw error;
    return { trouble: { kind: 'unread', error } };
  }
}

/** Plans, takes the run for this process, and makes the call; the state is looked at once more right before it. */
async function change(
  ports: Ports,
  run: Run,
  seen: { readonly draft: Extract<Draft, { kind: 'plan' }>; readonly names: Names },
): Promise<boolean> {
  const planned = await planEnding(ports, run, seen);
  const started =
    planned &&
    (await ports.records.advance({
      run: planned.id,
      from: ['planned'],
      to: 'executing',
      step: planned.step,
      lease: takeLease(ports),
      at: ports.clock.now(),
      changes: { step: planned.step + 1, dueAt: null },
      entries: [{ kind: 'run.started', actor: null, ...aboutRun(planned), because: AUTHORISED.rule }],
    }));
  if (!started) return false;
  await execute(ports, started, { tell: 'message' });
  return true;
}

/** Between two looks that together say that a call whose answer was lost did nothing. */
const SECOND_LOOK_MS = 30_000;

/** Reads the role back after the call: what is not seen to be over goes on. */
async function prove(ports: Ports, grant: Grant, run: Run): Promise<boolean> {
  return goOnFrom(ports, grant, run, {
    end: endAfterCall,
    change: async () => {
      const since = ports.clock.now().getTime() - run.stateSince.getTime();
      if (since < SECOND_LOOK_MS) return notYet(ports, grant, run, { kind: 'not_seen' });
      return notEnded(ports, grant, run, { kind: 'still_there' });
    },
  });
}
