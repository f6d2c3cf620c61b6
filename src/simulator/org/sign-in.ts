import { channelsForAll, joinChannels, joinWorkspace } from './membership.js';
import type { Person } from './model.js';
import type { Organisation } from './organisation.js';
import { isGuest, isGuestRole } from './ranks.js';

function acceptInvitation(org: Organisation, person: Person): boolean {
  const { invitation } = person;
  if (!invitation) return false;
  person.invitation = null;
  joinChannels(
    person,
    invitation.channels.map((id) => org.channel(id)),
  );
  for (const [team, role] of Object.entries(person.workspaces)) {
    if (!isGuestRole(role)) joinChannels(person, channelsForAll(org, team));
  }
  return true;
}

/** Workspaces a linked group opens to its members. Whoever was taken out of one by hand stays out. */
function openTo(org: Organisation, person: Person): string[] {
  if (isGuest(person)) return [];
  const linked = org.groups
    .filter(({ is_idp_group, users }) => is_idp_group && users.includes(person.id))
    .flatMap(({ links }) => links.map(({ team }) => team));
  return [...new Set(linked)].filter((team) => !(team in person.workspaces) && !person.left.includes(team));
}

/**
 * What happens when somebody signs in: an invitation counts as accepted, and the workspaces their groups are linked to
 * are theirs. True when that changed anything.
 */
export function signIn(org: Organisation, person: Person): boolean {
  const accepted = acceptInvitation(org, person);
  const opened = openTo(org, person);
  for (const team of opened) joinWorkspace(org, person, { team, role: 'member' });
  return accepted || opened.length > 0;
}
