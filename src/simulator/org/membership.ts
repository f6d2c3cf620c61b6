import type { Channel, Person, WorkspaceRole } from './model.js';
import type { Organisation } from './organisation.js';
import { isGuestRole } from './ranks.js';

/** Puts somebody into channels they are not in yet. */
export function joinChannels(person: Person, channels: readonly Channel[]): void {
  for (const { members } of channels) {
    if (!members.includes(person.id)) members.push(person.id);
  }
}

/** Channels every full member of a workspace is in. */
export function channelsForAll(org: Organisation, team: string): Channel[] {
  return org.channels.filter(
    (channel) => (channel.is_general || channel.org_default) && channel.teams.includes(team) && !channel.archived,
  );
}

/** Gives somebody an account in a workspace, or switches their old one on again. Guests see no channel by that alone. */
export function joinWorkspace(org: Organisation, person: Person, at: { team: string; role: WorkspaceRole }): void {
  const { team, role } = at;
  person.workspaces[team] = role;
  person.left = person.left.filter((other) => other !== team);
  if (!isGuestRole(role)) joinChannels(person, channelsForAll(org, team));
}

function isSeenFrom(channel: Channel, person: Person): boolean {
  return channel.kind === 'im' || channel.teams.some((team) => team in person.workspaces);
}

/**
 * Switches somebody's account in a workspace off: they are out of every channel they see from nowhere else. A guest with
 * no account left is deactivated, a member stays in the organisation.
 */
export function leaveWorkspace(org: Organisation, person: Person, team: string): void {
  const wasGuest = isGuestRole(person.workspaces[team]);
  delete person.workspaces[team];
  delete person.expirations[team];
  if (!person.left.includes(team)) person.left.push(team);
  if (wasGuest && Object.keys(person.workspaces).length === 0) person.deactivated = true;
  for (const channel of org.channels) {
    if (!channel.teams.includes(team) || isSeenFrom(channel, person)) continue;
    const place = channel.members.indexOf(person.id);
    if (place >= 0) channel.members.splice(place, 1);
  }
}

/** After a channel has been taken out of workspaces: whoever cannot see it any more is out. Strangers are not ours. */
export function dropUnseen(org: Organisation, channel: Channel): void {
  channel.members = channel.members.filter((id) => {
    const person = org.personOfId(id);
    return !person || person.kind === 'stranger' || isSeenFrom(channel, person);
  });
}
