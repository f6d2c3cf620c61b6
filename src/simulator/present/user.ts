import type { JsonObject } from '../json.js';
import { expirationOf } from '../org/expiration.js';
import type { Person } from '../org/model.js';
import { isGuestRole } from '../org/ranks.js';
import type { Organisation } from '../org/organisation.js';
import { elsewhere } from './elsewhere.js';

/** Hours between a zone and UTC are of no use to a simulation: Slack's field is there, its value is zero. */
function zone(person: Person): JsonObject {
  return { tz: person.tz, tz_label: person.tz, tz_offset: 0 };
}

function profile(person: Person, withEmail: boolean): JsonObject {
  const [first = '', ...rest] = person.real_name.split(' ');
  return {
    title: person.title,
    real_name: person.real_name,
    real_name_normalized: person.real_name,
    display_name: person.display_name,
    display_name_normalized: person.display_name,
    first_name: first,
    last_name: rest.join(' '),
    status_text: '',
    status_emoji: '',
    team: Object.keys(person.workspaces)[0] ?? elsewhere.team,
    ...(withEmail && person.kind === 'person' ? { email: person.email } : {}),
  };
}

/** The role in the organisation: the only place where an organisation-wide token shows it. */
function enterpriseUser(org: Organisation, person: Person): JsonObject {
  const stranger = person.kind === 'stranger';
  return {
    id: person.id,
    enterprise_id: stranger ? elsewhere.id : org.id,
    enterprise_name: stranger ? elsewhere.name : org.name,
    is_admin: isAtLeast(person.org_role, 'admin'),
    is_owner: isAtLeast(person.org_role, 'owner'),
    is_primary_owner: person.org_role === 'primary_owner',
    teams: stranger ? [elsewhere.team] : Object.keys(person.workspaces),
  };
}

function isAtLeast(role: string | undefined, wanted: 'admin' | 'owner'): boolean {
  return role === 'primary_owner' || role === 'owner' || (wanted === 'admin' && role === 'admin');
}

/** Roles in one workspace: these, not the ones of the organisation, stand at the top of a user. */
function workspaceFlags(person: Person, team: string | undefined): JsonObject {
  const role = team === undefined ? undefined : person.workspaces[team];
  return {
    is_admin: isAtLeast(role, 'admin'),
    is_owner: isAtLeast(role, 'owner'),
    is_primary_owner: role === 'primary_owner',
    is_restricted: isGuestRole(role),
    is_ultra_restricted: role === 'single_channel_guest',
  };
}

interface Wish {
  withEmail: boolean;
  /** Whose workspace role the flags at the top show; without it the person's home workspace. */
  team?: string;
}

/** A user as `users.info` and `users.list` show it: https://docs.slack.dev/reference/objects/user-object */
export function presentUser(org: Organisation, person: Person, wish: Wish): JsonObject {
  const home = wish.team ?? Object.keys(person.workspaces)[0];
  const stranger = person.kind === 'stranger';
  const base = {
    id: person.id,
    team_id: home ?? elsewhere.team,
    name: person.handle,
    deleted: person.deactivated,
    color: '9f69e7',
    real_name: person.real_name,
    profile: profile(person, wish.withEmail && !stranger),
    is_bot: person.kind === 'bot',
    is_app_user: false,
    updated: 1_700_000_000,
    enterprise_user: enterpriseUser(org, person),
    is_stranger: stranger,
  };
  // Slack leaves the flags out for deactivated people.
  if (person.deactivated) return base;
  return {
    ...base,
    ...zone(person),
    ...workspaceFlags(person, home),
    is_email_confirmed: true,
    has_2fa: false,
    ...(person.invitation ? { is_invited_user: true } : {}),
  };
}

/** What a list of users is about: one workspace or the organisation, with the workspaces somebody has left or without. */
interface AdminWish {
  team?: string | undefined;
  withLeft?: boolean;
}

function shownWorkspaces(person: Person, withLeft: boolean): string[] {
  const active = Object.keys(person.workspaces);
  if (withLeft) return [...active, ...person.left];
  return person.deactivated ? [] : active;
}

/** A user as `admin.users.list` shows it: roles of the organisation, or of the workspace that was asked for. */
export function presentAdminUser(org: Organisation, person: Person, wish: AdminWish = {}): JsonObject {
  const { team } = wish;
  const roles = team === undefined ? enterpriseUser(org, person) : workspaceFlags(person, team);
  const guest = workspaceFlags(person, team ?? Object.keys(person.workspaces)[0]);
  const active = !person.deactivated && (team === undefined || team in person.workspaces);
  return {
    id: person.id,
    email: person.email,
    is_admin: roles['is_admin'],
    is_owner: roles['is_owner'],
    is_primary_owner: roles['is_primary_owner'],
    is_restricted: guest['is_restricted'],
    is_ultra_restricted: guest['is_ultra_restricted'],
    is_bot: person.kind === 'bot',
    username: person.handle,
    full_name: person.real_name,
    is_active: active,
    date_created: 1_600_000_000,
    deactivated_ts: active ? 0 : 1_650_000_000,
    expiration_ts: expirationOf(person, team),
    workspaces: shownWorkspaces(person, wish.withLeft === true),
    has_2fa: false,
    has_sso: false,
  };
}
