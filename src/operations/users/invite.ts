import { z } from 'zod';

import { EmailAddress, Flag, Moment, Reason, textUpTo, WorkspaceId } from '../../engine/inputs.js';
import { defineOperation, field, reasonField } from '../../engine/operation.js';
import { place, typed, words } from '../../engine/words.js';
import { ChannelIds, checkChannels, MAX_CHANNELS } from './channels.js';
import { called, GuestKind, guestKindField, haveChannelsForKind } from './guest-kinds.js';
import { INVITE_ERRORS, onlyGuestsEnd, planInvitation } from './invitation.js';

/** Invites somebody to a workspace by e-mail. Nobody can read back afterwards whether it was sent, or take it back. */
export const invite = defineOperation({
  method: 'admin.users.invite',
  command: '/invite-user',
  title: 'Invite',
  description: 'Invite somebody to a workspace by e-mail, as a full member or as a guest.',
  risk: 'privileged',
  scopes: ['admin.users:write'],

  input: z
    .object({
      email: EmailAddress,
      team_id: WorkspaceId,
      guest_kind: GuestKind,
      channel_ids: ChannelIds,
      guest_expiration_ts: Moment.optional(),
      real_name: textUpTo(80).optional(),
      custom_message: textUpTo(500).optional(),
      resend: Flag,
      email_password_policy_enabled: Flag,
      reason: Reason,
    })
    .superRefine(haveChannelsForKind)
    .superRefine(onlyGuestsEnd),
  check: (input, local) => checkChannels(input, local),

  fields: {
    email: field.email('E-mail address'),
    team_id: field.workspace('Workspace'),
    guest_kind: guestKindField,
    channel_ids: field.channels('Channels', {
      hint: 'At least one; a single-channel guest has one.',
      max: MAX_CHANNELS,
    }),
    guest_expiration_ts: field.moment('Account ends', {
      hint: 'For guests only. Leave empty for an account without an end.',
      optional: true,
    }),
    real_name: field.text('Full name', { optional: true, max: 80, lines: 'one' }),
    custom_message: field.text('Message', {
      hint: 'Stands in the e-mail.',
      optional: true,
      max: 500,
      lines: 'several',
    }),
    resend: field.flag('Sending it again', 'Allow it to be sent again later', 'From Slack’s own admin pages only.'),
    email_password_policy_enabled: field.flag('Signing in', 'Allow signing in with e-mail and password'),
    reason: reasonField,
  },

  target: ({ team_id }) => ({ kind: 'workspace', id: team_id }),
  // Whoever is invited has no account yet, so no user ID either.
  beneficiary: () => null,
  plan: (input, org) => planInvitation(input, org),
  call: ({ slack }, { channel_ids, ...args }) =>
    slack.apiCall('admin.users.invite', { ...args, channel_ids: channel_ids.join(',') }),
  summary: ({ team_id, guest_kind }) =>
    words`invited ${typed('email')} to ${place(team_id)} as a ${called(guest_kind)}`,

  explain: INVITE_ERRORS,

  undo: () => ({
    possible: false,
    why: words`Slack has no call that takes an invitation back. In its admin pages an open one can be revoked; whoever has joined can be removed.`,
  }),
  readBack: () => 'impossible',
});
