import { sha256 } from '../canonical.js';
import { endedBy, inputOf } from './ending.js';
import { endingPlan } from './ending-plan.js';
import type { Grant } from './grants.js';
import { OPEN_FOR_MS } from '../planning/keep-plan.js';
import type { Draft } from '../planning/plan.js';
import type { Ports } from '../ports.js';
import type { Because, Run } from '../run.js';
import { words, type Names } from '../words.js';

/** One try is one run, and its ID follows from the grant and the number of the try: many processes make one run. */
export function endingRun(grant: string, ending: number): { readonly id: string; readonly origin: string } {
  const origin = `grant:${grant}:end:${ending}`;
  const hash = sha256(origin);
  const parts = [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20, 32)];
  return { id: parts.join('-'), origin };
}

/** Why this run needs nobody’s permission; stands in its ledger entries. */
export const AUTHORISED: Because = {
  rule: 'allowed-when-it-was-granted',
  says: words`That the right ends was decided when it was granted.`,
};

/** The run of a grant’s present try, opened where there is none yet. */
export async function runFor(ports: Ports, grant: Grant): Promise<Run> {
  const { id, origin } = endingRun(grant.id, grant.ending);
  const there = await ports.records.find(id);
  if (there) return there;
  const now = ports.clock.now();
  const operation = await endedBy(ports, grant);
  const requester = grant.releasedBy ?? grant.requester;
  const newRun = { id, origin, operation, requester, viewId: null, ends: grant.id };
  return ports.records.open(newRun, now, new Date(now.getTime() + OPEN_FOR_MS));
}

/** Stores what this try will do; `null` where another process was quicker. */
export async function planEnding(
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
