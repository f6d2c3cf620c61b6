import { forEach } from '../each.js';
import { endGrants } from './end-grants.js';
import type { Ports } from '../ports.js';
import { remindOfGrants } from './remind-grants.js';

const SHORTEST_REST_MS = 1_000;

/**
 * Ends what is due and reminds of what soon is; answers in how many milliseconds there is more to do, `null` where
 * nothing is in force.
 * @throws AggregateError of what the app itself failed at, when everything has had its turn.
 */
export async function sweepGrants(ports: Ports): Promise<number | null> {
  await forEach([endGrants, remindOfGrants], (job) => job(ports));
  const next = await ports.grants.nextDue();
  return next && Math.max(SHORTEST_REST_MS, next.getTime() - ports.clock.now().getTime());
}
