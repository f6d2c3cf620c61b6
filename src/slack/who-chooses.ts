import { LRUCache } from 'lru-cache';

import type { Facts, Policy } from '../engine/decision.js';
import type { Person } from '../engine/organisation/people.js';
import type { Ports } from '../engine/ports.js';
import type { Run } from '../engine/run.js';
import { factsBefore } from '../engine/organisation/standings.js';

/** Whoever fills in a form, as far as it decides on what its pickers offer. */
export interface Chooser {
  readonly policy: Policy;
  readonly requester: Person;
  readonly facts: Facts;
}

/** While somebody types, every letter asks for the same person; neither the database nor Slack is asked each time. */
const GOOD_FOR_MS = 60_000;
/** More people than fill in forms within a minute. */
const MOST = 500;

/**
 * The policy, and who somebody is, as it was within the last minute: for offering things only, because what is chosen is
 * decided on anew.
 */
export function choosersFor(ports: Pick<Ports, 'policyInForce' | 'readAnew' | 'clock'>) {
  const seen = new LRUCache<string, Chooser>({
    max: MOST,
    ttl: GOOD_FOR_MS,
    ttlResolution: 0,
    perf: { now: () => ports.clock.now().getTime() },
  });
  /** @throws SlackError where Slack could not be asked who they are. */
  return async ({ operation, requester: id }: Pick<Run, 'operation' | 'requester'>): Promise<Chooser> => {
    const key = `${operation} ${id}`;
    const known = seen.get(key);
    if (known) return known;
    const policy = await ports.policyInForce();
    const org = ports.readAnew();
    const requester = await org.person(id);
    const chooser = { policy, requester, facts: await factsBefore(org, id, policy.requesters(operation)) };
    seen.set(key, chooser);
    return chooser;
  };
}
