import { inWords, minutesIn } from '../../engine/duration.js';
import { highestRole, isAbove, type Giving, type Rights } from '../../engine/grants/grant-roles.js';
import { at } from '../../engine/grants/grant-words.js';
import type { Grant } from '../../engine/grants/grants.js';
import type { OrgReader } from '../../engine/operation.js';
import type { Person, Role, Workspace } from '../../engine/organisation/people.js';
import { person, place, words, type Words } from '../../engine/words.js';

/* What role changes say and mind where rights that end by themselves are in force, or asked for. */

interface RoleInput {
  readonly user_id: string;
  readonly team_id: string;
  readonly duration?: string | undefined;
}

/** A role change as it stands to what is in force for a time. */
export interface TimedChange {
  readonly input: RoleInput;
  readonly to: Role;
  readonly from: Role;
  readonly rights: Rights;
  readonly now: Date;
  readonly giving: Giving['kind'];
}

/** What a plan rests on besides the live role: the plan holds only as long as the same grants are in force. */
export function rightsBefore({ base, inForce }: Rights, { duration }: RoleInput): { base?: Role; grants?: string[] } {
  if (inForce.length === 0) return duration ? { base } : {};
  return { base, grants: inForce.map(({ id }) => id).sort() };
}

/** Before and after in one sentence, with the end where there is one. */
export function changeInWords(change: TimedChange): Words {
  const { input, to, from, rights, giving } = change;
  const [who, where] = [person(input.user_id), place(input.team_id)];
  const until = untilWhen(change);
  if (giving !== 'record') {
    const changes = words`${who}: ${from} → ${to} of ${where}`;
    return until ? words`${changes} ${until}` : changes;
  }
  const ends = endOf(rights, to);
  const as = words`${who}: ${to} of ${where}`;
  if (until) return ends ? words`${as} until ${at(ends)} → ${until}` : words`${as} as well, ${until}`;
  return ends ? words`${as} until ${at(ends)} → for good` : words`${as} as well, for good`;
}

/** “ for 8 hours”, behind what was done; nothing where it is for good. */
export function forATime(duration: string | undefined): Words {
  const minutes = duration === undefined ? null : minutesIn(duration);
  return minutes === null ? [] : [` for ${inWords(minutes)}`];
}

/** “for 8 hours, until about …, then member again” */
function untilWhen({ input, rights, now }: TimedChange): Words | null {
  const minutes = input.duration ? minutesIn(input.duration) : null;
  if (minutes === null) return null;
  const until = new Date(now.getTime() + minutes * 60_000);
  const later = rights.inForce.filter(({ dueAt }) => dueAt > until);
  const left = highestRole(rights.base, ...later.map(({ role }) => role));
  return words`for ${inWords(minutes)}, until about ${at(until)}, then ${left} again`;
}

/** When a role that is in force for a time ends; `null` where none such is. */
function endOf({ inForce }: Rights, role: Role): Date | null {
  const ends = inForce.filter((grant) => grant.role === role).map(({ dueAt }) => dueAt.getTime());
  return ends.length > 0 ? new Date(Math.max(...ends)) : null;
}

/** What becomes of rights for a time that are in force already. */
export function warningsOfGrants({ input, to, rights, giving }: TimedChange): Words[] {
  const { inForce } = rights;
  const who = person(input.user_id);
  const concerned = inForce.filter(({ role }) => (input.duration ? role !== to : true));
  if (concerned.length === 0) return [];
  const list = concerned.flatMap(({ role, dueAt }, index) => [
    ...(index === 0 ? [] : [', ']),
    ...words`${role} until ${at(dueAt)}`,
  ]);
  if (input.duration) return [words`${who} also has for a time: ${list}. That goes on as it is.`];
  const stays = giving === 'record' && concerned.some(({ role }) => isAbove(role, to));
  if (stays) return [words`${who} has for a time: ${list}. What stands above ${to} goes on until it ends.`];
  return [words`${who} has for a time: ${list}. That is over with this: nothing ends by itself any more.`];
}

/** Whether a role is just being taken away: what is recorded now would be overtaken by that. */
export function isEnding({ inForce }: Rights, now: Date): boolean {
  return inForce.some(({ dueAt }) => dueAt <= now);
}

/** Why nothing is added to a role that is just being taken away. */
export function endsJustNow({ user_id, team_id }: RoleInput): Words {
  return words`What ${person(user_id)} has for a time in ${place(team_id)} is over, and is just being taken away. Ask again when that is done, in a minute or two: then it is granted anew.`;
}

/** Nothing to give: said with what is there instead. */
export function alreadySo({ user_id, team_id, duration }: RoleInput, { to, from, rights }: Standing): Words {
  const who = person(user_id);
  const where = place(team_id);
  if (!duration) {
    return words`${who} is already ${to === 'member' ? 'a member' : `an ${to}`} of ${where}. There is nothing to change, so no call is made.`;
  }
  return from === to && rights.inForce.length > 0 && rights.base !== to
    ? words`${who} is an ${to} of ${where} already, and not through this app, so no end is put to it and no call is made.`
    : words`${who} is an ${to} of ${where} for good, so there is nothing to give for a time and no call is made. To put an end to it, take the role away first (“Revoke admin”).`;
}

interface Standing {
  readonly to: Role;
  readonly from: Role;
  readonly rights: Rights;
}

/** A role is given for a time, and taken for good. */
export function noDemotionForATime(
  { user_id, team_id }: RoleInput,
  { to, from }: Pick<Standing, 'to' | 'from'>,
): Words {
  return words`${person(user_id)} is ${from} of ${place(team_id)} now, so this would be a demotion to ${to} for a time, and that does not exist: a role can be taken for good only. Leave the time empty, or cancel.`;
}

/** Why the role could not be taken away again when its time is over; then it is not given for a time. */
export async function whyNoEnd(
  to: Role,
  somebody: Person,
  workspace: Workspace | null,
  org: OrgReader,
): Promise<Words | null> {
  if (workspace && somebody.orgRole) {
    return words`${person(somebody.id)} is an org ${somebody.orgRole}, and Slack makes nobody with such a role a regular member of ${place(workspace.id)} alone, so this could not end by itself. Leave the time empty, or cancel.`;
  }
  if (to !== 'owner' || (await ownerStays(somebody, workspace, org))) return null;
  return words`At the end of this time ${person(somebody.id)} would be the last owner of ${place(workspace?.id ?? org.enterpriseId)}, and nobody can take the role from the last one. Make somebody an owner for good first.`;
}

/** Somebody who is an owner for a time only does not count: their time may be over by then. */
async function ownerStays(somebody: Person, workspace: Workspace | null, org: OrgReader): Promise<boolean> {
  const forATime = await org.grantsAt(workspace?.id ?? org.enterpriseId);
  const notCounting = [somebody.id, ...forATime.filter(isOwnerForATime).map((grant) => grant.person)];
  if (!workspace) return org.hasOwnerBesides(notCounting);
  return [workspace.primaryOwner, ...workspace.owners].some((id) => id !== null && !notCounting.includes(id));
}

const isOwnerForATime = ({ role, base }: Grant): boolean => role === 'owner' && base !== 'owner';

/** Why a run that took or replaced a right for a time has no way back. */
export function forATimeBefore({ user_id, team_id }: RoleInput, to: Role): Words {
  return words`What ${person(user_id)} had in ${place(team_id)} before ended by itself, and that end would not come back with it. ${to === 'member' ? 'Grant it for a time once more' : 'Take the role away, or grant it for a time once more'}.`;
}
