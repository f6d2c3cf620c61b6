import { z } from 'zod';

import { seconds } from '../../clock.js';
import { isObject, parseJson, textOf } from '../../json.js';
import { assign } from '../../org/assign.js';
import { expirationOf, guestToRead, setExpiration } from '../../org/expiration.js';
import { invite } from '../../org/invite.js';
import { remove } from '../../org/remove.js';
import { presentAdminUser } from '../../present/user.js';
import { tellOfChange } from '../admin.js';
import { flag, list, maybe, text } from '../arguments.js';
import { defineMethod } from '../method.js';

const writing = { tokens: ['user'], scopes: ['admin.users:write'] } as const;
const guestFlags = { is_restricted: flag.default(false), is_ultra_restricted: flag.default(false) };

/** https://docs.slack.dev/reference/methods/admin.users.assign */
const assignUser = defineMethod({
  method: 'admin.users.assign',
  ...writing,
  input: z.object({ team_id: text, user_id: text, channel_ids: list.default([]), ...guestFlags }),
  run(context, input) {
    assign(context.slack.org, { ...input, caller: context.caller.person });
    tellOfChange(context);
    return {};
  },
});

/** https://docs.slack.dev/reference/methods/admin.users.remove */
const removeUser = defineMethod({
  method: 'admin.users.remove',
  ...writing,
  input: z.object({ team_id: text, user_id: text }),
  run(context, input) {
    remove(context.slack.org, { ...input, caller: context.caller.person });
    tellOfChange(context);
    return {};
  },
});

/** Plain words, or `{"full_name": "…"}` as the example of Slack's document has it. */
function readName(given: string | undefined): string {
  const parsed = given === undefined ? undefined : parseJson(given);
  return (isObject(parsed) ? textOf(parsed['full_name']) : given) ?? '';
}

function readSeconds(given: string | undefined): number | null {
  return given === undefined ? null : Math.floor(Number(given));
}

/** https://docs.slack.dev/reference/methods/admin.users.invite */
const inviteUser = defineMethod({
  method: 'admin.users.invite',
  ...writing,
  input: z.object({
    team_id: text,
    email: text,
    channel_ids: list,
    custom_message: maybe,
    real_name: maybe,
    resend: flag.default(false),
    guest_expiration_ts: maybe,
    email_password_policy_enabled: flag.default(false),
    ...guestFlags,
  }),
  codes: { channel_ids: 'failed_to_validate_channels' },
  run(context, input) {
    const { slack, caller } = context;
    invite(slack.org, {
      ...input,
      caller: caller.person,
      real_name: readName(input.real_name),
      custom_message: input.custom_message ?? '',
      guest_expiration_ts: readSeconds(input.guest_expiration_ts),
      now: seconds(slack.clock),
      newId: () => slack.ids.next('U'),
    });
    tellOfChange(context);
    return {};
  },
});

const setUserExpiration = defineMethod({
  method: 'admin.users.setExpiration',
  ...writing,
  input: z.object({ team_id: maybe, user_id: text, expiration_ts: z.string().regex(/^\d+(\.\d+)?$/) }),
  codes: { expiration_ts: 'failed_to_validate_expiration' },
  run(context, input) {
    const { slack, caller } = context;
    const expiration_ts = Math.floor(Number(input.expiration_ts));
    setExpiration(slack.org, { ...input, expiration_ts, caller: caller.person, now: seconds(slack.clock) });
    return {};
  },
});

const getUserExpiration = defineMethod({
  method: 'admin.users.getExpiration',
  tokens: ['user'],
  scopes: ['admin.users:read'],
  input: z.object({ user_id: text, target_team: maybe }),
  run({ slack, caller }, { user_id, target_team }) {
    const person = guestToRead(slack.org, { caller: caller.person, user_id, target_team });
    const { id, email, is_restricted, is_ultra_restricted } = presentAdminUser(slack.org, person, {
      team: target_team,
    });
    return {
      user: { id, email, is_restricted, is_ultra_restricted, expiration_ts: expirationOf(person, target_team) },
    };
  },
});

/** Who joins and leaves a workspace, and when guests do. */
export const adminUserAccountMethods = [assignUser, removeUser, inviteUser, setUserExpiration, getUserExpiration];
