import { z } from 'zod';

import type { OrgReader } from '../../engine/operation.js';
import { roleAt, type Person, type Role, type Workspace } from '../../engine/people.js';
import type { Draft, JsonObject, RoleEffect, Undo } from '../../engine/plan.js';
import { code, person, place, words, type Words } from '../../engine/words.js';

/*
 * What `admin.users.setAdmin`, `setOwner` and `setRegular` have in common: one person, one place, and the role they
 * have there. Facts: docs.slack.dev/reference/methods/admin.users.setAdmin, …setOwner and …setRegular.
 */

/** Who, and where: a workspace, or the organisation itself. */
export interface RoleInput {
  readonly user_id: string;
  readonly team_id: string;
}

export type RoleArguments = { readonly user_id: string; readonly team_id: string };

const LADDER: readonly Role[] = ['guest', 'member', 'admin', 'owner', 'primary_owner'];
const RoleBefore = z.object({
  role: z.enum(['guest', 'member', 'admin', 'owner', 'primary_owner']),
  org_role: z.enum(['admin', 'owner']).optional(),
});

/** Whether the new role stands above the one that was there before. */
export function widensPower(before: JsonObject, to: Role): boolean {
  return LADDER.indexOf(to) > LADDER.indexOf(roleBefore(before));
}

/** Reads who somebody is and plans to make them `to`, or says why that cannot or need not be done. */
export async function planRoleChange(input: RoleInput, to: Role, org: OrgReader): Promise<Draft<RoleArguments>> {
  const somebody = await org.person(input.user_id);
  const orgWide = input.team_id === org.enterpriseId;
  const workspace = orgWide ? null : await org.workspace(input.team_id);
  if (!orgWide && !workspace) return obstacle(words`This organisation has no workspace ${code(input.team_id)}.`);

  const inTheWay = whyNot(somebody, workspace, to);
  if (inTheWay) return obstacle(inTheWay);

  const from = roleAt(somebody, workspace);
  const before = { user_id: somebody.id, team_id: input.team_id, role: from, ...orgRoleBeside(somebody, workspace) };
  if (from === to) return { kind: 'unchanged', says: alreadySo(input, to), before };

  const effect: RoleEffect & { readonly person: string } = {
    kind: 'role',
    person: somebody.id,
    level: workspace ? 'workspace' : 'org',
    place: input.team_id,
    from,
    to,
    takesLastOwner: from === 'owner' && !(await anotherOwnerStays(somebody, workspace, org)),
  };
  return {
    kind: 'plan',
    risk: widensPower(before, to) ? 'privileged' : 'change',
    changes: [words`${person(input.user_id)}: ${from} → ${to} of ${place(input.team_id)}`],
    warnings: warningsOf(effect),
    effects: [effect],
    before,
    calls: [{ user_id: input.user_id, team_id: input.team_id }],
  };
}

/** The way back to the role that was there before, where one of our operations leads there. */
export function undoRoleChange(input: RoleInput, before: JsonObject, to: Role): Undo {
  const { role, org_role } = RoleBefore.parse(before);
  const back = { user_id: input.user_id, team_id: input.team_id };
  const expects = { ...back, role: to, ...(org_role ? { org_role } : {}) };
  switch (role) {
    case 'member':
      if (org_role) return noWayBack(keptByOrgRole(input, org_role));
      return { possible: true, operation: 'admin.users.setRegular', input: back, expects };
    case 'admin':
      return { possible: true, operation: 'admin.users.setAdmin', input: back, expects };
    case 'owner':
      return { possible: true, operation: 'admin.users.setOwner', input: back, expects };
    case 'guest':
      return noWayBack(words`Slack offers no call that turns a full member back into a guest.`);
    case 'primary_owner':
      return noWayBack(words`Only the primary owner can hand over that role, in Slack itself.`);
  }
}

function roleBefore(before: JsonObject): Role {
  return RoleBefore.parse(before).role;
}

/** A role in the whole organisation decides what can be changed in one workspace, so it belongs to what was there. */
function orgRoleBeside({ orgRole }: Person, workspace: Workspace | null): { readonly org_role?: 'admin' | 'owner' } {
  return workspace && orgRole && orgRole !== 'primary_owner' ? { org_role: orgRole } : {};
}

function keptByOrgRole({ user_id, team_id }: RoleInput, orgRole: 'admin' | 'owner'): Words {
  return words`${person(user_id)} is an org ${orgRole}, and Slack makes nobody with such a role a regular member of ${place(team_id)} alone.`;
}

