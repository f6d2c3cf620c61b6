import { roughly } from '../duration.js';
import { forEach } from '../each.js';
import { nextReminder } from './grant-roles.js';
import { at, roleOf } from './grant-words.js';
import type { Ports } from '../ports.js';
import { person, words } from '../words.js';

/**
 * Reminds whoever asked for a right, and whoever has it, that it ends: half-way, and ten minutes before. What was missed
 * while the app was down is made up for once, as long as it is not over.
 * @throws AggregateError of the grants at which the app itself failed.
 */
export async function remindOfGrants(ports: Ports): Promise<void> {
  await forEach(await ports.grants.toRemind(ports.clock.now()), (id) => remind(ports, id));
}

async function remind({ grants, records, clock }: Ports, id: string): Promise<void> {
  const grant = await grants.find(id);
  if (!grant?.remindAt || grant.endedAt) return;
  const now = clock.now();
  const left = grant.dueAt.getTime() - now.getTime();
  const says = words`${roughly(left)} left: ${person(grant.person)} is ${roleOf(grant.role, grant)} until ${at(grant.dueAt)}.`;
  await records.advance({
    run: id,
    from: ['succeeded', 'partly'],
    at: now,
    entries: [],
    notices:
      left <= 0 ? [] : [...new Set([grant.requester, grant.person])].map((whose) => ({ to: { card: whose }, says })),
    grants: [
      {
        kind: 'remind',
        person: grant.person,
        place: grant.place,
        id,
        was: grant.remindAt,
        remindAt: nextReminder(grant, now),
      },
    ],
  });
}
