import { z } from 'zod';

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
    url: `https://${slack.org.data.org.domain}.enterprise.slack.com/`,
    team: slack.org.name,
    user: caller.person.handle,
    // With an organisation-wide token the "team" is the organisation itself.
    team_id: slack.org.id,
    user_id: caller.person.id,
    ...(caller.kind === 'bot' ? { bot_id: slack.org.bot.bot_id } : {}),
    enterprise_id: slack.org.id,
    is_enterprise_install: true,
  }),
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
export const authMethods = [test, teamsList];
