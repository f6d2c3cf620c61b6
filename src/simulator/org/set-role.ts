import type { Organisation } from './organisation.js';
import type { Person } from './model.js';
import { canHoldRoles, isGuest, isGuestRole, isOrgAdmin, isOrgOwner } from './ranks.js';

/** One `admin.users.setAdmin`, `setOwner` or `setRegular`: who asks, for whom, and where (`T…` or the org's `E…`). */
export interface RoleRequest {
  caller: Person;
  user_id: string;
  team_id: string;
}

/** Slack's error code, or null when the role has been changed (or was so already). */
export type RoleAnswer = string | null;

/** https://docs.slack.dev/reference/methods/admin.users.setAdmin: on an owner it demotes. */
export function setAdmin(org: Organisation, request: RoleRequest): RoleAnswer {
  const found = find(org, request);
  if (typeof found === 'string') return found;
  const { person, isOrg } = found;
  if (isGuestHere(person, request, isOrg)) return 'invalid_role_for_user';
  if (isOrg) {
    if (person.org_role === 'owner' && !isOrgOwner(request.caller)) return 'invalid_permissions';
    person.org_role = 'admin';
    return null;
  }
  if (!(request.team_id in person.workspaces)) return 'user_not_found';
  person.workspaces[request.team_id] = 'admin';
  return null;
}

/** https://docs.slack.dev/reference/methods/admin.users.setOwner: only an org owner's token can make owners. */
export function setOwner(org: Organisation, request: RoleRequest): RoleAnswer {
  if (isOrgAdmin(request.caller) && !isOrgOwner(request.caller)) return 'not_an_owner';
  const found = find(org, request);
  if (typeof found === 'string') return found;
  const { person, isOrg } = found;
  if (isGuestHere(person, request, isOrg)) return 'invalid_role_for_user';
  if (isOrg) {
    if (Object.keys(person.workspaces).length === 0) return 'user_must_be_in_workspace';
    person.org_role = 'owner';
    return null;
  }
  if (!(request.team_id in person.workspaces)) return 'user_must_be_in_workspace';
  person.workspaces[request.team_id] = 'owner';
  return null;
}

/** https://docs.slack.dev/reference/methods/admin.users.setRegular: also turns a guest into a full member. */
export function setRegular(org: Organisation, request: RoleRequest): RoleAnswer {
  const found = find(org, request);
  if (typeof found === 'string') return found;
  const { person, isOrg } = found;
  if (isOrg) return setRegularInOrg(person, request.caller);
  if (isOrgAdmin(person)) return 'cannot_set_org_admin_to_regular_at_workspace_level';
  const role = person.workspaces[request.team_id];
  if (role === undefined) return 'user_not_found';
  if (isGuestRole(role) && Object.keys(person.workspaces).length > 1) {
    return 'cannot_set_this_guest_to_regular_at_team_level';
  }
  makeMember(person, request.team_id);
  return null;
}

/** Only guests' accounts end. */
function makeMember(person: Person, team: string): void {
  person.workspaces[team] = 'member';
  delete person.expirations[team];
}

function setRegularInOrg(person: Person, caller: Person): RoleAnswer {
  if (person.org_role === 'owner' && !isOrgOwner(caller)) return 'failed_to_set_user_to_regular';
  person.org_role = 'member';
  for (const [team, role] of Object.entries(person.workspaces)) {
    if (isGuestRole(role)) makeMember(person, team);
  }
  return null;
}

function isGuestHere(person: Person, request: RoleRequest, isOrg: boolean): boolean {
  return isOrg ? isGuest(person) : isGuestRole(person.workspaces[request.team_id]);
}

/** The checks all three share, in Slack's order: the caller, the place, the person, the primary owner. */
function find(org: Organisation, request: RoleRequest): string | { person: Person; isOrg: boolean } {
  if (!isOrgAdmin(request.caller)) return 'not_an_admin';
  const isOrg = request.team_id === org.id;
  if (!isOrg && !org.workspaceOfId(request.team_id)) return 'team_not_found';
  const person = org.personOfId(request.user_id);
  if (!person || !canHoldRoles(person)) return 'user_not_found';
  const primaryHere = !isOrg && person.workspaces[request.team_id] === 'primary_owner';
  if (person.org_role === 'primary_owner' || primaryHere) return 'cannot_modify_primary_owner';
  return { person, isOrg };
}
