import { z } from 'zod';

import type { UserGroup } from '../../org/model.js';
import { presentGroup } from '../../present/group.js';
import { Refusal } from '../../refusal.js';
import { flag, text } from '../arguments.js';
import { grantedTeam } from '../conversation-access.js';
import { defineMethod } from '../method.js';

function isIn({ links }: UserGroup, team: string): boolean {
  return links.some((link) => link.team === team);
}

/** One workspace's groups, linked ones of the organisation too: https://docs.slack.dev/reference/methods/usergroups.list */
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
    const wish = { users: input.include_users, count: input.include_count };
    const groups = slack.org.groups.filter((group) => isIn(group, team));
    return { usergroups: groups.map((group) => presentGroup(group, team, wish)) };
  },
});

/** https://docs.slack.dev/reference/methods/usergroups.users.list */
const usersList = defineMethod({
  method: 'usergroups.users.list',
  tokens: ['bot', 'user'],
  scopes: ['usergroups:read'],
  input: z.object({ usergroup: text, team_id: text, include_disabled: flag.default(false) }),
  codes: { team_id: 'missing_argument', usergroup: 'missing_argument' },
  run({ slack }, input) {
    const team = grantedTeam(slack, input.team_id);
    const group = slack.org.groupOfId(input.usergroup);
    if (!group || !isIn(group, team)) throw new Refusal('no_such_subteam');
    return { users: group.users };
  },
});

/** The methods of `usergroups.*`. */
export const usergroupMethods = [groupsList, usersList];
