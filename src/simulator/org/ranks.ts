import type { Person, WorkspaceRole } from './model.js';

/** Active, human and of this organisation: the only ones who can hold a role. */
export function canHoldRoles(person: Person): boolean {
  return person.kind === 'person' && !person.deactivated;
}

/** The primary owner and the other owners: only their token makes owners. */
export function isOrgOwner(person: Person): boolean {
  return canHoldRoles(person) && (person.org_role === 'primary_owner' || person.org_role === 'owner');
}

/** Org admins and everybody above them: who may call `admin.*`. */
export function isOrgAdmin(person: Person): boolean {
  return isOrgOwner(person) || (canHoldRoles(person) && person.org_role === 'admin');
}

/** Multi-channel and single-channel guests. */
export function isGuestRole(role: WorkspaceRole | undefined): boolean {
  return role === 'multi_channel_guest' || role === 'single_channel_guest';
}

/** A guest wherever they are. */
export function isGuest(person: Person): boolean {
  const roles = Object.values(person.workspaces);
  return roles.length > 0 && roles.every(isGuestRole);
}

/** What stands beside a name: "Org owner", "Marketing: admin", "Guest". */
export function roleInWords(person: Person, workspaceName: (id: string) => string): string {
  if (person.kind === 'bot') return 'Bot';
  if (person.kind === 'stranger') return 'Of another organisation';
  if (person.deactivated) return 'Deactivated';
  if (person.invitation) return 'Invited';
  if (person.org_role === 'primary_owner') return 'Primary owner';
  if (person.org_role === 'owner') return 'Org owner';
  if (person.org_role === 'admin') return 'Org admin';
  if (isGuest(person)) return 'Guest';
  const offices = Object.entries(person.workspaces).filter(([, role]) => role !== 'member' && !isGuestRole(role));
  if (offices.length === 0) return 'Member';
  return offices.map(([team, role]) => `${workspaceName(team)}: ${role.replaceAll('_', ' ')}`).join(', ');
}
