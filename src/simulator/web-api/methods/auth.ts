import { z } from 'zod';

import type { JsonObject } from '../../json.js';
import { elsewhere } from '../../present/elsewhere.js';
import type { Slack } from '../../slack.js';
import { flag, paging } from '../arguments.js';
import { defineMethod } from '../method.js';
import { pageOf } from '../pages.js';

/** https://docs.slack.dev/reference/methods/auth.test */
const test = defineMethod({
  method: 'auth.test',
  tokens: ['bot', 'user'],
  scopes: [],
  input: z.object({}),
  run: ({ slack, caller }) => ({
    ...organisationOf(slack),
    user: caller.person.handle,
    user_id: caller.person.id,
    ...(caller.kind === 'bot' ? { bot_id: slack.org.bot.bot_id } : {}),
    is_enterprise_install: true,
    ...(caller.ground.kind === 'workspace' ? { team_id: caller.ground.team, is_enterprise_install: false } : {}),
    ...(caller.ground.kind === 'elsewhere'
      ? { team: elsewhere.name, team_id: elsewhere.id, enterprise_id: elsewhere.id }
      : {}),
  }),
});

/** With an organisation-wide token the "team" is the organisation itself. */
function organisationOf({ org }: Slack): JsonObject {
  return {
    url: `https://${org.data.org.domain}.enterprise.slack.com/`,
    team: org.name,
    team_id: org.id,
    enterprise_id: org.id,
  };
}

/** Takes the token back that it is called with: https://docs.slack.dev/reference/methods/auth.revoke */
const revoke = defineMethod({
  method: 'auth.revoke',
  tokens: ['bot', 'user'],
  scopes: [],
  input: z.object({ test: flag.optional() }),
  run: ({ slack, token }, { test }) => ({ revoked: test === true ? false : slack.tokens.withdraw(token) }),
});

/** Which workspaces the app was added to: https://docs.slack.dev/reference/methods/auth.teams.list */
const teamsList = defineMethod({
  method: 'auth.teams.list',
  tokens: ['bot', 'user'],
  scopes: [],
  input: z.object({ ...paging(1000, 100), include_icon: flag.optional() }),
  codes: { limit: 'invalid_limit', cursor: 'invalid_cursor' },
  run({ slack }, input) {
    const granted = slack.org.workspaces.filter((workspace) => workspace.app_granted);
    const { items, next_cursor } = pageOf(granted, input);
    return { teams: items.map(({ id, name }) => ({ id, name })), response_metadata: { next_cursor } };
  },
});

/** The methods of `auth.*`. */
export const authMethods = [test, revoke, teamsList];
