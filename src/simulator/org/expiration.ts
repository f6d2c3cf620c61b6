import { Refusal } from '../refusal.js';
import { leaveWorkspace } from './membership.js';
import type { Person } from './model.js';
import type { Organisation } from './organisation.js';
import { isGuest, isGuestRole, isOrgAdmin } from './ranks.js';

/** One `admin.users.setExpiration`; `expiration_ts` in Unix seconds. */
export interface ExpirationRequest {
  caller: Person;
  user_id: string;
  team_id?: string | undefined;
  expiration_ts: number;
  now: number;
}

/** Says when a guest's account ends: https://docs.slack.dev/reference/methods/admin.users.setExpiration */
export function setExpiration(org: Organisation, request: ExpirationRequest): void {
  const { caller, user_id, team_id, expiration_ts, now } = request;
  if (!isOrgAdmin(caller)) throw new Refusal('failed_to_validate_caller');
  if (team_id === undefined) throw new Refusal('team_id_required_for_enterprise');
  if (!org.workspaceOfId(team_id)) throw new Refusal('team_not_found');
  const person = org.personOfId(user_id);
  if (!person || person.kind === 'stranger') throw new Refusal('user_not_found');
  if (person.deactivated) throw new Refusal('user_is_already_deleted');
  if (person.left.includes(team_id)) throw new Refusal('user_is_deactivated');
  const role = person.workspaces[team_id];
  if (role === undefined) throw new Refusal('failed_looking_up_user');
  if (!isGuestRole(role)) throw new Refusal('user_is_not_a_guest');
  if (expiration_ts <= now) throw new Refusal('failed_to_validate_expiration');
  org.setExpiration(person, team_id, expiration_ts);
}

/** The guest whose expiration may be read: https://docs.slack.dev/reference/methods/admin.users.getExpiration */
export function guestToRead(
  org: Organisation,
  request: { caller: Person; user_id: string; target_team?: string | undefined },
): Person {
  const { caller, user_id, target_team } = request;
  if (!isOrgAdmin(caller)) throw new Refusal('no_perms');
  if (target_team !== undefined && !org.workspaceOfId(target_team)) throw new Refusal('target_team_not_on_org');
  const person = org.personOfId(user_id);
  if (!person || person.kind === 'stranger' || person.deactivated) throw new Refusal('user_not_found');
  if (target_team !== undefined && !(target_team in person.workspaces)) throw new Refusal('user_not_found');
  const guest = target_team === undefined ? isGuest(person) : isGuestRole(person.workspaces[target_team]);
  if (!guest) throw new Refusal('user_is_not_guest');
  return person;
}

/** When the account ends, in one workspace or in the first of all; 0 when it does not. */
export function expirationOf(person: Person, team?: string): number {
  if (team !== undefined) return person.expirations[team] ?? 0;
  const ends = Object.values(person.expirations);
  return ends.length === 0 ? 0 : Math.min(...ends);
}

/** Ends the accounts of guests whose time is up; true when there were any. */
export function endGuests(org: Organisation, now: number): boolean {
  const ended = org.ended(now);
  for (const { person, team } of ended) {
    // Who was made a member behind Slack's back stays.
    if (isGuestRole(person.workspaces[team])) leaveWorkspace(org, person, team);
    else delete person.expirations[team];
  }
  return ended.length > 0;
}
