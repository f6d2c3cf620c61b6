import { ROLES, type Role } from '../organisation/people.js';

/*
 * Rights for a time, as arithmetic: per person and level there is one base role and the set of grants in force. The role
 * is the highest of them; when a grant ends, it becomes the highest of what is left.
 */

/** Whether `one` stands above `other`; equals do not. */
export function isAbove(one: Role, other: Role): boolean {
  return ROLES.indexOf(one) > ROLES.indexOf(other);
}

/** The highest of these. */
export function highestRole(first: Role, ...others: readonly Role[]): Role {
  return others.reduce((highest, role) => (isAbove(role, highest) ? role : highest), first);
}

/** A grant, as far as the arithmetic goes. */
export interface GrantedRole {
  readonly id: string;
  readonly role: Role;
  /** When it has to end. */
  readonly dueAt: Date;
}

/** What somebody is at a level by rights: their base role and what was granted for a time. */
export interface Rights {
  readonly base: Role;
  /** Every grant that has not ended. */
  readonly inForce: readonly GrantedRole[];
}

/** The role that somebody has as long as nobody changes it by hand. */
export function expectedRole({ base, inForce }: Rights): Role {
  return highestRole(base, ...inForce.map(({ role }) => role));
}

/** The role that is left without this grant. What is overdue itself counts no more: nobody gets it back for a moment. */
export function roleWithout({ base, inForce }: Rights, grant: string, now: Date): Role {
  return highestRole(base, ...inForce.filter(({ id, dueAt }) => id !== grant && dueAt > now).map(({ role }) => role));
}

/** What the end of a grant comes to. */
export type Ending =
  /** The role is what is to be left already. */
  | { readonly kind: 'already'; readonly left: Role }
  | { readonly kind: 'change'; readonly left: Role }
  /** Somebody has changed the role by hand: it is left as it is. */
  | { readonly kind: 'leave'; readonly expected: Role };

/** How a grant ends, given the role that somebody has right now. */
export function endingOf(rights: Rights, { grant, live, now }: { grant: string; live: Role; now: Date }): Ending {
  const left = roleWithout(rights, grant, now);
  if (live === left) return { kind: 'already', left };
  const expected = expectedRole(rights);
  return live === expected ? { kind: 'change', left } : { kind: 'leave', expected };
}

/** What giving somebody a role comes to, given the role that they have right now. */
export type Giving =
  | { readonly kind: 'call' }
  /** The role is there already through grants for a time: only what is recorded of it changes. */
  | { readonly kind: 'record' }
  /** There is nothing to give. */
  | { readonly kind: 'already' }
  /** They stand higher, and not through a grant for a time. */
  | { readonly kind: 'demotion' };

/** Whether a role that is given, for a time or for good, needs a call, where others may be in force for a time. */
export function givingOf(rights: Rights, { role, live }: { role: Role; live: Role }): Giving {
  if (isAbove(role, live)) return { kind: 'call' };
  const throughGrants = live === expectedRole(rights) && isAbove(live, rights.base);
  if (!throughGrants) return { kind: live === role ? 'already' : 'demotion' };
  if (isAbove(role, rights.base)) return { kind: 'record' };
  return { kind: rights.base === role ? 'already' : 'demotion' };
}

/** When people are reminded that a right ends: half-way where it lasts two hours or longer, and ten minutes before. */
export function nextReminder({ startedAt, endsAt }: { startedAt: Date; endsAt: Date }, after: Date): Date | null {
  const [start, end] = [startedAt.getTime(), endsAt.getTime()];
  const half = end - start >= 2 * HOUR ? [start + (end - start) / 2] : [];
  const next = [...half, end - 10 * MINUTE].find((at) => at > after.getTime());
  return next === undefined ? null : new Date(next);
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
