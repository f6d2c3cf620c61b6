import { sha256 } from './canonical.js';
import { inDoubt } from './doubt.js';
import { forEach } from './each.js';
import { endedBy, inputOf, lookAtEnding, methodFor, type EndingLook } from './ending.js';
import { endingPlan } from './ending-plan.js';
import { aboutRun } from './entries.js';
import { execute } from './execute.js';
import { takeLease } from './lease.js';
import { howItEnded, rightInWords } from './grant-words.js';
import type { Grant, GrantEnd } from './grants.js';
import { OPEN_FOR_MS } from './keep-plan.js';
import { namesOf, notEnded, notYet, type Trouble } from './not-ended.js';
import type { Draft } from './plan.js';
import type { Move, Ports } from './ports.js';
import type { Because, Run } from './run.js';
import { isSlackError } from './slack-errors.js';
import { words, type Names, type Words } from './words.js';

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

/** One try is one run, and its ID follows from the grant and the number of the try: many processes make one run. */
export function endingRun(grant: string, ending: number): { readonly id: string; readonly origin: string } {
  const origin = `grant:${grant}:end:${ending}`;
  const hash = sha256(origin);
  const parts = [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20, 32)];
  return { id: parts.join('-'), origin };
}

/** Why this run needs nobody’s permission; stands in its ledger entries. */
const AUTHORISED: Because = {
  rule: 'allowed-when-it-was-granted',
  says: words`That the right ends was decided when it was granted.`,
};

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

async function runFor(ports: Ports, grant: Grant): Promise<Run> {
  const { id, origin } = endingRun(grant.id, grant.ending);
  const there = await ports.records.find(id);
  if (there) return there;
  const now = ports.clock.now();
  const operation = await endedBy(ports, grant);
  const requester = grant.releasedBy ?? grant.requester;
  const newRun = { id, origin, operation, requester, viewId: null, ends: grant.id };
  return ports.records.open(newRun, now, new Date(now.getTime() + OPEN_FOR_MS));
}

async function tryNow(ports: Ports, grant: Grant, run: Run): Promise<boolean> {
  const seen = await look(ports, grant);
  if ('trouble' in seen) return notYet(ports, grant, run, seen.trouble);
  switch (seen.kind) {
    case 'stuck':
      return notYet(ports, grant, run, { kind: 'stuck', says: seen.says });
    case 'over':
      return endWithoutCall(ports, grant, run, seen);
    case 'leave':
      return endWithoutCall(ports, grant, run, { ...seen, end: 'moved_on' });
    case 'change':
      if (methodFor(seen.left) !== run.operation) return notYet(ports, grant, run, { kind: 'other_way' });
      return change(ports, run, seen);
  }
}

/** Reads how things stand. */
async function look(
  ports: Ports,
  grant: Grant,
): Promise<(EndingLook & { readonly names: Names }) | { readonly trouble: Trouble }> {
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
  const planned = await plan(ports, run, seen);
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

async function plan(
  ports: Ports,
  run: Run,
  { draft, names }: { draft: Extract<Draft, { kind: 'plan' | 'unchanged' }>; names: Names },
): Promise<Run | null> {
  if (!run.grant) return null;
  const policyHash = (await ports.records.find(run.grant.id))?.policyHash ?? null;
  const input = inputOf(run.grant);
  const made = endingPlan(ports, { ...run, input }, draft);
  return ports.records.advance({
    run: run.id,
    from: ['received', 'planned'],
    to: 'planned',
    step: run.step,
    at: ports.clock.now(),
    changes: {
      step: run.step + 1,
      input,
      plan: made,
      names,
      because: AUTHORISED,
      ...(policyHash ? { policyHash } : {}),
    },
    entries: [
      {
        kind: 'run.planned',
        actor: null,
        target: { kind: 'person', id: run.grant.person, place: run.grant.place },
        beneficiary: null,
        plan_hash: made.hash,
        because: AUTHORISED.rule,
        arguments: { calls: made.calls.map((call) => ({ method: call.method, arguments: call.arguments })) },
        detail: { before: made.before },
      },
    ],
  });
}

type Over = Omit<Extract<EndingLook, { kind: 'over' }>, 'kind'> & { readonly names: Names };

async function endWithoutCall(
  ports: Ports,
  grant: Grant,
  run: Run,
  { says, end, before, names }: Over,
): Promise<boolean> {
  const planned = await plan(ports, run, { draft: { kind: 'unchanged', says, before }, names });
  if (!planned) return false;
  await ports.records.advance({
    run: planned.id,
    from: ['planned'],
    to: 'unchanged',
    step: planned.step,
    at: ports.clock.now(),
    changes: { dueAt: null, because: { rule: end === 'moved_on' ? 'changed-by-hand' : 'already-so', says } },
    ...ending(grant, planned, { end, says }),
  });
  return false;
}

/** Between two looks that together say that a call whose answer was lost did nothing. */
const SECOND_LOOK_MS = 30_000;

/** Reads the role back after the call: what is not seen to be over goes on. */
async function prove(ports: Ports, grant: Grant, run: Run): Promise<boolean> {
  const seen = await look(ports, grant);
  if ('trouble' in seen) return notYet(ports, grant, run, seen.trouble);
  const lost = run.state === 'unknown';
  switch (seen.kind) {
    case 'stuck':
      return notYet(ports, grant, run, { kind: 'stuck', says: seen.says });
    case 'over':
    case 'leave': {
      await ports.records.advance({
        run: run.id,
        from: [run.state],
        ...(lost ? settled(run, seen.kind === 'over' ? 'succeeded' : 'failed') : {}),
        at: ports.clock.now(),
        changes: { names: seen.names },
        ...ending(grant, run, { end: seen.kind === 'leave' ? 'moved_on' : seen.end, says: seen.says }),
      });
      return false;
    }
    case 'change': {
      const since = ports.clock.now().getTime() - run.stateSince.getTime();
      if (since < SECOND_LOOK_MS) return notYet(ports, grant, run, { kind: 'not_seen' });
      return notEnded(ports, grant, run, { kind: 'still_there' });
    }
  }
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
