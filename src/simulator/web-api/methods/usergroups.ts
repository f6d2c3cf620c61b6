import { z } from 'zod';

import type { JsonObject } from '../../json.js';
import type { UserGroup } from '../../org/model.js';
import { flag, text } from '../arguments.js';
import { grantedTeam } from '../conversation-access.js';
import { defineMethod } from '../method.js';

function presentGroup(group: UserGroup, wish: { users: boolean; count: boolean }): JsonObject {
  const { id, team, handle, name, users, is_idp_group, created_by } = group;
  return {
    id,
    team_id: team,
    is_usergroup: true,
    is_subteam: true,
    name,
    description: '',
    handle,
    is_external: false,
    date_create: 1_600_000_000,
    date_update: 1_600_000_000,
    date_delete: 0,
    auto_provision: false,
    created_by,
    updated_by: created_by,
    prefs: { channels: [], groups: [] },
    is_idp_group,
    is_visible: true,
    ...(wish.users ? { users } : {}),
    ...(wish.count ? { user_count: users.length } : {}),
  };
}

/** https://docs.slack.dev/reference/methods/usergroups.list */
const groupsList = defineMethod({
  method: 'usergroups.list',
  tokens: ['bot', 'user'],
  scopes: ['usergroups:read'],
  input: z.object({
    team_id: text,
    include_users: flag.default(false),
    include_count: flag.default(false),
    include_disabled: flag.default(false),
  }),
  codes: { team_id: 'missing_argument' },
  run({ slack }, input) {
    const team = grantedTeam(slack, input.team_id);
    const groups = slack.org.groups.filter((group) => group.team === team);
    const wish = { users: input.include_users, count: input.include_count };
    return { usergroups: groups.map((group) => presentGroup(group, wish)) };
  },
});

/** The methods of `usergroups.*`. */
export const usergroupMethods = [groupsList];
