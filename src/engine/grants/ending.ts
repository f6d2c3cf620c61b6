import type { Level, Grant, GrantEnd } from './grants.js';
import { rightsOf } from './grants.js';
import { at, rightInWords, roleOf } from './grant-words.js';
import { endingOf, roleWithout, type Rights } from './grant-roles.js';
import type { OrgReader } from '../operation.js';
import { roleAt, type Person, type Role, type Workspace } from '../organisation/people.js';
import type { Draft, RoleEffect } from '../planning/plan.js';
import type { Ports } from '../ports.js';
import { person, place, words, type Words } from '../words.js';

/** How things stand with a grant that is to end. */
export type EndingLook =
  /** There is nothing (more) to take away. */
  | { readonly kind: 'over'; readonly end: GrantEnd | null; readonly says: Words; readonly before: Before }
  /** Somebody has changed the role by hand; it is left as it is, and the grant is over. */
  | { readonly kind: 'leave'; readonly says: Words; readonly before: Before }
  /** It has to end, and must not as things are. */
  | { readonly kind: 'stuck'; readonly says: Words }
  | { readonly kind: 'change'; readonly left: Role; readonly draft: Extract<Draft, { kind: 'plan' }> };

/** The state a run rests on that ends a grant. */
type Before = {
  readonly ends: string;
  readonly user_id: string;
  readonly team_id: string;
  readonly role: Role;
  /** What they are without any grant in force. */
  readonly without: Role;
};

const METHODS: Partial<Record<Role, string>> = {
  member: 'admin.users.setRegular',
  admin: 'admin.users.setAdmin',
  owner: 'admin.users.setOwner',
};

/** By which operation a grant ends, as far as our own record tells. */
export async function endedBy({ grants, clock }: Pick<Ports, 'grants' | 'clock'>, grant: Grant): Promise<string> {
  const rights = rightsOf(await grants.at(grant.place), grant.person, grant.base);
  return methodFor(roleWithout(rights, grant.id, clock.now()));
}

/** The operation that leaves somebody with this role. */
export function methodFor(left: Role): string {
  const method = METHODS[left];
  if (!method) throw new Error(`No operation makes anybody a ${left}.`);
  return method;
}

/**
 * Reads who somebody is right now, and says what the end of this grant comes to. Asked before the call and after it:
 * what is not seen to be over is not over.
 * @throws SlackError where Slack could not be asked.
 */
export async function lookAtEnding(
  { installer, clock }: Pick<Ports, 'installer' | 'clock'>,
  grant: Grant,
  org: OrgReader,
): Promise<EndingLook> {
  const orgWide = grant.place === org.enterpriseId;
  const somebody = await org.person(grant.person);
  const workspace = orgWide ? null : await org.workspace(grant.place);
  const live = roleAt(somebody, workspace);
  const rights = rightsOf(await org.grantsAt(grant.place), grant.person, grant.base);
  const before: Before = { ...inputOf(grant), ends: grant.id, role: live, without: rights.base };
  if (grant.endedAt) return { kind: 'over', end: grant.end, says: words`This has ended already.`, before };
  if (isGone(somebody, workspace, orgWide)) return { kind: 'over', end: 'gone', says: gone(grant), before };

  const ending = endingOf(rights, { grant: grant.id, live, now: clock.now() });
  switch (ending.kind) {
    case 'already':
      return { kind: 'over', end: null, says: nothingLeft(grant, rights, ending.left), before };
    case 'leave':
      return { kind: 'leave', says: changedByHand(grant, { expected: ending.expected, live }), before };
    case 'change':
      break;
  }
  if (workspace && somebody.orgRole && ending.left === 'member') {
    return { kind: 'leave', says: hasOrgRole(grant, somebody.orgRole), before };
  }
  const protectedBy = await whyStuck(installer, { grant, live, workspace, org, left: ending.left });
  if (protectedBy) return { kind: 'stuck', says: protectedBy };
  return { kind: 'change', left: ending.left, draft: draftOf(grant, { live, left: ending.left, before, orgWide }) };
}

/** What a run that ends a grant is asked for. */
export function inputOf({ person: user_id, place: team_id }: Level): { user_id: string; team_id: string } {
  return { user_id, team_id };
}

