import type { z } from 'zod';

import type { OrgReader } from '../../engine/operation.js';
import type { Draft, RoleEffect } from '../../engine/planning/plan.js';
import { code, moment, place, typed, words, type Words } from '../../engine/words.js';
import { channelEffects, channelLines, channelWarnings, privateOnes, readChannels } from './channels.js';
import { called, guestFlags, isGuest, type GuestKind } from './guest-kinds.js';

/* Facts: docs.slack.dev/reference/methods/admin.users.invite. */

export interface InviteInput {
  readonly email: string;
  readonly team_id: string;
  readonly guest_kind: GuestKind;
  readonly channel_ids: readonly string[];
  readonly guest_expiration_ts?: number | undefined;
  readonly real_name?: string | undefined;
  readonly custom_message?: string | undefined;
  readonly resend?: true | undefined;
  readonly email_password_policy_enabled?: true | undefined;
}

export type InviteArguments = {
  readonly email: string;
  readonly team_id: string;
  readonly channel_ids: readonly string[];
  readonly is_restricted?: true;
  readonly is_ultra_restricted?: true;
  readonly guest_expiration_ts?: string;
  readonly real_name?: string;
  readonly custom_message?: string;
  readonly resend?: true;
  readonly email_password_policy_enabled?: true;
};

/** An end beside its field, where it is the end of a full member. */
export function onlyGuestsEnd(
  { guest_kind, guest_expiration_ts }: Pick<InviteInput, 'guest_kind' | 'guest_expiration_ts'>,
  context: z.RefinementCtx,
): void {
  if (guest_expiration_ts === undefined || isGuest(guest_kind)) return;
  const message = 'Only the accounts of guests end. Clear this field, or make them a guest.';
  context.addIssue({ code: 'custom', path: ['guest_expiration_ts'], message });
}

/** Reads the workspace and the channels and plans to invite, or says why that cannot be done. */
export async function planInvitation(input: InviteInput, org: OrgReader): Promise<Draft<InviteArguments>> {
  const { team_id, guest_kind, guest_expiration_ts: end } = input;
  if (!(await org.workspace(team_id))) return obstacle(words`This organisation has no workspace ${code(team_id)}.`);
  if (end !== undefined && end * 1000 <= org.now().getTime()) {
    return obstacle(words`The account would have ended already, on ${moment(end)}. Choose a later moment.`);
  }
  const { channels, inTheWay } = await readChannels(team_id, input.channel_ids, org);
  if (inTheWay) return obstacle(inTheWay);

  const until = end === undefined ? [] : words` until ${moment(end)}`;
  return {
    kind: 'plan',
    risk: 'privileged',
    changes: [
      words`${typed('email')}: not a member → ${called(guest_kind)} of ${place(team_id)}${until}`,
      ...channelLines(typed('email'), channels),
      ...saidInIt(input),
    ],
    warnings: [...warningsOf(input), ...channelWarnings(channels)],
    effects: [joining(input), ...channelEffects(null, channels)],
    before: { team_id, private_channels: privateOnes(channels) },
    calls: [argumentsOf(input)],
  };
}

function joining({ team_id, guest_kind }: InviteInput): RoleEffect {
  return {
    kind: 'role',
    person: null,
    level: 'workspace',
    place: team_id,
    from: 'none',
    to: isGuest(guest_kind) ? 'guest' : 'member',
    takesLastOwner: false,
  };
}

function argumentsOf(input: InviteInput): InviteArguments {
  const { email, team_id, channel_ids, guest_kind, guest_expiration_ts: end } = input;
  const { real_name, custom_message, resend, email_password_policy_enabled } = input;
  return {
    email,
    team_id,
    channel_ids,
    ...guestFlags(guest_kind),
    // Slack's document has the end of an invited guest as text, that of an existing one as a number.
    ...(end === undefined ? {} : { guest_expiration_ts: String(end) }),
    ...(real_name ? { real_name } : {}),
    ...(custom_message ? { custom_message } : {}),
    ...(resend ? { resend } : {}),
    ...(email_password_policy_enabled ? { email_password_policy_enabled } : {}),
  };
}

/** What somebody else says yes to stands in the plan, the words of the e-mail too. */
function saidInIt({ real_name, custom_message, resend }: InviteInput): Words[] {
  return [
    ...(real_name ? [words`Invited as ${typed('real_name')}`] : []),
    ...(custom_message ? [words`The e-mail says ${typed('custom_message')}`] : []),
    ...(resend ? [words`It may be sent again from Slack’s admin pages`] : []),
  ];
}

function warningsOf(input: InviteInput): Words[] {
  const passwords = words`They will be able to sign in with an e-mail address and a password.`;
  return [...aboutTheKind(input), ...(input.email_password_policy_enabled ? [passwords] : [])];
}

function aboutTheKind({ guest_kind, guest_expiration_ts }: InviteInput): Words[] {
  if (!isGuest(guest_kind))
    return [words`A full member sees every public channel of the workspace and takes a paid seat.`];
  if (guest_expiration_ts !== undefined) return [];
  return [
    words`The guest’s account will have no end date. Choose one here, or set it once they have joined (“Set guest expiration”).`,
  ];
}

const obstacle = (says: Words): Draft<InviteArguments> => ({ kind: 'obstacle', says });

/** What Slack's codes mean for whoever invited somebody. */
export const INVITE_ERRORS: Readonly<Record<string, string>> = {
  already_in_team:
    'Whoever has this address belongs to the workspace already, so no invitation was sent. Look for them among its members.',
  already_in_team_invited_user:
    'This address has been invited to the workspace before, and nobody has signed in yet. Send that invitation again from Slack’s admin pages.',
  failed_looking_up_user:
    'Slack could not find out whether somebody has this address already. Check the address, then ask again.',
  failed_to_send_invite:
    'Slack did not send it and gives no reason. Somebody with this address may be a guest or a member elsewhere in the organisation: then add them as what they are (“Add to workspace” does that).',
  failed_to_validate_caller:
    'Whoever installed the app may not invite people to this workspace. An org owner has to look at who may invite there, or reinstall the app.',
  failed_to_validate_channels:
    'Slack did not take the channels. Whoever installed the app has to be in the private ones; leave those out, or have the installer invited to them first.',
  failed_to_validate_custom_message: 'Slack did not take the message. Make it shorter, or leave it out, and ask again.',
  failed_to_validate_expiration:
    'Slack did not take the moment at which the account ends. It has to be in the future, and for a guest; choose another one.',
  failed_to_validate_team:
    'Slack takes no invitations to this workspace by the app. Invite them in Slack’s admin pages.',
  invalid_email: 'Slack does not take this as an e-mail address. Check how it is written, then ask again.',
  team_not_found: 'Slack knows no such workspace any more. Choose another one.',
  user_disabled:
    'Somebody with this address had an account that is switched off now. Reactivate it in Slack’s admin pages instead.',
};
