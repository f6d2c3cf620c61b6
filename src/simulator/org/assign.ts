import { Refusal, refuseWith } from '../refusal.js';
import type { GuestFlags } from './guest-kinds.js';
import { clashesElsewhere, roleFromFlags } from './guest-kinds.js';
import { joinChannels, joinWorkspace } from './membership.js';
import type { Channel, Person, WorkspaceRole } from './model.js';
import type { Organisation } from './organisation.js';
import { isOrgAdmin } from './ranks.js';

/** One `admin.users.assign`. */
export interface Assignment extends GuestFlags {
  caller: Person;
  team_id: string;
  user_id: string;
  channel_ids: readonly string[];
}

/** A channel of the workspace that the caller may put others into: public ones, and private ones the caller is in. */
export function inviteChannel(org: Organisation, caller: Person, at: { team: string; id: string }): Channel | null {
  const channel = org.channelOfId(at.id);
  if (!channel || channel.kind === 'im' || channel.archived || !channel.teams.includes(at.team)) return null;
  return channel.kind === 'public' || channel.members.includes(caller.id) ? channel : null;
}

/** The role two flags ask for; throws when they contradict each other or the number of channels. */
export function wantedRole(wish: GuestFlags & { channel_ids: readonly string[] }): WorkspaceRole {
  const role = roleFromFlags(wish);
  if (role === null)
    throw refuseWith('invalid_arguments', ['is_restricted and is_ultra_restricted exclude each other']);
  if (role === 'single_channel_guest' && wish.channel_ids.length > 1) {
    throw refuseWith('invalid_arguments', ['a single-channel guest has one channel']);
  }
  return role;
}

function assignable(org: Organisation, { caller, team_id, user_id }: Assignment): Person {
  if (!isOrgAdmin(caller)) throw new Refusal('not_an_admin');
  if (!org.workspaceOfId(team_id)) throw new Refusal('team_not_found');
  const person = org.personOfId(user_id);
  if (!person || person.kind === 'stranger') throw new Refusal('user_not_found');
  if (person.kind === 'bot') throw new Refusal('user_is_bot');
  if (person.deactivated) throw new Refusal('invited_user_not_reactivated');
  if (team_id in person.workspaces) throw new Refusal('user_already_team_member');
  return person;
}

/** Adds somebody of the organisation to a workspace: https://docs.slack.dev/reference/methods/admin.users.assign */
export function assign(org: Organisation, request: Assignment): void {
  const { caller, team_id, channel_ids } = request;
  const role = wantedRole(request);
  const person = assignable(org, request);
  if (clashesElsewhere(person, role)) throw new Refusal('invalid_role_for_user');
  const channels = channel_ids.map((id) => inviteChannel(org, caller, { team: team_id, id }));
  if (channels.includes(null)) throw new Refusal('invitor_cannot_see_channel');
  joinWorkspace(org, person, { team: team_id, role });
  joinChannels(
    person,
    channels.filter((channel) => channel !== null),
  );
}