/** What stands in the way of any change of this person's role at this level. */
function whyNot(somebody: Person, workspace: Workspace | null, to: Role): Words | null {
  const who = person(somebody.id);
  if (somebody.kind === 'stranger')
    return words`${who} is not an account of this organisation, so there is no role to change.`;
  if (somebody.kind === 'bot') return words`${who} is a bot. Only people can have roles.`;
  if (somebody.kind === 'deactivated') {
    return words`${who} is deactivated. Reactivate the account in Slack first, then try again.`;
  }
  if (somebody.orgRole === 'primary_owner') {
    return words`${who} is the primary owner of the organisation. Nobody can change that role; only they can hand it over, in Slack itself.`;
  }
  if (workspace?.primaryOwner === somebody.id) {
    return words`${who} is the primary owner of ${place(workspace.id)}. Slack does not let anybody change that role; they can hand it over themselves.`;
  }
  if (somebody.kind === 'guest') return whyNotAGuest(somebody, workspace, to);
  if (workspace && to === 'member' && somebody.orgRole) {
    return words`${who} is an org ${somebody.orgRole}. Slack changes that at the level of the organisation only: choose “The whole organisation” instead of ${place(workspace.id)}.`;
  }
  if (workspace && isElsewhere(somebody, workspace)) return notThere(somebody, workspace);
  return null;
}

function whyNotAGuest(somebody: Person, workspace: Workspace | null, to: Role): Words | null {
  const who = person(somebody.id);
  if (to !== 'member') {
    return words`${who} is a guest, and guests cannot be ${to}s. Make them a full member first (${code('/revoke-admin')} does that), then try again.`;
  }
  if (workspace && isElsewhere(somebody, workspace)) return notThere(somebody, workspace);
  if (workspace && (somebody.workspaces?.length ?? 0) > 1) {
    return words`${who} is a guest in several workspaces, so Slack does not make them a full member in one of them. Choose “The whole organisation”.`;
  }
  return null;
}

function notThere(somebody: Person, workspace: Workspace): Words {
  return words`${person(somebody.id)} does not belong to ${place(workspace.id)}. Add them to the workspace first (${code('/assign-user')} does that), then try again.`;
}

/** Slack leaves the list out, or empty, in some answers; then it is Slack's call that tells. */
function isElsewhere(somebody: Person, workspace: Workspace): boolean {
  const known = somebody.workspaces ?? [];
  const runsIt = workspace.owners.includes(somebody.id) || workspace.admins.includes(somebody.id);
  return known.length > 0 && !known.includes(workspace.id) && !runsIt;
}

async function anotherOwnerStays(somebody: Person, workspace: Workspace | null, org: OrgReader): Promise<boolean> {
  if (!workspace) return org.hasOtherOwner(somebody.id);
  return [workspace.primaryOwner, ...workspace.owners].some((owner) => owner !== null && owner !== somebody.id);
}

function warningsOf(effect: RoleEffect & { readonly person: string }): Words[] {
  const who = person(effect.person);
  const where = place(effect.place);
  const warnings: Words[] = [];
  if (effect.from === 'owner')
    warnings.push(words`This is a demotion: ${who} is an owner of ${where} now and would lose that.`);
  if (effect.from === 'guest') {
    warnings.push(
      words`${who} is a guest now and would become a full member: no end date any more, every public channel open to them, and a paid seat.`,
    );
  }
  if (effect.level === 'org' && effect.to === 'admin' && effect.from === 'member') {
    warnings.push(words`An org admin can manage every workspace of the organisation.`);
  }
  if (effect.to === 'owner') warnings.push(effect.level === 'org' ? ORG_OWNER : WORKSPACE_OWNER);
  return warnings;
}

const ORG_OWNER = words`An org owner can do everything in the organisation: its security and its policies, every workspace, and who else is owner or admin.`;
const WORKSPACE_OWNER = words`A workspace owner can do everything in the workspace, and decides who else runs it.`;

function alreadySo({ user_id, team_id }: RoleInput, to: Role): Words {
  return words`${person(user_id)} is already ${to === 'member' ? 'a member' : `an ${to}`} of ${place(team_id)}. There is nothing to change, so no call is made.`;
}

const obstacle = (says: Words): Draft<RoleArguments> => ({ kind: 'obstacle', says });
const noWayBack = (why: Words): Undo => ({ possible: false, why });
