import type { Person, WorkspaceRole } from './model.js';
import { isGuestRole } from './ranks.js';

/** What an account is to be, as Slack's arguments say it. */
export interface GuestFlags {
  is_restricted: boolean;
  is_ultra_restricted: boolean;
}

/** The role the two flags stand for; null when both are set, since they exclude each other. */
export function roleFromFlags({ is_restricted, is_ultra_restricted }: GuestFlags): WorkspaceRole | null {
  if (is_restricted && is_ultra_restricted) return null;
  if (is_ultra_restricted) return 'single_channel_guest';
  return is_restricted ? 'multi_channel_guest' : 'member';
}

/** A person is a guest everywhere or nowhere, always of one kind, and a single-channel guest in one workspace only. */
export function clashesElsewhere(person: Person, wanted: WorkspaceRole): boolean {
  const held = Object.values(person.workspaces);
  if (held.length === 0) return false;
  if (wanted === 'single_channel_guest' || held.includes('single_channel_guest')) return true;
  return held.some((role) => isGuestRole(role) !== isGuestRole(wanted));
}
