import type { Answer, Policy } from './decision.js';
import type { OrgReader } from './operation.js';
import type { Person } from './organisation/people.js';
import { factsBefore } from './organisation/standings.js';

/** Somebody who would begin with an operation. */
export interface Beginner {
  readonly who: string;
  /** The method. */
  readonly operation: string;
  /** The person it is about, where one is known. */
  readonly subject: string | null;
}

/**
 * Whether the policy could let somebody run an operation, with everything read that it asks about them: what opens a form,
 * and what lets people look at others' runs of it.
 * @throws SlackError where Slack could not be asked who they are.
 */
export async function mayBegin(
  policy: Policy,
  org: OrgReader,
  { who, operation, subject }: Beginner,
): Promise<Answer & { readonly person: Person }> {
  const person = await org.person(who);
  const facts = await factsBefore(org, who, policy.requesters(operation));
  return { ...policy.mayStart(operation, person, subject, facts), person };
}
