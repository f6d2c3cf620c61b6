import { Refusal } from '../refusal.js';
import { joinWorkspace, leaveWorkspace } from './membership.js';
import type { Person, UserGroup } from './model.js';
import type { Organisation } from './organisation.js';
import { canHoldRoles, isGuest, isOrgAdmin } from './ranks.js';

/** One `admin.usergroups.addTeams` or `removeTeams`. */
export interface LinkRequest {
  caller: Person;
  usergroup_id: string;
  team_ids: readonly string[];
  auto_provision: boolean;
}

/** A group of the identity provider; those somebody made by hand belong to a workspace and count as not there. */
export function idpGroup(org: Organisation, id: string): UserGroup {
  const group = org.groupOfId(id);
  if (!group?.is_idp_group) throw new Refusal('usergroup_not_found');
  return group;
}

function groupToLink(org: Organisation, { caller, usergroup_id, team_ids }: LinkRequest): UserGroup {
  if (!isOrgAdmin(caller)) throw new Refusal('restricted_action');
  if (team_ids.length === 0) throw new Refusal('no_team_ids_given');
  const group = idpGroup(org, usergroup_id);
  const unknown = team_ids.filter((team) => !org.workspaceOfId(team));
  if (unknown.length > 0) throw new Refusal('invalid_team_ids', { errors: unknown });
  return group;
}

function activeMembers(org: Organisation, group: UserGroup): Person[] {
  return group.users.flatMap((id) => {
    const person = org.personOfId(id);
    return person && canHoldRoles(person) ? [person] : [];
  });
}

/** Gives every member an account there; false when the workspace or a member (a guest elsewhere) does not allow it. */
function provision(org: Organisation, members: readonly Person[], team: string): boolean {
  const missing = members.filter((person) => !(team in person.workspaces));
  if (!org.workspaceOfId(team)?.provisions || missing.some(isGuest)) return false;
  for (const person of missing) joinWorkspace(org, person, { team, role: 'member' });
  return true;
}

function link(group: UserGroup, team: string, auto_provision: boolean): void {
  const present = group.links.find((each) => each.team === team);
  if (!present) group.links.push({ team, auto_provision });
  else if (auto_provision) present.auto_provision = true;
}

/**
 * Links a group to workspaces: https://docs.slack.dev/reference/methods/admin.usergroups.addTeams. With `auto_provision`
 * its members are there at once, else when they next sign in. A workspace where that fails does not keep the others
 * from being linked.
 */
export function addTeams(org: Organisation, request: LinkRequest): void {
  const { auto_provision, team_ids } = request;
  const group = groupToLink(org, request);
  const all = new Set([...group.links.map(({ team }) => team), ...team_ids]);
  if (all.size > org.data.limits.workspaces_per_group) throw new Refusal('team_limit_exceeded');
  const members = activeMembers(org, group);
  const bound = members.some((person) => Object.values(person.workspaces).includes('single_channel_guest'));
  if (auto_provision && bound) throw new Refusal('multi_workspace_restriction');
  const failed: string[] = [];
  for (const team of new Set(team_ids)) {
    if (auto_provision && !provision(org, members, team)) failed.push(team);
    else link(group, team, auto_provision);
  }
  if (failed.length > 0) throw new Refusal('auto_provision_failure', { errors: failed });
}

/** Whether another linked group keeps somebody in a workspace. */
function isHeldBy(others: readonly UserGroup[], person: Person, team: string): boolean {
  return others.some(({ links, users }) => users.includes(person.id) && links.some((each) => each.team === team));
}

/**
 * Takes a group out of workspaces: https://docs.slack.dev/reference/methods/admin.usergroups.removeTeams. Where members
 * were provisioned automatically all of them lose their account with it, also those who had been there before
 * (https://slack.com/help/articles/115001435788); only who another group holds there and who has an office stays.
 */
export function removeTeams(org: Organisation, request: LinkRequest): void {
  const group = groupToLink(org, request);
  const others = org.groups.filter((other) => other.is_idp_group && other !== group);
  const ending = group.links.filter(({ team }) => request.team_ids.includes(team));
  group.links = group.links.filter(({ team }) => !request.team_ids.includes(team));
  for (const { team } of ending.filter(({ auto_provision }) => auto_provision)) {
    const leaving = activeMembers(org, group).filter(
      (person) => person.workspaces[team] === 'member' && !isHeldBy(others, person, team),
    );
    for (const person of leaving) leaveWorkspace(org, person, team);
  }
}
