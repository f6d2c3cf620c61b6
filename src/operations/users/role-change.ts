import { z } from 'zod';

import { minutesIn } from '../../engine/duration.js';
import { givingOf, isAbove, type Giving } from '../../engine/grants/grant-roles.js';
import { rightsOf } from '../../engine/grants/grants.js';
import type { OrgReader, RoleSet } from '../../engine/operation.js';
import { roleAt, ROLES, type Person, type Role, type Workspace } from '../../engine/organisation/people.js';
import type { Draft, JsonObject, RoleEffect, Undo } from '../../engine/planning/plan.js';
import { code, person, place, words, type Words } from '../../engine/words.js';
import {
  alreadySo,
  changeInWords,
  endsJustNow,
  forATimeBefore,
  isEnding,
  noDemotionForATime,
  rightsBefore,
  warningsOfGrants,
  whyNoEnd,
  type TimedChange,
} from './roles-for-a-time.js';

/*
 * What `admin.users.setAdmin`, `setOwner` and `setRegular` have in common: one person, one place, and the role they
 * have there. Facts: docs.slack.dev/reference/methods/admin.users.setAdmin, …setOwner and …setRegular.
 */

/** Who, and where: a workspace, or the organisation itself. */
export interface RoleInput {
  readonly user_id: string;
  readonly team_id: string;
  /** Where the role ends by itself. */
  readonly duration?: string | undefined;
}

export type RoleArguments = { readonly user_id: string; readonly team_id: string };

const RoleBefore = z.object({
  role: z.enum(ROLES),
  org_role: z.enum(['admin', 'owner']).optional(),
  /** Where rights for a time are concerned: what they are without them. */
  base: z.enum(ROLES).optional(),
  /** Those in force. */
  grants: z.array(z.string()).optional(),
});

/** Whether the new role stands above the one that was there before, for good: what ends by itself does not count. */
export function widensPower(before: JsonObject, to: Role): boolean {
  const { role, base } = RoleBefore.parse(before);
  return isAbove(to, base ?? role);
}

/** The role that a run leaves its person with, for the record of rights for a time. */
export function roleSet({ user_id, team_id, duration }: RoleInput, role: Role | 'none'): RoleSet {
  return { person: user_id, place: team_id, role, minutes: duration === undefined ? null : minutesIn(duration) };
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
  const rights = rightsOf(await org.grantsAt(input.team_id), somebody.id, from);
  const before = {
    user_id: somebody.id,
    team_id: input.team_id,
    role: from,
    ...orgRoleBeside(somebody, workspace),
    ...rightsBefore(rights, input),
  };
  const giving = to === 'member' ? taking(from) : givingOf(rights, { role: to, live: from }).kind;
  if (giving === 'already') return { kind: 'unchanged', says: alreadySo(input, { to, from, rights }), before };
  if (giving === 'demotion' && input.duration) return obstacle(noDemotionForATime(input, { to, from }));
  if (giving === 'record' && isEnding(rights, org.now())) return obstacle(endsJustNow(input));
  const noEnd = input.duration ? await whyNoEnd(to, somebody, workspace, org) : null;
  if (noEnd) return obstacle(noEnd);

  const effect: RoleEffect & { readonly person: string } = {
    kind: 'role',
    person: somebody.id,
    level: workspace ? 'workspace' : 'org',
    place: input.team_id,
    // What is there through grants for a time ends with them: whoever adds to it gives it anew.
    from: giving === 'record' ? rights.base : from,
    to,
    takesLastOwner: giving !== 'record' && from === 'owner' && !(await anotherOwnerStays(somebody, workspace, org)),
  };
  const change: TimedChange = { input, to, from, rights, now: org.now(), giving };
  return {
    kind: 'plan',
    risk: widensPower(before, to) ? 'privileged' : 'change',
    changes: [changeInWords(change)],
    warnings: [...warningsOf(effect), ...warningsOfGrants(change)],
    effects: [effect],
    before,
    calls: giving === 'record' ? [] : [{ user_id: input.user_id, team_id: input.team_id }],
  };
}

/** Whoever becomes a regular member loses what there is, whatever it was given for; a guest gains by it. */
function taking(from: Role): Giving['kind'] {
  if (from === 'member') return 'already';
  return from === 'guest' ? 'call' : 'demotion';
}

/** The way back to the role that was there before, where one of our operations leads there. */
export function undoRoleChange(input: RoleInput, before: JsonObject, to: Role): Undo {
  const { role: live, org_role, base, grants } = RoleBefore.parse(before);
  const role = base ?? live;
  if (grants && role === to) return noWayBack(forATimeBefore(input, to));
  const onlyRecorded = base && isAbove(to, base) && !isAbove(to, live);
  if (!input.duration && onlyRecorded) return noWayBack(forATimeBefore(input, to));
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
    return words`${who} is a guest, and guests cannot be ${to}s. Make them a full member first (“Revoke admin” does that), then try again.`;
  }
  if (workspace && isElsewhere(somebody, workspace)) return notThere(somebody, workspace);
  if (workspace && (somebody.workspaces?.length ?? 0) > 1) {
    return words`${who} is a guest in several workspaces, so Slack does not make them a full member in one of them. Choose “The whole organisation”.`;
  }
  return null;
}

function notThere(somebody: Person, workspace: Workspace): Words {
  return words`${person(somebody.id)} does not belong to ${place(workspace.id)}. Add them to the workspace first (“Add to workspace” does that), then try again.`;
}

/** Slack leaves the list out, or empty, in some answers; then it is Slack's call that tells. */
function isElsewhere(somebody: Person, workspace: Workspace): boolean {
  const known = somebody.workspaces ?? [];
  const runsIt = workspace.owners.includes(somebody.id) || workspace.admins.includes(somebody.id);
  return known.length > 0 && !known.includes(workspace.id) && !runsIt;
}

async function anotherOwnerStays(somebody: Person, workspace: Workspace | null, org: OrgReader): Promise<boolean> {
  if (!workspace) return org.hasOwnerBesides([somebody.id]);
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

const obstacle = (says: Words): Draft<RoleArguments> => ({ kind: 'obstacle', says });
const noWayBack = (why: Words): Undo => ({ possible: false, why });
