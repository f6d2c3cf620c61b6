import type { Facts, Policy } from '../engine/decision.js';
import type { Person } from '../engine/organisation/people.js';
import type { Ports } from '../engine/ports.js';
import type { Run } from '../engine/run.js';
import { onceAMinute } from './once-a-minute.js';
import { factsBefore } from '../engine/organisation/standings.js';

/** Whoever fills in a form, as far as it decides on what its pickers offer. */
export interface Chooser {
  readonly policy: Policy;
  readonly requester: Person;
  readonly facts: Facts;
}

/** The policy, and who somebody is, as it was within the last minute. */
export function choosersFor(ports: Pick<Ports, 'policyInForce' | 'readAnew' | 'clock'>) {
  const remembered = onceAMinute<Chooser>(ports.clock);
  /** @throws SlackError where Slack could not be asked who they are. */
  return ({ operation, requester: id }: Pick<Run, 'operation' | 'requester'>): Promise<Chooser> =>
    remembered(`${operation} ${id}`, async () => {
      const policy = await ports.policyInForce();
      const org = ports.readAnew();
      const requester = await org.person(id);
      return { policy, requester, facts: await factsBefore(org, id, policy.requesters(operation)) };
    });
}
