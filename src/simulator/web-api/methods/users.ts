import { z } from 'zod';

import type { Channel, Person } from '../../org/model.js';
import { presentChannel } from '../../present/channel.js';
import { presentUser } from '../../present/user.js';
import { Refusal } from '../../refusal.js';
import { flag, maybe, paging, text } from '../arguments.js';
import { canSee, grantedTeam, readScopes } from '../conversation-access.js';
import { conversationKinds, inTeam } from '../conversation-kinds.js';
import { defineMethod } from '../method.js';
import { pageWhere } from '../pages.js';

/** https://docs.slack.dev/reference/methods/users.info */
const info = defineMethod({
  method: 'users.info',
  tokens: ['bot', 'user'],
  scopes: ['users:read'],
  input: z.object({ user: text, include_locale: flag.optional() }),
  codes: { user: 'user_not_found' },
  run({ slack, caller }, { user, include_locale }) {
    const person = slack.org.personOfId(user);
    if (!person) throw new Refusal('user_not_found');
    const withEmail = caller.scopes.has('users:read.email');
    const shown = presentUser(slack.org, person, { withEmail });
    return { user: include_locale ? { ...shown, locale: 'en-GB' } : shown };
  },
});

/** One workspace's people: an organisation-wide token must say which. https://docs.slack.dev/reference/methods/users.list */
const usersList = defineMethod({
  method: 'users.list',
  tokens: ['bot', 'user'],
  scopes: ['users:read'],
  input: z.object({ team_id: text, ...paging(1000, 1000), include_locale: flag.optional() }),
  codes: { team_id: 'missing_argument', limit: 'invalid_limit' },
  run({ slack, caller }, input) {
    const team = grantedTeam(slack, input.team_id);
    const withEmail = caller.scopes.has('users:read.email');
    const isMember = (person: Person): boolean => team in person.workspaces;
    const { items, next_cursor } = pageWhere(slack.org.people, isMember, input);
    return {
      members: items.map((person) => presentUser(slack.org, person, { withEmail, team })),
      cache_ts: Math.floor(slack.clock() / 1000),
      response_metadata: { next_cursor },
    };
  },
});

/** What somebody is a member of: https://docs.slack.dev/reference/methods/users.conversations */
const conversations = defineMethod({
  method: 'users.conversations',
  tokens: ['bot', 'user'],
  scopes: readScopes,
  input: z.object({
    team_id: text,
    ...paging(999, 100),
    types: maybe,
    user: maybe,
    exclude_archived: flag.optional(),
  }),
  codes: { team_id: 'missing_argument', limit: 'invalid_limit' },
  run({ slack, caller }, input) {
    const team = grantedTeam(slack, input.team_id);
    const kinds = conversationKinds(input.types, caller);
    const who = input.user ?? caller.person.id;
    const isListed = (channel: Channel): boolean =>
      kinds.includes(channel.kind) &&
      inTeam(channel, team) &&
      channel.members.includes(who) &&
      canSee(caller.person, channel) &&
      !(input.exclude_archived && channel.archived);
    const { items, next_cursor } = pageWhere(slack.org.channels, isListed, input);
    const shown = items.map((channel) => presentChannel(slack, channel, caller.person));
    return { channels: shown, response_metadata: { next_cursor } };
  },
});

/** The methods of `users.*`. */
export const userMethods = [info, usersList, conversations];
