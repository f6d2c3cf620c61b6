import type { OrgReader } from '../../engine/operation.js';
import type { Person, Workspace } from '../../engine/organisation/people.js';
import type { Draft, JsonObject, RoleEffect, Undo } from '../../engine/planning/plan.js';
import { code, person, place, words, type Words } from '../../engine/words.js';
import { channelEffects, channelLines, channelWarnings, privateOnes, readChannels } from './channels.js';
import { called, guestFlags, isGuest, type GuestKind } from './guest-kinds.js';
import { memberBefore, readMember, standingBefore, standingIn, type MemberInput } from './membership.js';

/* Facts: docs.slack.dev/reference/methods/admin.users.assign. */

export interface AssignInput extends MemberInput {
  readonly guest_kind: GuestKind;
  readonly channel_ids?: string[] | undefined;
}

export type AssignArguments = {
  readonly user_id: string;
  readonly team_id: string;
  readonly channel_ids?: readonly string[];
  readonly is_restricted?: true;
  readonly is_ultra_restricted?: true;
};

/** Reads who somebody is, where, and the channels, and plans to add them, or says why that cannot or need not be done. */
export async function planAssignment(input: AssignInput, org: OrgReader): Promise<Draft<AssignArguments>> {
  const member = await readMember(input, org);
  if (!('somebody' in member)) return { kind: 'obstacle', says: member };
  const { somebody, workspace } = member;
  const role = standingIn(somebody, workspace);
  if (role !== 'none' && role !== 'unknown') {
    return { kind: 'unchanged', says: alreadyThere(somebody, workspace), before: assignBefore(input, role) };
  }
  const inTheWay = whyNotAs(somebody, input.guest_kind);
  if (inTheWay) return { kind: 'obstacle', says: inTheWay };
  const { channels, inTheWay: notThat } = await readChannels(input.team_id, input.channel_ids ?? [], org);
  if (notThat) return { kind: 'obstacle', says: notThat };

  return {
    kind: 'plan',
    risk: 'privileged',
    changes: [
      words`${person(somebody.id)}: ${role === 'none' ? 'not a member' : 'perhaps a member'} → ${called(input.guest_kind)} of ${place(workspace.id)}`,
      ...channelLines(person(somebody.id), channels),
    ],
    warnings: [...warningsOf(somebody, input, role === 'unknown'), ...channelWarnings(channels)],
    effects: [joining(somebody.id, input), ...channelEffects(somebody.id, channels)],
    before: assignBefore(input, role, privateOnes(channels)),
    calls: [argumentsOf(input)],
  };
}

/** Out again, where they were not there before. */
export function undoAssignment(input: AssignInput, before: JsonObject): Undo {
  if (standingBefore(before) !== 'none') {
    return {
      possible: false,
      why: words`Slack does not say whether ${person(input.user_id)} was in ${place(input.team_id)} before.`,
    };
  }
  return {
    possible: true,
    operation: 'admin.users.remove',
    input: { user_id: input.user_id, team_id: input.team_id },
    expects: memberBefore(input, isGuest(input.guest_kind) ? 'guest' : 'member'),
  };
}

/** The state that a plan to add somebody rests on; undoing a removal expects it as well. */
export function assignBefore(
  input: MemberInput,
  role: ReturnType<typeof standingIn>,
  privateChannels: readonly string[] = [],
): JsonObject {
  return { ...memberBefore(input, role), private_channels: privateChannels };
}

function joining(user: string, { team_id, guest_kind }: AssignInput): RoleEffect {
  return {
    kind: 'role',
    person: user,
    level: 'workspace',
    place: team_id,
    from: 'none',
    to: isGuest(guest_kind) ? 'guest' : 'member',
    takesLastOwner: false,
  };
}

function argumentsOf({ user_id, team_id, guest_kind, channel_ids }: AssignInput): AssignArguments {
  return { user_id, team_id, ...guestFlags(guest_kind), ...(channel_ids?.length ? { channel_ids } : {}) };
}

function alreadyThere({ id }: Person, workspace: Workspace): Words {
  return words`${person(id)} belongs to ${place(workspace.id)} already. There is nothing to change, so no call is made.`;
}

/** In Slack people are guests everywhere or nowhere, so what they are elsewhere decides what they can be here. */
function whyNotAs(somebody: Person, kind: GuestKind): Words | null {
  const who = person(somebody.id);
  if (somebody.kind === 'deactivated') {
    return words`${who} is deactivated. Reactivate the account in Slack first, then try again.`;
  }
  if (somebody.kind === 'guest' && !isGuest(kind)) {
    return words`${who} is a guest of the organisation, and Slack lets nobody be a guest in one workspace and a full member in another; it would refuse with ${code('invalid_role_for_user')}. Add them as a guest, or make them a full member first (“Revoke admin” does that).`;
  }
  if (somebody.kind === 'member' && isGuest(kind) && (somebody.orgRole || somebody.workspaces?.length)) {
    return words`${who} is a full member of the organisation, and Slack lets nobody be a full member in one workspace and a guest in another; it would refuse with ${code('invalid_role_for_user')}. Add them as a full member.`;
  }
  return null;
}

function warningsOf(somebody: Person, { guest_kind, team_id }: AssignInput, notKnown: boolean): Words[] {
  const who = person(somebody.id);
  const warnings: Words[] = [];
  if (notKnown) {
    warnings.push(
      words`Slack does not say which workspaces ${who} is in. If ${place(team_id)} is one of them, it will say so.`,
    );
  }
  if (guest_kind === 'is_ultra_restricted' && somebody.workspaces?.length) {
    warnings.push(
      words`${who} is a guest elsewhere already, and Slack gives a single-channel guest one workspace only, so it will probably refuse.`,
    );
  }
  if (isGuest(guest_kind)) {
    warnings.push(
      words`The account of ${who} in ${place(team_id)} will have no end date (“Set guest expiration” sets one).`,
    );
  }
  return warnings;
}
