import { Refusal } from '../refusal.js';
import { leaveWorkspace } from './membership.js';
import type { Person } from './model.js';
import type { Organisation } from './organisation.js';
import { canHoldRoles, isOrgAdmin, isOrgOwner } from './ranks.js';

/** Takes somebody out of a workspace: https://docs.slack.dev/reference/methods/admin.users.remove */
export function remove(org: Organisation, request: { caller: Person; team_id: string; user_id: string }): void {
  const { caller, team_id, user_id } = request;
  if (!isOrgAdmin(caller)) throw new Refusal('invalid_permissions');
  if (!org.workspaceOfId(team_id)) throw new Refusal('team_not_found');
  const person = org.personOfId(user_id);
  if (!person || person.kind === 'stranger') throw new Refusal('user_not_found');
  if (person.deactivated || person.left.includes(team_id)) throw new Refusal('user_already_deleted');
  const role = person.workspaces[team_id];
  if (role === undefined) throw new Refusal('user_not_found');
  if (person.org_role === 'primary_owner' || role === 'primary_owner') throw new Refusal('cannot_modify_primary_owner');
  if (person.org_role === 'owner' && !isOrgOwner(caller)) throw new Refusal('invalid_permissions');
  if (!canHoldRoles(person)) throw new Refusal('failed_to_remove_user_from_workspace');
  leaveWorkspace(org, person, team_id);
}