/** The draft of a run by which somebody ends a grant before its time, under the policy; or why that cannot be. */
export async function draftOfUndoing(
  ports: Pick<Ports, 'installer' | 'clock'>,
  { grant, method }: { readonly grant: Grant; readonly method: string },
  org: OrgReader,
): Promise<Draft> {
  const look = await lookAtEnding(ports, grant, org);
  switch (look.kind) {
    case 'change':
      if (methodFor(look.left) === method) return look.draft;
      return {
        kind: 'obstacle',
        says: words`Other grants of this person have changed meanwhile. Press Undo once more.`,
      };
    case 'over':
      if (grant.endedAt) return { kind: 'obstacle', says: look.says };
      return endOnRecord(grant, look);
    default:
      return { kind: 'obstacle', says: look.says };
  }
}

/** There is nothing to take away in Slack; only the record of the grant ends. */
function endOnRecord(grant: Grant, { says, before }: Extract<EndingLook, { kind: 'over' }>): Draft {
  const effect: RoleEffect = {
    kind: 'role',
    person: grant.person,
    level: grant.place.startsWith('T') ? 'workspace' : 'org',
    place: grant.place,
    from: grant.role,
    to: before.role,
    takesLastOwner: false,
  };
  const changes = [words`The right for a time of ${rightInWords(grant)}, ends now. ${says}`];
  return { kind: 'plan', risk: 'change', changes, warnings: [], effects: [effect], before, calls: [] };
}

function isGone(somebody: Person, workspace: Workspace | null, orgWide: boolean): boolean {
  if (somebody.kind === 'deactivated' || somebody.kind === 'stranger' || somebody.kind === 'bot') return true;
  if (orgWide) return false;
  if (!workspace) return true;
  const runsIt = [workspace.primaryOwner, ...workspace.owners, ...workspace.admins].includes(somebody.id);
  const known = somebody.workspaces ?? [];
  return !runsIt && known.length > 0 && !known.includes(workspace.id);
}

function gone({ person: who, place: where, role }: Grant): Words {
  return words`The account of ${person(who)} is switched off, or is not in ${place(where)} any more, so there was nothing to take away. If it comes back, look whether it comes back as ${role}.`;
}

function nothingLeft(grant: Grant, { base, inForce }: Rights, left: Role): Words {
  const who = person(grant.person);
  const through = inForce.find(({ id, role }) => id !== grant.id && role === left);
  if (through && through.role !== base) {
    return words`${who} stays ${roleOf(left, grant)} until ${at(through.dueAt)}, through another grant.`;
  }
  return words`${who} is ${roleOf(left, grant)}.`;
}

function changedByHand(grant: Grant, { expected, live }: { expected: Role; live: Role }): Words {
  return words`Its time is over, but ${person(grant.person)} is ${roleOf(live, grant)} now and not ${expected === 'admin' || expected === 'owner' ? 'an' : 'a'} ${expected}, as this app left it: somebody has changed that by hand, so it was left as it is. If it should be otherwise, change it in Slack or from here.`;
}

function hasOrgRole(grant: Grant, orgRole: string): Words {
  return words`Its time is over, but ${person(grant.person)} has become an org ${orgRole} meanwhile, and Slack makes nobody with such a role a regular member of ${place(grant.place)} alone. The role was left as it is.`;
}

interface Ended {
  readonly grant: Grant;
  readonly live: Role;
  readonly left: Role;
  readonly workspace: Workspace | null;
  readonly org: OrgReader;
}

/** Protection stops even this (DESIGN 6.10); it was looked at when the grant was made, and things have changed. */
async function whyStuck(installer: string, { grant, live, left, workspace, org }: Ended): Promise<Words | null> {
  if (grant.person === installer) {
    return words`${person(grant.person)} has installed this app meanwhile, and the app works with their rights: taking the role away would stop it. Let another org owner reinstall the app; then it ends within a minute.`;
  }
  if (live !== 'owner' || left === 'owner') return null;
  const stays = workspace
    ? [workspace.primaryOwner, ...workspace.owners].some((id) => id !== null && id !== grant.person)
    : await org.hasOwnerBesides([grant.person]);
  if (stays) return null;
  return words`${person(grant.person)} is the last owner of ${place(grant.place)} now. Make somebody else an owner; then it ends within a minute.`;
}

function draftOf(
  grant: Grant,
  { live, left, before, orgWide }: { live: Role; left: Role; before: Before; orgWide: boolean },
): Extract<Draft, { kind: 'plan' }> {
  const effect: RoleEffect = {
    kind: 'role',
    person: grant.person,
    level: orgWide ? 'org' : 'workspace',
    place: grant.place,
    from: live,
    to: left,
    takesLastOwner: false,
  };
  return {
    kind: 'plan',
    risk: 'change',
    changes: [words`${person(grant.person)}: ${live} → ${left} of ${place(grant.place)}`],
    warnings: [],
    effects: [effect],
    before,
    calls: [inputOf(grant)],
  };
}
