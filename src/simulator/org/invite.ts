import { Refusal } from '../refusal.js';
import { inviteChannel, wantedRole } from './assign.js';
import type { GuestFlags } from './guest-kinds.js';
import { clashesElsewhere } from './guest-kinds.js';
import { joinChannels, joinWorkspace } from './membership.js';
import type { Channel, Person, WorkspaceRole } from './model.js';
import type { Organisation } from './organisation.js';
import { isGuestRole, isOrgAdmin } from './ranks.js';

/** One `admin.users.invite`, its texts read already. */
export interface InvitationRequest extends GuestFlags {
  caller: Person;
  team_id: string;
  email: string;
  channel_ids: readonly string[];
  real_name: string;
  custom_message: string;
  resend: boolean;
  email_password_policy_enabled: boolean;
  /** Unix seconds; null for none, NaN for what was no time. */
  guest_expiration_ts: number | null;
  now: number;
  newId: () => string;
}

const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

function byEmail(org: Organisation, email: string): Person | undefined {
  const wanted = email.toLowerCase();
  return org.people.find((person) => person.kind === 'person' && person.email.toLowerCase() === wanted);
}

function channelsFor(org: Organisation, request: InvitationRequest, role: WorkspaceRole): Channel[] {
  const { caller, team_id, channel_ids } = request;
  const channels = channel_ids.map((id) => inviteChannel(org, caller, { team: team_id, id }));
  const fitting = channels.filter((channel) => channel !== null);
  const isSingle = role === 'single_channel_guest';
  if (fitting.length !== channels.length || fitting.length === 0 || (isSingle && fitting.length > 1)) {
    throw new Refusal('failed_to_validate_channels');
  }
  return fitting;
}

function checkExpiration({ guest_expiration_ts: ends, now }: InvitationRequest, role: WorkspaceRole): void {
  // Written so that what was no number is refused as well.
  if (ends !== null && !(isGuestRole(role) && ends > now)) throw new Refusal('failed_to_validate_expiration');
}

/** Refuses those who are there already, in Slack's words for how. */
function checkKnown(person: Person, team: string, role: WorkspaceRole): void {
  if (person.deactivated || person.left.includes(team)) throw new Refusal('user_disabled');
  if (team in person.workspaces) {
    throw new Refusal(person.invitation ? 'already_in_team_invited_user' : 'already_in_team');
  }
  if (clashesElsewhere(person, role)) throw new Refusal('failed_to_send_invite');
}

function freeHandle(org: Organisation, email: string): string {
  const wanted = (email.split('@')[0] ?? '').toLowerCase().replaceAll(/[^a-z0-9._-]/g, '') || 'invited';
  let handle = wanted;
  for (let number = 2; org.findPerson(handle); number += 1) handle = `${wanted}${number}`;
  return handle;
}

function newPerson(org: Organisation, request: InvitationRequest): Person {
  const handle = freeHandle(org, request.email);
  return {
    id: request.newId(),
    kind: 'person',
    handle,
    real_name: request.real_name || handle,
    display_name: handle,
    email: request.email,
    title: '',
    tz: request.caller.tz,
    org_role: 'member',
    workspaces: {},
    deactivated: false,
    left: [],
    expirations: {},
    invitation: {
      by: request.caller.id,
      at: request.now,
      channels: [],
      custom_message: request.custom_message,
      resend: request.resend,
      email_password_policy_enabled: request.email_password_policy_enabled,
    },
    interactivity_team: 'workspace',
  };
}

/**
 * Invites an e-mail address to a workspace: https://docs.slack.dev/reference/methods/admin.users.invite. Who is new to
 * the organisation stays invited until they sign in; who has an account in another workspace is in at once.
 */
export function invite(org: Organisation, request: InvitationRequest): Person {
  const { caller, team_id, email } = request;
  if (!isOrgAdmin(caller)) throw new Refusal('not_an_admin');
  if (!org.workspaceOfId(team_id)) throw new Refusal('team_not_found');
  if (!address.test(email)) throw new Refusal('invalid_email');
  const role = wantedRole({ ...request, channel_ids: [] });
  const channels = channelsFor(org, request, role);
  checkExpiration(request, role);
  const known = byEmail(org, email);
  if (known) checkKnown(known, team_id, role);
  const person = known ?? newPerson(org, request);
  if (!known) org.addPerson(person);
  if (person.invitation) {
    person.workspaces[team_id] = role;
    person.invitation.channels.push(...channels.map(({ id }) => id));
  } else {
    joinWorkspace(org, person, { team: team_id, role });
    joinChannels(person, channels);
  }
  if (request.guest_expiration_ts !== null) org.setExpiration(person, team_id, request.guest_expiration_ts);
  return person;
}
