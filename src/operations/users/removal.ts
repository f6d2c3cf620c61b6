import { at } from '../../engine/grants/grant-words.js';
import type { Grant } from '../../engine/grants/grants.js';
import type { OrgReader } from '../../engine/operation.js';
import { roleAt, type Person, type Role, type Workspace } from '../../engine/organisation/people.js';
import type { Draft, JsonObject, RoleEffect, Undo } from '../../engine/planning/plan.js';
import { person, place, words, type Words } from '../../engine/words.js';
import { assignBefore } from './assignment.js';
import { memberBefore, readMember, standingBefore, standingIn, type MemberInput } from './membership.js';

/* Facts: docs.slack.dev/reference/methods/admin.users.remove. */

export type RemoveArguments = { readonly user_id: string; readonly team_id: string };

/** Reads who somebody is there and plans to take them out, or says why that cannot or need not be done. */
export async function planRemoval(input: MemberInput, org: OrgReader): Promise<Draft<RemoveArguments>> {
  const member = await readMember(input, org);
  if (!('somebody' in member)) return { kind: 'obstacle', says: member };
  const { somebody, workspace } = member;
  const standing = standingIn(somebody, workspace);
  const before = memberBefore(input, standing);
  if (standing === 'none') return { kind: 'unchanged', says: notThere(somebody, workspace), before };
  const inTheWay = whyNot(somebody, workspace);
  if (inTheWay) return { kind: 'obstacle', says: inTheWay };

  const from = roleAt(somebody, workspace);
  return {
    kind: 'plan',
    risk: from === 'guest' ? 'irreversible' : 'change',
    changes: [
      words`${person(somebody.id)}: ${standing === 'unknown' ? 'perhaps ' : ''}${from} of ${place(workspace.id)} → not a member`,
    ],
    warnings: [...warningsOf(somebody, workspace, standing), ...endedWith(await org.grantsAt(workspace.id), somebody)],
    effects: [leaving(somebody, workspace, from)],
    before,
    calls: [{ user_id: input.user_id, team_id: input.team_id }],
  };
}

/** Back in as a full member; what else they had there nobody can give back. */
export function undoRemoval(input: MemberInput, before: JsonObject): Undo {
  const { user_id, team_id } = input;
  switch (standingBefore(before)) {
    case 'unknown':
      return {
        possible: false,
        why: words`Slack does not say whether ${person(user_id)} was in ${place(team_id)} before.`,
      };
    case 'guest':
      return {
        possible: false,
        why: words`Slack does not show which channels a guest had, so nobody could put them back. Add them anew (“Add to workspace”), or invite them (“Invite”) where that was their only workspace.`,
      };
    default:
      return {
        possible: true,
        operation: 'admin.users.assign',
        input: { user_id, team_id, guest_kind: 'full' },
        expects: assignBefore(input, 'none'),
      };
  }
}

function whyNot(somebody: Person, workspace: Workspace): Words | null {
  const who = person(somebody.id);
  if (somebody.orgRole === 'primary_owner') {
    return words`${who} is the primary owner of the organisation, whom Slack lets nobody remove. They can hand over that role, in Slack itself.`;
  }
  if (workspace.primaryOwner === somebody.id) {
    return words`${who} is the primary owner of ${place(workspace.id)}, whom Slack lets nobody remove. They can hand over that role, in Slack itself.`;
  }
  return null;
}

function leaving(somebody: Person, workspace: Workspace, from: Role): RoleEffect {
  const owners = [workspace.primaryOwner, ...workspace.owners];
  return {
    kind: 'role',
    person: somebody.id,
    level: 'workspace',
    place: workspace.id,
    from,
    to: 'none',
    takesLastOwner: from === 'owner' && !owners.some((owner) => owner !== null && owner !== somebody.id),
  };
}

function endedWith(grants: readonly Grant[], { id }: Person): Words[] {
  return grants
    .filter((grant) => grant.person === id)
    .map(({ role, dueAt }) => words`They are ${role} there for a time, until ${at(dueAt)}; that is over with this.`);
}

function notThere({ id }: Person, workspace: Workspace): Words {
  return words`${person(id)} does not belong to ${place(workspace.id)}. There is nothing to change, so no call is made.`;
}

function warningsOf(somebody: Person, { id }: Workspace, standing: string): Words[] {
  const who = person(somebody.id);
  const warnings = [
    words`${who} loses every channel of ${place(id)} that they see nowhere else. They are not given back: public ones can be joined again, private ones take a new invitation.`,
  ];
  if (standing === 'unknown') {
    warnings.push(words`Slack does not say whether ${who} is in ${place(id)}. If they are not, it will say so.`);
  }
  if (standing === 'admin' || standing === 'owner') {
    warnings.push(
      words`${who} is an ${standing} of ${place(id)} now and would lose that too. An undo brings them back as a member; the role has to be granted again.`,
    );
  }
  if (somebody.kind === 'guest' && somebody.workspaces?.length === 1) {
    warnings.push(words`This is the only workspace of ${who}, and Slack deactivates guests who have none left.`);
  }
  return warnings;
}
